// SPDX-License-Identifier: Apache-2.0
// The set of VRPs and its history.
package io.eightfold.whois8.server.rtr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class VrpTableTest {
    private static final long SEED = Long.getLong("eightfold.seed", 42);

    private static long vrp(final int asn, final int number) {
        return Vrp.of(asn, number << 16, 16, 16);
    }

    private static long[] vrps(final int asn, final int... numbers) {
        return Arrays.stream(numbers).mapToLong(number -> vrp(asn, number)).sorted().toArray();
    }

    @Test
    void shouldTellOnlyTheEndOfSeveralChanges() {
        final VrpTable table = new VrpTable(RtrSettings.DEFAULTS, 100);
        table.change(change -> change.set(1, vrps(1, 1, 2)));
        table.change(change -> change.set(1, vrps(1, 2, 3)));
        table.change(change -> change.set(1, vrps(1, 1, 2)));
        final VrpTable.Delta all = table.since(100).orElseThrow();
        assertEquals(103, all.serial());
        assertArrayEquals(vrps(1, 1, 2), all.announced());
        assertEquals(0, all.withdrawn().length);
        assertEquals(0, table.since(101).orElseThrow().announced().length, "3 came and went");
        assertArrayEquals(vrps(1, 3), table.since(102).orElseThrow().withdrawn());
    }

    @Test
    void shouldKeepSerialWhenNothingChanges() {
        final VrpTable table = new VrpTable(RtrSettings.DEFAULTS, 1);
        assertTrue(table.change(change -> change.set(1, vrps(1, 1))));
        assertFalse(table.change(change -> change.set(1, vrps(1, 1))));
        assertEquals(2, table.serial());
        assertSame(table.snapshot(), table.snapshot());
    }

    @Test
    void shouldForgetWhatIsTooLongAgoOrTooMuch() {
        final VrpTable table = new VrpTable(RtrSettings.DEFAULTS.withHistory(5, 3), 0);
        for (int i = 0; i < 4; i++) {
            final int number = i;
            table.change(change -> change.set(number, vrps(number, 1)));
        }
        assertTrue(table.since(0).isEmpty(), "four serials ago");
        assertEquals(3, table.since(1).orElseThrow().announced().length);
        table.change(change -> change.set(9, vrps(9, 1, 2, 3, 4, 5, 6)));
        assertTrue(table.since(4).isEmpty(), "more changes than are kept");
        assertTrue(table.since(5).isPresent());
        assertTrue(table.since(6).isEmpty(), "a serial that never was");
    }

    @Test
    void shouldCountSerialsPastTheirEnd() {
        final VrpTable table = new VrpTable(RtrSettings.DEFAULTS, -1);
        table.change(change -> change.set(1, vrps(1, 1)));
        assertEquals(0, table.serial());
        assertEquals(1, table.since(-1).orElseThrow().announced().length);
    }

    /** A router that applies deltas from any earlier serial has what a naive model has. */
    @Test
    void shouldLeadFromAnySerialToTheCurrentSet() {
        final Random random = new Random(SEED);
        final VrpTable table = new VrpTable(RtrSettings.DEFAULTS.withHistory(400, 50), 7);
        final Map<Integer, long[]> model = new HashMap<>();
        final List<Set<Long>> pasts = new ArrayList<>(List.of(new HashSet<>()));
        for (int round = 0; round < 300; round++) {
            final boolean isChanged = table.change(change -> {
                for (int i = random.nextInt(4); i >= 0; i--) {
                    final int asn = random.nextInt(20) - 10;
                    final long[] vrps = random.ints(random.nextInt(6), 0, 12).distinct().mapToLong(number -> vrp(asn, number)).sorted().toArray();
                    change.set(asn, vrps);
                    model.put(asn, vrps);
                }
            });
            final Set<Long> now = new TreeSet<>();
            model.values().forEach(vrps -> Arrays.stream(vrps).forEach(now::add));
            if (isChanged) {
                pasts.add(now);
            }
            assertEquals(now.size(), table.size(), "seed " + SEED + " round " + round);
            assertEquals(now, new TreeSet<>(Arrays.stream(table.snapshot().vrps()).boxed().toList()), "seed " + SEED + " round " + round);
            check(table, pasts, random.nextInt(pasts.size()));
            check(table, pasts, pasts.size() - 1);
        }
    }

    private static void check(final VrpTable table, final List<Set<Long>> pasts, final int then) {
        table.since(7 + then).ifPresent(delta -> {
            final Set<Long> router = new TreeSet<>(pasts.get(then));
            Arrays.stream(delta.withdrawn()).forEach(vrp -> assertTrue(router.remove(vrp), () -> "seed " + SEED + " withdrawn but unknown: " + Vrp.text(vrp)));
            Arrays.stream(delta.announced()).forEach(vrp -> assertTrue(router.add(vrp), () -> "seed " + SEED + " announced twice: " + Vrp.text(vrp)));
            assertEquals(pasts.getLast(), router, "seed " + SEED);
        });
    }
}
