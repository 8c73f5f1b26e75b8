// SPDX-License-Identifier: Apache-2.0
// JMH: the Internet checksum.
package io.eightfold.wire.checksum;

import io.eightfold.wire.memory.Memory;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Time of one checksum: over an IPv8 header, over a full payload, and after one field changed. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class InternetChecksumBenchmark {
    static final int HEADER_BYTES = 28;
    static final int PAYLOAD_BYTES = 1500;
    private static final long SEED = 0x1BF8_1071L;

    private long memory;
    private int checksum;
    private int oldWord;
    private int newWord;

    /** Random bytes, and a checksum with a word to replace. */
    @Setup(Level.Trial)
    public void open() {
        memory = Memory.allocate(PAYLOAD_BYTES);
        final SplittableRandom random = new SplittableRandom(SEED);
        final byte[] bytes = new byte[PAYLOAD_BYTES];
        random.nextBytes(bytes);
        Memory.fromBytes(bytes, memory);
        checksum = InternetChecksum.of(memory, PAYLOAD_BYTES);
        oldWord = Memory.u16(memory);
        newWord = random.nextInt(0x1_0000);
    }

    /** Frees the bytes. */
    @TearDown(Level.Trial)
    public void close() {
        Memory.free(memory);
    }

    /** 28 bytes. */
    @Benchmark
    public int header28Bytes() {
        return InternetChecksum.of(memory, HEADER_BYTES);
    }

    /** 1500 bytes. */
    @Benchmark
    public int payload1500Bytes() {
        return InternetChecksum.of(memory, PAYLOAD_BYTES);
    }

    /** RFC 1624, equation 3. */
    @Benchmark
    public int incrementalUpdate() {
        return InternetChecksum.update(checksum, oldWord, newWord);
    }

    /** The checksum for the bytes with their first word replaced, as {@link #incrementalUpdate} must find it; changes the bytes. */
    int checksumOfChanged() {
        Memory.putU16(memory, newWord);
        return InternetChecksum.of(memory, PAYLOAD_BYTES);
    }

    /** The bytes. */
    byte[] bytes() {
        return Memory.toBytes(memory, PAYLOAD_BYTES);
    }
}
