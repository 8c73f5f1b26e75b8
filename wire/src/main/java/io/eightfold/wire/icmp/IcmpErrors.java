// SPDX-License-Identifier: Apache-2.0
// The rule about which packets an ICMP error may be sent for.
package io.eightfold.wire.icmp;

import io.eightfold.wire.address.AddressClass;
import io.eightfold.wire.header.IcmpView;
import io.eightfold.wire.header.Ipv4Layout;
import io.eightfold.wire.header.Ipv8Layout;
import io.eightfold.wire.header.Protocol;
import io.eightfold.wire.memory.Memory;

/**
 * RFC 1122 §3.2.2 and RFC 1812 §4.3.2.7: no error about an ICMP error, about a fragment past the first, about a packet to
 * multicast or broadcast, or about one whose source is not a single host. Without these rules two routers could answer
 * each other for ever, or one packet could draw an answer from everyone.
 * <p>Thread: any; no state.
 */
final class IcmpErrors {
    private IcmpErrors() {
    }

    static boolean mayCauseV8(long packet, int length) {
        return length >= Ipv8Layout.MIN_LENGTH
            && isUnicastAsn(Memory.u32(packet + Ipv8Layout.SOURCE_ASN))
            && isSingleHost(Memory.u32(packet + Ipv8Layout.SOURCE_HOST))
            && isUnicastAsn(Memory.u32(packet + Ipv8Layout.DESTINATION_ASN))
            && isNotGroup(Memory.u32(packet + Ipv8Layout.DESTINATION_HOST))
            && payloadMayCause(packet, length);
    }

    static boolean mayCauseV4(long packet, int length) {
        return length >= Ipv4Layout.MIN_LENGTH
            && isSingleHost(Memory.u32(packet + Ipv4Layout.SOURCE))
            && isNotGroup(Memory.u32(packet + Ipv4Layout.DESTINATION))
            && payloadMayCause(packet, length);
    }

    /** The fields used here are in the same place in both versions. */
    private static boolean payloadMayCause(long packet, int length) {
        if ((Memory.u16(packet + Ipv4Layout.FLAGS_AND_OFFSET) & Ipv4Layout.OFFSET) != 0) {
            return false;
        }
        if (Memory.u8(packet + Ipv4Layout.PROTOCOL) != Protocol.ICMP) {
            return true;
        }
        // Unknown ICMP types are treated as errors: silence is the safe answer to what might be one.
        final int headerLength = (Memory.u8(packet) & 0x0F) << 2;
        return headerLength < length && IcmpView.isQuery(Memory.u8(packet + headerLength));
    }

    private static boolean isUnicastAsn(int asn) {
        return !AddressClass.isMulticastAsn(asn) && !AddressClass.isBroadcastAsn(asn);
    }

    private static boolean isSingleHost(int host) {
        return !AddressClass.isThisNetworkHost(host) && !AddressClass.isLoopbackHost(host)
            && !AddressClass.isMulticastHost(host) && !AddressClass.isReservedHost(host);
    }

    private static boolean isNotGroup(int host) {
        return !AddressClass.isMulticastHost(host) && !AddressClass.isBroadcastHost(host);
    }
}
