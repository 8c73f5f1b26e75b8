// SPDX-License-Identifier: Apache-2.0
// In which address family a session carries IPv8 routes.
package io.eightfold.bgp8.message;

import java.util.Locale;

/** In which address family a session carries IPv8 routes. The RIB entry is the same for all three. Source: spec section 5. Thread: any. */
public enum Carrier {
    /** AFI 0x8008 (unassigned range), SAFI 1: the 64-bit prefix itself. */
    NATIVE(0x8008, 1),
    /** VPN-IPv4 (RFC 4364): the host prefix, with the ASN in the route distinguisher {@code ASN:65535}. */
    VPNV4(1, 128),
    /** IPv4 unicast: the host prefix, with the ASN in the large community {@code (speaker's ASN : ASN : 0)}; without one the route is of ASN 0. */
    IPV4(1, 1);

    private final int afi;
    private final int safi;

    Carrier(final int afi, final int safi) {
        this.afi = afi;
        this.safi = safi;
    }

    /** Address family identifier, 16 bits. */
    public int afi() {
        return afi;
    }

    /** Subsequent address family identifier, 8 bits. */
    public int safi() {
        return safi;
    }

    /** Its word in configuration and output: {@code native}, {@code vpnv4}, {@code ipv4}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The carrier of that family, or null when it is none of ours. */
    public static Carrier of(final int afi, final int safi) {
        for (final Carrier carrier : CARRIERS) {
            if (carrier.afi == afi && carrier.safi == safi) {
                return carrier;
            }
        }
        return null;
    }

    private static final Carrier[] CARRIERS = values();
}
