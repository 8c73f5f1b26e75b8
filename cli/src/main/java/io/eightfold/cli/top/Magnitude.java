// SPDX-License-Identifier: Apache-2.0
// Numbers in four or five characters.
package io.eightfold.cli.top;

import java.util.Locale;

/** Rates and counts as an operator reads them at a glance. Thread: any. */
final class Magnitude {
    private static final String[] UNITS = {"", "k", "M", "G", "T", "P"};
    private static final double STEP = 1000;
    private static final String UNKNOWN = "-";

    private Magnitude() {
    }

    /** {@code 0}, {@code 0.5}, {@code 999}, {@code 1.23k}, {@code 12.3M}. */
    static String of(final double value) {
        double rest = value;
        int unit = 0;
        while (rest >= STEP - 0.5 && unit < UNITS.length - 1) {
            rest /= STEP;
            unit++;
        }
        if (unit == 0) {
            return rest > 0 && rest < 0.95 ? String.format(Locale.ROOT, "%.1f", Math.max(0.1, rest)) : String.valueOf(Math.round(rest));
        }
        final int decimals = rest < 9.995 ? 2 : rest < 99.95 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f%s", rest, UNITS[unit]);
    }

    /** With separators of thousands, or {@code -} when it is not known. */
    static String count(final Long value) {
        return value == null ? UNKNOWN : String.format(Locale.ROOT, "%,d", value);
    }

    /** {@code 3d04h}, {@code 04:05:06}. */
    static String duration(final long seconds) {
        final long days = seconds / 86_400;
        return days > 0 ? String.format(Locale.ROOT, "%dd%02dh", days, seconds / 3_600 % 24)
            : String.format(Locale.ROOT, "%02d:%02d:%02d", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    }
}
