// SPDX-License-Identifier: Apache-2.0
// The view benchmarks give the right answers.
package io.eightfold.wire.header;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Calls each method once. */
final class IpViewBenchmarkTest {
    @Test
    void shouldReadDestinations() {
        final IpViewBenchmark benchmark = new IpViewBenchmark();
        benchmark.open();
        assertEquals(IpViewBenchmark.DESTINATION, benchmark.ipv8());
        assertEquals((int) IpViewBenchmark.DESTINATION, benchmark.ipv4());
        benchmark.close();
    }
}
