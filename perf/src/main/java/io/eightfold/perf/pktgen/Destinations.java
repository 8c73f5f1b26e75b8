// SPDX-License-Identifier: Apache-2.0
// The set of destination addresses, computed in both directions.
package io.eightfold.perf.pktgen;

import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.SplittableRandom;

/**
 * Addresses inside a prefix, by index. The bits between the prefix and the step vary, the others are those of the first address. In random
 * order the index goes through a permutation of those bits that a seed chooses: no address comes twice, and the index can be found
 * again from the address, so that the receiver needs no table.
 * <p>Thread: any; immutable.
 */
public final class Destinations {
    /** A step of one address. */
    public static final int STEP_HOST_BITS = Ipv8Prefix.MAX_LENGTH_BITS;
    /** A step of one autonomous system. */
    public static final int STEP_ASN_BITS = Ipv8Prefix.ASN_BITS;
    private final InterfaceAddress first;
    private final int stepBits;
    private final int count;
    private final boolean isRandom;
    private final long seed;
    // the varying bits: mask within the field, and where the field lies
    private final int shift;
    private final long fieldMask;
    private final long fixed;
    private final long start;
    // the permutation
    private final int half;
    private final long factor;
    private final long addend;
    private final long secondFactor;
    private final long inverse;
    private final long secondInverse;

    /**
     * @param first    first address and the prefix that all lie in.
     * @param stepBits prefix length of the step, {@link #STEP_HOST_BITS} for neighbouring addresses.
     * @param count    number of addresses.
     * @param isRandom whether the order is a random one of {@code seed}.
     */
    public Destinations(final InterfaceAddress first, final int stepBits, final int count, final boolean isRandom, final long seed) {
        this.first = first;
        this.stepBits = stepBits;
        this.count = count;
        this.isRandom = isRandom;
        this.seed = seed;
        final int bits = stepBits - first.prefix().lengthBits();
        if (bits < 0 || stepBits > STEP_HOST_BITS) {
            throw new IllegalArgumentException("--dst-step of " + stepBits + " bits is outside --dst " + first + " (" + first.prefix().lengthBits()
                + " to " + STEP_HOST_BITS + " bits); choose a shorter prefix or a smaller step");
        }
        if (count < 1 || bits < Integer.SIZE - 1 && count > 1 << bits) {
            throw new IllegalArgumentException("--dst-count " + count + " is outside 1 to " + (bits < Integer.SIZE - 1 ? 1 << bits : Integer.MAX_VALUE)
                + ", what --dst " + first + " holds at this --dst-step; choose a shorter prefix or fewer");
        }
        shift = STEP_HOST_BITS - stepBits;
        fieldMask = bits == 0 ? 0 : -1L >>> STEP_HOST_BITS - bits;
        // A shift by 64 is none in Java: without varying bits the mask is 0 and the shift does not matter.
        fixed = first.address().bits() & ~(fieldMask << shift);
        start = first.address().bits() >>> shift & fieldMask;
        half = Math.max(1, (bits + 1) / 2);
        final SplittableRandom random = new SplittableRandom(seed);
        factor = random.nextLong() | 1;
        addend = random.nextLong();
        secondFactor = random.nextLong() | 1;
        inverse = inverse(factor);
        secondInverse = inverse(secondFactor);
    }

    /** Number of addresses. */
    public int count() {
        return count;
    }

    /** The address of an index, 0 to {@link #count} - 1. */
    public long at(final int index) {
        return fixed | (isRandom ? permute(index) : start + index & fieldMask) << shift;
    }

    /** The index of an address, or -1 when it is not one of these. */
    public int indexOf(final long address) {
        if ((address & ~(fieldMask << shift)) != fixed) {
            return -1;
        }
        final long field = address >>> shift & fieldMask;
        final long index = isRandom ? restore(field) : field - start & fieldMask;
        return index >= 0 && index < count ? (int) index : -1;
    }

    /** For a person: {@code 256 of 64497.198.19.0.2/16, in order}. */
    @Override
    public String toString() {
        final String step = stepBits == STEP_HOST_BITS ? "" : stepBits == STEP_ASN_BITS ? ", an ASN apart" : ", /" + (stepBits - STEP_ASN_BITS) + " apart";
        return count + " of " + first + step + (isRandom ? ", random (seed " + seed + ")" : ", in order");
    }

    InterfaceAddress first() {
        return first;
    }

    /** Each step can be undone modulo a power of two; the half-way shift mixes high bits into low ones, which products alone never do. */
    private long permute(final long index) {
        long x = index * factor + addend & fieldMask;
        x ^= x >>> half;
        x = x * secondFactor & fieldMask;
        return x ^ x >>> half;
    }

    private long restore(final long field) {
        long x = field ^ field >>> half;
        x = x * secondInverse & fieldMask;
        x ^= x >>> half;
        return (x - addend) * inverse & fieldMask;
    }

    /** Newton's iteration: each round doubles the right low bits, of which an odd number has three in itself. */
    private static long inverse(final long odd) {
        long x = odd;
        for (int i = 0; i < 5; i++) {
            x *= 2 - odd * x;
        }
        return x;
    }
}
