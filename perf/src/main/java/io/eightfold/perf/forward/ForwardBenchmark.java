// SPDX-License-Identifier: Apache-2.0
// Measures one worker between net_pcap and net_null.
package io.eightfold.perf.forward;

import com.google.gson.JsonObject;
import io.eightfold.dataplane.counter.CounterFile;
import io.eightfold.dataplane.counter.CounterReader;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.worker.ForwardingWorker;
import io.eightfold.dataplane.worker.PacketRing;
import io.eightfold.dpdk.DeviceArguments;
import io.eightfold.dpdk.Eal;
import io.eightfold.dpdk.EthPort;
import io.eightfold.dpdk.Hugepages;
import io.eightfold.dpdk.Mempool;
import io.eightfold.dpdk.NativeThread;
import io.eightfold.perf.environment.Environment;
import io.eightfold.wire.address.InterfaceAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * First every frame goes through a worker once, from a file to a file, and must come out as {@link TestTraffic} expects; then the same
 * frames loop. Thread: startup; it becomes the worker.
 */
public final class ForwardBenchmark implements AutoCloseable {
    private static final int MEMORY_MIB = 256;
    private static final int MBUFS = 32_768;
    private static final int QUEUE = 0;
    private static final int WARM_UP_MS = 3000;
    private static final int TRIAL_MS = 1000;
    private static final int TURNS_A_LOOK = 1024;

    private final Settings settings;
    private final TestTraffic traffic;
    private final Path directory;
    private final Eal eal;
    private final Mempool pool;
    private final Fib fib = new Fib();
    private final NextHopTable nextHops = new NextHopTable(1024);

    /**
     * @param asns   ASNs in the table, 1 to 10 million.
     * @param frames frames that are cycled, 1 to 16384.
     * @param burst  frames a turn, 1 to 64.
     * @param trials measurements, 1 to 1000.
     * @param core   CPU of the worker; negative for any.
     * @param warmUpMs time before the first trial, in which the compiler does its work.
     * @param trialMs  time of one trial.
     */
    public record Settings(int asns, int frames, int burst, int trials, int core, int warmUpMs, int trialMs) {
        /** The times that results are compared by: 3 s of warm-up, trials of 1 s. */
        public Settings(final int asns, final int frames, final int burst, final int trials, final int core) {
            this(asns, frames, burst, trials, core, WARM_UP_MS, TRIAL_MS);
        }

        public Settings {
            check("asns", asns, 1, 10_000_000);
            check("frames", frames, 1, 16_384);
            check("burst", burst, 1, 64);
            check("trials", trials, 1, 1000);
            check("warmUpMs", warmUpMs, 0, 60_000);
            check("trialMs", trialMs, 1, 60_000);
        }

        private static void check(final String name, final int value, final int lowest, final int highest) {
            if (value < lowest || value > highest) {
                throw new IllegalArgumentException(name + "=" + value + " is outside " + lowest + " to " + highest + "; choose one inside");
            }
        }
    }

    private ForwardBenchmark(final Settings settings) throws IOException {
        this.settings = settings;
        traffic = new TestTraffic(settings.asns(), settings.frames());
        directory = Files.createTempDirectory("ipv8-perf");
        eal = Eal.start(new Eal.Options(Hugepages.Policy.AUTO, MEMORY_MIB, false, List.of()));
        pool = Mempool.create("perf", MBUFS, 2048);
        traffic.install(fib, nextHops, 1);
    }

    /** Runs the check and the trials. */
    public static ForwardResult run(final Settings settings) {
        try (ForwardBenchmark benchmark = new ForwardBenchmark(settings)) {
            final JsonObject environment = Environment.json(benchmark.eal.hasHugepages());
            NativeThread.register();
            if (settings.core() >= 0) {
                NativeThread.pin(settings.core());
            }
            PcapFile.write(benchmark.input(), benchmark.traffic.frames());
            benchmark.check();
            return benchmark.measure(environment);
        } catch (final IOException e) {
            throw new UncheckedIOException("perf forward cannot use its temporary files: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        pool.close();
        eal.close();
        nextHops.close();
        fib.close();
        try (var files = Files.list(directory)) {
            for (final Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    private Path input() {
        return directory.resolve("in.pcap");
    }

    private void check() throws IOException {
        final Path output = directory.resolve("out.pcap");
        try (EthPort in = open("net_pcap", "check_in", Map.of("rx_pcap", input().toString()));
             EthPort out = open("net_pcap", "check_out", Map.of("tx_pcap", output.toString()));
             Rig rig = new Rig(in, out)) {
            while (rig.received() < settings.frames()) {
                rig.worker.turn();
            }
            rig.worker.flush();
        }
        final List<byte[]> sent = PcapFile.read(output);
        for (int i = 0; i < settings.frames(); i++) {
            if (i >= sent.size() || !Arrays.equals(sent.get(i), traffic.expected().get(i))) {
                throw new IllegalStateException("perf forward: frame " + i + " (seed " + TestTraffic.SEED + ") did not come out as expected; "
                    + sent.size() + " of " + settings.frames() + " came out; no rate is reported");
            }
        }
    }

    private ForwardResult measure(final JsonObject environment) throws IOException {
        final Map<String, String> endless = new LinkedHashMap<>();
        endless.put("rx_pcap", input().toString());
        endless.put("infinite_rx", "1");
        final double[] rates = new double[settings.trials()];
        final double[] cycles = new double[settings.trials()];
        try (EthPort in = open("net_pcap", "in", endless);
             EthPort out = open("net_null", "out", Map.of("no-rx", "1"));
             Rig rig = new Rig(in, out)) {
            rig.runFor(settings.warmUpMs());
            final long ticksPerSecond = NativeThread.tscHz();
            final long stealBefore = Environment.stealTicks();
            for (int i = 0; i < rates.length; i++) {
                final long before = rig.forwarded();
                final long elapsedTicks = rig.runFor(settings.trialMs());
                final long packets = rig.forwarded() - before;
                rates[i] = packets / ((double) elapsedTicks / ticksPerSecond) / 1e6;
                cycles[i] = (double) elapsedTicks / packets;
            }
            // Not zero: the machine was shared, and the rates are too low.
            environment.addProperty("stealTicks", Environment.stealTicks() - stealBefore);
            rig.worker.flush();
            if (rig.received() != rig.forwarded()) {
                throw new IllegalStateException("perf forward: " + rig.received() + " received, " + rig.forwarded() + " forwarded; no rate is reported");
            }
        }
        return new ForwardResult(settings, rates, cycles, settings.frames(), environment);
    }

    private EthPort open(final String driver, final String suffix, final Map<String, String> arguments) {
        final EthPort port = EthPort.attach(DeviceArguments.virtual(driver, suffix, arguments));
        port.start(new EthPort.Settings(1, 1, 512, 512, 1500), pool);
        return port;
    }

    /** A worker between two ports. */
    private final class Rig implements AutoCloseable {
        private final CounterFile counters;
        private final CounterReader reader;
        private final ForwardingWorker worker;

        Rig(final EthPort in, final EthPort out) throws IOException {
            final List<InterfaceAddress> inAddress = List.of(InterfaceAddress.parse("64496.10.1.0.1/24"));
            final List<InterfaceAddress> outAddress = List.of(InterfaceAddress.parse("64496.10.2.0.1/24"));
            final List<RouterPort> ports = List.of(
                new RouterPort(0, "in", in.id(), in, TestTraffic.IN_MAC, 1500, TestTraffic.ETHER_TYPE, inAddress, List.of(), null, false),
                new RouterPort(1, "out", out.id(), out, TestTraffic.OUT_MAC, 1500, TestTraffic.ETHER_TYPE, outAddress, List.of(), null, false));
            final Path file = directory.resolve("counters.dat");
            counters = CounterFile.create(file, List.of("in", "out"), 2);
            reader = new CounterReader(file);
            worker = new ForwardingWorker(QUEUE, ports, new int[] {0}, fib, nextHops, counters, new PacketRing(4096), new PacketRing(4096),
                pool.handle(), settings.burst());
        }

        long received() {
            return reader.port(0).of(PortCounter.RECEIVED);
        }

        long forwarded() {
            return reader.port(0).of(PortCounter.FORWARDED);
        }

        /** Turns for at least this long; returns the time stamp counter ticks it took. */
        long runFor(final int ms) {
            final long ns = TimeUnit.MILLISECONDS.toNanos(ms);
            final long startTicks = NativeThread.tsc();
            final long startNs = System.nanoTime();
            do {
                for (int i = 0; i < TURNS_A_LOOK; i++) {
                    worker.turn();
                }
            } while (System.nanoTime() - startNs < ns);
            return NativeThread.tsc() - startTicks;
        }

        @Override
        public void close() {
            worker.flush();
            worker.close();
            reader.close();
            counters.close();
        }
    }
}
