// SPDX-License-Identifier: Apache-2.0
// The RIB benchmark does what it says.
package io.eightfold.bgp8.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class BgpRibBenchmarkTest {
    @Test
    void shouldInstallTellAndWithdraw() {
        final BgpRibBenchmark benchmark = new BgpRibBenchmark();
        benchmark.open();
        assertEquals(BgpRibBenchmark.BASE, benchmark.installed());
        final long told = benchmark.announceAndWithdraw1000();
        assertEquals(BgpRibBenchmark.BASE, benchmark.installed());
        assertTrue(benchmark.announceAndWithdraw1000() > told, "nothing was told");
        assertEquals(BgpRibBenchmark.BASE + 1_000, benchmark.announceOnly());
    }
}
