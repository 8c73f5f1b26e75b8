// SPDX-License-Identifier: Apache-2.0
// Own addresses and next hops of a host: one on-link prefix, one gateway or two.
package io.eightfold.host.stack;

import io.eightfold.wire.address.AddressClass;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;

/**
 * Answers "is this mine?" and "who gets it next?". Addresses are the 64 bits of {@link Ipv8Address#bits()}; an ASN of 0 makes an IPv4 address.
 * <p>Thread: any; immutable.
 */
final class HostRoutes {
    /** No way to the destination. 0 is the unspecified address, never a next hop. */
    static final long NO_NEXT_HOP = 0;

    private final long ownBits;
    private final int ownHost;
    private final long gatewayBits;
    private final long secondGatewayBits;
    private final long prefixMask;

    HostRoutes(HostConfig config) {
        this.ownBits = config.address().address().bits();
        this.ownHost = config.address().address().host();
        this.gatewayBits = config.gateway() == null ? NO_NEXT_HOP : config.gateway().bits();
        this.secondGatewayBits = config.secondGateway() == null ? NO_NEXT_HOP : config.secondGateway().bits();
        this.prefixMask = Ipv8Prefix.mask(config.address().prefix().lengthBits());
    }

    /** Own address in the version the destination is sent in: IPv4 for ASN 0. */
    long sourceFor(long destination) {
        return isIpv4(destination) ? ownHost & 0xFFFF_FFFFL : ownBits;
    }

    boolean isOwn(int version, long address) {
        return version == IpPacket.VERSION_4 ? (int) address == ownHost : address == ownBits;
    }

    /** Own address in either form; ARP8 answers for both. */
    boolean isOwnForm(long address) {
        return address == ownBits || address == (ownHost & 0xFFFF_FFFFL);
    }

    long ownBits() {
        return ownBits;
    }

    /** The next hop's address, of the same kind (IPv4 or IPv8) as the destination, or {@link #NO_NEXT_HOP}. */
    long nextHop(long destination) {
        return nextHop(destination, gatewayBits);
    }

    /** The same, where the gateway was chosen among those there are. */
    long nextHop(long destination, long gateway) {
        if (!isUnicast(destination)) {
            return NO_NEXT_HOP;
        }
        if (isOnLink(destination)) {
            return destination;
        }
        return isIpv4(destination) ? gateway & 0xFFFF_FFFFL : gateway;
    }

    /** All gateways, before anything is known of them. */
    Gateways gateways() {
        return new Gateways(gatewayBits, secondGatewayBits);
    }

    /** Whether the address is inside the own prefix; an IPv4 address is compared with the prefix's host part. */
    boolean isOnLink(long address) {
        long mask = isIpv4(address) ? prefixMask & 0xFFFF_FFFFL : prefixMask;
        return ((address ^ ownBits) & mask) == 0;
    }

    /** The version-8 form of an on-link IPv4 address: the link's ASN in front of the same host part. */
    long withOwnAsn(long ipv4Address) {
        return ownBits & 0xFFFF_FFFF_0000_0000L | ipv4Address;
    }

    static boolean isIpv4(long address) {
        return address >>> 32 == 0;
    }

    /** Whether one interface can have the address: neither half is multicast, broadcast or otherwise special. */
    static boolean isUnicast(long address) {
        int asn = (int) (address >>> 32);
        return !AddressClass.isMulticastAsn(asn) && !AddressClass.isBroadcastAsn(asn) && isUnicastHost((int) address);
    }

    /** RFC 1122 section 3.2.1.3: neither this-network (0/8), loopback (127/8), multicast (224/4) nor reserved and broadcast (240/4). */
    static boolean isUnicastHost(int host) {
        int firstOctet = host >>> 24;
        return firstOctet != 0 && firstOctet != 127 && firstOctet < 224;
    }
}
