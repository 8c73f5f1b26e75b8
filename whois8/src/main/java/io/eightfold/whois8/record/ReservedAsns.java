// SPDX-License-Identifier: Apache-2.0
// ASNs that nobody can register.
package io.eightfold.whois8.record;

import io.eightfold.wire.address.AddressClass;
import java.util.Optional;

/** Spec section 6: 127/8, 100/8, 65533, 65534 and 0 are never registered; nor are the multicast and broadcast prefixes, which are no AS. Thread: any. */
public final class ReservedAsns {
    private static final int DOCUMENTATION = 65533;
    private static final int INTER_COMPANY = 65534;

    private ReservedAsns() {
    }

    /** Why an ASN cannot be registered; empty when it can. */
    public static Optional<String> reason(final int asn) {
        final String reason = switch (AddressClass.of(asn)) {
            case IPV4_COMPATIBLE -> "ASN 0 is IPv4";
            case INTERNAL_ZONE, INTEROP_DMZ -> "127.0.0.0/8 is for internal zones";
            case RINE -> "100.0.0.0/8 is for links between ASes";
            case CROSS_ASN_MULTICAST -> "255.255.0.0/16 is for multicast";
            case BROADCAST -> "255.255.255.255 is broadcast";
            case ASN_UNICAST -> asn == DOCUMENTATION ? "65533 is for documentation and tests"
                : asn == INTER_COMPANY ? "65534 is for private links between companies" : null;
        };
        return Optional.ofNullable(reason);
    }

    /** Whether an ASN is reserved. */
    public static boolean isReserved(final int asn) {
        return asn == DOCUMENTATION || asn == INTER_COMPANY || AddressClass.of(asn) != AddressClass.ASN_UNICAST;
    }

    /** @throws RecordException when it is reserved */
    static int require(final int asn) {
        reason(asn).ifPresent(reason -> {
            throw new RecordException("ASN " + Integer.toUnsignedString(asn) + " is reserved (" + reason + ") and is never registered; see docs/whois8.md");
        });
        return asn;
    }
}
