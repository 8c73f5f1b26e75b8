// SPDX-License-Identifier: Apache-2.0
// Classes of the ASN half of an address, and questions about the host half.
package io.eightfold.wire.address;

/**
 * The class of an address by its ASN routing prefix {@code r.r.r.r}, as draft-thain-ipv8-02 divides the space. The
 * classes cover all 2^32 prefixes; none is left over. The label is stable and goes into command output and JSON.
 * <p>The static questions about the host half {@code n.n.n.n} hold in every ASN, since it keeps IPv4's meaning.
 * <p>Thread: any; the static methods are fit for the worker loop.
 */
public enum AddressClass {
    /** 0.0.0.0: an IPv4 address, routed by IPv4 rules on the host half. */
    IPV4_COMPATIBLE("ipv4-compatible"),
    /** 0.0.0.1 to 99.255.255.255, 101.0.0.0 to 126.255.255.255, 128.0.0.0 to 255.254.255.255: global, eBGP8. */
    ASN_UNICAST("asn-unicast"),
    /** 100.0.0.0/8: peering links between ASes at exchanges; never globally routed, never on end devices. */
    RINE("rine"),
    /** 127.0.0.0/8 but 127.127.0.0: internal zones; must not leave the AS in either direction. */
    INTERNAL_ZONE("internal-zone"),
    /** 127.127.0.0: inter-company interop DMZ between two XLATE8. As all of 127/8, it must not leave the AS. */
    INTEROP_DMZ("interop-dmz"),
    /** 255.255.0.0/16 but 255.255.255.255: cross-ASN multicast; protocol prefixes are filtered at the border. */
    CROSS_ASN_MULTICAST("cross-asn-multicast"),
    /** 255.255.255.255: maps to layer-2 broadcast; must not be routed. */
    BROADCAST("broadcast");

    private static final int INTEROP_DMZ_ASN = 0x7F7F_0000;
    private static final int BROADCAST_ASN = 0xFFFF_FFFF;

    private final String label;

    AddressClass(String label) {
        this.label = label;
    }

    /** The stable lower-case word for this class. */
    public String label() {
        return label;
    }

    /** The class of {@code asn} (raw 32 bits). */
    public static AddressClass of(int asn) {
        if (asn == 0) {
            return IPV4_COMPATIBLE;
        }
        if (isBroadcastAsn(asn)) {
            return BROADCAST;
        }
        if (isMulticastAsn(asn)) {
            return CROSS_ASN_MULTICAST;
        }
        if (asn == INTEROP_DMZ_ASN) {
            return INTEROP_DMZ;
        }
        if (isInternalAsn(asn)) {
            return INTERNAL_ZONE;
        }
        return isRineAsn(asn) ? RINE : ASN_UNICAST;
    }

    /** 127.0.0.0/8, the interop DMZ included: must not leave the AS. */
    public static boolean isInternalAsn(int asn) {
        return asn >>> 24 == 127;
    }

    /** 100.0.0.0/8: links between ASes at exchanges. */
    public static boolean isRineAsn(int asn) {
        return asn >>> 24 == 100;
    }

    /** 255.255.0.0/16 except 255.255.255.255. */
    public static boolean isMulticastAsn(int asn) {
        return asn >>> 16 == 0xFFFF && asn != BROADCAST_ASN;
    }

    /** 255.255.255.255. */
    public static boolean isBroadcastAsn(int asn) {
        return asn == BROADCAST_ASN;
    }

    /** 224.0.0.0/4 (RFC 1112): multicast inside an ASN. */
    public static boolean isMulticastHost(int host) {
        return host >>> 28 == 0xE;
    }

    /** 255.255.255.255 (RFC 919): limited broadcast. */
    public static boolean isBroadcastHost(int host) {
        return host == 0xFFFF_FFFF;
    }

    /** 127.0.0.0/8 (RFC 1122 §3.2.1.3 g): loopback, never on a link. */
    public static boolean isLoopbackHost(int host) {
        return host >>> 24 == 127;
    }

    /** 0.0.0.0/8 (RFC 1122 §3.2.1.3 a and b): this host on this network, never a destination, a source only while an address is sought. */
    public static boolean isThisNetworkHost(int host) {
        return host >>> 24 == 0;
    }

    /** 240.0.0.0/4 (RFC 1112 §4): class E, the limited broadcast address included; not unicast. */
    public static boolean isReservedHost(int host) {
        return host >>> 28 == 0xF;
    }

    /** 222.0.0.0/8: router-to-router links inside an AS; never routed externally. */
    public static boolean isInteriorLink(int host) {
        return host >>> 24 == 222;
    }

    /** 10/8, 172.16/12, 192.168/16 (RFC 1918): private, never in the public DNS. */
    public static boolean isPrivateHost(int host) {
        return host >>> 24 == 10 || host >>> 20 == 0xAC1 || host >>> 16 == 0xC0A8;
    }
}
