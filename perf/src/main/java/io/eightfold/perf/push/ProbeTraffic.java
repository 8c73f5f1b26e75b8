// SPDX-License-Identifier: Apache-2.0
// The packets of a traffic probe.
package io.eightfold.perf.push;

import io.eightfold.host.link.LinkException;
import io.eightfold.host.link.RawLink;
import io.eightfold.host.probe.NeighborAnswers;
import io.eightfold.host.probe.ProbeFrame;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.memory.Memory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** A thread that offers packets to the destinations under test in turn, and one that receives. Thread: the probe's, for what is not said otherwise. */
final class ProbeTraffic implements AutoCloseable {
    private static final int CAPACITY_BYTES = 2048;
    private static final int WAIT_MS = 5;
    /** Shorter waits are not slept through: the kernel's timer would sleep longer than the packets are apart. */
    private static final long SPIN_BELOW_NS = 60_000;
    /** A sender that was not scheduled for so long begins its schedule anew. */
    private static final long MAX_DEBT_NS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final int TAG = (int) ProcessHandle.current().pid() ^ 0x5A5A_0000;

    /** Takes arrivals down. Thread: the receiver. */
    interface Arrivals {
        void arrived(int index, long nowNs);
    }

    /** Destinations under test: from first to before end. */
    private record Range(int first, int end) {
        int size() {
            return end - first;
        }
    }

    private final RawLink from;
    private final RawLink to;
    private final TrafficProbe.Settings settings;
    private final List<Ipv8Address> destinations;
    private final Arrivals arrivals;
    private final Thread sender;
    private final Thread receiver;
    /** Packets offered, and the time they were offered in, each times the destinations under test: their quotient is the resolution. */
    private final LongAdder offered = new LongAdder();
    private final LongAdder offeredNs = new LongAdder();
    private volatile Range range = new Range(0, 0);
    private volatile boolean isStopping;
    private volatile LinkException fault;

    ProbeTraffic(final RawLink from, final RawLink to, final TrafficProbe.Settings settings, final List<Ipv8Address> destinations,
                 final Arrivals arrivals) {
        this.from = from;
        this.to = to;
        this.settings = settings;
        this.destinations = List.copyOf(destinations);
        this.arrivals = arrivals;
        receiver = Thread.ofPlatform().name("push-receiver").daemon().start(this::receive);
        sender = Thread.ofPlatform().name("push-sender").daemon().start(this::send);
    }

    /** Changes the destinations under test. */
    void offer(final int first, final int end) {
        range = new Range(first, end);
    }

    void pause(final long ms) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ms));
    }

    /** Mean time between two packets of one destination. */
    long resolutionNs() {
        return offered.sum() == 0 ? 0 : offeredNs.sum() / offered.sum();
    }

    /** Packets offered so far. */
    long offered() {
        return offered.sum();
    }

    /** @throws LinkException when a link failed. */
    void requireLinks() {
        if (fault != null) {
            throw fault;
        }
    }

    @Override
    public void close() {
        isStopping = true;
        try {
            sender.join();
            receiver.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send() {
        final long frame = Memory.allocate(ProbeFrame.CAPACITY);
        final long intervalNs = TimeUnit.SECONDS.toNanos(1) / settings.ratePps();
        long dueNs = System.nanoTime();
        long lastNs = dueNs;
        try {
            for (long turn = 0; !isStopping; ) {
                final long nowNs = System.nanoTime();
                if (dueNs - nowNs > 0) {
                    idle(dueNs - nowNs);
                    continue;
                }
                final Range now = range;
                if (now.size() > 0) {
                    send(frame, now.first() + (int) (turn++ % now.size()));
                    offered.increment();
                    offeredNs.add((nowNs - lastNs) * now.size());
                }
                lastNs = nowNs;
                dueNs = nowNs - dueNs > MAX_DEBT_NS ? nowNs + intervalNs : dueNs + intervalNs;
            }
        } catch (final LinkException e) {
            fault = e;
        } finally {
            Memory.free(frame);
        }
    }

    private void send(final long frame, final int index) {
        final Ipv8Address destination = destinations.get(index);
        final Ipv8Address source = destination.isIpv4() ? settings.source4() : settings.source8();
        from.send(frame, ProbeFrame.write(frame, settings.routerMac(), from.mac(), source.bits(), destination.bits(), TAG, index));
    }

    private static void idle(final long waitNs) {
        if (waitNs < SPIN_BELOW_NS) {
            // Not a spin: on a small machine the router needs this core the moment it has something to do.
            Thread.yield();
        } else {
            LockSupport.parkNanos(waitNs - SPIN_BELOW_NS);
        }
    }

    private void receive() {
        final long frame = Memory.allocate(CAPACITY_BYTES);
        final long reply = Memory.allocate(EthernetLayout.MIN_FRAME_LENGTH);
        final NeighborAnswers neighbors = new NeighborAnswers(to, settings.neighbors(), reply);
        try {
            while (!isStopping) {
                final int length = to.receive(frame, CAPACITY_BYTES, WAIT_MS);
                final long index = length == 0 ? ProbeFrame.NONE : ProbeFrame.number(frame, length, TAG);
                if (index >= 0 && index < destinations.size()) {
                    arrivals.arrived((int) index, System.nanoTime());
                } else if (length > 0) {
                    neighbors.offer(frame, length);
                }
            }
        } catch (final LinkException e) {
            fault = e;
        } finally {
            Memory.free(frame);
            Memory.free(reply);
        }
    }
}
