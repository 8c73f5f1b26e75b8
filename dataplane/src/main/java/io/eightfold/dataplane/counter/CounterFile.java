// SPDX-License-Identifier: Apache-2.0
// Counters in a memory-mapped file: one writer per block, any process reads.
package io.eightfold.dataplane.counter;

import io.eightfold.wire.memory.Memory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The counters of a dataplane. Each (port, writer) pair has a block that only that thread writes, with plain stores; a reader in any
 * process maps the file and adds the writers up. Nothing locks, no worker ever waits.
 * <pre>
 *   0  "E8CNT001"                    magic, 8 bytes
 *   8  ports | writers | block bytes | pid     4 bytes each, native order
 *  64  port names, 32 bytes each, zero padded
 *   .  blocks, 64-byte aligned: port 0 writer 0, port 0 writer 1, ...   each 32 port counters then 64 drop reasons, 8 bytes each
 *   .  one worker block of 8 longs for each writer: turns, empty turns
 * </pre>
 */
public final class CounterFile implements AutoCloseable {
    static final long MAGIC = 0x4538434E54303031L;
    static final int PORTS = 8;
    static final int WRITERS = 12;
    static final int BLOCK_SIZE = 16;
    static final int PID = 20;
    static final int NAMES = 64;
    static final int NAME_BYTES = 32;
    /** Bytes of a (port, writer) block. */
    public static final int BLOCK_BYTES = (PortCounter.CAPACITY + DropReason.CAPACITY) * Long.BYTES;
    /** Offset of the drop reasons within a block. */
    public static final int DROPS = PortCounter.CAPACITY * Long.BYTES;
    /** Bytes of a writer's own block. */
    public static final int WORKER_BLOCK_BYTES = 64;
    /** In a worker block: turns made. */
    public static final int TURNS = 0;
    /** In a worker block: turns that found nothing. */
    public static final int EMPTY_TURNS = 8;

    private final Arena arena;
    private final long base;
    private final int ports;
    private final int writers;

    private CounterFile(final Arena arena, final long base, final int ports, final int writers) {
        this.arena = arena;
        this.base = base;
        this.ports = ports;
        this.writers = writers;
    }

    /**
     * Creates the file anew (a reader of an older one keeps its own) and maps it. Thread: startup.
     * @param writers threads that count: the workers, then the slow path.
     */
    public static CounterFile create(final Path file, final List<String> portNames, final int writers) {
        final int ports = portNames.size();
        final long bytes = workerBlocks(ports, writers) + (long) writers * WORKER_BLOCK_BYTES;
        final Arena arena = Arena.ofShared();
        try {
            final Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                final MemorySegment map = channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena);
                final long base = map.address();
                Memory.putNativeInt(base + PORTS, ports);
                Memory.putNativeInt(base + WRITERS, writers);
                Memory.putNativeInt(base + BLOCK_SIZE, BLOCK_BYTES);
                Memory.putNativeInt(base + PID, (int) ProcessHandle.current().pid());
                for (int i = 0; i < ports; i++) {
                    final byte[] name = portNames.get(i).getBytes(StandardCharsets.UTF_8);
                    Memory.fromBytes(name.length < NAME_BYTES ? name : java.util.Arrays.copyOf(name, NAME_BYTES - 1), base + NAMES + (long) i * NAME_BYTES);
                }
                Memory.putU64(base, MAGIC);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
                return new CounterFile(arena, base, ports, writers);
            }
        } catch (final IOException e) {
            arena.close();
            throw new UncheckedIOException("cannot create the counter file " + file + ": " + e.getMessage() + "; check the run directory's space and owner", e);
        }
    }

    /** Address of the block that {@code writer} alone writes for {@code port}. Thread: startup. */
    public long block(final int port, final int writer) {
        assert port >= 0 && port < ports && writer >= 0 && writer < writers : "port " + port + " writer " + writer;
        return base + blocks(ports) + ((long) port * writers + writer) * BLOCK_BYTES;
    }

    /** Address of the writer's own block. Thread: startup. */
    public long workerBlock(final int writer) {
        return base + workerBlocks(ports, writers) + (long) writer * WORKER_BLOCK_BYTES;
    }

    /** Unmaps; no thread may count any more. The file stays for a last reading. */
    @Override
    public void close() {
        arena.close();
    }

    /** Adds to a port counter. Thread: the block's writer. */
    public static void add(final long block, final PortCounter counter, final long amount) {
        final long at = block + (long) counter.ordinal() * Long.BYTES;
        Memory.putNativeLong(at, Memory.nativeLong(at) + amount);
    }

    /** Adds to a drop reason. Thread: the block's writer. */
    public static void drop(final long block, final int reasonId, final long amount) {
        final long at = block + DROPS + (long) reasonId * Long.BYTES;
        Memory.putNativeLong(at, Memory.nativeLong(at) + amount);
    }

    static long blocks(final int ports) {
        return (NAMES + (long) ports * NAME_BYTES + 63) & -64;
    }

    static long workerBlocks(final int ports, final int writers) {
        return blocks(ports) + (long) ports * writers * BLOCK_BYTES;
    }
}
