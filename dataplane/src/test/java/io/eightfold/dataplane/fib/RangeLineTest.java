// SPDX-License-Identifier: Apache-2.0
// Prefixes cut into ranges.
package io.eightfold.dataplane.fib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RangeLineTest {
    private final RouteList routes = new RouteList();
    private final RangeLine line = new RangeLine();

    @Test
    void shouldBeOneRangeWithoutPrefixes() {
        assertEquals(List.of("0:-1"), cut());
    }

    @Test
    void shouldKeepFirstAndLastHost() {
        routes.put(0, 32, 1);
        routes.put(-1, 32, 2);
        assertEquals(List.of("0:1", "1:-1", "ffffffff:2"), cut());
    }

    @Test
    void shouldReturnToOuterPrefixWhereInnerOnesEndTogether() {
        routes.put(0, 0, 9);
        routes.put(0x0A000000, 8, 1);
        routes.put(0x0AFF0000, 16, 2);
        routes.put(0x0AFFFF00, 24, 3);
        routes.put(0x0AFFFFFF, 32, 4);
        assertEquals(List.of("0:9", "a000000:1", "aff0000:2", "affff00:3", "affffff:4", "b000000:9"), cut());
    }

    @Test
    void shouldJoinNeighborsOfEqualHop() {
        routes.put(0x0A000000, 9, 1);
        routes.put(0x0A800000, 9, 1);
        routes.put(0x0A810000, 16, 1);
        assertEquals(List.of("0:-1", "a000000:1", "b000000:-1"), cut());
    }

    @Test
    void shouldKeepToItsStretch() {
        routes.put(0x0A004000, 19, 5);
        line.begin(0x0A004000L, 0x0A008000L, 7);
        line.add(routes.array(), 0, routes.size());
        line.finish();
        assertEquals(List.of("a004000:5", "a006000:7"), ranges());
        assertEquals(0x0A008000L, line.end(1));
    }

    private List<String> cut() {
        line.begin(0, 1L << 32, Fib.NO_ROUTE);
        line.add(routes.array(), 0, routes.size());
        line.finish();
        return ranges();
    }

    private List<String> ranges() {
        final List<String> texts = new ArrayList<>();
        for (int i = 0; i < line.count(); i++) {
            texts.add(Long.toHexString(line.start(i)) + ":" + line.hop(i));
        }
        return texts;
    }
}
