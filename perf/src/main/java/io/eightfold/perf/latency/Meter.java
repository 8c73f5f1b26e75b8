// SPDX-License-Identifier: Apache-2.0
// Sends test frames at a rate and records how long they were away.
package io.eightfold.perf.latency;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.eightfold.dpdk.DpdkException;
import io.eightfold.dpdk.Mempool;
import io.eightfold.perf.forward.TestTraffic;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;
import java.util.HexFormat;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * The loop in C ({@code meter.c}) behind one call. The calling thread is in native code for the whole run: no safepoint waits for it, and none
 * stops it. Thread: one that is registered with DPDK and pinned, for everything.
 */
final class Meter implements AutoCloseable {
    static final int PRIORITY_NORMAL = 0;
    static final int PRIORITY_REAL_TIME = 1;
    /** Most frames sent at one instant. */
    static final int BURST_MAX = 4;
    /** An interrupt's length, and far above a turn of the meter's loop. */
    private static final int GAP_NS = 2_000;
    private static final long DRAIN_NS = 1_000_000_000;
    /** Of the UDP payload in a frame of {@link TestTraffic}. */
    private static final int SEQUENCE_OFFSET = 50;
    /** Frames start at cache lines. */
    private static final int STRIDE = 64;
    private static final int WRONG_FRAME_BYTES = 64;
    private static final int ENOBUFS = -105;

    private static final StructLayout CONFIG = MemoryLayout.structLayout(
        JAVA_INT.withName("size"), JAVA_INT.withName("burst"), JAVA_LONG.withName("pool"), JAVA_LONG.withName("frames"),
        JAVA_LONG.withName("expected"), JAVA_INT.withName("frame_count"), JAVA_INT.withName("frame_stride"), JAVA_INT.withName("frame_bytes"),
        JAVA_INT.withName("sequence_offset"), JAVA_INT.withName("verify_mask"), JAVA_INT.withName("priority"),
        JAVA_INT.withName("first_sequence"), JAVA_INT.withName("result_size"), JAVA_SHORT.withName("to_port"), JAVA_SHORT.withName("from_port"),
        JAVA_INT.withName("gap_ns"), JAVA_LONG.withName("rate_pps"), JAVA_LONG.withName("duration_ns"), JAVA_LONG.withName("drain_ns"));
    private static final StructLayout RESULT = MemoryLayout.structLayout(
        JAVA_LONG.withName("sent"), JAVA_LONG.withName("received"), JAVA_LONG.withName("stale"), JAVA_LONG.withName("out_of_order"),
        JAVA_LONG.withName("wrong"), JAVA_LONG.withName("waited"), JAVA_LONG.withName("elapsed_ns"), JAVA_LONG.withName("behind_ns"),
        JAVA_LONG.withName("gaps"), JAVA_LONG.withName("gap_total_ns"), JAVA_LONG.withName("gap_longest_ns"), JAVA_LONG.withName("beyond"),
        JAVA_LONG.withName("wrong_sequence"), MemoryLayout.sequenceLayout(WRONG_FRAME_BYTES, JAVA_BYTE).withName("wrong_frame"),
        JAVA_INT.withName("is_real_time"), JAVA_INT.withName("reserved"));

    private final Arena arena = Arena.ofShared();
    private final long pool;
    private final int frameCount;
    private final int frameBytes;
    private final List<byte[]> expected;
    private final MemorySegment sentFrames;
    private final MemorySegment expectedFrames;
    private final MemorySegment config = arena.allocate(CONFIG);
    private final MemorySegment result = arena.allocate(RESULT);
    private int nextSequence;

    /**
     * One run.
     * @param ratePps    frames a second; 0 for as many as the meter can.
     * @param burst      frames of one instant, 1 to {@value Meter#BURST_MAX}.
     * @param durationMs how long to send.
     * @param verifyMask a received frame is compared when its sequence number and this have no bit in common: 0 for every frame.
     * @param isRealTime whether to ask for SCHED_FIFO.
     */
    record Load(long ratePps, int burst, int durationMs, int verifyMask, boolean isRealTime) {
    }

    /**
     * @param pool   where frames are taken from and go back to.
     * @param frames how they are sent and must come back; their number is a power of 2.
     */
    Meter(final Mempool pool, final TestTraffic frames) {
        this.pool = pool.handle();
        frameCount = frames.frames().size();
        if (Integer.bitCount(frameCount) != 1) {
            throw new IllegalArgumentException("frames=" + frameCount + " is no power of 2; choose 4096");
        }
        frameBytes = frames.frames().getFirst().length;
        expected = frames.expected();
        sentFrames = copy(frames.frames());
        expectedFrames = copy(expected);
    }

    private MemorySegment copy(final List<byte[]> frames) {
        final MemorySegment memory = arena.allocate((long) STRIDE * frames.size(), STRIDE);
        for (int i = 0; i < frames.size(); i++) {
            MemorySegment.copy(frames.get(i), 0, memory, JAVA_BYTE, (long) STRIDE * i, frameBytes);
        }
        return memory;
    }

    /**
     * Sends to one port and takes from another; with the same port twice, nothing but the meter is measured.
     * @throws DpdkException when the pool has no buffers.
     * @throws IllegalStateException when a frame did not come out as expected: then there is no figure.
     */
    MeterReading run(final Load load, final int toPort, final int fromPort) {
        final boolean isLoop = toPort == fromPort;
        write("size", (int) CONFIG.byteSize());
        write("burst", load.burst());
        write("pool", pool);
        write("frames", sentFrames.address());
        write("expected", isLoop ? sentFrames.address() : expectedFrames.address());
        write("frame_count", frameCount);
        write("frame_stride", STRIDE);
        write("frame_bytes", frameBytes);
        write("sequence_offset", SEQUENCE_OFFSET);
        write("verify_mask", load.verifyMask());
        write("priority", load.isRealTime() ? PRIORITY_REAL_TIME : PRIORITY_NORMAL);
        write("first_sequence", nextSequence);
        write("result_size", (int) RESULT.byteSize());
        write("to_port", (short) toPort);
        write("from_port", (short) fromPort);
        write("gap_ns", GAP_NS);
        write("rate_pps", load.ratePps());
        write("duration_ns", load.durationMs() * 1_000_000L);
        write("drain_ns", DRAIN_NS);
        try (Arena run = Arena.ofConfined()) {
            final MemorySegment all = run.allocate(JAVA_LONG, MeterLibrary.histogramLength());
            final MemorySegment present = run.allocate(JAVA_LONG, MeterLibrary.histogramLength());
            final long startMs = System.currentTimeMillis();
            final int code = MeterLibrary.run(config, result, all, present);
            if (code != 0) {
                throw new DpdkException(code, "the meter stopped after " + read("sent") + " frames: errno " + -code
                    + (code == ENOBUFS ? "; the pool has no buffers: the forwarder keeps them" : "; rebuild with perf/build"));
            }
            nextSequence += (int) read("sent");
            check();
            return new MeterReading(read("sent"), read("received"), read("out_of_order"), read("waited"), read("elapsed_ns"), read("behind_ns"),
                read("gaps"), read("gap_total_ns"), read("gap_longest_ns"), read("beyond"), result.get(JAVA_INT, offset(RESULT, "is_real_time")) == 1,
                histogram(all, startMs), histogram(present, startMs));
        }
    }

    @Override
    public void close() {
        arena.close();
    }

    private void check() {
        if (read("wrong") != 0) {
            final byte[] frame = result.asSlice(offset(RESULT, "wrong_frame"), frameBytes).toArray(JAVA_BYTE);
            final long sequence = read("wrong_sequence");
            throw new IllegalStateException("perf latency: " + read("wrong") + " frames did not come out as expected; the first is " + sequence
                + " (seed " + TestTraffic.SEED + "): " + HexFormat.of().formatHex(frame) + ", expected but for the number at byte " + SEQUENCE_OFFSET + ": "
                + HexFormat.of().formatHex(expected.get((int) (sequence & frameCount - 1))) + "; no figure is reported");
        }
    }

    private static Histogram histogram(final MemorySegment counts, final long startMs) {
        final Histogram histogram = MeterReading.emptyHistogram();
        for (int i = 0; i < MeterLibrary.histogramLength(); i++) {
            final long count = counts.getAtIndex(JAVA_LONG, i);
            if (count != 0) {
                histogram.recordValueWithCount(MeterLibrary.histogramValue(i), count);
            }
        }
        histogram.setStartTimeStamp(startMs);
        histogram.setEndTimeStamp(System.currentTimeMillis());
        return histogram;
    }

    private void write(final String field, final Object value) {
        final VarHandle handle = CONFIG.varHandle(MemoryLayout.PathElement.groupElement(field));
        handle.set(config, 0L, value);
    }

    private long read(final String field) {
        return result.get(JAVA_LONG, offset(RESULT, field));
    }

    private static long offset(final StructLayout layout, final String field) {
        return layout.byteOffset(MemoryLayout.PathElement.groupElement(field));
    }
}
