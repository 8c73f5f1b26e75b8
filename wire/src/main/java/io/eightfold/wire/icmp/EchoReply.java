// SPDX-License-Identifier: Apache-2.0
// Turns an echo request into its reply, in place.
package io.eightfold.wire.icmp;

import io.eightfold.wire.checksum.InternetChecksum;
import io.eightfold.wire.header.IcmpLayout;
import io.eightfold.wire.header.IcmpView;
import io.eightfold.wire.header.Ipv4Layout;
import io.eightfold.wire.header.Ipv8Layout;
import io.eightfold.wire.memory.Memory;

/**
 * Makes the reply out of the request where it lies (RFC 792, RFC 1122 §3.2.2.6): addresses swapped, type 8 to 0, TTL fresh,
 * both checksums corrected rather than summed again. Data, code, identification, type of service and options stay.
 * <p>The caller has validated the whole packet: sound header, unfragmented, a valid echo request to a single own address.
 * <p>Thread: any; no state, no allocation.
 */
public final class EchoReply {
    /** TTL of a reply. */
    public static final int REPLY_TTL = 64;

    private EchoReply() {
    }

    /** Turns the ICMPv8 echo request in the IPv8 packet at {@code packet} around. */
    public static void turnAroundV8(long packet) {
        // Swapping the addresses keeps the header checksum: a sum does not know order.
        final long source = Memory.u64(packet + Ipv8Layout.SOURCE);
        Memory.putU64(packet + Ipv8Layout.SOURCE, Memory.u64(packet + Ipv8Layout.DESTINATION));
        Memory.putU64(packet + Ipv8Layout.DESTINATION, source);
        turnAround(packet);
    }

    /** Turns the ICMP echo request in the IPv4 packet at {@code packet} around. */
    public static void turnAroundV4(long packet) {
        final int source = Memory.u32(packet + Ipv4Layout.SOURCE);
        Memory.putU32(packet + Ipv4Layout.SOURCE, Memory.u32(packet + Ipv4Layout.DESTINATION));
        Memory.putU32(packet + Ipv4Layout.DESTINATION, source);
        turnAround(packet);
    }

    /** TTL, header length and checksum are in the same place in both versions. */
    private static void turnAround(long packet) {
        final int protocol = Memory.u8(packet + Ipv4Layout.PROTOCOL);
        putWord(packet, Ipv4Layout.TTL, REPLY_TTL << 8 | protocol, Ipv4Layout.CHECKSUM);
        final long message = packet + ((Memory.u8(packet) & 0x0F) << 2);
        final int code = Memory.u8(message + IcmpLayout.CODE);
        putWord(message, IcmpLayout.TYPE, IcmpView.ECHO_REPLY << 8 | code, IcmpLayout.CHECKSUM);
    }

    private static void putWord(long a, int offset, int word, int checksumOffset) {
        final int old = Memory.u16(a + offset);
        Memory.putU16(a + offset, word);
        Memory.putU16(a + checksumOffset, InternetChecksum.update(Memory.u16(a + checksumOffset), old, word));
    }
}
