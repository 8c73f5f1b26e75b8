// SPDX-License-Identifier: Apache-2.0
// Where values lie along an edge of a chart.
package io.eightfold.perf.page;

import java.util.ArrayList;
import java.util.List;

/**
 * @param low   value at {@code from}; on a logarithmic axis above zero.
 * @param high  value at {@code to}, above {@code low}.
 * @param from  pixel.
 * @param to    pixel; may be less than {@code from}.
 * @param isLog whether a step is a factor.
 */
record Axis(double low, double high, double from, double to, boolean isLog) {
    private static final double[] STEPS = {1, 2, 2.5, 5, 10};

    /** From zero to a round value at or above {@code highest}, in at most {@code steps} steps. */
    static Axis fromZero(final double highest, final int steps, final double from, final double to) {
        final double step = step(highest / steps);
        return new Axis(0, Math.ceil(highest / step - 1e-9) * step, from, to, false);
    }

    /** Whole decades around the values. */
    static Axis decades(final double lowest, final double highest, final double from, final double to) {
        final double low = Math.pow(10, Math.floor(Math.log10(lowest) + 1e-9));
        final double high = Math.pow(10, Math.ceil(Math.log10(highest) - 1e-9));
        return new Axis(low, high > low ? high : low * 10, from, to, true);
    }

    double at(final double value) {
        final double part = isLog ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
        return from + part * (to - from);
    }

    /** Values to mark: powers of ten, or round steps from zero. */
    List<Double> ticks(final int steps) {
        final List<Double> ticks = new ArrayList<>();
        if (isLog) {
            for (double tick = low; tick <= high * 1.001; tick *= 10) {
                ticks.add(tick);
            }
        } else {
            final double step = step(high / steps);
            for (int i = 0; i * step <= high * 1.001; i++) {
                ticks.add(i * step);
            }
        }
        return ticks;
    }

    /** The round step at or above this one. */
    private static double step(final double atLeast) {
        final double decade = Math.pow(10, Math.floor(Math.log10(atLeast)));
        for (final double step : STEPS) {
            if (step * decade >= atLeast * (1 - 1e-9)) {
                return step * decade;
            }
        }
        return 10 * decade;
    }
}
