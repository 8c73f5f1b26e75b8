// SPDX-License-Identifier: Apache-2.0
// JMH: UPDATEs with many prefixes.
package io.eightfold.bgp8.message;

import io.eightfold.bgp8.attribute.AsPath;
import io.eightfold.bgp8.attribute.AttributeSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
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
import org.openjdk.jmh.annotations.Warmup;

/** Time to read and to write one UPDATE with 500 native prefixes; when reading, the attributes were read before, as in a table that is told again. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class UpdateBenchmark {
    static final int PREFIXES = 500;
    private static final int LENGTH_BITS = 48;
    private static final SessionOptions OPTIONS = new SessionOptions(64_500, 64_501, 1, 2, 90, Set.of(Carrier.NATIVE), Set.of(), Set.of(), true, false, true, false, null, Map.of(), null,
        null);

    private final AttributeSet attributes = new AttributeSet.Builder().asPath(AsPath.of(64_501, 131_072, 131_073)).nextHop(0xC000_0201L).communities(1, 2, 3).build();
    private final UpdateDecoder decoder = new UpdateDecoder(OPTIONS, true);
    private final UpdateEncoder encoder = new UpdateEncoder(OPTIONS, Carrier.NATIVE);
    private final Count count = new Count();
    private final UnsafeBuffer message = new UnsafeBuffer(0, 0);
    private byte[] written;

    /** Counts what it is told. */
    private static final class Count implements UpdateHandler {
        private long prefixes;

        @Override
        public void attributes(final AttributeSet set) {
            // Only the prefixes count.
        }

        @Override
        public void announce(final Carrier carrier, final long address, final int lengthBits, final int pathId) {
            prefixes++;
        }

        @Override
        public void withdraw(final Carrier carrier, final long address, final int lengthBits, final int pathId) {
            throw new IllegalStateException("a withdrawal");
        }

        @Override
        public void endOfRib(final Carrier carrier) {
            throw new IllegalStateException("the end");
        }

        @Override
        public void error(final MessageError error) {
            throw new IllegalStateException(error.toString());
        }
    }

    /** The message that is read. */
    @Setup(Level.Trial)
    public void write() {
        message.wrap(encode());
    }

    /** Bytes of the message. */
    @Benchmark
    public byte[] encode() {
        encoder.begin(attributes, 0, whole -> written = whole);
        for (int i = 0; i < PREFIXES; i++) {
            encoder.announce(131_072L << 32 | i + 256L << 16, LENGTH_BITS, 0);
        }
        encoder.end();
        return written;
    }

    /** Prefixes read. */
    @Benchmark
    public long decode() {
        count.prefixes = 0;
        decoder.decode(message, 0, message.capacity(), count);
        return count.prefixes;
    }
}
