// SPDX-License-Identifier: Apache-2.0
// JMH: lookups in the forwarding table.
package io.eightfold.dataplane.fib;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Time a lookup in bursts of {@value #BURST}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(FibLookupBenchmark.BURST)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FibLookupBenchmark {
    static final int BURST = 32;

    /** The table: see {@link LookupTable}. */
    @Param
    private LookupTable.Shape table;
    /** Few destinations, which stay in the nearest cache, or a great many. */
    @Param
    private Keys keys;

    private LookupTable routes;
    private long[][] bursts;
    private final int[] nextHops = new int[BURST];
    private int next;

    /** How destinations are drawn; the counts are powers of two. */
    public enum Keys {
        /** 4096 destinations, over and over. */
        HOT(4096),
        /** 4 million destinations: 32 MiB of keys alone. */
        UNIFORM(1 << 22);

        private final int count;

        Keys(final int count) {
            this.count = count;
        }
    }

    /** Builds table and destinations. */
    @Setup(Level.Trial)
    public void open() {
        routes = new LookupTable(table);
        bursts = routes.destinations(keys.count / BURST, BURST);
    }

    /** Frees the table. */
    @TearDown(Level.Trial)
    public void close() {
        routes.close();
    }

    /** One burst; the results of the last are kept. */
    @Benchmark
    public int[] lookup() {
        final long[] burst = bursts[next++ & bursts.length - 1];
        routes.fib().lookup(burst, nextHops, BURST);
        return nextHops;
    }

    /** Chooses table and destinations without JMH, before {@link #open}. */
    void choose(final LookupTable.Shape chosenTable, final Keys chosenKeys) {
        table = chosenTable;
        keys = chosenKeys;
    }

    /** The table. */
    LookupTable routes() {
        return routes;
    }

    /** The burst that the next {@link #lookup} takes. */
    long[] nextBurst() {
        return bursts[next & bursts.length - 1];
    }
}
