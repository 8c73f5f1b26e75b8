// SPDX-License-Identifier: Apache-2.0
// The hot loop: receive, check, look up, rewrite, send.
package io.eightfold.dataplane.worker;

import io.eightfold.dataplane.counter.CounterFile;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.fib.FibReader;
import io.eightfold.dataplane.fib.FibTables;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.trace.WorkerTrace;
import io.eightfold.dpdk.Turn;
import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.header.Ipv4Layout;
import io.eightfold.wire.header.Ipv8Layout;
import io.eightfold.wire.memory.Memory;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Forwards bursts, stage by stage over the whole burst so that the loads of different packets overlap: check all, look up all, rewrite
 * all. A packet for which that does not suffice goes to {@link SlowHandoff}, out of line. Nothing is allocated after construction.
 *
 * <p>A turn is one downcall: it sends what the last burst became, frees what it dropped and receives the next.
 * <p>Thread: worker, its owner, for everything but the constructor.
 */
public final class ForwardingWorker {
    /** Verdicts of the check: the version, or that the packet is for {@link SlowHandoff}. */
    public static final int IPV8 = 0;
    public static final int IPV4 = 1;
    public static final int NOT_FOR_US = 2;
    public static final int GROUP_IPV8 = 3;
    public static final int GROUP_IPV4 = 4;
    /** From here on: dropped, with the reason's id added. */
    public static final int DROP = 256;

    private static final int ETHERNET = EthernetLayout.LENGTH;
    private static final int MIN_CHECKED = ETHERNET + Ipv4Layout.MIN_LENGTH;
    private static final int IPV4_TYPE = Short.toUnsignedInt(Short.reverseBytes((short) EthernetLayout.IPV4));
    private static final int INJECT_LIMIT = 32;
    private static final int TURNS_A_LOOK = 8;
    private static final int NO_PORT = -1;

    private final RouterPort[] ports;
    private final PolledQueue[] polled;
    private final long[] myMacs;
    private final int[] myIpv8Types;
    /** Of every table there is; one in the usual case. */
    private final FibReader[] readers;
    /** The one of the port's VRF, by port. */
    private final FibReader[] readerOfPort;
    private final long nextHops;
    private final int burst;
    private final boolean isCritical;
    private final long turn;
    private final long[] blocks;
    private final long workerBlock;
    private final TxStage stage;
    private final SlowHandoff handoff;
    private final Injector injector;
    private final FlowSpreader spreader;
    private final WorkerTrace trace;
    private int sinceInjected;
    // one burst, by place
    private final int[] verdict = new int[Turn.BURST_MAX];
    private final int[] nextHop = new int[Turn.BURST_MAX];
    private final long[] destination = new long[Turn.BURST_MAX];

    /**
     * A worker that forwards whatever it receives, by one table.
     * @param index   number of this worker: its queue on every port and its place in the counter file.
     * @param polled  indexes of the ports this worker receives from.
     * @param burst   most frames a turn receives, 1 to {@link Turn#BURST_MAX}.
     */
    public ForwardingWorker(final int index, final List<RouterPort> ports, final int[] polled, final Fib fib, final NextHopTable nextHops,
                            final CounterFile counters, final PacketRing toSlowPath, final PacketRing fromSlowPath, final long pool, final int burst) {
        this(index, ports, IntStream.of(polled).mapToObj(port -> new PolledQueue(port, index, false)).toList(), null, FibTables.single(fib), nextHops, counters,
            toSlowPath, fromSlowPath, pool, burst, WorkerTrace.off());
    }

    /**
     * A worker among others.
     * @param index   number of this worker: what it gives as its send queue on every port, and its place in the counter file.
     * @param polled  what this worker receives from.
     * @param rings   between the workers; null when it neither hands over nor is handed anything.
     * @param tables  one for the VRF of each port.
     * @param burst   most frames a turn receives, 1 to {@link Turn#BURST_MAX}.
     * @param trace   records what becomes of packets that are traced.
     */
    public ForwardingWorker(final int index, final List<RouterPort> ports, final List<PolledQueue> polled, final WorkerRings rings, final FibTables tables,
                            final NextHopTable nextHops, final CounterFile counters, final PacketRing toSlowPath, final PacketRing fromSlowPath,
                            final long pool, final int burst, final WorkerTrace trace) {
        this.trace = trace;
        this.ports = ports.toArray(RouterPort[]::new);
        this.polled = polled.toArray(PolledQueue[]::new);
        final FibReader[] readerOfVrf = tables.newReaders();
        readers = Arrays.stream(readerOfVrf).filter(Objects::nonNull).toArray(FibReader[]::new);
        readerOfPort = ports.stream().map(p -> readerOfVrf[p.vrf().id()]).toArray(FibReader[]::new);
        this.nextHops = nextHops.base();
        this.burst = burst;
        this.turn = Memory.allocate(Turn.BYTES);
        blocks = new long[this.ports.length];
        myMacs = new long[this.ports.length];
        myIpv8Types = new int[this.ports.length];
        final int[] dpdkIds = new int[this.ports.length];
        boolean allMemoryOnly = true;
        for (int i = 0; i < this.ports.length; i++) {
            final RouterPort port = this.ports[i];
            blocks[i] = counters.block(i, index);
            dpdkIds[i] = port.dpdkId();
            myMacs[i] = NextHopTable.macBits(port.mac());
            // A port without an IPv8 address compares with a type no frame has: its version 8 goes out of line to be counted.
            myIpv8Types[i] = port.hasIpv8() ? Short.toUnsignedInt(Short.reverseBytes((short) port.etherType())) : -1;
            allMemoryOnly &= port.device().device().isMemoryOnly();
        }
        isCritical = allMemoryOnly;
        workerBlock = counters.workerBlock(index);
        stage = new TxStage(turn, dpdkIds, blocks, index, trace);
        handoff = new SlowHandoff(this.ports, nextHops, blocks, stage, toSlowPath, pool, index, trace);
        injector = new Injector(dpdkIds, blocks, fromSlowPath, index, trace);
        spreader = new FlowSpreader(index, rings, turn, myMacs, myIpv8Types, blocks, stage, trace);
    }

    /** Polls every queue of this worker once, takes what others received for it, and sends what the slow path made. Returns the frames handled. */
    public int turn() {
        refresh();
        int work = 0;
        for (final PolledQueue from : polled) {
            work += poll(from);
        }
        work += takeHandedOver();
        // Packets of the slow path can wait for some turns of a busy worker, which are microseconds; looking costs every turn.
        if (work == 0 || ++sinceInjected == TURNS_A_LOOK) {
            work += injector.drain(INJECT_LIMIT);
            sinceInjected = 0;
        }
        countTurn(work);
        return work;
    }

    /** Sends and frees what is staged; the last call before the owner ends. */
    public void flush() {
        stage.flush();
        for (final FibReader reader : readers) {
            reader.pause();
        }
    }

    /** Frees the worker's own memory. Thread: startup, after the worker's thread ended. */
    public void close() {
        stage.close();
        handoff.close();
        injector.close();
        Memory.free(turn);
    }

    /** Where the burst lies; tests put frames there and call {@link #forward}. */
    long turnAddress() {
        return turn;
    }

    private int poll(final PolledQueue from) {
        final int port = from.port();
        Memory.putNativeShort(turn + Turn.RX_PORT, ports[port].dpdkId());
        Memory.putNativeShort(turn + Turn.RX_QUEUE, from.queue());
        Memory.putNativeShort(turn + Turn.RX_CAPACITY, burst);
        stage.prepare();
        final int count = isCritical ? Turn.exchangeCritical(turn) : Turn.exchange(turn);
        stage.settle();
        if (count != 0) {
            final int mine = from.isSpread() ? spreader.spread(port, count) : count;
            if (mine != 0) {
                process(port, mine);
            }
        }
        return count;
    }

    /** One burst from each worker that receives for this one. Frames staged before came in by another port perhaps: they are sent first. */
    private int takeHandedOver() {
        int work = 0;
        for (final MbufRing ring : spreader.incoming()) {
            final int port = ring.firstPort();
            if (port >= 0) {
                stage.flush();
                final int count = spreader.take(ring, burst);
                process(port, count);
                work += count;
            }
        }
        if (work != 0) {
            // A worker that polls nothing makes no other call.
            stage.flush();
        }
        return work;
    }

    /** A turn without the downcall, for tests that put frames into the turn themselves. */
    void forward(final int port, final int count) {
        refresh();
        process(port, count);
    }

    private void refresh() {
        for (final FibReader reader : readers) {
            reader.refresh();
        }
    }

    /** Brings the {@code count} frames in the turn, which came in by {@code port}, to their end or into the stage. */
    private void process(final int port, final int count) {
        final FibReader fib = readerOfPort[port];
        final boolean isTraced = trace.isOn() && trace.begin();
        stage.ingress(port);
        check(port, count);
        fib.lookup(destination, nextHop, count);
        if (isTraced) {
            rewriteTraced(port, count, fib);
        } else {
            rewrite(port, 0, count, fib);
        }
    }

    /** The same, packet by packet, so that it is known which of them each step belongs to. */
    private void rewriteTraced(final int port, final int count, final FibReader fib) {
        for (int i = 0; i < count; i++) {
            final long frame = Memory.nativeLong(turn + Turn.RX_DATA + ((long) i << 3));
            final long mbuf = Memory.nativeLong(turn + Turn.RX_MBUF + ((long) i << 3));
            final int length = Memory.nativeInt(turn + Turn.RX_LENGTH + ((long) i << 2));
            final int version = verdict[i];
            final int hop = nextHop[i];
            int member = hop;
            if (version <= IPV4 && hop >= Fib.GROUP_BIT) {
                member = fib.member(hop, version == IPV8 ? FlowHash.ipv8(frame + ETHERNET) : FlowHash.ipv4(frame + ETHERNET));
            }
            trace.open(port, mbuf, frame, length, version, version <= IPV4, hop, member);
            rewrite(port, i, i + 1, fib);
            trace.close(mbuf, frame);
        }
    }

    private void check(final int port, final int count) {
        final long frames = turn + Turn.RX_DATA;
        final long lengths = turn + Turn.RX_LENGTH;
        final long mac = myMacs[port];
        final int ipv8Type = myIpv8Types[port];
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            final long frame = Memory.nativeLong(frames + ((long) i << 3));
            final int length = Memory.nativeInt(lengths + ((long) i << 2));
            final long packet = frame + ETHERNET;
            bytes += length & 0x7FFF_FFFF;
            int result = NOT_FOR_US;
            long to = 0;
            // A segmented frame has the sign bit set: its length is below every minimum here.
            if (length >= MIN_CHECKED && (Memory.nativeLong(frame) & NextHopTable.MAC_MASK) == mac) {
                final int type = Memory.nativeShort(frame + EthernetLayout.TYPE);
                if (type == ipv8Type) {
                    result = HeaderCheck.isPlainIpv8(packet, length - ETHERNET) ? IPV8 : judgeIpv8(packet, length - ETHERNET);
                    to = result == IPV8 ? Memory.u64(packet + Ipv8Layout.DESTINATION) : 0;
                } else if (type == IPV4_TYPE) {
                    result = HeaderCheck.isPlainIpv4(packet, length - ETHERNET) ? IPV4 : judgeIpv4(packet, length - ETHERNET);
                    to = result == IPV4 ? Memory.u32(packet + Ipv4Layout.DESTINATION) & 0xFFFF_FFFFL : 0;
                }
            }
            verdict[i] = result;
            destination[i] = to;
        }
        CounterFile.add(blocks[port], PortCounter.RECEIVED, count);
        CounterFile.add(blocks[port], PortCounter.RECEIVED_BYTES, bytes);
    }

    private static int judgeIpv8(final long packet, final int available) {
        final int fault = HeaderCheck.ipv8(packet, available);
        return fault == HeaderCheck.OK ? IPV8 : fault >= 0 ? DROP + fault : GROUP_IPV8;
    }

    private static int judgeIpv4(final long packet, final int available) {
        final int fault = HeaderCheck.ipv4(packet, available);
        return fault == HeaderCheck.OK ? IPV4 : fault >= 0 ? DROP + fault : GROUP_IPV4;
    }

    /** Packets {@code from} to before {@code end} of the burst. */
    private void rewrite(final int port, final int from, final int end, final FibReader fib) {
        // What leaves by the port that the packet before left by is written straight behind it.
        int out = NO_PORT;
        int staged = 0;
        long list = 0;
        long bytes = 0;
        for (int i = from; i < end; i++) {
            final long frame = Memory.nativeLong(turn + Turn.RX_DATA + ((long) i << 3));
            final long mbuf = Memory.nativeLong(turn + Turn.RX_MBUF + ((long) i << 3));
            final int length = Memory.nativeInt(turn + Turn.RX_LENGTH + ((long) i << 2));
            final long packet = frame + ETHERNET;
            final int version = verdict[i];
            int hop = nextHop[i];
            if (version <= IPV4 && hop >= 0) {
                if (hop >= Fib.GROUP_BIT) {
                    hop = fib.member(hop, version == IPV8 ? FlowHash.ipv8(packet) : FlowHash.ipv4(packet));
                }
                final long record = nextHops + (long) hop * NextHopTable.RECORD_BYTES;
                final long macAndFlags = Memory.nativeLong(record + NextHopTable.MAC_AND_FLAGS);
                final int ttlWord = Memory.nativeInt(packet + Ipv8Layout.TTL);
                final int total = Memory.u16(packet + Ipv8Layout.TOTAL_LENGTH);
                // Flags 1 (special) stops both versions, 2 (IPv4 only) stops version 8: 3 >>> 0 and 3 >>> 1.
                if ((macAndFlags >>> NextHopTable.FLAGS_SHIFT & 3 >>> version) == 0
                    && (ttlWord & 0xFF) > 1
                    && total <= Memory.nativeInt(record + NextHopTable.MTU)
                    && (total == length - ETHERNET || length == EthernetLayout.MIN_FRAME_LENGTH)) {
                    Rewrite.apply(frame, record, version, macAndFlags, ttlWord);
                    final int to = Memory.nativeInt(record + NextHopTable.PORT);
                    if (to != out) {
                        leave(out, staged, bytes);
                        out = to;
                        staged = stage.count(to);
                        list = stage.list(to);
                        bytes = 0;
                    }
                    Memory.putNativeLong(list + ((long) staged++ << 3), mbuf);
                    bytes += length;
                    continue;
                }
            }
            leave(out, staged, bytes);
            out = NO_PORT;
            handoff.handle(port, mbuf, frame, length, version, hop);
        }
        leave(out, staged, bytes);
    }

    private void leave(final int out, final int staged, final long bytes) {
        if (out != NO_PORT) {
            stage.staged(out, staged, bytes);
        }
    }

    private void countTurn(final int work) {
        // Release: who sees the turn counted knows that its loads of next-hop records are over.
        Memory.releaseLong(workerBlock + CounterFile.TURNS, Memory.nativeLong(workerBlock + CounterFile.TURNS) + 1);
        if (work == 0) {
            Memory.putNativeLong(workerBlock + CounterFile.EMPTY_TURNS, Memory.nativeLong(workerBlock + CounterFile.EMPTY_TURNS) + 1);
        }
    }
}
