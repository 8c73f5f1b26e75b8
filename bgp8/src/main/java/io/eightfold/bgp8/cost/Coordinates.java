// SPDX-License-Identifier: Apache-2.0
// Where on earth a router is.
package io.eightfold.bgp8.cost;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * Where on earth a router is. Thread: any; immutable.
 *
 * @param latitudeMicrodegrees  north of the equator, -90,000,000 to 90,000,000
 * @param longitudeMicrodegrees east of Greenwich, -180,000,000 to 180,000,000
 */
public record Coordinates(int latitudeMicrodegrees, int longitudeMicrodegrees) {
    private static final int MICRO = 1_000_000;
    private static final int MAX_LATITUDE = 90;
    private static final int MAX_LONGITUDE = 180;
    /** Mean radius of the earth (IUGG). */
    private static final double EARTH_RADIUS_KM = 6371.0088;

    public Coordinates {
        check("latitude", latitudeMicrodegrees, MAX_LATITUDE);
        check("longitude", longitudeMicrodegrees, MAX_LONGITUDE);
    }

    private static void check(final String name, final int microdegrees, final int maxDegrees) {
        if (microdegrees < -maxDegrees * MICRO || microdegrees > maxDegrees * MICRO) {
            throw new IllegalArgumentException(name + ' ' + text(microdegrees) + " is not -" + maxDegrees + " to " + maxDegrees + " degrees");
        }
    }

    /** Reads degrees such as {@code 52.3702} and {@code 4.8952}; south and west are negative. @throws IllegalArgumentException when they are none */
    public static Coordinates parse(final String latitude, final String longitude) {
        return new Coordinates(microdegrees("latitude", latitude, MAX_LATITUDE), microdegrees("longitude", longitude, MAX_LONGITUDE));
    }

    private static int microdegrees(final String name, final String text, final int maxDegrees) {
        if (!text.matches("-?[0-9]{1,3}(\\.[0-9]{1,6})?")) {
            throw new IllegalArgumentException(name + " '" + text + "' is not degrees with at most 6 decimals, -" + maxDegrees + " to " + maxDegrees);
        }
        return new BigDecimal(text).movePointRight(6).intValueExact();
    }

    /** Kilometres along the great circle, rounded down; the same on every machine. */
    public int distanceKm(final Coordinates other) {
        final double from = StrictMath.toRadians((double) latitudeMicrodegrees / MICRO);
        final double to = StrictMath.toRadians((double) other.latitudeMicrodegrees / MICRO);
        final double north = StrictMath.sin((to - from) / 2);
        final double east = StrictMath.sin(StrictMath.toRadians(((double) other.longitudeMicrodegrees - longitudeMicrodegrees) / MICRO) / 2);
        final double half = north * north + StrictMath.cos(from) * StrictMath.cos(to) * east * east;
        return (int) (2 * EARTH_RADIUS_KM * StrictMath.asin(StrictMath.sqrt(Math.min(1, half))));
    }

    private static String text(final int microdegrees) {
        final String text = String.format(Locale.ROOT, "%.6f", (double) microdegrees / MICRO);
        return text.replaceFirst("\\.?0+$", "");
    }

    /** What {@link #parse} reads, with a blank between. */
    @Override
    public String toString() {
        return text(latitudeMicrodegrees) + ' ' + text(longitudeMicrodegrees);
    }
}
