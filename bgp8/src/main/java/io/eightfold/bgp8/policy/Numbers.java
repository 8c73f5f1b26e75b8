// SPDX-License-Identifier: Apache-2.0
// Lists of numbers as arrays.
package io.eightfold.bgp8.policy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Lists of numbers of 32 bits without a sign, as arrays and text. Thread: any. */
final class Numbers {
    private Numbers() {
    }

    static int[] array(final List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    static int[] sorted(final List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).sorted().distinct().toArray();
    }

    static boolean contains(final int[] sorted, final int value) {
        return Arrays.binarySearch(sorted, value) >= 0;
    }

    static int[] joined(final int[] a, final int[] b) {
        final int[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    static String text(final List<Integer> values) {
        return values.stream().map(Integer::toUnsignedString).collect(Collectors.joining(" "));
    }
}
