// SPDX-License-Identifier: Apache-2.0
// JMH: the header views.
package io.eightfold.wire.header;

import io.eightfold.wire.memory.Memory;
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

/** Time to check one header through its view, checksum included, and to read its destination. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class IpViewBenchmark {
    static final long SOURCE = 64496L << 32 | 0x0A01_0002L;
    static final long DESTINATION = 64497L << 32 | 0x0A02_0003L;
    private static final int PACKET_BYTES = 46;
    private static final int IPV4_OFFSET = 64;

    private final Ipv8View ipv8 = new Ipv8View();
    private final Ipv4View ipv4 = new Ipv4View();
    private long memory;

    /** One packet of each version. */
    @Setup(Level.Trial)
    public void open() {
        memory = Memory.allocate(2 * IPV4_OFFSET);
        Ipv8View.write(memory, 0, PACKET_BYTES, 1, 0, 64, Protocol.UDP, SOURCE, DESTINATION);
        Ipv4View.write(memory + IPV4_OFFSET, 0, PACKET_BYTES, 1, 0, 64, Protocol.UDP, (int) SOURCE, (int) DESTINATION);
    }

    /** Frees them. */
    @TearDown(Level.Trial)
    public void close() {
        Memory.free(memory);
    }

    /** IPv8: the destination, or the fault. */
    @Benchmark
    public long ipv8() {
        final int fault = ipv8.wrap(memory, PACKET_BYTES);
        return fault == HeaderFault.OK ? ipv8.destination() : fault;
    }

    /** IPv4: the destination, or the fault. */
    @Benchmark
    public long ipv4() {
        final int fault = ipv4.wrap(memory + IPV4_OFFSET, PACKET_BYTES);
        return fault == HeaderFault.OK ? ipv4.destination() : fault;
    }
}
