// SPDX-License-Identifier: Apache-2.0
// An entry of a prefix-list.
package io.eightfold.bgp8.policy;

import io.eightfold.wire.address.Ipv8Prefix;

/**
 * An entry of a prefix-list. Without bounds it matches the prefix itself; with {@code ge} the prefixes inside that have at least so many host bits; with {@code le}
 * those with at most so many, among them the prefix itself unless {@code ge} says otherwise. {@code 0.0.0.0.0.0.0.0/0 le 32} is everything. Thread: any; immutable.
 *
 * @param sequence entries are tried from the lowest on; from 1
 * @param action   what becomes of a match
 * @param prefix   what covers a match
 * @param ge       least host bits, 0 to 32, or {@link #NO_BOUND}
 * @param le       most host bits, 0 to 32, or {@link #NO_BOUND}
 */
public record PrefixRule(int sequence, Action action, Ipv8Prefix prefix, int ge, int le) {
    public static final int NO_BOUND = -1;
    private static final int MAX_HOST_BITS = 32;

    /** @throws IllegalArgumentException when the bounds match nothing */
    public PrefixRule {
        Sequences.check("prefix-list", sequence);
        checkBound("ge", ge, prefix);
        checkBound("le", le, prefix);
        if (ge != NO_BOUND && le != NO_BOUND && ge > le) {
            throw new IllegalArgumentException("ge " + ge + " is above le " + le + "; nothing matches");
        }
    }

    private static void checkBound(final String name, final int value, final Ipv8Prefix prefix) {
        if (value == NO_BOUND) {
            return;
        }
        if (value < 0 || value > MAX_HOST_BITS) {
            throw new IllegalArgumentException(name + ' ' + value + " is not 0 to " + MAX_HOST_BITS + " host bits");
        }
        if (value < prefix.hostLength()) {
            throw new IllegalArgumentException(name + ' ' + value + " is below the " + prefix.hostLength() + " host bits of " + prefix + "; nothing matches");
        }
    }

    /** Shortest match, in all bits. */
    int minLengthBits() {
        return ge == NO_BOUND ? prefix.lengthBits() : Ipv8Prefix.ASN_BITS + ge;
    }

    /** Longest match, in all bits. */
    int maxLengthBits() {
        return le != NO_BOUND ? Ipv8Prefix.ASN_BITS + le : ge != NO_BOUND ? Ipv8Prefix.MAX_LENGTH_BITS : prefix.lengthBits();
    }

    /** What follows the list's name in the configuration. */
    @Override
    public String toString() {
        return "seq " + sequence + ' ' + action.word() + ' ' + prefix + (ge == NO_BOUND ? "" : " ge " + ge) + (le == NO_BOUND ? "" : " le " + le);
    }
}
