// SPDX-License-Identifier: Apache-2.0
// The UPDATE benchmarks do what they say.
package io.eightfold.bgp8.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class UpdateBenchmarkTest {
    @Test
    void shouldReadAllItWrote() {
        final UpdateBenchmark benchmark = new UpdateBenchmark();
        benchmark.write();
        assertEquals(UpdateBenchmark.PREFIXES, benchmark.decode());
    }
}
