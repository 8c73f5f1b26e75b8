// SPDX-License-Identifier: Apache-2.0
// The set of ASNs against a naive one.
package io.eightfold.dataplane.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.dataplane.port.Border.AsnRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AsnSetTest {
    @Test
    void shouldAgreeWithTheRangesItWasMadeOf() {
        final long seed = 20_261_125;
        final Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            final List<AsnRange> ranges = new ArrayList<>();
            for (int i = random.nextInt(6); i >= 0; i--) {
                final long first = random.nextLong(1L << 32);
                final long last = Math.min(0xFFFF_FFFFL, first + random.nextLong(1L << random.nextInt(27)));
                ranges.add(new AsnRange((int) first, (int) last));
            }
            final boolean isInverted = random.nextBoolean();
            final AsnSet set = new AsnSet(ranges, isInverted);
            for (int i = 0; i < 2_000; i++) {
                final AsnRange near = ranges.get(random.nextInt(ranges.size()));
                final int asn = switch (i % 4) {
                    case 0 -> random.nextInt();
                    case 1 -> near.first() + random.nextInt(-2, 3);
                    case 2 -> near.last() + random.nextInt(-2, 3);
                    default -> near.first() ^ 1 << random.nextInt(32);
                };
                assertEquals(isIn(ranges, asn) != isInverted, set.contains(asn), () -> "seed " + seed + " asn " + Integer.toUnsignedString(asn) + " in " + ranges);
            }
        }
    }

    @Test
    void shouldHoldEverythingAndNothing() {
        final AsnSet all = new AsnSet(List.of(new AsnRange(0, -1)), false);
        final AsnSet none = new AsnSet(List.of(), false);
        for (final int asn : new int[] {0, 1, 65_535, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE, -1}) {
            assertTrue(all.contains(asn));
            assertFalse(none.contains(asn));
            assertTrue(new AsnSet(List.of(), true).contains(asn));
        }
    }

    private static boolean isIn(final List<AsnRange> ranges, final int asn) {
        return ranges.stream().anyMatch(r -> Integer.compareUnsigned(r.first(), asn) <= 0 && Integer.compareUnsigned(asn, r.last()) <= 0);
    }
}
