// SPDX-License-Identifier: Apache-2.0
// Next hops of multiprotocol announcements.
package io.eightfold.bgp8.message;

import org.agrona.DirectBuffer;

/** Next hops of multiprotocol announcements: 4 or 8 bytes native, 4 IPv4, 12 VPN-IPv4 (a distinguisher of 0, then IPv4; RFC 4364 §4.3.2). Thread: any. */
final class MpNextHop {
    private MpNextHop() {
    }

    static boolean isLength(final Carrier carrier, final int length) {
        return switch (carrier) {
            case NATIVE -> length == 4 || length == 8;
            case IPV4 -> length == 4;
            case VPNV4 -> length == 12;
        };
    }

    static long read(final Carrier carrier, final DirectBuffer buffer, final int offset, final int length) {
        return carrier == Carrier.NATIVE && length == 8 ? Bytes.int64(buffer, offset) : Bytes.int32(buffer, offset + length - 4) & 0xFFFF_FFFFL;
    }
}
