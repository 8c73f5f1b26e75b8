// SPDX-License-Identifier: Apache-2.0
// JMH: the worker's header check.
package io.eightfold.dataplane.worker;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Time a packet of a burst of {@value Burst#SIZE} different good headers. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Burst.SIZE)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class HeaderCheckBenchmark {
    private Burst burst;

    /** Makes the packets. */
    @Setup(Level.Trial)
    public void open() {
        burst = new Burst();
    }

    /** Frees them. */
    @TearDown(Level.Trial)
    public void close() {
        burst.close();
    }

    /** IPv8, the one branch that the worker tries first: how many are plain. */
    @Benchmark
    public int plainIpv8() {
        int plain = 0;
        for (int i = 0; i < Burst.SIZE; i++) {
            plain += HeaderCheck.plainIpv8(burst.ipv8Packet(i), Burst.PACKET_BYTES) >= 0 ? 1 : 0;
        }
        return plain;
    }

    /** IPv4: the same. */
    @Benchmark
    public int plainIpv4() {
        int plain = 0;
        for (int i = 0; i < Burst.SIZE; i++) {
            plain += HeaderCheck.isPlainIpv4(burst.ipv4Packet(i), Burst.PACKET_BYTES) ? 1 : 0;
        }
        return plain;
    }

    /** IPv8, check by check: the sum of the results, so that none is left out. */
    @Benchmark
    public int ipv8() {
        int results = 0;
        for (int i = 0; i < Burst.SIZE; i++) {
            results += HeaderCheck.ipv8(burst.ipv8Packet(i), Burst.PACKET_BYTES);
        }
        return results;
    }

    /** IPv4: the same. */
    @Benchmark
    public int ipv4() {
        int results = 0;
        for (int i = 0; i < Burst.SIZE; i++) {
            results += HeaderCheck.ipv4(burst.ipv4Packet(i), Burst.PACKET_BYTES);
        }
        return results;
    }

    /** The packets. */
    Burst burst() {
        return burst;
    }
}
