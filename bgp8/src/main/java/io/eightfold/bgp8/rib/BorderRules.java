// SPDX-License-Identifier: Apache-2.0
// What does not cross the border of an AS.
package io.eightfold.bgp8.rib;

import io.eightfold.wire.address.AddressClass;

/** What does not cross the border of an AS, in either direction. Source: spec sections 1 and 5. Thread: any. */
final class BorderRules {
    private static final int ASN_BITS = 32;
    /** Host bits of the longest prefix that crosses a border ("/16 minimum injectable prefix"). */
    private static final int MAX_HOST_BITS = 16;
    /** The same for ASN 0, which goes by the customs of IPv4. */
    private static final int MAX_IPV4_BITS = 24;

    private BorderRules() {
    }

    static RefusalReason check(final long address, final int lengthBits) {
        final int asn = (int) (address >>> ASN_BITS);
        final int hostBits = lengthBits - ASN_BITS;
        if (hostBits > (asn == 0 ? MAX_IPV4_BITS : MAX_HOST_BITS)) {
            return RefusalReason.TOO_LONG;
        }
        if (asn == 0) {
            return hostBits >= 4 && AddressClass.isMulticastHost((int) address) ? RefusalReason.MULTICAST : RefusalReason.NONE;
        }
        if (AddressClass.isInternalAsn(asn)) {
            return RefusalReason.INTERNAL_ZONE;
        }
        if (AddressClass.isRineAsn(asn)) {
            return RefusalReason.RINE;
        }
        if (AddressClass.isMulticastAsn(asn) || AddressClass.isBroadcastAsn(asn) || hostBits >= 4 && AddressClass.isMulticastHost((int) address)) {
            return RefusalReason.MULTICAST;
        }
        // In ASN 0 these are addresses of the IPv4 Internet like any others.
        return hostBits >= 8 && AddressClass.isInteriorLink((int) address) ? RefusalReason.INTERIOR_LINK : RefusalReason.NONE;
    }
}
