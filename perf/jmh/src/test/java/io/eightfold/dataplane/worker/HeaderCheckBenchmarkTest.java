// SPDX-License-Identifier: Apache-2.0
// The header check benchmarks check what they seem to.
package io.eightfold.dataplane.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.eightfold.wire.memory.Memory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every packet is good, and one that is not shows. */
final class HeaderCheckBenchmarkTest {
    private static final int ALL_GOOD = Burst.SIZE * HeaderCheck.OK;

    private final HeaderCheckBenchmark benchmark = new HeaderCheckBenchmark();

    @BeforeEach
    void open() {
        benchmark.open();
    }

    @AfterEach
    void close() {
        benchmark.close();
    }

    @Test
    void shouldFindAllIpv8PacketsGood() {
        assertEquals(ALL_GOOD, benchmark.ipv8());
        assertEquals(Burst.SIZE, benchmark.plainIpv8());
        Memory.putU8(benchmark.burst().ipv8Packet(Burst.SIZE - 1), 0);
        assertNotEquals(ALL_GOOD, benchmark.ipv8());
        assertEquals(Burst.SIZE - 1, benchmark.plainIpv8());
    }

    @Test
    void shouldFindAllIpv4PacketsGood() {
        assertEquals(ALL_GOOD, benchmark.ipv4());
        assertEquals(Burst.SIZE, benchmark.plainIpv4());
        Memory.putU8(benchmark.burst().ipv4Packet(Burst.SIZE - 1), 0);
        assertNotEquals(ALL_GOOD, benchmark.ipv4());
        assertEquals(Burst.SIZE - 1, benchmark.plainIpv4());
    }
}
