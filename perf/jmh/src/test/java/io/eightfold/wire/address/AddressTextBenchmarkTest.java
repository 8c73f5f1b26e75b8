// SPDX-License-Identifier: Apache-2.0
// The address benchmarks give the right answers.
package io.eightfold.wire.address;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Calls each method once. */
final class AddressTextBenchmarkTest {
    private static final long ADDRESS = 64496L << 32 | 192L << 24 | 2 << 8 | 1;

    @Test
    void shouldReadBothForms() {
        final AddressTextBenchmark benchmark = new AddressTextBenchmark();
        assertEquals(ADDRESS, benchmark.asnDot());
        assertEquals(ADDRESS, benchmark.eightOctets());
    }
}
