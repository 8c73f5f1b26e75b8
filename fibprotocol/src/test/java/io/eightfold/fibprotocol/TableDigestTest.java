// SPDX-License-Identifier: Apache-2.0
// Whether a running checksum is that of the table.
package io.eightfold.fibprotocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TableDigestTest {
    private record Prefix(int vrf, long address, int length) {
    }

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    private static long naive(final Map<Prefix, Integer> routes, final Map<Integer, List<NextHop>> sets) {
        return routes.entrySet().stream()
            .mapToLong(e -> TableDigest.hash(e.getKey().vrf, e.getKey().address, e.getKey().length) * TableDigest.hash(sets.get(e.getValue()))).sum();
    }

    @Test
    void shouldFollowEveryChange() {
        final TableDigest digest = new TableDigest();
        final Map<Prefix, Integer> routes = new HashMap<>();
        final Map<Integer, List<NextHop>> sets = new HashMap<>();
        for (int step = 0; step < 20_000; step++) {
            final int set = random.nextInt(200);
            final Prefix prefix = new Prefix(random.nextInt(3), random.nextInt(500), random.nextInt(4) == 0 ? -32 : random.nextInt(33));
            if (!sets.containsKey(set) || random.nextInt(10) == 0) {
                sets.put(set, hops());
                digest.set(set, sets.get(set));
            }
            final Integer before = routes.remove(prefix);
            if (before != null) {
                digest.remove(before, prefix.vrf, prefix.address, prefix.length);
            }
            if (before == null || random.nextBoolean()) {
                routes.put(prefix, set);
                digest.add(set, prefix.vrf, prefix.address, prefix.length);
            }
            if (step % 50 == 0) {
                assertEquals(naive(routes, sets), digest.value(), "seed " + seed + " step " + step);
                assertEquals(routes.size(), digest.routes());
                assertEquals(routes.values().stream().filter(s -> s == set).count(), digest.uses(set));
            }
        }
        assertNotEquals(0, digest.value());
        digest.clear();
        assertEquals(0, digest.value());
        assertEquals(0, digest.routes());
        assertEquals(0, digest.uses(1_000_000), "a set never heard of");
    }

    private List<NextHop> hops() {
        final List<NextHop> hops = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            hops.add(switch (random.nextInt(4)) {
                case 0 -> new NextHop.Blackhole();
                case 1 -> random.nextBoolean() ? new NextHop.Unreachable() : new NextHop.Prohibit();
                case 2 -> new NextHop.OnLink("p" + random.nextInt(3));
                default -> new NextHop.Gateway(random.nextInt(20), "p" + random.nextInt(3));
            });
        }
        return hops;
    }

    @Test
    void shouldNotDependOnOrderNorNumbers() {
        final List<Long> addresses = new ArrayList<>();
        for (long i = 0; i < 1000; i++) {
            addresses.add(i << 20);
        }
        final long forward = value(addresses, 1, 2);
        Collections.shuffle(addresses, random);
        assertEquals(forward, value(addresses, 900, 3), "seed " + seed);
    }

    private static long value(final List<Long> addresses, final int even, final int odd) {
        final TableDigest digest = new TableDigest();
        digest.set(even, List.of(new NextHop.Blackhole()));
        digest.set(odd, List.of(new NextHop.OnLink("p1")));
        addresses.forEach(a -> digest.add((a >> 20) % 2 == 0 ? even : odd, 0, a, 12));
        return digest.value();
    }

    @Test
    void shouldTellTablesApart() {
        final long table = of(0, 5L << 32, 0, new NextHop.Blackhole());
        assertNotEquals(table, of(1, 5L << 32, 0, new NextHop.Blackhole()), "VRF");
        assertNotEquals(table, of(0, 6L << 32, 0, new NextHop.Blackhole()), "address");
        assertNotEquals(table, of(0, 5L << 32, 1, new NextHop.Blackhole()), "length");
        assertNotEquals(table, of(0, 5L << 32, -32, new NextHop.Blackhole()), "default");
        assertNotEquals(table, of(0, 5L << 32, 0, new NextHop.OnLink("p0")), "hop");
        assertNotEquals(table, 0);
    }

    private static long of(final int vrf, final long address, final int length, final NextHop hop) {
        final TableDigest digest = new TableDigest();
        digest.set(0, List.of(hop));
        digest.add(0, vrf, address, length);
        return digest.value();
    }
}
