// SPDX-License-Identifier: Apache-2.0
// A place on Earth.
package io.eightfold.controlplane.config;

import java.math.BigDecimal;

/**
 * A place on Earth, in millionths of a degree: whole numbers, so that costs made of them are the same everywhere.
 * <p>Thread: any; immutable.
 *
 * @param latitudeMicrodegrees  -90000000 (south) to 90000000 (north)
 * @param longitudeMicrodegrees -180000000 (west) to 180000000 (east)
 */
public record Coordinates(int latitudeMicrodegrees, int longitudeMicrodegrees) {
    static final int MAX_LATITUDE = 90_000_000;
    static final int MAX_LONGITUDE = 180_000_000;
    private static final int DECIMALS = 6;

    public Coordinates {
        Limits.require("latitudeMicrodegrees", latitudeMicrodegrees, -MAX_LATITUDE, MAX_LATITUDE);
        Limits.require("longitudeMicrodegrees", longitudeMicrodegrees, -MAX_LONGITUDE, MAX_LONGITUDE);
    }

    /** Decimal degrees as configured: {@code 50.11 -8.68}. */
    @Override
    public String toString() {
        return degrees(latitudeMicrodegrees) + " " + degrees(longitudeMicrodegrees);
    }

    static String degrees(final int microdegrees) {
        return microdegrees == 0 ? "0" : BigDecimal.valueOf(microdegrees, DECIMALS).stripTrailingZeros().toPlainString();
    }

    /** Millionths of a degree of a number with a decimal point. @throws IllegalArgumentException when it is none, or finer */
    static int microdegrees(final String word, final int maximum) {
        if (!word.matches("-?[0-9]{1,3}(\\.[0-9]{1,6})?")) {
            throw new IllegalArgumentException("not a number of degrees with at most " + DECIMALS + " decimals");
        }
        final int value = new BigDecimal(word).movePointRight(DECIMALS).intValueExact();
        if (Math.abs(value) > maximum) {
            throw new IllegalArgumentException(word + " is outside -" + maximum / 1_000_000 + " to " + maximum / 1_000_000);
        }
        return value;
    }
}
