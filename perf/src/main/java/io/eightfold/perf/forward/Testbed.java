// SPDX-License-Identifier: Apache-2.0
// What all forwarding benchmarks of one process share.
package io.eightfold.perf.forward;

import com.google.gson.JsonObject;
import io.eightfold.dpdk.DeviceArguments;
import io.eightfold.dpdk.Eal;
import io.eightfold.dpdk.EthPort;
import io.eightfold.dpdk.Hugepages;
import io.eightfold.dpdk.Mempool;
import io.eightfold.dpdk.NativeThread;
import io.eightfold.perf.environment.Environment;
import io.eightfold.perf.environment.Placement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * DPDK, which starts once a process, a temporary directory, and the measuring thread's place. Thread: startup; the one that opens it becomes the worker.
 */
public final class Testbed implements AutoCloseable {
    private static final int DESCRIPTORS = 512;
    private static final int MTU_BYTES = 1500;

    private final Path directory;
    private final Eal eal;
    private final JsonObject environment;
    private final Placement placement;
    private final long stealBefore;
    /** For a JVM that is told to end: then nobody calls {@link #close}. */
    private final Thread remover;

    private Testbed(final Path directory, final Eal eal, final int core, final boolean isQuick) {
        this.directory = directory;
        this.eal = eal;
        remover = new Thread(() -> deleteIfPossible(directory), "perf-directory-remover");
        Runtime.getRuntime().addShutdownHook(remover);
        // Before pinning: afterwards the JVM counts one CPU.
        environment = isQuick ? new JsonObject() : Environment.json(eal.hasHugepages());
        NativeThread.register();
        placement = Placement.pin(core);
        environment.addProperty("tscHz", NativeThread.tscHz());
        environment.add("placement", placement.json());
        stealBefore = Environment.stealTicks();
    }

    /**
     * Starts DPDK and pins the calling thread.
     * @param memoryMib for buffers and rings.
     * @param core      CPU of the calling thread, negative for any.
     */
    public static Testbed open(final int memoryMib, final int core) {
        return open(memoryMib, core, false);
    }

    /** The same with an environment block that is all but empty, for whom the time that it takes to collect one is too long. */
    public static Testbed openQuickly(final int memoryMib, final int core) {
        return open(memoryMib, core, true);
    }

    private static Testbed open(final int memoryMib, final int core, final boolean isQuick) {
        final Path directory;
        try {
            directory = Files.createTempDirectory("ipv8-perf");
        } catch (final IOException e) {
            throw new UncheckedIOException("perf cannot make a temporary directory: " + e.getMessage(), e);
        }
        Eal eal = null;
        try {
            eal = Eal.start(new Eal.Options(Hugepages.Policy.AUTO, memoryMib, false, List.of()));
            return new Testbed(directory, eal, core, isQuick);
        } catch (final RuntimeException e) {
            if (eal != null) {
                eal.close();
            }
            delete(directory);
            throw e;
        }
    }

    /** Temporary; goes with everything in it. */
    public Path directory() {
        return directory;
    }

    /** Whether packet buffers lie in hugepages. */
    public boolean hasHugepages() {
        return eal.hasHugepages();
    }

    /** Where this process' threads run. */
    public Placement placement() {
        return placement;
    }

    /** The environment block; steal time is that since the start of this testbed. Not zero: the machine was shared, and the rates are too low. */
    public JsonObject environment() {
        final JsonObject block = environment.deepCopy();
        block.addProperty("stealTicks", Environment.stealTicks() - stealBefore);
        return block;
    }

    /** A started device with one queue each way. */
    public EthPort openPort(final String driver, final String suffix, final Map<String, String> arguments, final Mempool pool) {
        final EthPort port = EthPort.attach(DeviceArguments.virtual(driver, suffix, arguments));
        try {
            port.start(new EthPort.Settings(1, 1, DESCRIPTORS, DESCRIPTORS, MTU_BYTES), pool);
            return port;
        } catch (final RuntimeException e) {
            port.close();
            throw e;
        }
    }

    @Override
    public void close() {
        eal.close();
        delete(directory);
        try {
            Runtime.getRuntime().removeShutdownHook(remover);
        } catch (final IllegalStateException e) {
            // The JVM is ending already.
        }
    }

    /** Others may still be writing there, and nobody would read a message. */
    private static void deleteIfPossible(final Path directory) {
        try {
            delete(directory);
        } catch (final UncheckedIOException e) {
            // Temporary files.
        }
    }

    private static void delete(final Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("perf cannot remove its temporary directory " + directory + ": " + e.getMessage() + "; remove it by hand", e);
        }
    }
}
