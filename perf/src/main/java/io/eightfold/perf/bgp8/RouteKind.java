// SPDX-License-Identifier: Apache-2.0
// Which routes are told, and how.
package io.eightfold.perf.bgp8;

import java.util.Locale;

/** Which routes are told, and how. Thread: any. */
public enum RouteKind {
    /** IPv4 unicast, prefixes of at most /24, as in the table of the Internet: all daemons can do it. */
    IPV4(1, 1, false),
    /** IPv4 unicast whose large community says the ASN; prefixes of at most /16, as at a border of ASes. */
    IPV4_ASN(1, 1, true),
    /** VPN-IPv4 whose route distinguisher says the ASN; prefixes of at most /16. */
    VPNV4(1, 128, true),
    /** IPv8 prefixes of address family 0x8008, at most /16 behind the ASN. */
    NATIVE(0x8008, 1, true);

    private final int afi;
    private final int safi;
    private final boolean hasAsn;

    RouteKind(final int afi, final int safi, final boolean hasAsn) {
        this.afi = afi;
        this.safi = safi;
        this.hasAsn = hasAsn;
    }

    /** Address family of the sessions. */
    public int afi() {
        return afi;
    }

    /** Subsequent address family. */
    public int safi() {
        return safi;
    }

    /** Whether prefixes belong to an ASN that is not 0. */
    public boolean hasAsn() {
        return hasAsn;
    }

    /** Whether prefixes stand in the message itself. */
    boolean isClassic() {
        return this == IPV4 || this == IPV4_ASN;
    }

    /** Word in options and results. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Word of the carrier in a router's configuration. */
    String carrier() {
        return isClassic() ? "ipv4" : word();
    }
}
