// SPDX-License-Identifier: Apache-2.0
// The routing tables that a router has.
package io.eightfold.fibprotocol;

import java.util.Optional;

/**
 * Routing tables, each with its own routes and interfaces: no packet goes from one to another. draft-thain-ipv8-02 makes management and out-of-band
 * tables mandatory on layer 3 devices. Thread: any.
 */
public enum Vrf {
    /** Everything not bound elsewhere. */
    DEFAULT("default"),
    /** Management, VLAN 4090 by the draft's convention. */
    MANAGEMENT("management"),
    /** Out of band, VLAN 4091 by the draft's convention. */
    OOB("oob");

    private static final Vrf[] BY_ID = values();
    private final String word;

    Vrf(final String word) {
        this.word = word;
    }

    /** The word in configuration and output. */
    public String word() {
        return word;
    }

    /** The number on the wire. */
    public int id() {
        return ordinal();
    }

    /** How many there are. */
    public static int count() {
        return BY_ID.length;
    }

    /**
     * The table of that number.
     * @throws IllegalArgumentException when there is none.
     */
    public static Vrf of(final int id) {
        if (id < 0 || id >= BY_ID.length) {
            throw new IllegalArgumentException("vrf=" + id + " is none of 0 to " + (BY_ID.length - 1));
        }
        return BY_ID[id];
    }

    /** The table of that word. */
    public static Optional<Vrf> named(final String word) {
        for (final Vrf vrf : BY_ID) {
            if (vrf.word.equals(word)) {
                return Optional.of(vrf);
            }
        }
        return Optional.empty();
    }
}
