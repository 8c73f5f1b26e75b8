// SPDX-License-Identifier: Apache-2.0
// Sets of destinations, from index to address and back.
package io.eightfold.perf.pktgen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.Ipv8Address;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DestinationsTest {
    private static Destinations of(final String first, final int stepBits, final int count, final boolean isRandom) {
        return new Destinations(InterfaceAddress.parse(first), stepBits, count, isRandom, 42);
    }

    @Test
    void shouldCountUpFromTheFirstAndWrapInsideThePrefix() {
        final Destinations destinations = of("64497.10.1.0.254/24", 64, 4, false);
        assertEquals("64497.10.1.0.254", Ipv8Address.ofBits(destinations.at(0)).toString());
        assertEquals("64497.10.1.0.255", Ipv8Address.ofBits(destinations.at(1)).toString());
        assertEquals("64497.10.1.0.0", Ipv8Address.ofBits(destinations.at(2)).toString());
    }

    @Test
    void shouldStepByPrefixAndByAsn() {
        assertEquals("64497.10.2.3.7", Ipv8Address.ofBits(of("64497.10.0.3.7/8", 48, 3, false).at(2)).toString());
        assertEquals("131074.10.1.0.1", Ipv8Address.ofBits(of("0.2.0.0.10.1.0.1/15", 32, 3, false).at(2)).toString());
    }

    @Test
    void shouldFindEveryIndexAgainAndRepeatNoAddress() {
        for (final boolean isRandom : new boolean[] {false, true}) {
            for (int bits = 0; bits <= 17; bits++) {
                final int count = 1 << bits;
                final Destinations destinations = of("64497.10.0.0.0/" + (32 - bits), 64, count, isRandom);
                final Set<Long> seen = new HashSet<>();
                for (int i = 0; i < count; i++) {
                    final long address = destinations.at(i);
                    assertEquals(i, destinations.indexOf(address));
                    assertTrue(seen.add(address));
                }
            }
        }
    }

    @Test
    void shouldWorkOverTheWholeAddressSpace() {
        final Destinations destinations = of("0.0.0.0.0.0.0.0/0", 64, 1_000_000, true);
        final SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 10_000; i++) {
            final int index = random.nextInt(1_000_000);
            assertEquals(index, destinations.indexOf(destinations.at(index)));
        }
    }

    @Test
    void shouldMixTheOrderBySeed() {
        final InterfaceAddress first = InterfaceAddress.parse("64497.10.0.0.1/16");
        final Destinations one = new Destinations(first, 64, 65_536, true, 1);
        final Destinations two = new Destinations(first, 64, 65_536, true, 2);
        int equal = 0;
        int neighbours = 0;
        for (int i = 1; i < 65_536; i++) {
            equal += one.at(i) == two.at(i) ? 1 : 0;
            neighbours += Math.abs(one.at(i) - one.at(i - 1)) == 1 ? 1 : 0;
        }
        assertTrue(equal < 100 && neighbours < 100, equal + " equal, " + neighbours + " neighbours");
        assertNotEquals(one.at(0), two.at(0));
    }

    @Test
    void shouldNotKnowOtherAddresses() {
        final Destinations destinations = of("64497.10.1.0.10/24", 64, 16, false);
        for (final String other : new String[] {"64497.10.1.0.9", "64497.10.1.0.26", "64497.10.2.0.10", "64498.10.1.0.10"}) {
            assertEquals(-1, destinations.indexOf(Ipv8Address.parse(other).bits()), other);
        }
    }

    @Test
    void shouldRefuseMoreThanThePrefixHolds() {
        final String message = assertThrows(IllegalArgumentException.class, () -> of("64497.10.1.0.0/24", 64, 257, false)).getMessage();
        assertTrue(message.contains("257") && message.contains("256"), message);
        assertThrows(IllegalArgumentException.class, () -> of("64497.10.1.0.0/24", 40, 1, false));
    }
}
