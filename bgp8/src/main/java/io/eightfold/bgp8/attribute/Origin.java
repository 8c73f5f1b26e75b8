// SPDX-License-Identifier: Apache-2.0
// How a route came into BGP.
package io.eightfold.bgp8.attribute;

/** How a route came into BGP; the ordinal is the value on the wire. Source: RFC 4271 §5.1.1. Thread: any. */
public enum Origin {
    IGP, EGP, INCOMPLETE;

    private static final Origin[] VALUES = values();

    /** The origin of that value, or null. */
    public static Origin of(final int value) {
        return value >= 0 && value < VALUES.length ? VALUES[value] : null;
    }
}
