// SPDX-License-Identifier: Apache-2.0
// Sets of ASNs that are unkind to hash tables.
package io.eightfold.perf.table;

import java.util.function.IntUnaryOperator;

/** Each value maps 1, 2, 3, ... to distinct ASNs other than 0. Thread: any. */
public enum AsnPattern {
    /** Equal in the lower 16 bits: a table indexed by these puts all in one place. */
    SAME_LOW_16(i -> i << 16 | 0x5A5A, 65_535),
    /** Multiples of 2^12. */
    MULTIPLES_OF_4096(i -> i << 12, 1_048_575),
    /** Multiples of 2^20. */
    MULTIPLES_OF_1048576(i -> i << 20, 4_095),
    /** Counts from the top bit down, so that low bits are equal as long as possible. */
    BIT_REVERSED(Integer::reverse, Integer.MAX_VALUE),
    /** Multiplied by 0x9E3779B1, the usual multiplier of a Fibonacci hash, these give 1, 2, 3, ...: one run without a gap. */
    FIBONACCI_RUN(i -> i * AsnPattern.INVERSE, Integer.MAX_VALUE),
    /** Multiplied by 0x9E3779B1, these give multiples of 2^16: equal in the lower half of the product. */
    FIBONACCI_LOW(i -> (i << 16) * AsnPattern.INVERSE, 65_535),
    /** Multiplied by 0x9E3779B1, these are equal in the upper 16 bits of the product, the ones that a Fibonacci hash keeps. */
    FIBONACCI_HIGH(i -> (0x1234_0000 | i) * AsnPattern.INVERSE, 65_535);

    /** Of 0x9E3779B1, modulo 2^32: their product is 1. */
    static final int INVERSE = 0x0E8B_2F51;
    private final IntUnaryOperator asn;
    private final int most;

    AsnPattern(final IntUnaryOperator asn, final int most) {
        this.asn = asn;
        this.most = most;
    }

    /** The ASN at {@code index}, 1 to {@link #most}. */
    public int asn(final int index) {
        return asn.applyAsInt(index);
    }

    /** Highest index. */
    public int most() {
        return most;
    }
}
