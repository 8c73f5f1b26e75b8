// SPDX-License-Identifier: Apache-2.0
// Tier 2 at the ends of its line.
package io.eightfold.dataplane.fib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HostTableTest {
    private final TreeMap<Long, Integer> prefixes = new TreeMap<>();

    @Test
    void shouldFindNothingInEmptyTable() {
        assertEquals(Fib.NO_ROUTE, HostTable.EMPTY.lookup(0));
        assertEquals(Fib.NO_ROUTE, HostTable.EMPTY.lookup(-1));
        assertEquals(Fib.NO_ROUTE, HostTable.build(prefixes).lookup(0x0A000001));
    }

    @Test
    void shouldTreatHostsAsUnsigned() {
        put(0x00000000, 1, 1);
        put(0x80000000, 1, 2);
        final HostTable table = HostTable.build(prefixes);
        assertEquals(1, table.lookup(0));
        assertEquals(1, table.lookup(0x7FFFFFFF));
        assertEquals(2, table.lookup(0x80000000));
        assertEquals(2, table.lookup(-1));
    }

    @Test
    void shouldHoldFirstAndLastHost() {
        put(0, 32, 1);
        put(-1, 32, 2);
        final HostTable table = HostTable.build(prefixes);
        assertEquals(1, table.lookup(0));
        assertEquals(Fib.NO_ROUTE, table.lookup(1));
        assertEquals(Fib.NO_ROUTE, table.lookup(-2));
        assertEquals(2, table.lookup(-1));
    }

    @Test
    void shouldReturnToOuterPrefixWhereInnerOnesEndTogether() {
        put(0, 0, 9);
        put(0x0A000000, 8, 1);
        put(0x0AFF0000, 16, 2);
        put(0x0AFFFF00, 24, 3);
        put(0x0AFFFFFF, 32, 4);
        final HostTable table = HostTable.build(prefixes);
        assertEquals(4, table.lookup(0x0AFFFFFF));
        assertEquals(9, table.lookup(0x0B000000));
        assertEquals(3, table.lookup(0x0AFFFFFE));
        assertEquals(2, table.lookup(0x0AFFFEFF));
        assertEquals(1, table.lookup(0x0AFEFFFF));
        assertEquals(9, table.lookup(0x09FFFFFF));
    }

    private void put(final int host, final int length, final int nextHop) {
        prefixes.put((host & 0xFFFF_FFFFL) << 6 | length, nextHop);
    }
}
