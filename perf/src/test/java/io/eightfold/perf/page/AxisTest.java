// SPDX-License-Identifier: Apache-2.0
// Tests of the axes and of the numbers on them.
package io.eightfold.perf.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class AxisTest {

    @Test
    void shouldEndAtRoundValues() {
        final Axis axis = Axis.fromZero(34.2, 5, 300, 100);
        assertEquals(40, axis.high());
        assertEquals(List.of(0.0, 10.0, 20.0, 30.0, 40.0), axis.ticks(5));
        assertEquals(300, axis.at(0));
        assertEquals(200, axis.at(20));
        assertEquals(List.of(0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0), Axis.fromZero(3, 6, 0, 1).ticks(6));
    }

    @Test
    void shouldCoverWholeDecades() {
        final Axis axis = Axis.decades(1480, 214_000, 0, 300);
        assertEquals(1000, axis.low());
        assertEquals(1_000_000, axis.high());
        assertEquals(100, axis.at(10_000), 1e-9);
        assertEquals(4, axis.ticks(0).size());
        assertEquals(10, Axis.decades(1, 1, 0, 1).high());
    }

    @Test
    void shouldHoldEveryValueInFewSteps() {
        final long seed = 0x1BF8_0A15L;
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 10_000; i++) {
            final double value = Math.pow(10, random.nextDouble(-6, 9));
            final int steps = random.nextInt(2, 8);
            final Axis axis = Axis.fromZero(value, steps, 0, 100);
            assertTrue(axis.high() >= value * (1 - 1e-9), "seed " + seed + ": " + value + " is above " + axis);
            assertTrue(axis.ticks(steps).size() <= steps + 1, "seed " + seed + ": " + value + " has too many steps: " + axis.ticks(steps));
            assertEquals(100, axis.at(axis.ticks(steps).getLast()), 1e-6, "seed " + seed + ": " + value);
        }
    }

    @Test
    void shouldShowThreeDigits() {
        assertEquals("0.972", Numbers.text(0.972));
        assertEquals("2.61", Numbers.text(2.61));
        assertEquals("34.2", Numbers.text(34.19));
        assertEquals("454", Numbers.text(453.63));
        assertEquals("100,000", Numbers.text(100_000));
        assertEquals("0.5", Numbers.tick(0.5));
        assertEquals("0.3", Numbers.tick(3 * 0.1));
        assertEquals("850 ns", Numbers.time(850));
        assertEquals("1.48 µs", Numbers.time(1480));
        assertEquals("50.4 ms", Numbers.time(50_429_951));
        assertEquals("25.0 %", Numbers.spread(new Measured(1, 0.9, 1.15)));
        assertEquals("-", Numbers.spread(Measured.single(1)));
    }

    @Test
    void shouldEscapeAndFitWords() {
        assertEquals("a&lt;b&gt; &amp; &quot;c&quot; ?", Svg.escape("a<b> & \"c\" \u0001"));
        assertEquals("short", Svg.fit("short", 100, 13));
        assertEquals("rather lo…", Svg.fit("rather long words", 81, 13));
    }
}
