// SPDX-License-Identifier: Apache-2.0
// Cost Factors: numbers of 32 bits without a sign.
package io.eightfold.bgp8.cost;

import io.eightfold.bgp8.attribute.AttributeSet;

/** Cost Factors: numbers of 32 bits without a sign that add up hop by hop and stop at the highest. Source: spec section 5. Thread: any. */
public final class CostFactor {
    /** 2^32-1: no way costs more. */
    public static final int MAX = -1;
    /** What a hop counts of which nobody says the cost: a session over a good line of some 10 ms costs about as much. */
    public static final int UNKNOWN_HOP = 100;
    private static final long MAX_LONG = 0xFFFF_FFFFL;

    private CostFactor() {
    }

    /** What the way before us costs: as the route says, else {@link #UNKNOWN_HOP} for each AS on its path. */
    public static int external(final AttributeSet attributes) {
        return attributes.hasCostFactor() ? attributes.costFactor() : saturated((long) attributes.asPath().length() * UNKNOWN_HOP);
    }

    /** The sum, which stops at {@link #MAX}. */
    public static int sum(final int a, final int b) {
        return saturated(Integer.toUnsignedLong(a) + Integer.toUnsignedLong(b));
    }

    /** The nearest cost to that number. */
    public static int saturated(final long value) {
        return (int) Math.clamp(value, 0, MAX_LONG);
    }
}
