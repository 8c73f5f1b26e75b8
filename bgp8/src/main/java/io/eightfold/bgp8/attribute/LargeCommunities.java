// SPDX-License-Identifier: Apache-2.0
// Large communities: order and text.
package io.eightfold.bgp8.attribute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Large communities, three numbers of 32 bits each: order and text. Source: RFC 8092. Thread: any. */
public final class LargeCommunities {
    /** Numbers of one. */
    public static final int WORDS = 3;

    private LargeCommunities() {
    }

    /** Sorted as numbers without a sign, each once. @throws IllegalArgumentException when it is not three of each */
    static int[] sorted(final int... values) {
        if (values.length % WORDS != 0) {
            throw new IllegalArgumentException(values.length + " numbers are not three for each large community");
        }
        if (values.length == WORDS) {
            return values.clone();
        }
        final List<int[]> each = new ArrayList<>(values.length / WORDS);
        for (int i = 0; i < values.length; i += WORDS) {
            each.add(new int[] {values[i], values[i + 1], values[i + 2]});
        }
        final Comparator<int[]> order = LargeCommunities::compare;
        each.sort(order);
        final int[] sorted = new int[values.length];
        int size = 0;
        int[] last = null;
        for (final int[] one : each) {
            if (last == null || compare(last, one) != 0) {
                System.arraycopy(one, 0, sorted, size, WORDS);
                size += WORDS;
            }
            last = one;
        }
        return Arrays.copyOf(sorted, size);
    }

    private static int compare(final int[] a, final int[] b) {
        for (int i = 0; i < WORDS; i++) {
            final int order = Integer.compareUnsigned(a[i], b[i]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** {@code GLOBAL:DATA1:DATA2} of the one at {@code index}, which counts numbers. */
    public static String text(final int[] values, final int index) {
        return Integer.toUnsignedString(values[index]) + ':' + Integer.toUnsignedString(values[index + 1]) + ':' + Integer.toUnsignedString(values[index + 2]);
    }

    /** Reads what {@link #text} writes. @throws IllegalArgumentException when it is not three numbers of 32 bits */
    public static int[] parse(final String text) {
        final String[] parts = text.split(":", -1);
        if (parts.length == WORDS) {
            try {
                return new int[] {Integer.parseUnsignedInt(parts[0]), Integer.parseUnsignedInt(parts[1]), Integer.parseUnsignedInt(parts[2])};
            } catch (final NumberFormatException e) {
                throw new IllegalArgumentException("large community '" + text + "' is not three numbers of 0 to 4294967295", e);
            }
        }
        throw new IllegalArgumentException("large community '" + text + "' is not GLOBAL:DATA1:DATA2");
    }
}
