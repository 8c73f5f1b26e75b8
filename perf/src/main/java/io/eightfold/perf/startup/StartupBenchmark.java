// SPDX-License-Identifier: Apache-2.0
// Measures the time from process start to the steady rate.
package io.eightfold.perf.startup;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.eightfold.perf.forward.ForwardRig;
import io.eightfold.perf.forward.ForwardSettings;
import io.eightfold.perf.forward.JavaForwarder;
import io.eightfold.perf.forward.PcapFile;
import io.eightfold.perf.forward.TestTraffic;
import io.eightfold.perf.forward.Testbed;
import io.eightfold.perf.startup.StartupProgram.Arguments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Checks the worker in this process, then starts a fresh one for each trial. Thread: startup. */
public final class StartupBenchmark {
    private static final int SLICE_MS = 10;
    private static final int END_TIMEOUT_S = 60;

    private StartupBenchmark() {
    }

    /**
     * @param forward    frames, burst, trials and core; warm-up has no meaning here, {@code trialMs} is the time that each process forwards.
     * @param asns       ASNs in the table, one /16 each.
     */
    public record Settings(ForwardSettings forward, int asns) {
        /** Time a process forwards when results are to be compared. */
        public static final int TRIAL_MS = 8000;

        public Settings {
            if (asns < 1 || asns > 1_000_000) {
                throw new IllegalArgumentException("asns=" + asns + " is outside 1 to 1000000; choose one inside");
            }
            if (forward.trialMs() < 20 * SLICE_MS) {
                throw new IllegalArgumentException("trialMs=" + forward.trialMs() + " < " + 20 * SLICE_MS + "; a start-up curve takes longer");
            }
        }
    }

    /** Runs the check and the trials. */
    public static StartupResult run(final Settings settings) {
        final TestTraffic traffic = new TestTraffic(settings.asns(), settings.forward().frames());
        final Bed bed = check(settings, traffic);
        try {
            final Path directory = Files.createTempDirectory("ipv8-perf");
            try {
                final Path capture = directory.resolve("in.pcap");
                PcapFile.write(capture, traffic.frames());
                final List<StartupResult.Trial> trials = new ArrayList<>();
                for (int i = 0; i < settings.forward().trials(); i++) {
                    trials.add(trial(settings, bed, capture, directory));
                }
                return new StartupResult(settings, trials, bed.environment);
            } finally {
                delete(directory);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("perf startup: " + e.getMessage(), e);
        }
    }

    /** What the check of this process left: the environment block, and the CPUs that a child may use. */
    private record Bed(JsonObject environment, String cpus) {
    }

    /** Closed again before the first trial: neither memory nor a turning thread is left. */
    private static Bed check(final Settings settings, final TestTraffic traffic) {
        try (Testbed testbed = Testbed.open(ForwardRig.memoryMib(settings.forward().frames()), settings.forward().core());
             ForwardRig rig = new ForwardRig(testbed, "a", traffic, settings.forward().burst())) {
            rig.check(JavaForwarder::new, "perf startup, the worker");
            return new Bed(testbed.environment(), testbed.placement().all().toString());
        }
    }

    private static StartupResult.Trial trial(final Settings settings, final Bed bed, final Path capture, final Path directory) throws IOException {
        final Path errors = directory.resolve("child.err");
        final ForwardSettings forward = settings.forward();
        final long startNs = System.nanoTime();
        final Process child = new ProcessBuilder(command(bed.cpus, new Arguments(startNs, capture.toString(), forward.frames(), settings.asns(),
            forward.burst(), forward.core(), SLICE_MS, forward.trialMs()))).redirectError(errors.toFile()).start();
        try {
            final String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!child.waitFor(END_TIMEOUT_S, TimeUnit.SECONDS) || child.exitValue() != 0) {
                throw new IOException("the measured process failed: " + Files.readString(errors).lines().limit(3).toList());
            }
            return read(JsonParser.parseString(output).getAsJsonObject());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            child.destroyForcibly();
        }
    }

    /** The options of this JVM, on all its CPUs: this thread may be pinned. A child dies with this thread. */
    private static List<String> command(final String cpus, final Arguments arguments) {
        final List<String> command = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "taskset", "-c", cpus,
            Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), StartupProgram.class.getName()));
        command.addAll(List.of(arguments.words()));
        return command;
    }

    private static StartupResult.Trial read(final JsonObject json) throws IOException {
        final long lost = json.get("lost").getAsLong();
        if (lost != 0) {
            throw new IOException("the measured process lost " + lost + " packets; no time is reported");
        }
        final long[] packets = IntStream.range(0, json.getAsJsonArray("slices").size()).mapToLong(i -> json.getAsJsonArray("slices").get(i).getAsLong()).toArray();
        return new StartupResult.Trial(new StartupCurve(SLICE_MS, json.get("offsetS").getAsDouble(), packets), json.getAsJsonObject("stages"));
    }

    private static void delete(final Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (final Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
