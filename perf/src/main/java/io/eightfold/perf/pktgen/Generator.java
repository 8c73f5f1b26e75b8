// SPDX-License-Identifier: Apache-2.0
// The loop that sends and receives.
package io.eightfold.perf.pktgen;

import io.eightfold.dataplane.port.PacketBuffer;
import io.eightfold.dpdk.NativeThread;
import io.eightfold.dpdk.Turn;
import io.eightfold.wire.memory.Memory;

/**
 * Each round makes the frames that are due, sends them and receives in one downcall, and counts what came. Nothing is allocated in a
 * round. Time stamps are taken once a burst. <p>Thread: worker, but for the constructor, {@link #stop} and {@link #close}.
 */
final class Generator implements AutoCloseable {
    private static final int QUEUE = 0;
    private static final int ROUNDS_A_LOOK = 1024;
    private static final int TAG_MASK = 0xFFFF;

    private final Setup setup;
    private final FrameTemplates templates;
    private final Receiver receiver;
    private final Schedule schedule;
    private final Destinations destinations;
    private final int flows;
    private final long ticksPerSecond;
    private final long turn = Memory.allocate(Turn.BYTES);
    private final long group = turn + Turn.TX_GROUPS;
    private final long mbufs = Memory.allocate((long) Turn.BURST_MAX * Long.BYTES);
    private final long frames = Memory.allocate((long) Turn.BURST_MAX * Long.BYTES);
    private final int[] lengths = new int[Turn.BURST_MAX];
    private volatile boolean isStopped;
    private int tag;
    // the next frame
    private int destination;
    private int flow;
    private int sequence;
    private int size;
    // made and not yet taken by the device: from pendingFrom on
    private int pendingFrom;
    private int pendingTo;
    // counts of this run
    private long offered;
    private long sent;
    private long sentBytes;

    /**
     * @param txPort        DPDK's number of the port to send by.
     * @param rxPort        of the one to receive from.
     * @param isMemoryOnly  whether both devices only touch memory.
     * @param pool          pool's handle.
     * @param burst         most frames sent together, 1 to {@link Turn#BURST_MAX}.
     * @param dropsWhenFull whether frames that the device does not take are lost; otherwise they wait, and the rate falls behind.
     * @param answers       ARP, or null.
     * @param progress      for other threads.
     */
    record Setup(int txPort, int rxPort, boolean isMemoryOnly, long pool, Traffic traffic, int burst, boolean dropsWhenFull, ArpAnswers answers,
                 Progress progress) {
    }

    /**
     * How long a run is.
     * @param pps      frames a second; infinite for as fast as it goes.
     * @param count    most frames.
     * @param seconds  longest time of sending.
     * @param drainS   longest wait for frames that are under way.
     */
    record Length(double pps, long count, double seconds, double drainS) {
    }

    Generator(final Setup setup) {
        this.setup = setup;
        final Traffic traffic = setup.traffic();
        templates = new FrameTemplates(traffic);
        receiver = new Receiver(traffic);
        destinations = traffic.destinations();
        flows = traffic.flows();
        ticksPerSecond = NativeThread.tscHz();
        schedule = new Schedule(setup.burst(), ticksPerSecond);
        // Runs of other processes have other tags, most likely.
        tag = (int) NativeThread.tsc() & TAG_MASK;
        Memory.putNativeShort(group + Turn.GROUP_PORT, setup.txPort());
        Memory.putNativeShort(group + Turn.GROUP_QUEUE, QUEUE);
        Memory.putNativeShort(turn + Turn.RX_PORT, setup.rxPort());
        Memory.putNativeShort(turn + Turn.RX_QUEUE, QUEUE);
        Memory.putNativeShort(turn + Turn.RX_CAPACITY, Turn.BURST_MAX);
        // The shim frees before it receives: what a round received is freed by the next one from where it lies.
        Memory.putNativeLong(turn + Turn.FREE_MBUFS, turn + Turn.RX_MBUF);
    }

    /** Sends and counts until the length is reached or {@link #stop} is called. */
    Run run(final Length length, final Expectation expectation) {
        start(expectation);
        final long startTicks = NativeThread.tsc();
        final long endTicks = startTicks + ticks(length.seconds());
        schedule.start(length.pps(), startTicks);
        long now = startTicks;
        int rounds = 0;
        while (now - endTicks < 0 && offered < length.count() && !isStopped) {
            if (pendingFrom == pendingTo) {
                make((int) Math.min(schedule.due(now), length.count() - offered), now);
            }
            exchange();
            if (++rounds % ROUNDS_A_LOOK == 0) {
                setup.progress().publish(offered, receiver.received(), receiver.duplicates());
            }
            now = NativeThread.tsc();
        }
        if (offered < length.count()) {
            // What came due since the last look was missed, if it is more than a burst.
            schedule.due(now);
        }
        final double sendingS = (double) (now - startTicks) / ticksPerSecond;
        drain(now + ticks(length.drainS()));
        receiver.settle();
        setup.progress().publish(offered, receiver.received(), receiver.duplicates());
        // A counted run ends with its last frame; the interval after that frame belongs to it.
        return result(length.pps(), Math.max(sendingS, offered / length.pps()));
    }

    /** Ends the run, or the next one if none is under way; frames under way are still waited for. Thread: any. */
    void stop() {
        isStopped = true;
    }

    @Override
    public void close() {
        templates.close();
        receiver.close();
        Memory.free(turn);
        Memory.free(mbufs);
        Memory.free(frames);
    }

    private void start(final Expectation expectation) {
        tag = tag + 1 & TAG_MASK;
        templates.tag(tag);
        receiver.start(tag, expectation);
        destination = 0;
        flow = 0;
        sequence = 0;
        size = 0;
        offered = 0;
        sent = 0;
        sentBytes = 0;
    }

    private long ticks(final double seconds) {
        return (long) (seconds * ticksPerSecond);
    }

    private void make(final int count, final long nowTicks) {
        if (count == 0 || Turn.allocate(setup.pool(), mbufs, frames, count) != 0) {
            return;
        }
        for (int i = 0; i < count; i++) {
            final int length = templates.lengthBytes(size);
            templates.write(Memory.nativeLong(frames + ((long) i << 3)), size, destinations.at(destination), flow, sequence, nowTicks);
            PacketBuffer.setLength(Memory.nativeLong(mbufs + ((long) i << 3)), length);
            lengths[i] = length;
            advance();
        }
        schedule.take(count);
        offered += count;
        pendingFrom = 0;
        pendingTo = count;
    }

    private void advance() {
        if (++size == templates.count()) {
            size = 0;
        }
        if (++destination == destinations.count()) {
            destination = 0;
            if (++flow == flows) {
                flow = 0;
                sequence++;
            }
        }
    }

    private void exchange() {
        final int count = pendingTo - pendingFrom;
        Memory.putNativeLong(group + Turn.GROUP_MBUFS, mbufs + ((long) pendingFrom << 3));
        Memory.putNativeShort(group + Turn.GROUP_COUNT, count);
        Memory.putNativeShort(turn + Turn.TX_GROUP_COUNT, count == 0 ? 0 : 1);
        final int came = setup.isMemoryOnly() ? Turn.exchangeCritical(turn) : Turn.exchange(turn);
        if (count != 0) {
            settle(Memory.nativeShort(group + Turn.GROUP_SENT));
        }
        Memory.putNativeInt(turn + Turn.FREE_COUNT, came);
        if (came != 0) {
            receive(came, NativeThread.tsc());
        }
    }

    private void settle(final int taken) {
        for (int i = pendingFrom; i < pendingFrom + taken; i++) {
            sentBytes += lengths[i];
        }
        sent += taken;
        pendingFrom += taken;
        if (setup.dropsWhenFull()) {
            dropPending();
        }
    }

    private void dropPending() {
        if (pendingFrom != pendingTo) {
            Turn.free(mbufs + ((long) pendingFrom << 3), pendingTo - pendingFrom);
            pendingFrom = pendingTo;
        }
    }

    private void receive(final int count, final long nowTicks) {
        final ArpAnswers answers = setup.answers();
        for (int i = 0; i < count; i++) {
            final long frame = Memory.nativeLong(turn + Turn.RX_DATA + ((long) i << 3));
            final int length = Memory.nativeInt(turn + Turn.RX_LENGTH + ((long) i << 2));
            if (!receiver.frame(frame, length, nowTicks) && answers != null) {
                answers.offer(frame, length);
            }
        }
    }

    /** Waits until every frame came back, or for some time; frames that still wait for the device may leave meanwhile. */
    private void drain(final long endTicks) {
        do {
            exchange();
        } while (NativeThread.tsc() - endTicks < 0 && (pendingFrom != pendingTo || receiver.received() - receiver.duplicates() < sent));
        dropPending();
        if (Memory.nativeInt(turn + Turn.FREE_COUNT) != 0) {
            Turn.free(turn + Turn.RX_MBUF, Memory.nativeInt(turn + Turn.FREE_COUNT));
            Memory.putNativeInt(turn + Turn.FREE_COUNT, 0);
        }
    }

    private Run result(final double pps, final double seconds) {
        return new Run(pps, seconds, offered, sent, offered - sent, sentBytes, schedule.missed(), receiver.received(), receiver.receivedBytes(),
            receiver.reordered(), receiver.duplicates(), receiver.notRewritten(), receiver.corrupted(), receiver.stale(), receiver.foreign(),
            Run.Latency.of(receiver.latency(), ticksPerSecond));
    }
}
