// SPDX-License-Identifier: Apache-2.0
// The lookup benchmark gives the right answers.
package io.eightfold.dataplane.fib;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every destination of the hot set, against a search of a map length by length. */
final class FibLookupBenchmarkTest {
    @ParameterizedTest
    @EnumSource(LookupTable.Shape.class)
    void shouldFindLongestPrefix(final LookupTable.Shape shape) {
        final FibLookupBenchmark benchmark = new FibLookupBenchmark();
        benchmark.choose(shape, FibLookupBenchmark.Keys.HOT);
        benchmark.open();
        boolean isVaried = false;
        for (int i = 0; i < 4096 / FibLookupBenchmark.BURST; i++) {
            final long[] burst = benchmark.nextBurst();
            final int[] expected = Arrays.stream(burst).mapToInt(benchmark.routes()::answer).toArray();
            assertArrayEquals(expected, benchmark.lookup());
            isVaried |= Arrays.stream(expected).distinct().count() > 1;
        }
        assertTrue(isVaried, "all destinations have the same next hop");
        benchmark.close();
    }
}
