// SPDX-License-Identifier: Apache-2.0
// The general kinds of values: numbers, times, sizes, choices, names.
package io.eightfold.controlplane.config;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The general kinds of values: numbers, times, sizes, choices, names. */
final class ValueKinds {
    /** More digits than any limit of this configuration has; times the largest unit they still fit a long. */
    private static final int MAX_DIGITS = 10;
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern WITH_UNIT = Pattern.compile("([0-9]+)([a-z]*)");
    private static final Map<String, Long> MS_PER_UNIT = Map.of(
            "ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
    private static final Map<String, Long> KIB_PER_UNIT = Map.of("k", 1L, "m", 1L << 10, "g", 1L << 20);

    private ValueKinds() {
    }

    static ValueKind<Long> longNumber(long minimum, long maximum) {
        return new ValueKind<>(Long.class, "a number from " + minimum + " to " + maximum, word -> {
            if (!DIGITS.matcher(word).matches()) {
                throw new IllegalArgumentException("not a plain decimal number");
            }
            return inRange(magnitude(word), minimum, maximum, word);
        });
    }

    static ValueKind<Integer> number(int minimum, int maximum) {
        ValueKind<Long> wide = longNumber(minimum, maximum);
        return new ValueKind<>(Integer.class, wide.description(), word -> Math.toIntExact(wide.reader().read(word)));
    }

    /** A time in milliseconds, written with a unit. */
    static ValueKind<Long> timeMs(long minimumMs, long maximumMs) {
        String description = "a time from " + writeTimeMs(minimumMs) + " to " + writeTimeMs(maximumMs) + " with its unit (ms, s, m, h, d)";
        return new ValueKind<>(Long.class, description, word ->
                inRange(withUnit(word, MS_PER_UNIT, "ms, s, m, h or d"), minimumMs, maximumMs, word));
    }

    /** A size in whole MiB, written with a unit. */
    static ValueKind<Integer> sizeMib(int minimumMib, int maximumMib) {
        String description = "a size from " + minimumMib + "m to " + (maximumMib % 1024 == 0 ? maximumMib / 1024 + "g" : maximumMib + "m") + " with its unit (k, m, g)";
        return new ValueKind<>(Integer.class, description, word -> {
            long kib = withUnit(word, KIB_PER_UNIT, "k, m or g");
            if (kib % 1024 != 0) {
                throw new IllegalArgumentException("not a whole number of MiB");
            }
            return (int) inRange(kib / 1024, minimumMib, maximumMib, word);
        });
    }

    static ValueKind<String> choice(List<String> words) {
        return matching("one of " + String.join(", ", words), words::contains, "not one of these words");
    }

    static ValueKind<String> matching(String description, Predicate<String> accepts, String fault) {
        return new ValueKind<>(String.class, description, word -> {
            if (!accepts.test(word)) {
                throw new IllegalArgumentException(fault);
            }
            return word;
        });
    }

    /** Writes a time in the largest unit that divides it. */
    static String writeTimeMs(long timeMs) {
        for (String unit : List.of("d", "h", "m", "s")) {
            long unitMs = MS_PER_UNIT.get(unit);
            if (timeMs > 0 && timeMs % unitMs == 0) {
                return timeMs / unitMs + unit;
            }
        }
        return timeMs + "ms";
    }

    private static long withUnit(String word, Map<String, Long> factors, String units) {
        Matcher matcher = WITH_UNIT.matcher(word);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a number with a unit");
        }
        Long factor = factors.get(matcher.group(2));
        if (factor == null) {
            throw new IllegalArgumentException(matcher.group(2).isEmpty()
                    ? "the unit is missing; add " + units
                    : "unit " + matcher.group(2) + " is none of " + units);
        }
        return magnitude(matcher.group(1)) * factor;
    }

    private static long magnitude(String digits) {
        if (digits.length() > MAX_DIGITS) {
            throw new IllegalArgumentException("more than " + MAX_DIGITS + " digits");
        }
        return Long.parseLong(digits);
    }

    private static long inRange(long value, long minimum, long maximum, String word) {
        if (value < minimum || value > maximum) {
            throw new IllegalArgumentException(word + (value < minimum ? " is below the minimum" : " is above the maximum"));
        }
        return value;
    }
}
