// SPDX-License-Identifier: Apache-2.0
// The Cost Factor's formula.
package io.eightfold.bgp8.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.bgp8.attribute.AsPath;
import io.eightfold.bgp8.attribute.AttributeSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CostFormulaTest {
    private static final CostInputs EXAMPLE = new CostInputs(12_400, 500, 10_000, 0, 10_000_000_000L, 20, 580);
    private static final Coordinates AMSTERDAM = Coordinates.parse("52.3702", "4.8952");
    private static final Coordinates SYDNEY = Coordinates.parse("-33.8688", "151.2093");

    private static long total(final CostInputs in) {
        return Integer.toUnsignedLong(CostFormula.of(in).total());
    }

    @Test
    void shouldGiveTheExampleOfTheDocumentation() {
        final CostBreakdown breakdown = CostFormula.of(EXAMPLE);
        assertEquals(new CostBreakdown(154, 129, 124, 5, 0, 0, 0, 1, 20, 5), breakdown);
        assertEquals("154 = rtt 124 + loss 5 + window 0 + stability 0 (rounded) + capacity 1 + policy 20 + distance 5", breakdown.toString());
        assertEquals(5_800, CostFormula.floorUs(580));
    }

    @Test
    void shouldMoveInOneDirectionWithEachInput() {
        final long seed = Long.getLong("bgp8.seed", 42L);
        final Random random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            final CostInputs in = random(random);
            final long total = total(in);
            final String about = "-Dbgp8.seed=" + seed + ' ' + in;
            assertTrue(total >= 1, about);
            assertTrue(total(new CostInputs(in.rttUs() + random.nextInt(100_000), in.lossPpm(), in.windowMilli(), in.stability(), in.capacityBps(), in.policyCost(),
                in.distanceKm())) >= total || in.rttUs() < CostFormula.floorUs(in.distanceKm()), about);
            assertTrue(total(new CostInputs(in.rttUs(), in.lossPpm() + random.nextInt(10_000), in.windowMilli(), in.stability(), in.capacityBps(), in.policyCost(),
                in.distanceKm())) >= total, about);
            assertTrue(total(new CostInputs(in.rttUs(), in.lossPpm(), in.windowMilli() + random.nextInt(10_000), in.stability(), in.capacityBps(), in.policyCost(),
                in.distanceKm())) <= total, about);
            assertTrue(total(new CostInputs(in.rttUs(), in.lossPpm(), in.windowMilli(), in.stability() + random.nextInt(100), in.capacityBps(), in.policyCost(),
                in.distanceKm())) >= total, about);
            assertTrue(total(new CostInputs(in.rttUs(), in.lossPpm(), in.windowMilli(), in.stability(), in.capacityBps() + random.nextInt(1_000_000), in.policyCost(),
                in.distanceKm())) <= total, about);
            assertTrue(in.policyCost() == -1 || total(new CostInputs(in.rttUs(), in.lossPpm(), in.windowMilli(), in.stability(), in.capacityBps(), in.policyCost() + 1,
                in.distanceKm())) >= total, about);
            assertTrue(total(new CostInputs(in.rttUs(), in.lossPpm(), in.windowMilli(), in.stability(), in.capacityBps(), in.policyCost(),
                in.distanceKm() + random.nextInt(1_000))) >= total, about);
        }
    }

    private static CostInputs random(final Random random) {
        return new CostInputs(1L << random.nextInt(32) | random.nextInt(1_000), random.nextInt(1_000_000) >> random.nextInt(20), random.nextInt(20_000), random.nextInt(1_000),
            1 + (random.nextLong() >>> 1 + random.nextInt(62)), random.nextInt() >>> random.nextInt(32), random.nextInt(20_000));
    }

    @Test
    void shouldRoundInOneDirectionAndByLittle() {
        long last = 0;
        for (long value = 0; value < 100_000; value++) {
            final long rounded = CostFormula.rounded(value);
            assertTrue(rounded >= last, "value=" + value);
            assertTrue(Math.abs(rounded - value) <= Math.max(2, value / 32), "value=" + value + " rounded=" + rounded);
            last = rounded;
        }
    }

    @Test
    void shouldNotPreferWhatIsFasterThanLight() {
        final CostBreakdown possible = CostFormula.of(new CostInputs(5_800, 0, 10_000, 0, 0, 0, 580));
        final CostBreakdown impossible = CostFormula.of(new CostInputs(5_799, 0, 10_000, 0, 0, 0, 580));
        assertFalse(possible.isAnomalous());
        assertTrue(impossible.isAnomalous());
        assertEquals(possible.rtt(), impossible.rtt());
        assertTrue(Integer.compareUnsigned(impossible.total(), possible.total() + 900) > 0);
    }

    @Test
    void shouldStopAtTheHighest() {
        assertEquals(-1, CostFormula.of(new CostInputs(Long.MAX_VALUE / 4, 1_000_000, 0, 1_000, 1, -1, 20_000)).total());
        assertEquals(-1, CostFactor.sum(-2, 5));
        assertEquals(7, CostFactor.sum(3, 4));
    }

    @Test
    void shouldCountAHundredForEachHopOfUnknownCost() {
        final AttributeSet three = new AttributeSet.Builder().asPath(AsPath.of(1, 2, 3)).build();
        assertEquals(300, CostFactor.external(three));
        assertEquals(0, CostFactor.external(three.with().costFactor(0).build()));
    }

    @Test
    void shouldMeasureGreatCircles() {
        assertEquals(0, AMSTERDAM.distanceKm(AMSTERDAM));
        assertEquals(AMSTERDAM.distanceKm(SYDNEY), SYDNEY.distanceKm(AMSTERDAM));
        // Published figures for these cities are around 16,640 km.
        assertEquals(16_640, AMSTERDAM.distanceKm(SYDNEY), 40);
        assertEquals(20_015, Coordinates.parse("0", "0").distanceKm(Coordinates.parse("0", "180")));
        // Across the date line.
        assertEquals(222, Coordinates.parse("0", "179").distanceKm(Coordinates.parse("0", "-179")));
    }

    @Test
    void shouldReadWhatCoordinatesWrite() {
        assertEquals("-33.8688 151.2093", SYDNEY.toString());
        assertEquals("10 0", Coordinates.parse("10.0", "-0").toString());
        assertEquals("latitude 91 is not -90 to 90 degrees", assertThrows(IllegalArgumentException.class, () -> Coordinates.parse("91", "0")).getMessage());
        assertThrows(IllegalArgumentException.class, () -> Coordinates.parse("1e1", "0"));
        assertThrows(IllegalArgumentException.class, () -> Coordinates.parse("0", "180.000001"));
    }
}
