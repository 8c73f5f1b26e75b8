// SPDX-License-Identifier: Apache-2.0
// The addresses that a prefix covers.
package io.eightfold.controlplane.rib;

import io.eightfold.wire.address.Ipv8Prefix;

/** The addresses that a prefix of the RIB covers. They are ordered as unsigned numbers. Thread: any. */
final class PrefixRange {
    /** The host length of the default route of IPv8, which covers every ASN but 0: a version-4 packet does not follow it. */
    static final int DEFAULT_LENGTH = -Ipv8Prefix.ASN_BITS;
    static final int MAX_LENGTH = Ipv8Prefix.ASN_BITS;

    private PrefixRange() {
    }

    /** The lowest address covered. */
    static long first(final long address, final int hostLength) {
        return hostLength == DEFAULT_LENGTH ? 1L << Ipv8Prefix.ASN_BITS : address;
    }

    /** The highest address covered. */
    static long last(final long address, final int hostLength) {
        return hostLength == DEFAULT_LENGTH ? -1L : address | ~mask(hostLength);
    }

    /** The ASN of an address; 0 for the default routes. */
    static int asn(final long address) {
        return (int) (address >>> Ipv8Prefix.ASN_BITS);
    }

    /** Leading ones over the ASN and the host bits of a length from 0 to 32. */
    static long mask(final int hostLength) {
        return -1L << MAX_LENGTH - hostLength;
    }

    /** Whether all addresses of the second prefix lie in the first. */
    static boolean covers(final long address, final int hostLength, final long inner, final int innerLength) {
        return Long.compareUnsigned(first(address, hostLength), first(inner, innerLength)) <= 0
            && Long.compareUnsigned(last(inner, innerLength), last(address, hostLength)) <= 0;
    }

    /** @throws IllegalArgumentException when this is no prefix that the RIB can hold. */
    static void check(final long address, final int hostLength) {
        final boolean isDefault = hostLength == DEFAULT_LENGTH && address == 0;
        if (!isDefault && (hostLength < 0 || hostLength > MAX_LENGTH || (address & ~mask(hostLength)) != 0)) {
            throw new IllegalArgumentException("address=0x" + Long.toHexString(address) + " hostLength=" + hostLength
                + " is no prefix of the RIB; the host length is 0 to " + MAX_LENGTH + " with the bits below it zero, or " + DEFAULT_LENGTH + " with address 0");
        }
    }
}
