// SPDX-License-Identifier: Apache-2.0
// The map against the JDK's, with keys that collide.
package io.eightfold.fibprotocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PrefixMapTest {
    private record Key(int vrf, long address, int length) {
    }

    @Test
    void shouldAgreeWithTheModelUnderChurn() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final PrefixMap map = new PrefixMap();
        final Map<Key, Integer> model = new HashMap<>();
        for (int i = 0; i < 400_000; i++) {
            final Key key = new Key(random.nextInt(3), (long) random.nextInt(40) << 32 | (long) random.nextInt(64) << 16, random.nextInt(4) == 0 ? -32 : 16);
            final Integer expected = i % 3 == 0 ? model.remove(key) : model.put(key, i);
            final int before = i % 3 == 0 ? map.remove(key.vrf, key.address, key.length) : map.put(key.vrf, key.address, key.length, i);
            assertEquals(expected == null ? PrefixMap.MISSING : expected, before, "seed " + seed + " step " + i);
            assertEquals(model.size(), map.size(), "seed " + seed + " step " + i);
        }
        model.forEach((key, value) -> assertEquals(value, map.get(key.vrf, key.address, key.length), "seed " + seed));
        map.clear();
        model.keySet().forEach(key -> assertEquals(PrefixMap.MISSING, map.get(key.vrf, key.address, key.length)));
    }

    @Test
    void shouldTellTheDefaultRouteFromAZeroPrefix() {
        final PrefixMap map = new PrefixMap();
        map.put(0, 0, -32, 1);
        map.put(0, 0, 0, 2);
        map.put(1, 0, 0, 3);
        assertEquals(1, map.get(0, 0, -32));
        assertEquals(2, map.get(0, 0, 0));
        assertEquals(3, map.get(1, 0, 0));
        assertEquals(PrefixMap.MISSING, map.get(2, 0, 0));
    }
}
