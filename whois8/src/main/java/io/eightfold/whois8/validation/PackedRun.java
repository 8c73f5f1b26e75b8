// SPDX-License-Identifier: Apache-2.0
// The records of a data set while it is read.
package io.eightfold.whois8.validation;

import java.util.Arrays;

/** Packed records with their ASNs, in the order in which they come; 12 bytes for each. Thread: one at a time. */
final class PackedRun {
    private int[] asns = new int[1024];
    private long[] words = new long[1024];
    private int count;

    void add(final int asn, final long word) {
        if (count == asns.length) {
            asns = Arrays.copyOf(asns, count + count / 2);
            words = Arrays.copyOf(words, count + count / 2);
        }
        asns[count] = asn;
        words[count++] = word;
    }

    int count() {
        return count;
    }

    int asn(final int index) {
        return asns[index];
    }

    long[] words() {
        return words;
    }

    /** How many ASNs, when it is grouped. */
    int asnCount() {
        int found = 0;
        for (int i = 0; i < count; i++) {
            found += i == 0 || asns[i] != asns[i - 1] ? 1 : 0;
        }
        return found;
    }

    /** Brings the records of each ASN together and in order; costs nothing when they came so. */
    void group() {
        if (!isGrouped()) {
            final long[] order = new long[count];
            for (int i = 0; i < count; i++) {
                order[i] = (long) asns[i] << 32 | i;
            }
            Arrays.sort(order);
            take(order);
        }
        for (int from = 0, to; from < count; from = to) {
            to = end(from);
            Arrays.sort(words, from, to);
        }
    }

    private boolean isGrouped() {
        for (int i = 1; i < count; i++) {
            if (Integer.compareUnsigned(asns[i - 1], asns[i]) > 0) {
                return false;
            }
        }
        return true;
    }

    private void take(final long[] order) {
        final int[] newAsns = new int[count];
        final long[] newWords = new long[count];
        for (int i = 0; i < count; i++) {
            newAsns[i] = (int) (order[i] >>> 32);
            newWords[i] = words[(int) order[i]];
        }
        asns = newAsns;
        words = newWords;
    }

    /** Where the records of the ASN at an index end. */
    int end(final int from) {
        int to = from + 1;
        while (to < count && asns[to] == asns[from]) {
            to++;
        }
        return to;
    }
}
