// SPDX-License-Identifier: Apache-2.0
// A table through a daemon, and away again.
package io.eightfold.perf.bgp8;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** A table through a daemon, from one sender or several at the same time to one receiver, and away again. Thread: startup. */
final class LoadRun {
    /** For a session, and for the last route after the one before. */
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long SETTLE_NS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long POLL_NS = 500_000;
    private static final double PERCENT_99 = 99;
    /** Above this part of one CPU, or so many of the kernel's ticks, other processes have disturbed the run. */
    private static final double MAX_COMPETING = 0.10;
    private static final double MIN_COMPETING_S = 0.06;

    private LoadRun() {
    }

    /**
     * What a run took.
     *
     * @param loadS       from before the first byte is sent until the last route was received
     * @param withdrawS   from the senders' end until the last route was withdrawn
     * @param p50Ms       of the time from when the kernel took a route from the sender until it was received
     * @param p99Ms       of the same
     * @param daemonCpuS  of the daemon, while loading
     * @param testerCpuS  of this process
     * @param competingS  CPU time of all others, and what the hypervisor took
     * @param isTainted   whether that was too much
     * @param updates     messages that came out
     */
    record Reading(double loadS, double withdrawS, double p50Ms, double p99Ms, double daemonCpuS, double testerCpuS, double competingS, boolean isTainted, long updates) {
    }

    /**
     * Runs once. Every sender tells all routes.
     *
     * @param streams one for each sender
     * @throws Bgp8Exception when a route is missing or wrong; nothing is reported then
     */
    static Reading run(final Daemon daemon, final RouteSet routes, final MessageStream... streams) {
        final Receiver receiver = receiver(routes, streams.length);
        final Topology topology = daemon.topology();
        final long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        try (Speaker out = establish(daemon, topology.receiver(), receiver, deadlineNs)) {
            final Speaker[] in = new Speaker[streams.length];
            for (int i = 0; i < in.length; i++) {
                in[i] = establish(daemon, topology.sender(i), (_, _, _) -> { }, deadlineNs);
            }
            LockSupport.parkNanos(SETTLE_NS);
            return load(daemon, routes, receiver, out, in, streams);
        }
    }

    static Receiver receiver(final RouteSet routes, final int senders) {
        final Set<Integer> asns = IntStream.range(0, senders).mapToObj(Topology::senderAsn).collect(Collectors.toSet());
        return new Receiver(routes, Topology.DAEMON_ASN, asns);
    }

    /** A session, or why there is none. */
    static Speaker establish(final Daemon daemon, final Speaker.Identity self, final Speaker.Listener listener, final long deadlineNs) {
        try {
            return Speaker.establish(self, daemon.topology().daemon(), daemon.topology().kind(), listener, deadlineNs);
        } catch (final Bgp8Exception e) {
            daemon.requireAlive();
            throw new Bgp8Exception(daemon.kind().word() + ": " + e.getMessage() + " [" + daemon.lastWords() + ']', e);
        }
    }

    private static Reading load(final Daemon daemon, final RouteSet routes, final Receiver receiver, final Speaker out, final Speaker[] in, final MessageStream... streams) {
        final long[][] sentNs = new long[streams.length][];
        final Thread[] threads = new Thread[in.length];
        final double daemonCpuS = daemon.cpuS();
        final double ownCpuS = ownCpuS();
        final double machineCpuS = ProcessUsage.machineCpuS();
        final long startNs = System.nanoTime();
        for (int i = 0; i < in.length; i++) {
            final int index = i;
            sentNs[i] = new long[streams[i].messages()];
            threads[i] = Thread.ofPlatform().daemon().start(() -> in[index].send(streams[index], sentNs[index]));
        }
        final List<Speaker> sessions = new ArrayList<>(List.of(in));
        sessions.add(out);
        await(daemon, receiver, routes.count(), sessions);
        final long endNs = receiver.lastNs();
        final double machineS = ProcessUsage.machineCpuS() - machineCpuS;
        final double usedS = daemon.cpuS() - daemonCpuS;
        final double ownS = ownCpuS() - ownCpuS;
        final double competingS = Math.max(0, machineS - usedS - ownS);
        join(threads);
        final Histogram delays = delays(routes, receiver, streams[0], sentNs[0]);
        final long updates = receiver.updates();
        final double withdrawS = withdraw(daemon, receiver, out, in);
        final double loadS = (endNs - startNs) / 1e9;
        return new Reading(loadS, withdrawS, delays.getValueAtPercentile(50) / 1e6, delays.getValueAtPercentile(PERCENT_99) / 1e6, usedS, ownS, competingS,
            competingS > Math.max(MIN_COMPETING_S, MAX_COMPETING * loadS), updates);
    }

    private static double ownCpuS() {
        return ProcessUsage.cpuS(ProcessHandle.current().pid());
    }

    private static double withdraw(final Daemon daemon, final Receiver receiver, final Speaker out, final Speaker... in) {
        final long startNs = System.nanoTime();
        for (final Speaker speaker : in) {
            speaker.close();
        }
        await(daemon, receiver, 0, List.of(out));
        return (receiver.lastNs() - startNs) / 1e9;
    }

    /** Until so many routes are there: progress moves the deadline. */
    static void await(final Daemon daemon, final Receiver receiver, final int count, final List<Speaker> sessions) {
        int last = receiver.present();
        long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        while (receiver.present() != count) {
            daemon.requireAlive();
            for (final Speaker session : sessions) {
                session.requireUp();
            }
            if (receiver.present() != last) {
                last = receiver.present();
                deadlineNs = System.nanoTime() + TIMEOUT_NS;
            }
            if (deadlineNs - System.nanoTime() <= 0) {
                throw new Bgp8Exception(daemon.kind().word() + ": " + receiver.present() + " routes are at the receiver instead of " + count + " [" + daemon.lastWords()
                    + "]; no rate is reported");
            }
            LockSupport.parkNanos(POLL_NS);
        }
        if (receiver.fault() != null) {
            throw new Bgp8Exception(daemon.kind().word() + ": " + receiver.fault() + "; no rate is reported");
        }
    }

    private static void join(final Thread... threads) {
        try {
            for (final Thread thread : threads) {
                thread.join();
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Bgp8Exception("interrupted", e);
        }
    }

    private static Histogram delays(final RouteSet routes, final Receiver receiver, final MessageStream stream, final long... sentNs) {
        final Histogram delays = new Histogram(3);
        for (int message = 0; message < stream.messages(); message++) {
            final int end = message + 1 < stream.messages() ? stream.firstRoute(message + 1) : routes.count();
            for (int route = stream.firstRoute(message); route < end; route++) {
                // The daemon may be done with the first of a chunk before the sender has seen the clock.
                delays.recordValue(Math.max(0, receiver.atNs(route) - sentNs[message]));
            }
        }
        return delays;
    }
}
