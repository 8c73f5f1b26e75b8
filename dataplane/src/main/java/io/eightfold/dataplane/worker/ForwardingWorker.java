// SPDX-License-Identifier: Apache-2.0
// The hot loop: receive, check, look up, rewrite, send.
package io.eightfold.dataplane.worker;

import io.eightfold.dataplane.counter.CounterFile;
import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.fib.FibReader;
import io.eightfold.dataplane.fib.FibTables;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.port.PacketBuffer;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.trace.WorkerTrace;
import io.eightfold.dpdk.Turn;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.header.Ipv4Layout;
import io.eightfold.wire.header.Ipv8Layout;
import io.eightfold.wire.memory.Memory;
import io.eightfold.wire.tunnel.Encapsulation;
import io.eightfold.wire.tunnel.TunnelLayout;
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
    /** Verdicts of the check: a packet to be looked up. Version 8 has its scope added, as flags of next hops that stop it. */
    public static final int IPV8 = 0;
    public static final int IPV4 = 1;
    /** Set in all verdicts that are not of packets to be looked up. */
    public static final int OTHER = 2;
    public static final int NOT_FOR_US = OTHER;
    public static final int GROUP_IPV8 = OTHER | 1;
    public static final int GROUP_IPV4 = OTHER | 4;
    /** Dropped; the reason's id stands above. */
    public static final int DROPPED = OTHER | 5;
    private static final int REASON_SHIFT = 8;
    private static final int SCOPES = HeaderCheck.SCOPE_AS | HeaderCheck.SCOPE_RINE;

    private static final int ETHERNET = EthernetLayout.LENGTH;
    private static final int MIN_CHECKED = ETHERNET + Ipv4Layout.MIN_LENGTH;
    private static final int IPV4_TYPE = Short.toUnsignedInt(Short.reverseBytes((short) EthernetLayout.IPV4));
    private static final int INJECT_LIMIT = 32;
    private static final int TURNS_A_LOOK = 8;
    private static final int NO_PORT = -1;
    private static final int STOPS_IPV8 = NextHopTable.FLAG_SPECIAL | NextHopTable.FLAG_IPV4_ONLY | NextHopTable.FLAG_TUNNEL;
    private static final int ZONE_ISOLATION = drop(DropReason.ZONE_ISOLATION.id());
    private static final int TUNNEL_MALFORMED = drop(DropReason.TUNNEL_MALFORMED.id());
    private static final int PROTOCOL_MULTICAST = drop(DropReason.BORDER_PROTOCOL_MULTICAST.id());
    static final int TUNNEL_SOURCE = drop(DropReason.TUNNEL_SOURCE.id());

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
    /** By port; null inside the AS. */
    private final BorderFilter[] borders;
    private final BorderFilter borderOfTunnels = BorderFilter.ofTunnels();
    private final ZoneFilter zones;
    private final Decapsulator decapsulator;
    /** By port: the destination of packets that may be ours to open. */
    private final long[] tunnelEnds;
    private int sinceInjected;
    // packets out of streams, in the turn until they are processed
    private final int[] remotes = new int[INJECT_LIMIT];
    private int streamed;
    private int streamedPort;
    // one burst, by place
    private final int[] verdict = new int[Turn.BURST_MAX];
    private final int[] nextHop = new int[FibReader.MAX_BURST];
    private final int[] toTunnelEnd = new int[Turn.BURST_MAX];
    private final long[] destination = new long[FibReader.MAX_BURST];

    /**
     * A worker that forwards whatever it receives, by one table.
     * @param index   number of this worker: its queue on every port and its place in the counter file.
     * @param polled  indexes of the ports this worker receives from.
     * @param burst   most frames a turn receives, 1 to {@link Turn#BURST_MAX}.
     */
    public ForwardingWorker(final int index, final List<RouterPort> ports, final int[] polled, final Fib fib, final NextHopTable nextHops,
                            final CounterFile counters, final PacketRing toSlowPath, final PacketRing fromSlowPath, final long pool, final int burst) {
        this(index, ports, IntStream.of(polled).mapToObj(port -> new PolledQueue(port, index, false)).toList(), null, FibTables.single(fib), nextHops, counters,
            toSlowPath, fromSlowPath, pool, burst, WorkerTrace.off(), Boundary.NONE);
    }

    /**
     * A worker among others.
     * @param index   number of this worker: what it gives as its send queue on every port, and its place in the counter file.
     * @param polled  what this worker receives from.
     * @param rings   between the workers; null when it neither hands over nor is handed anything.
     * @param tables  one for the VRF of each port.
     * @param burst   most frames a turn receives, 1 to {@link Turn#BURST_MAX}.
     * @param trace   records what becomes of packets that are traced.
     * @param boundary tunnels and zones.
     */
    public ForwardingWorker(final int index, final List<RouterPort> ports, final List<PolledQueue> polled, final WorkerRings rings, final FibTables tables,
                            final NextHopTable nextHops, final CounterFile counters, final PacketRing toSlowPath, final PacketRing fromSlowPath,
                            final long pool, final int burst, final WorkerTrace trace, final Boundary boundary) {
        this.trace = trace;
        this.ports = ports.toArray(RouterPort[]::new);
        this.polled = polled.toArray(PolledQueue[]::new);
        final FibReader[] readerOfVrf = tables.newReaders();
        readers = Arrays.stream(readerOfVrf).filter(Objects::nonNull).toArray(FibReader[]::new);
        readerOfPort = ports.stream().map(p -> readerOfVrf[p.vrf().id()]).toArray(FibReader[]::new);
        this.nextHops = nextHops.base();
        this.burst = burst;
        borders = ports.stream().map(p -> p.isExternal() ? new BorderFilter(p.border()) : null).toArray(BorderFilter[]::new);
        zones = new ZoneFilter(boundary.zones());
        decapsulator = new Decapsulator(boundary.tunnels(), ownAsns(ports, boundary.tunnels().ownAsn()), nextHops.base());
        // Tunnels belong to the default table: in another the same address is somebody else's.
        tunnelEnds = ports.stream().mapToLong(port -> port.vrf() == Vrf.DEFAULT ? decapsulator.end() : Decapsulator.NONE).toArray();
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
        injector = new Injector(dpdkIds, blocks, fromSlowPath, this::takeStreamed, index, trace);
        spreader = new FlowSpreader(index, rings, turn, myMacs, myIpv8Types, blocks, stage, trace);
    }

    private static int[] ownAsns(final List<RouterPort> ports, final int further) {
        final IntStream interior = ports.stream().filter(port -> !port.isExternal()).flatMap(port -> port.ipv8Addresses().stream()).mapToInt(address -> address.address().asn());
        return IntStream.concat(interior, IntStream.of(further)).distinct().toArray();
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
            processStreamed();
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
        borderOfTunnels.close();
        Arrays.stream(borders).filter(Objects::nonNull).forEach(BorderFilter::close);
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
        decapsulator.turn();
        for (final FibReader reader : readers) {
            reader.refresh();
        }
    }

    /** A packet out of a stream takes its place in the turn, behind others that came in by the same port. */
    private void takeStreamed(final long mbuf, final long frame, final int lengthBytes, final int port, final int remote) {
        if (port != streamedPort) {
            processStreamed();
        }
        streamedPort = port;
        remotes[streamed] = remote;
        Memory.putNativeLong(turn + Turn.RX_MBUF + ((long) streamed << 3), mbuf);
        Memory.putNativeLong(turn + Turn.RX_DATA + ((long) streamed << 3), frame);
        Memory.putNativeInt(turn + Turn.RX_LENGTH + ((long) streamed << 2), lengthBytes);
        streamed++;
    }

    /** What came out of streams goes the way of all packets out of tunnels. The control thread has counted it as received. */
    private void processStreamed() {
        if (streamed == 0) {
            return;
        }
        stage.flush();
        final boolean isTraced = trace.isOn();
        for (int i = 0; i < streamed; i++) {
            if (isTraced) {
                trace.decapsulated(i, remotes[i], Encapsulation.HTTPS.id());
            }
            final long packet = Memory.nativeLong(turn + Turn.RX_DATA + ((long) i << 3)) + ETHERNET;
            destination[i] = 0;
            verdict[i] = judgeTunnelled(i, packet, Memory.nativeInt(turn + Turn.RX_LENGTH + ((long) i << 2)) - ETHERNET, remotes[i]);
        }
        forwardChecked(streamedPort, streamed);
        stage.flush();
        streamed = 0;
    }

    /** Brings the {@code count} frames in the turn, which came in by {@code port}, to their end or into the stage. */
    private void process(final int port, final int count) {
        check(port, count);
        forwardChecked(port, count);
    }

    private void forwardChecked(final int port, final int count) {
        final FibReader fib = readerOfPort[port];
        final boolean isTraced = trace.isOn() && trace.begin();
        stage.ingress(port);
        if (decapsulator.opened() == 0) {
            fib.lookup(destination, nextHop, count);
        } else if (count + decapsulator.opened() <= FibReader.MAX_BURST) {
            // One walk through the passes of the table for destinations and for the sources of what came out of tunnels.
            fib.lookup(destination, nextHop, count + decapsulator.appendSources(destination, count));
            decapsulator.verify(fib, nextHop, count, verdict);
        } else {
            fib.lookup(destination, nextHop, count);
            decapsulator.verify(fib, verdict);
        }
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
            final boolean isLookedUp = (version & OTHER) == 0;
            final int hop = nextHop[i];
            int member = hop;
            if (isLookedUp && hop >= Fib.GROUP_BIT) {
                member = fib.member(hop, version != IPV4 ? FlowHash.ipv8(frame + ETHERNET) : FlowHash.ipv4(frame + ETHERNET));
            }
            trace.open(i, port, mbuf, frame, length, version, isLookedUp, hop, member);
            rewrite(port, i, i + 1, fib);
            trace.close(mbuf);
        }
    }

    private void check(final int port, final int count) {
        final long frames = turn + Turn.RX_DATA;
        final long lengths = turn + Turn.RX_LENGTH;
        final long mac = myMacs[port];
        final int ipv8Type = myIpv8Types[port];
        final long tunnelEnd = tunnelEnds[port];
        int tunnelled = 0;
        final BorderFilter border = borders[port];
        final long borderSources = border == null ? 0 : border.sources();
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
                    final int reach = HeaderCheck.plainIpv8(packet, length - ETHERNET);
                    result = reach == 0 && (borderSources == 0 || AsnSet.contains(borderSources, Memory.u32(packet + Ipv8Layout.SOURCE_ASN)))
                        ? IPV8 : judgeIpv8(packet, length - ETHERNET, reach, border);
                    to = (result & OTHER) == 0 ? Memory.u64(packet + Ipv8Layout.DESTINATION) : 0;
                } else if (type == IPV4_TYPE) {
                    result = HeaderCheck.isPlainIpv4(packet, length - ETHERNET) ? IPV4 : judgeIpv4(packet, length - ETHERNET);
                    to = result == IPV4 ? Memory.u32(packet + Ipv4Layout.DESTINATION) & 0xFFFF_FFFFL : 0;
                    if (to == tunnelEnd) {
                        toTunnelEnd[tunnelled++] = i;
                    }
                }
            }
            verdict[i] = result;
            destination[i] = to;
        }
        CounterFile.add(blocks[port], PortCounter.RECEIVED, count);
        CounterFile.add(blocks[port], PortCounter.RECEIVED_BYTES, bytes);
        if (tunnelled != 0) {
            open(port, tunnelled);
        }
    }

    /**
     * All but the plainest packets of version 8.
     * @param reach  what {@link HeaderCheck#plainIpv8} said
     * @param border of the port they came in by, or null
     */
    private int judgeIpv8(final long packet, final int available, final int reach, final BorderFilter border) {
        final int fault = reach == HeaderCheck.NOT_PLAIN ? HeaderCheck.ipv8(packet, available) : HeaderCheck.OK;
        if (fault >= 0) {
            return drop(fault);
        }
        if (fault == HeaderCheck.GROUP_DESTINATION) {
            return border != null && BorderFilter.isProtocolGroup(packet) ? PROTOCOL_MULTICAST : GROUP_IPV8;
        }
        final int scope = HeaderCheck.scope(packet);
        final int stopped = border == null ? 0 : border.stops(packet, scope);
        if (stopped != 0) {
            return drop(stopped);
        }
        return (scope & HeaderCheck.SCOPE_ZONES) == 0 || zones.isAllowed(packet) ? IPV8 | scope & SCOPES : ZONE_ISOLATION;
    }

    private static int drop(final int reason) {
        return DROPPED | reason << REASON_SHIFT;
    }

    /** Whether a verdict is that of a packet to be looked up. Thread: any. */
    public static boolean isLookedUp(final int verdict) {
        return (verdict & OTHER) == 0;
    }

    /** The reason's id of a verdict that is a drop. Thread: any. */
    public static int reason(final int verdict) {
        return verdict >>> REASON_SHIFT;
    }

    /**
     * The packets for our tunnel end, in a pass of their own: the check's loop keeps its registers, and so does this one. What came through a tunnel loses its outer header, in place;
     * from there on the packet inside is what came in by the port. It came from outside the AS, whatever the port. Other packets stay what they are.
     */
    private void open(final int port, final int count) {
        final boolean isTraced = trace.isOn();
        int opened = 0;
        for (int i = 0; i < count; i++) {
            final int place = toTunnelEnd[i];
            final long outer = Memory.nativeLong(turn + Turn.RX_DATA + ((long) place << 3)) + ETHERNET;
            final int outerBytes = decapsulator.outerBytes(outer);
            int result = IPV4;
            if (outerBytes > 0) {
                final int available = Memory.u16(outer + Ipv4Layout.TOTAL_LENGTH) - outerBytes;
                final long packet = outer + outerBytes;
                final int from = Memory.u32(outer + Ipv4Layout.SOURCE);
                if (isTraced) {
                    traceOpened(port, place, outer, outerBytes);
                }
                strip(place, packet - ETHERNET, outerBytes, available);
                result = judgeTunnelled(place, packet, available, from);
                opened++;
            } else if (outerBytes == Decapsulator.MALFORMED) {
                result = TUNNEL_MALFORMED;
                opened++;
            }
            verdict[place] = result;
        }
        CounterFile.add(blocks[port], PortCounter.DECAPSULATED, opened);
    }

    /** The verdict on a packet that came out of a tunnel from the other end {@code from}; its destination is noted, and its source is to be verified. */
    private int judgeTunnelled(final int place, final long packet, final int available, final int from) {
        final int reach = HeaderCheck.plainIpv8(packet, available);
        final int result = reach == 0 ? IPV8 : judgeUnusual(packet, available, reach);
        if ((result & OTHER) == 0) {
            destination[place] = Memory.u64(packet + Ipv8Layout.DESTINATION);
            decapsulator.opened(place, from, Memory.u64(packet + Ipv8Layout.SOURCE));
            return IPV8;
        }
        return result;
    }

    private int judgeUnusual(final long packet, final int available, final int reach) {
        return Memory.u8(packet) >>> 4 == Ipv8Layout.VERSION ? judgeIpv8(packet, available, reach, borderOfTunnels) : TUNNEL_MALFORMED;
    }

    /** Cuts off what is in front of the frame of the packet inside, and what comes after it. The Ethernet header is written when the packet leaves. */
    private void strip(final int place, final long frame, final int outerBytes, final int available) {
        final long mbuf = Memory.nativeLong(turn + Turn.RX_MBUF + ((long) place << 3));
        PacketBuffer.grow(mbuf, -outerBytes);
        PacketBuffer.setLength(mbuf, ETHERNET + available);
        Memory.putNativeLong(turn + Turn.RX_DATA + ((long) place << 3), frame);
        Memory.putNativeInt(turn + Turn.RX_LENGTH + ((long) place << 2), ETHERNET + available);
    }

    /** For who looks at the packet: what it came by, and its Ethernet header in front of the packet inside. */
    private void traceOpened(final int port, final int place, final long outer, final int outerBytes) {
        trace.decapsulated(place, Memory.u32(outer + Ipv4Layout.SOURCE),
            (Memory.u8(outer + Ipv4Layout.PROTOCOL) == TunnelLayout.PROTOCOL ? Encapsulation.PROTOCOL : Encapsulation.UDP).id());
        final long frame = outer - ETHERNET;
        Memory.copy(frame, frame + outerBytes, EthernetLayout.TYPE);
        Memory.putU16(frame + outerBytes + EthernetLayout.TYPE, ports[port].etherType());
    }

    private static int judgeIpv4(final long packet, final int available) {
        final int fault = HeaderCheck.ipv4(packet, available);
        return fault == HeaderCheck.OK ? IPV4 : fault >= 0 ? drop(fault) : GROUP_IPV4;
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
            final int judged = verdict[i];
            int hop = nextHop[i];
            if ((judged & OTHER) == 0 && hop >= 0) {
                final int version = judged & IPV4;
                if (hop >= Fib.GROUP_BIT) {
                    hop = fib.member(hop, version == IPV8 ? FlowHash.ipv8(packet) : FlowHash.ipv4(packet));
                }
                final long record = nextHops + (long) hop * NextHopTable.RECORD_BYTES;
                final long macAndFlags = Memory.nativeLong(record + NextHopTable.MAC_AND_FLAGS);
                final int ttlWord = Memory.nativeInt(packet + Ipv8Layout.TTL);
                final int total = Memory.u16(packet + Ipv8Layout.TOTAL_LENGTH);
                // Special and tunnel stop both versions, IPv4 only stops version 8: 11 and 9. The packet's scope stops it at a border.
                final long stops = macAndFlags >>> NextHopTable.FLAGS_SHIFT & (STOPS_IPV8 - (version << 1) | judged & SCOPES);
                if (stops == 0
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
                if (stops == NextHopTable.FLAG_TUNNEL && version == IPV8 && (ttlWord & 0xFF) > 1 && total <= Memory.nativeInt(record + NextHopTable.MTU)
                    && encapsulate(mbuf, frame, record)) {
                    leave(out, staged, bytes);
                    out = NO_PORT;
                    stage.send(Memory.nativeInt(record + NextHopTable.PORT), mbuf, PacketBuffer.lengthBytes(mbuf));
                    CounterFile.add(blocks[Memory.nativeInt(record + NextHopTable.PORT)], PortCounter.ENCAPSULATED, 1);
                    continue;
                }
            }
            leave(out, staged, bytes);
            out = NO_PORT;
            handoff.handle(port, mbuf, frame, length, judged, hop);
        }
        leave(out, staged, bytes);
    }

    /** False when that is no matter of a few stores: the gateway is not known, there is no room in front, or the packet leaves by a stream. */
    private boolean encapsulate(final long mbuf, final long frame, final long record) {
        final long underlay = nextHops + (long) Memory.nativeInt(record + NextHopTable.UNDERLAY) * NextHopTable.RECORD_BYTES;
        final long macAndFlags = Memory.nativeLong(underlay + NextHopTable.MAC_AND_FLAGS);
        if ((macAndFlags >>> NextHopTable.FLAGS_SHIFT & NextHopTable.FLAG_SPECIAL) != 0 || !Encapsulator.isDirect(record)
            || PacketBuffer.headroomBytes(mbuf) < Encapsulator.MAX_OVERHEAD_BYTES) {
            return false;
        }
        Encapsulator.enterAndAddress(mbuf, frame, record, underlay, macAndFlags);
        return true;
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
