// SPDX-License-Identifier: Apache-2.0
// Numbers as charts and tables show them.
package io.eightfold.perf.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Three digits that count, whatever the machine's language. Thread: any. */
final class Numbers {
    private Numbers() {
    }

    static String text(final double value) {
        final double size = Math.abs(value);
        if (value == Math.rint(value) && size < 1e15) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
    }

    /** Of an axis or a limit: no zeros behind. */
    static String tick(final double value) {
        return value == Math.rint(value) ? text(value) : new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros().toPlainString();
    }

    /** With a unit that fits. */
    static String time(final double ns) {
        if (ns < 1e3) {
            return text(ns) + " ns";
        }
        return ns < 1e6 ? text(ns / 1e3) + " µs" : text(ns / 1e6) + " ms";
    }

    /** Median, and in brackets the lowest and the highest when they differ. */
    static String text(final Measured value) {
        return text(value.median()) + (value.hasSpread() ? " (" + text(value.min()) + " to " + text(value.max()) + ")" : "");
    }

    /** Of an optional limit. */
    static String limit(final double value) {
        return Double.isNaN(value) ? "-" : tick(value);
    }

    /** Part of the median, in per cent. */
    static String spread(final Measured value) {
        return value.hasSpread() ? String.format(Locale.ROOT, "%.1f %%", (value.max() - value.min()) / value.median() * 100) : "-";
    }
}
