// SPDX-License-Identifier: Apache-2.0
// JMH: addresses from text.
package io.eightfold.wire.address;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time to read one address. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class AddressTextBenchmark {
    // Not final: a constant would let the compiler read the address itself.
    private String dotted = "64496.192.0.2.1";
    private String octets = "0.0.251.240.192.0.2.1";

    /** ASN and four octets. */
    @Benchmark
    public long asnDot() {
        return parse(dotted);
    }

    /** Eight octets. */
    @Benchmark
    public long eightOctets() {
        return parse(octets);
    }

    private static long parse(final String text) {
        return new AddressText(text, text.length()).parse().bits;
    }
}
