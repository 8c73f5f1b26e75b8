// SPDX-License-Identifier: Apache-2.0
// Hashes that nobody outside can foresee.
package io.eightfold.bgp8.attribute;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Hashes that nobody outside can foresee: a peer that could choose values with equal hashes would make every look-up a walk. Another seed in every process; so nothing
 * that can be seen may depend on the order of hashes. Thread: any.
 */
final class SeededHash {
    private static final long SEED = ThreadLocalRandom.current().nextLong();
    private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;

    private SeededHash() {
    }

    /** Of nothing. */
    static long start() {
        return SEED;
    }

    /** With another value. The shift after each multiplication keeps values from cancelling each other. */
    static long add(final long hash, final long value) {
        final long product = (hash ^ value) * MULTIPLIER;
        return product ^ product >>> 29;
    }

    static long addAll(final long hash, final int... values) {
        long sum = add(hash, values.length);
        for (final int value : values) {
            sum = add(sum, value);
        }
        return sum;
    }

    static long addAll(final long hash, final long... values) {
        long sum = add(hash, values.length);
        for (final long value : values) {
            sum = add(sum, value);
        }
        return sum;
    }

    static long addAll(final long hash, final byte... values) {
        long sum = add(hash, values.length);
        for (final byte value : values) {
            sum = add(sum, value);
        }
        return sum;
    }

    static int finish(final long hash) {
        return (int) (hash ^ hash >>> 32);
    }
}
