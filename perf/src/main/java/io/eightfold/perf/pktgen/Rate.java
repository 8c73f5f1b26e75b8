// SPDX-License-Identifier: Apache-2.0
// How fast to send, as the operator says it.
package io.eightfold.perf.pktgen;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Frames a second, a share of the line, or as fast as it goes.
 *
 * @param text  as given.
 * @param kind  what {@code value} means.
 * @param value frames a second, or percent; nothing for {@link Kind#MAX}.
 */
public record Rate(String text, Kind kind, double value) {
    /** The unit of the value. */
    public enum Kind { PPS, PERCENT, MAX }

    private static final Pattern NUMBER = Pattern.compile("(\\d+(?:\\.\\d+)?)(k|M|G|%)?(?:pps)?");
    private static final double PERCENT = 100;
    private static final double MAX_PPS = 1e9;

    /** Reads {@code 1000}, {@code 500k}, {@code 1.5M}, {@code 50%} or {@code max}. */
    public static Rate parse(final String text) {
        if ("max".equals(text.toLowerCase(Locale.ROOT))) {
            return new Rate(text, Kind.MAX, 0);
        }
        final Matcher matcher = NUMBER.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("--rate '" + text + "' is not a rate; write frames a second (1000, 500k, 1.5M), a share of the line (50%), or max");
        }
        final double number = Double.parseDouble(matcher.group(1));
        final String unit = matcher.group(2) == null ? "" : matcher.group(2);
        if ("%".equals(unit)) {
            return new Rate(text, Kind.PERCENT, checked(text, number, PERCENT));
        }
        return new Rate(text, Kind.PPS, checked(text, number * switch (unit) {
            case "k" -> 1e3;
            case "M" -> 1e6;
            case "G" -> 1e9;
            default -> 1;
        }, MAX_PPS));
    }

    /**
     * Frames a second; infinite for {@code max}.
     * @param averageL1Bits bits of an average frame on the wire.
     * @param lineMbps      speed of the link, 0 when the device does not know it.
     */
    public double pps(final double averageL1Bits, final long lineMbps) {
        return switch (kind) {
            case MAX -> Double.POSITIVE_INFINITY;
            case PPS -> value;
            case PERCENT -> {
                if (lineMbps == 0) {
                    throw new IllegalArgumentException("--rate " + text + ": the transmitting device does not know its line's speed; give the rate in frames a second");
                }
                yield value / PERCENT * lineMbps * 1e6 / averageL1Bits;
            }
        };
    }

    private static double checked(final String text, final double value, final double limit) {
        if (value <= 0 || value > limit) {
            throw new IllegalArgumentException("--rate " + text + " is outside the range above 0 up to " + (long) limit + "; choose a rate inside");
        }
        return value;
    }
}
