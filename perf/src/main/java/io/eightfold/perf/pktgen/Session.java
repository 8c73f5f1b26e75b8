// SPDX-License-Identifier: Apache-2.0
// DPDK, the two ports and the generator between them.
package io.eightfold.perf.pktgen;

import com.google.gson.JsonObject;
import io.eightfold.dataplane.port.PortOpener;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.port.WorkerSpread;
import io.eightfold.dpdk.DeviceArguments;
import io.eightfold.dpdk.Eal;
import io.eightfold.dpdk.EthPort;
import io.eightfold.dpdk.Hugepages;
import io.eightfold.dpdk.Mempool;
import io.eightfold.dpdk.NativeThread;
import io.eightfold.perf.environment.Environment;
import io.eightfold.wire.address.Ipv8Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/**
 * Opens the devices, proves that frames come back as they should, and runs. DPDK starts once a process, so there is one session in it.
 * <p>Thread: the one that opened it, which becomes the worker; {@link #stop} and {@link #progress} from any.
 */
public final class Session implements AutoCloseable {
    private static final int MEMORY_MIB = 256;
    private static final int MBUFS = 16_384;
    private static final int DESCRIPTORS = 1024;
    private static final int HEADER_AND_FCS_BYTES = 18;
    private static final int SMALLEST_MTU_BYTES = 1500;
    private static final int LINK_TIMEOUT_MS = 10_000;
    private static final int LINK_LOOK_MS = 10;
    private static final double PROBE_DRAIN_S = 0.3;
    private static final int PROBE_ATTEMPTS = 10;

    private final Settings settings;
    private final Path directory;
    private final Eal eal;
    private final Mempool pool;
    private final PortOpener opener;
    private final JsonObject environment;
    private final Progress progress = new Progress();
    private final Traffic traffic;
    private final Expectation expectation;
    private final ArpAnswers answers;
    private final Generator generator;
    private final EthPort txPort;
    private final EthPort rxPort;

    /**
     * @param tx            device word to send by.
     * @param rx            device word to receive from; the same text as {@code tx} for one port.
     * @param memoryMib     memory for buffers.
     * @param burst         most frames together.
     * @param core          CPU of the worker; negative for any.
     * @param hops          routers on the way; 0 for a wire.
     * @param exact         how frames must come back, where that is known in full; null to go by {@code hops}.
     * @param dropsWhenFull see {@link Generator.Setup}.
     * @param answers       addresses to answer ARP for on the receiving port.
     * @param maxFrameBytes largest frame with FCS.
     */
    public record Settings(String tx, String rx, int memoryMib, int burst, int core, int hops, Expectation exact, boolean dropsWhenFull,
                           List<Ipv8Address> answers, int maxFrameBytes) {
        private static final int MAX_BURST = 64;

        /** With the usual memory, for frames that come back by {@code hops}. */
        public Settings(final String tx, final String rx, final int burst, final int core, final int hops, final boolean dropsWhenFull,
                        final List<Ipv8Address> answers, final int maxFrameBytes) {
            this(tx, rx, MEMORY_MIB, burst, core, hops, null, dropsWhenFull, answers, maxFrameBytes);
        }

        public Settings {
            if (burst < 1 || burst > MAX_BURST) {
                throw new IllegalArgumentException("--burst " + burst + " is outside 1 to " + MAX_BURST + "; choose one inside");
            }
            answers = List.copyOf(answers);
            Devices.parse("--tx", tx, "tx");
            Devices.parse("--rx", rx, "rx");
        }
    }

    private Session(final Settings settings, final LongFunction<Traffic> trafficFrom) throws IOException {
        this.settings = settings;
        final DeviceArguments tx = Devices.parse("--tx", settings.tx(), "tx");
        final DeviceArguments rx = Devices.parse("--rx", settings.rx(), "rx");
        final List<String> nics = Stream.of(tx, rx).filter(d -> "pci".equals(d.driver())).map(DeviceArguments::text).distinct().toList();
        // EAL takes every NIC bound to vfio-pci unless told which.
        eal = Eal.start(new Eal.Options(Hugepages.Policy.AUTO, settings.memoryMib(), !nics.isEmpty(),
            nics.stream().flatMap(nic -> Stream.of("-a", nic)).toList()));
        final int mtuBytes = Math.max(SMALLEST_MTU_BYTES, settings.maxFrameBytes() - HEADER_AND_FCS_BYTES);
        pool = Mempool.create("pktgen", MBUFS, PortOpener.dataRoomBytes(mtuBytes));
        directory = Files.createTempDirectory("ipv8-pktgen");
        // For a process that is ended by a signal.
        directory.toFile().deleteOnExit();
        opener = new PortOpener(1, WorkerSpread.AUTO, pool, directory.resolve("kernel-settings"));
        try {
            final List<RouterPort> ports = opener.open(settings.tx().equals(settings.rx()) ? List.of(config("tx", tx, mtuBytes))
                : List.of(config("tx", tx, mtuBytes), config("rx", rx, mtuBytes)));
            txPort = ports.getFirst().device();
            rxPort = ports.getLast().device();
            environment = Environment.json(eal.hasHugepages());
            traffic = trafficFrom.apply(txPort.info().mac());
            expectation = settings.exact() != null ? settings.exact() : Expectation.after(settings.hops(), traffic);
            NativeThread.register();
            if (settings.core() >= 0) {
                NativeThread.pin(settings.core());
            }
        } catch (final RuntimeException e) {
            closeDevices();
            throw e;
        }
        answers = settings.answers().isEmpty() ? null : new ArpAnswers(settings.answers(), rxPort.id(), rxPort.info().mac(), pool.handle());
        generator = new Generator(new Generator.Setup(txPort.id(), rxPort.id(), tx.isMemoryOnly() && rx.isMemoryOnly(), pool.handle(), traffic,
            settings.burst(), settings.dropsWhenFull(), answers, progress));
    }

    /**
     * Opens everything.
     * @param trafficFrom traffic for the MAC of the transmitting port.
     * @throws RuntimeException naming what cannot be opened and why; nothing stays open then.
     */
    public static Session open(final Settings settings, final LongFunction<Traffic> trafficFrom) {
        try {
            return new Session(settings, trafficFrom);
        } catch (final IOException e) {
            throw new UncheckedIOException("pktgen cannot make its temporary directory: " + e.getMessage(), e);
        }
    }

    /** What is sent. */
    public Traffic traffic() {
        return traffic;
    }

    /** The environment block, as it was before the worker was pinned. */
    public JsonObject environment() {
        return environment;
    }

    /** What the machine lacks, in one line, or an empty string. */
    public String warning() {
        return eal.warning();
    }

    /** Speed of the transmitting line in Mbit/s, 0 when unknown. */
    public long lineMbps() {
        return txPort.link().speedMbps();
    }

    /** Waits until the links are up; a memif's is when the other side is there. */
    public void awaitLinks() {
        awaitLink("--tx " + settings.tx(), txPort);
        awaitLink("--rx " + settings.rx(), rxPort);
    }

    /**
     * Sends a few frames, and again until some come back. They must come as the number of routers on the way demands; only then a rate
     * means something.
     * @param frames frames to send, all of which must come back in the round that counts.
     * @param pps    how fast.
     */
    public void prove(final int frames, final double pps) {
        Run run = null;
        for (int i = 0; i < PROBE_ATTEMPTS; i++) {
            // The first rounds may be lost while the router looks for its neighbours.
            run = generator.run(new Generator.Length(pps, frames, Double.MAX_VALUE, PROBE_DRAIN_S), expectation);
            if (run.lost() == 0) {
                break;
            }
        }
        if (run.notRewritten() != 0) {
            throw new IllegalStateException(run.notRewritten() + " of " + run.received() + " frames came back other than " + expected()
                + "; check --hops and that --tx and --rx are on different links of the router; no rate is reported");
        }
        if (run.duplicates() != 0) {
            throw new IllegalStateException(run.duplicates() + " copies of " + run.offered() + " test frames came back; check for a loop on the way (and net_null gives old "
                + "buffers back as frames: use net_ring for a loop); no rate is reported");
        }
        if (run.lost() != 0) {
            throw new IllegalStateException(run.lost() + " of " + run.offered() + " test frames did not come back from " + settings.tx() + " to "
                + settings.rx() + " (" + run.corrupted() + " corrupted, " + run.foreign() + " foreign frames came); check --dst-mac, the router's route to "
                + traffic.destinations().first() + ", its neighbour there (--answer ADDRESS answers its ARP), and `ipv8 show counters`; no rate is reported");
        }
    }

    /**
     * One run.
     * @param pps     frames a second, infinite for as fast as it goes.
     * @param count   most frames.
     * @param seconds longest time.
     * @param drainS  longest wait for frames under way.
     */
    public Run run(final double pps, final long count, final double seconds, final double drainS) {
        return generator.run(new Generator.Length(pps, count, seconds, drainS), expectation);
    }

    /** Ends the run that is under way. Thread: any. */
    public void stop() {
        generator.stop();
    }

    /** Buffers that are in the devices; of a quiet session only what their receive rings hold. */
    int buffersInUse() {
        return pool.inUse();
    }

    Progress progress() {
        return progress;
    }

    @Override
    public void close() {
        generator.close();
        if (answers != null) {
            answers.close();
        }
        closeDevices();
    }

    private void closeDevices() {
        opener.close();
        opener.restoreKernel();
        pool.close();
        eal.close();
        try (Stream<Path> files = Files.list(directory)) {
            for (final Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (final IOException e) {
            throw new UncheckedIOException("pktgen cannot remove its temporary directory " + directory + ": " + e.getMessage(), e);
        }
    }

    private RouterPort.Config config(final String name, final DeviceArguments device, final int mtuBytes) {
        return new RouterPort.Config(name, device, List.of(), List.of(), mtuBytes, 0, null, false, DESCRIPTORS, DESCRIPTORS);
    }

    private String expected() {
        return settings.hops() == 0 ? "they were sent (--hops 0: a wire)"
            : "a router leaves them: TTL " + expectation.ttl() + " (--hops " + settings.hops() + ") and sent to another MAC";
    }

    private static void awaitLink(final String what, final EthPort port) {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LINK_TIMEOUT_MS);
        while (!port.link().isUp()) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new IllegalStateException(what + " has no link after " + LINK_TIMEOUT_MS + " ms; check the cable and the other side (memif: that one side is "
                    + "role=server, the other role=client, both with the same socket= and id=)");
            }
            try {
                Thread.sleep(LINK_LOOK_MS);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for the link of " + what, e);
            }
        }
    }
}
