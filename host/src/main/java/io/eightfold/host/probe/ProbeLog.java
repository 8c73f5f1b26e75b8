// SPDX-License-Identifier: Apache-2.0
// When each probe arrived.
package io.eightfold.host.probe;

import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalLong;

/** Grows with the stream: 9 bytes a probe. Thread: any; the receiver writes, whoever settles a window reads. */
final class ProbeLog {
    private static final int FIRST_CAPACITY = 1 << 16;
    private static final double NS_PER_MS = 1e6;
    /** 0: not arrived. */
    private long[] arrivalNs = new long[FIRST_CAPACITY];
    private byte[] copies = new byte[FIRST_CAPACITY];
    private final BitSet overtaken = new BitSet();
    private int highest = -1;

    /** Takes down an arrival. */
    synchronized void arrived(int number, long nowNs) {
        if (number >= arrivalNs.length) {
            int capacity = Integer.highestOneBit(number) * 2;
            arrivalNs = Arrays.copyOf(arrivalNs, capacity);
            copies = Arrays.copyOf(copies, capacity);
        }
        if (arrivalNs[number] != 0) {
            copies[number] = (byte) Math.min(copies[number] + 1, Byte.MAX_VALUE);
            return;
        }
        arrivalNs[number] = nowNs == 0 ? 1 : nowNs;
        if (number < highest) {
            overtaken.set(number);
        }
        highest = Math.max(highest, number);
    }

    /** Whether all numbers from {@code first} to before {@code end} arrived. */
    synchronized boolean isComplete(int first, int end) {
        for (int i = first; i < end; i++) {
            if (i >= arrivalNs.length || arrivalNs[i] == 0) {
                return false;
            }
        }
        return true;
    }

    /** When the last of the numbers from {@code first} to before {@code end} arrived that has; empty if none has. */
    synchronized OptionalLong lastArrivalNs(int first, int end) {
        long lastNs = 0;
        boolean hasOne = false;
        for (int i = first; i < Math.min(end, arrivalNs.length); i++) {
            if (arrivalNs[i] != 0) {
                // A difference, as a clock reading may be negative.
                lastNs = hasOne && arrivalNs[i] - lastNs < 0 ? lastNs : arrivalNs[i];
                hasOne = true;
            }
        }
        return hasOne ? OptionalLong.of(lastNs) : OptionalLong.empty();
    }

    /** The account of the numbers from {@code first} to before {@code end}. */
    synchronized ProbeAccount account(int first, int end) {
        long[] arrivals = new long[Math.max(0, end - first)];
        int arrived = 0;
        long duplicated = 0;
        for (int i = first; i < Math.min(end, arrivalNs.length); i++) {
            if (arrivalNs[i] != 0) {
                arrivals[arrived++] = arrivalNs[i];
                duplicated += copies[i];
            }
        }
        long reordered = overtaken.get(first, Math.max(first, end)).cardinality();
        return new ProbeAccount(arrivals.length, arrivals.length - arrived, duplicated, reordered, longestGapMs(arrivals, arrived));
    }

    private static double longestGapMs(long[] arrivals, int count) {
        // Arrival times may be out of order where probes overtook each other. Differences, as a clock reading may be negative.
        Arrays.sort(arrivals, 0, count);
        long longestNs = -1;
        for (int i = 1; i < count; i++) {
            longestNs = Math.max(longestNs, arrivals[i] - arrivals[i - 1]);
        }
        return longestNs < 0 ? -1 : longestNs / NS_PER_MS;
    }
}
