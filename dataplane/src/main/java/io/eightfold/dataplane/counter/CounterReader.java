// SPDX-License-Identifier: Apache-2.0
// Reads the counters of a running (or ended) dataplane from any process.
package io.eightfold.dataplane.counter;

import io.eightfold.wire.memory.Memory;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Maps a counter file read-only. Values of one port are read within microseconds of each other, not at one instant. Thread: any. */
public final class CounterReader implements AutoCloseable {
    private final Arena arena = Arena.ofShared();
    private final long base;
    private final int ports;
    private final int writers;

    /**
     * One port's counters, added over all writers.
     * @param drops by label, in the order of their ids, zeros included.
     */
    public record PortValues(String name, Map<PortCounter, Long> values, Map<DropReason, Long> drops) {
        /** Value of one counter. */
        public long of(final PortCounter counter) {
            return values.get(counter);
        }

        /** Packets dropped for whatever reason. */
        public long dropped() {
            return drops.values().stream().mapToLong(Long::longValue).sum();
        }

        /** Received packets that have not come to their end yet: in a ring, or waiting for a neighbour. 0 at rest. */
        public long inTransit() {
            return of(PortCounter.RECEIVED) - of(PortCounter.FORWARDED) - of(PortCounter.DELIVERED) - of(PortCounter.PUNTED) - dropped();
        }
    }

    /**
     * A worker's turns: how many, and how many of them found no frame.
     * @param packets received packets it brought to their end, whichever port they came in by.
     */
    public record WorkerValues(int worker, long turns, long emptyTurns, long packets) {
    }

    /** Maps the file; fails when it is not a counter file of this release. */
    public CounterReader(final Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() < CounterFile.NAMES) {
                throw new IOException(file + " is not a counter file: " + channel.size() + " bytes");
            }
            base = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena).address();
            ports = Memory.nativeInt(base + CounterFile.PORTS);
            writers = Memory.nativeInt(base + CounterFile.WRITERS);
            if (Memory.u64(base) != CounterFile.MAGIC || Memory.nativeInt(base + CounterFile.BLOCK_SIZE) != CounterFile.BLOCK_BYTES
                || channel.size() < CounterFile.workerBlocks(ports, writers) + (long) writers * CounterFile.WORKER_BLOCK_BYTES) {
                throw new IOException(file + " is not a counter file of this release; restart the router or use its own ipv8 command");
            }
        } catch (final IOException e) {
            arena.close();
            throw e;
        }
    }

    /** Process that writes the file. */
    public long pid() {
        return Memory.nativeInt(base + CounterFile.PID);
    }

    /** All ports in the order of the configuration. */
    public List<PortValues> ports() {
        final List<PortValues> result = new ArrayList<>();
        for (int port = 0; port < ports; port++) {
            result.add(port(port));
        }
        return result;
    }

    /** One port by its index. */
    public PortValues port(final int port) {
        // Ends before received: a packet between the two readings shows as in transit, never as a negative count.
        final Map<DropReason, Long> drops = new LinkedHashMap<>();
        for (final DropReason reason : DropReason.values()) {
            drops.put(reason, sum(port, CounterFile.DROPS + reason.id() * Long.BYTES));
        }
        final Map<PortCounter, Long> values = new LinkedHashMap<>();
        final PortCounter[] counters = PortCounter.values();
        for (int i = counters.length - 1; i >= 0; i--) {
            values.put(counters[i], sum(port, i * Long.BYTES));
        }
        return new PortValues(name(port), values, drops);
    }

    /** Turn counts of the workers; the last writer, the slow path, has none. */
    public List<WorkerValues> workers() {
        final List<WorkerValues> result = new ArrayList<>();
        for (int writer = 0; writer < writers - 1; writer++) {
            final long block = base + CounterFile.workerBlocks(ports, writers) + (long) writer * CounterFile.WORKER_BLOCK_BYTES;
            result.add(new WorkerValues(writer, Memory.nativeLong(block + CounterFile.TURNS), Memory.nativeLong(block + CounterFile.EMPTY_TURNS),
                ended(writer)));
        }
        return result;
    }

    /** Packets that ended at this writer: forwarded, delivered, punted or dropped. */
    private long ended(final int writer) {
        long ended = 0;
        for (int port = 0; port < ports; port++) {
            final long block = base + CounterFile.blocks(ports) + ((long) port * writers + writer) * CounterFile.BLOCK_BYTES;
            ended += count(block, PortCounter.FORWARDED) + count(block, PortCounter.DELIVERED) + count(block, PortCounter.PUNTED);
            for (final DropReason reason : DropReason.values()) {
                ended += Memory.nativeLong(block + CounterFile.DROPS + (long) reason.id() * Long.BYTES);
            }
        }
        return ended;
    }

    private static long count(final long block, final PortCounter counter) {
        return Memory.nativeLong(block + (long) counter.ordinal() * Long.BYTES);
    }

    @Override
    public void close() {
        arena.close();
    }

    private String name(final int port) {
        final byte[] bytes = Memory.toBytes(base + CounterFile.NAMES + (long) port * CounterFile.NAME_BYTES, CounterFile.NAME_BYTES);
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private long sum(final int port, final int offset) {
        long sum = 0;
        for (int writer = 0; writer < writers; writer++) {
            sum += Memory.nativeLong(base + CounterFile.blocks(ports) + ((long) port * writers + writer) * CounterFile.BLOCK_BYTES + offset);
        }
        return sum;
    }
}
