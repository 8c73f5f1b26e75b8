// SPDX-License-Identifier: Apache-2.0
// Measures one worker between net_pcap and net_null: alone, or beside a peer of the same process.
package io.eightfold.perf.forward;

import com.google.gson.JsonObject;
import io.eightfold.dpdk.NativeThread;
import io.eightfold.perf.table.RouteTable;
import io.eightfold.perf.trial.Comparison;
import io.eightfold.perf.trial.Interleaved;
import io.eightfold.perf.trial.Statistics;
import java.util.Arrays;

/**
 * First every frame goes through a forwarder once, from a file to a file, and must come out as {@link TestTraffic} expects; then the same frames loop.
 * Thread: startup; it becomes the worker.
 */
public final class ForwardBenchmark {
    /** Worker alone, for results. */
    public static final String SUBJECT = "eightfold worker, net_pcap infinite_rx to net_null";
    private static final double SPREAD_REACH = 0.75;
    private static final double SPREAD_AIM = 0.9;

    private ForwardBenchmark() {
    }

    /** The worker alone. */
    public static ForwardResult alone(final ForwardSettings settings, final RouteTable table) {
        final TestTraffic traffic = new TestTraffic(table, settings.frames());
        try (Testbed testbed = Testbed.open(ForwardRig.memoryMib(settings.frames()), settings.core());
             ForwardRig rig = new ForwardRig(testbed, "a", traffic, settings.burst())) {
            final Forwarder worker = warmWorker(rig, settings);
            final double[] rates = new double[settings.trials()];
            for (int i = 0; i < rates.length; i++) {
                rates[i] = rig.measure(worker, settings.trialMs());
            }
            return new ForwardResult(settings, table, rates, Arrays.stream(rates).map(ForwardBenchmark::cyclesPerPacket).toArray(),
                settings.frames(), testbed.environment());
        }
    }

    /** The worker beside another forwarder over the same devices and table, in the same thread. */
    public static Comparison beside(final InProcessPeer peer, final ForwardSettings settings, final RouteTable table) {
        // Before anything is opened: it may say that there is none.
        final ForwarderFactory factory = peer.factory();
        final TestTraffic traffic = new TestTraffic(table, settings.frames());
        try (Testbed testbed = Testbed.open(ForwardRig.memoryMib(settings.frames()), settings.core());
             ForwardRig rig = new ForwardRig(testbed, "a", traffic, settings.burst())) {
            rig.check(factory, "perf forward --peer " + peer.word() + ", the peer");
            final Forwarder other = rig.forwarder(factory);
            final Forwarder worker = warmWorker(rig, settings);
            rig.measure(other, settings.warmUpMs());
            final Interleaved.Pair[] pairs = Interleaved.run(settings.trials(), () -> rig.measure(worker, settings.trialMs()),
                () -> rig.measure(other, settings.trialMs()));
            final InProcessPeer.Target target = peer.target(settings.burst());
            return new Comparison(name(peer.word(), settings, table), "Mpps", SUBJECT, peer.description(), target.reach(), target.aim(), pairs,
                details(settings, table, pairs), testbed.environment());
        }
    }

    /**
     * The worker with a large table and destinations drawn from all of it, beside the same with one route: what the table costs. Both sides cycle as
     * many frames, since net_pcap reads these from memory, which costs time of its own.
     */
    public static Comparison spread(final ForwardSettings settings, final RouteTable table) {
        final RouteTable oneRoute = TestTraffic.oneSixteenAnAsn(1);
        try (Testbed testbed = Testbed.open(2 * ForwardRig.memoryMib(settings.frames()), settings.core());
             ForwardRig large = new ForwardRig(testbed, "a", new TestTraffic(table, settings.frames()), settings.burst());
             ForwardRig small = new ForwardRig(testbed, "b", new TestTraffic(oneRoute, settings.frames()), settings.burst())) {
            final Forwarder worker = warmWorker(large, settings);
            final Forwarder other = warmWorker(small, settings);
            final Interleaved.Pair[] pairs = Interleaved.run(settings.trials(), () -> large.measure(worker, settings.trialMs()),
                () -> small.measure(other, settings.trialMs()));
            final JsonObject details = details(settings, table, pairs);
            details.addProperty("peerRoutes", 1);
            return new Comparison(name("spread", settings, table), "Mpps", SUBJECT + ", " + table.size() + " routes, uniform destinations",
                "the same with one route and as many frames", SPREAD_REACH, SPREAD_AIM, pairs, details, testbed.environment());
        }
    }

    /** The worker with more to do to each frame, beside plain forwarding of frames that are as long when they come in: net_pcap copies each, which takes time of its own. */
    public static Comparison more(final ForwardKind kind, final ForwardSettings settings, final RouteTable table) {
        try (Testbed testbed = Testbed.open(2 * ForwardRig.memoryMib(settings.frames()), settings.core());
             ForwardRig more = new ForwardRig(testbed, "a", new TestTraffic(table, settings.frames(), kind), settings.burst());
             ForwardRig plain = new ForwardRig(testbed, "b", new TestTraffic(table, settings.frames(), ForwardKind.PLAIN, kind.moreBytes()), settings.burst())) {
            final Forwarder worker = warmWorker(more, settings, kind);
            final Forwarder other = warmWorker(plain, settings);
            final Interleaved.Pair[] pairs = Interleaved.run(settings.trials(), () -> more.measure(worker, settings.trialMs()),
                () -> plain.measure(other, settings.trialMs()));
            return new Comparison(name(kind.word(), settings, table), "Mpps", kind.description(), "the worker, forwarding plainly what is as long when it comes in", kind.reach(), 1.0, pairs,
                details(settings, table, pairs), testbed.environment());
        }
    }

    /** The worker after check and warm-up. */
    public static Forwarder warmWorker(final ForwardRig rig, final ForwardSettings settings) {
        return warmWorker(rig, settings, ForwardKind.PLAIN);
    }

    private static Forwarder warmWorker(final ForwardRig rig, final ForwardSettings settings, final ForwardKind kind) {
        rig.check(path -> new JavaForwarder(path, kind), "perf forward, the worker, " + kind.word());
        final Forwarder worker = rig.forwarder(path -> new JavaForwarder(path, kind));
        rig.measure(worker, settings.warmUpMs());
        return worker;
    }

    /** As in {@code forward-twin-ip8-100000asns-4096frames-1w-64B-burst32}. */
    static String name(final String kind, final ForwardSettings settings, final RouteTable table) {
        return "forward-" + kind + "-ip8-" + table.name() + '-' + settings.frames() + "frames-1w-64B-burst" + settings.burst();
    }

    /** What every comparison says beside its rates. */
    public static JsonObject details(final ForwardSettings settings, final RouteTable table, final Interleaved.Pair[] pairs) {
        final JsonObject details = new JsonObject();
        details.addProperty("checkedFrames", settings.frames());
        details.addProperty("routes", table.size());
        details.addProperty("asns", table.asns().length);
        details.addProperty("burst", settings.burst());
        final JsonObject cycles = new JsonObject();
        cycles.addProperty("subject", median(Arrays.stream(pairs).mapToDouble(p -> cyclesPerPacket(p.subject())).toArray()));
        cycles.addProperty("peer", median(Arrays.stream(pairs).mapToDouble(p -> cyclesPerPacket(p.peer())).toArray()));
        details.add("cyclesPerPacketMedian", cycles);
        return details;
    }

    /** Time stamp counter ticks a packet at a rate. */
    private static double cyclesPerPacket(final double mpps) {
        return NativeThread.tscHz() / 1e6 / mpps;
    }

    private static double median(final double[] values) {
        return Statistics.round(Statistics.median(values));
    }
}
