// SPDX-License-Identifier: Apache-2.0
// JMH: the rewrite of forwarded frames.
package io.eightfold.dataplane.worker;

import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.header.Ipv8Layout;
import io.eightfold.wire.memory.Memory;
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

/** Time a frame of a burst of {@value Burst#SIZE}, over {@value #NEIGHBORS} neighbours. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Burst.SIZE)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class RewriteBenchmark {
    static final int NEIGHBORS = 16;
    static final long OUT_MAC = 0x02E8_0000_0002L;
    static final long FIRST_NEIGHBOR_MAC = 0x02E8_0000_0100L;
    private static final int TTL_WORD = EthernetLayout.LENGTH + Ipv8Layout.TTL;

    private Burst burst;
    private NextHopTable nextHops;
    /** TTL, protocol and checksum as they came in: every call rewrites the same packet, or its TTL would run out. */
    private final int[] ttlWords = new int[Burst.SIZE];

    /** Makes frames and records. */
    @Setup(Level.Trial)
    public void open() {
        burst = new Burst();
        nextHops = new NextHopTable(NEIGHBORS);
        for (int i = 0; i < NEIGHBORS; i++) {
            nextHops.resolve(nextHops.addNeighbor(1, 1500, OUT_MAC, EthernetLayout.IPV8), FIRST_NEIGHBOR_MAC + i, false);
        }
        for (int i = 0; i < Burst.SIZE; i++) {
            ttlWords[i] = Memory.nativeInt(burst.frame(i) + TTL_WORD);
        }
    }

    /** Frees them. */
    @TearDown(Level.Trial)
    public void close() {
        nextHops.close();
        burst.close();
    }

    /** MACs, EtherType, TTL and checksum of each frame. */
    @Benchmark
    public void apply() {
        for (int i = 0; i < Burst.SIZE; i++) {
            final long record = nextHops.address(i % NEIGHBORS);
            Rewrite.apply(burst.frame(i), record, 0, Memory.nativeLong(record + NextHopTable.MAC_AND_FLAGS), ttlWords[i]);
        }
    }

    /** The frames. */
    Burst burst() {
        return burst;
    }
}
