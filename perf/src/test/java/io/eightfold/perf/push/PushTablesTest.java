// SPDX-License-Identifier: Apache-2.0
// Tests of the tables that are pushed.
package io.eightfold.perf.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.perf.table.RouteTable;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PushTablesTest {
    private record Prefix(long address, int lengthBits) {
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 10_000, 275_113, 1_000_000})
    void shouldHaveAsManyPrefixesAsAskedEachOnce(final int routes) {
        final RouteTable table = PushTables.internet(routes);

        assertEquals(routes, table.size());
        assertTrue(table.name().contains(routes + "routes"), table.name());
        // A prefix that occurs twice would be one route, and the rate too high.
        final Set<Prefix> prefixes = new HashSet<>();
        for (int i = 0; i < routes; i++) {
            assertTrue(prefixes.add(new Prefix(table.prefix(i), table.lengthBits(i))), table.line(i));
            assertTrue(table.nextHop(i) < PushRouter.NEXT_HOPS, table.line(i));
        }
    }

    @Test
    void shouldSpreadASmallTableOverManyAsns() {
        assertTrue(PushTables.internet(10_000).asns().length > 2_000, "small tables must not be those of the largest ASN");
    }
}
