// SPDX-License-Identifier: Apache-2.0
// Measures the worker beside DPDK's own forwarders.
package io.eightfold.perf.forward;

import com.google.gson.JsonObject;
import io.eightfold.dpdk.Hugepages;
import io.eightfold.perf.peer.PerfLibrary;
import io.eightfold.perf.process.ExternalForwarder;
import io.eightfold.perf.process.ExternalProgram;
import io.eightfold.perf.process.ExternalProgram.Bed;
import io.eightfold.perf.process.ExternalProgram.Lookup;
import io.eightfold.perf.table.RouteTable;
import io.eightfold.perf.trial.Comparison;
import io.eightfold.perf.trial.Interleaved;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The peer is a process on the worker's core that stands still while the worker turns; the worker does not turn while the peer runs. Thread: startup; it
 * becomes the worker.
 */
public final class ExternalBenchmark {
    /** l3fwd's table of the LPM takes 1024 rules. */
    public static final int L3FWD_ROUTES = 1000;
    /** l3fwd has 8192 buffers; net_pcap keeps one for each frame. */
    private static final int L3FWD_MAX_FRAMES = 4096;
    private static final int L3FWD_ROUTE_LENGTH = 56;
    private static final double L3FWD_REACH = 0.9;
    private static final double L3FWD_AIM = 1.0;
    private static final double TESTPMD_REACH = 0.6;
    private static final double TESTPMD_AIM = 0.8;

    private ExternalBenchmark() {
    }

    /** Makes the program of the peer. */
    private interface ProgramFactory {
        ExternalProgram create(ForwardRig rig, Bed bed) throws IOException;
    }

    /**
     * Beside {@code dpdk-testpmd} macswap, which looks nothing up, with the same frames.
     * @throws IllegalStateException when it is not installed.
     */
    public static Comparison testpmd(final ForwardSettings settings, final RouteTable table) {
        return run("testpmd", settings, table, TESTPMD_REACH, TESTPMD_AIM,
            (rig, bed) -> ExternalProgram.testpmd(bed, settings.burst(), settings.frames()), new JsonObject());
    }

    /**
     * Beside DPDK's l3fwd with {@value #L3FWD_ROUTES} IPv4 routes and as many frames of the same size.
     * @throws IllegalStateException when it was not built.
     */
    public static Comparison l3fwd(final ForwardSettings settings, final RouteTable table, final Lookup lookup) {
        ForwardSettings.check("frames (beside l3fwd)", settings.frames(), 1, L3FWD_MAX_FRAMES);
        final JsonObject details = new JsonObject();
        details.addProperty("peerRoutes", L3FWD_ROUTES);
        return run("l3fwd-" + lookup.word(), settings, table, L3FWD_REACH, L3FWD_AIM, (rig, bed) -> {
            final RouteTable routes = ipv4Routes();
            final Path directory = bed.capture().getParent();
            final Path rulesIpv4 = directory.resolve("rules-ipv4");
            final Path rulesIpv6 = directory.resolve("rules-ipv6");
            final Path capture = directory.resolve("ipv4.pcap");
            Files.write(rulesIpv4, IntStream.range(0, routes.size()).mapToObj(i -> rule(routes, i)).toList());
            // The documentation prefix; no frame goes there, but l3fwd wants both files or none.
            Files.write(rulesIpv6, List.of("R2001:0db8:0000:0000:0000:0000:0000:0000/48 1"));
            PcapFile.write(capture, new TestTraffic(routes, settings.frames()).frames());
            return ExternalProgram.l3fwd(new Bed(capture, bed.core(), bed.hasHugepages()), Path.of(System.getProperty(PerfLibrary.HOME_PROPERTY, ".")),
                lookup, L3FWD_ROUTES, rulesIpv4, rulesIpv6);
        }, details);
    }

    /** Of ASN 0, which is IPv4: 10.0.0.0/24 and on. */
    private static RouteTable ipv4Routes() {
        final RouteTable.Builder routes = new RouteTable.Builder("ipv4", L3FWD_ROUTES);
        for (int i = 0; i < L3FWD_ROUTES; i++) {
            routes.add(10L << 24 | (long) i << 8, L3FWD_ROUTE_LENGTH, i);
        }
        return routes.build();
    }

    /** As l3fwd reads it, to its port 1. */
    private static String rule(final RouteTable routes, final int index) {
        final int address = (int) routes.prefix(index);
        return "R" + (address >>> 24) + '.' + (address >>> 16 & 0xFF) + '.' + (address >>> 8 & 0xFF) + '.' + (address & 0xFF) + '/'
            + (routes.lengthBits(index) - RouteTable.ASN_BITS) + " 1";
    }

    private static Comparison run(final String kind, final ForwardSettings settings, final RouteTable table, final double reach, final double aim,
                                  final ProgramFactory programs, final JsonObject furtherDetails) {
        if (settings.core() < 0) {
            throw new IllegalArgumentException("core=" + settings.core() + ": worker and " + kind + " share one core; choose --core");
        }
        try (Testbed testbed = Testbed.open(ForwardRig.memoryMib(settings.frames()), settings.core());
             ForwardRig rig = new ForwardRig(testbed, "a", new TestTraffic(table, settings.frames()), settings.burst())) {
            // Sampled once both are known to fit: our own memory is taken by now.
            final boolean hasHugepages = testbed.hasHugepages() && Hugepages.freeMib() >= ExternalProgram.MEMORY_MIB;
            final ExternalProgram program = programs.create(rig, new Bed(rig.capture(), settings.core(), hasHugepages));
            final Forwarder worker = ForwardBenchmark.warmWorker(rig, settings);
            try (ExternalForwarder peer = ExternalForwarder.start(program, testbed.directory(), testbed.placement().all().toString())) {
                final Interleaved.Pair[] pairs = Interleaved.run(settings.trials(), () -> rig.measure(worker, settings.trialMs()),
                    () -> peer.measure(settings.trialMs()));
                final JsonObject details = ForwardBenchmark.details(settings, table, pairs);
                furtherDetails.entrySet().forEach(e -> details.add(e.getKey(), e.getValue()));
                details.addProperty("peerHugepages", hasHugepages);
                return new Comparison(ForwardBenchmark.name(kind, settings, table), "Mpps", ForwardBenchmark.SUBJECT, program.description(), reach, aim, pairs,
                    details, testbed.environment());
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("perf forward --peer " + kind + ": " + e.getMessage(), e);
        }
    }
}
