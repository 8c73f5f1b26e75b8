// SPDX-License-Identifier: Apache-2.0
// Flyweight over an ARP or ARP8 packet.
package io.eightfold.wire.header;

import io.eightfold.wire.memory.Memory;

/**
 * A view over an ARP or ARP8 packet; see {@link ArpLayout}. Protocol addresses are 64 raw bits in both kinds: an ARP address
 * has ASN 0.
 * <p>Thread: any, one at a time.
 */
public final class ArpView {
    /** {@link #kind()} of plain ARP. */
    public static final int ARP = 4;
    /** {@link #kind()} of ARP8. */
    public static final int ARP8 = 8;

    /** Bytes up to and including the operation, the same in every kind of ARP. */
    private static final int FIXED_LENGTH = 8;

    private long address;
    private int protocolLength;

    /** An empty view; call {@link #wrap} first. */
    public ArpView() {
    }

    /**
     * Checks a packet and, if it is ARP or ARP8 over Ethernet, takes it as the view's content.
     *
     * @param a              address of the first byte after the Ethernet header
     * @param availableBytes bytes of the frame from there; padding may follow the packet
     * @return {@link HeaderFault#OK}, {@link HeaderFault#TOO_SHORT}, or {@link HeaderFault#UNSUPPORTED} for other hardware,
     *     protocols, address lengths or operations; on anything but OK the view keeps its former content
     */
    public int wrap(long a, int availableBytes) {
        if (availableBytes < FIXED_LENGTH) {
            return HeaderFault.TOO_SHORT;
        }
        // RFC 826, "Packet Reception": hardware type, hardware length, protocol, protocol length, then the operation.
        final int protocolLength = protocolLength(Memory.u16(a + ArpLayout.PROTOCOL_TYPE));
        final int operation = Memory.u16(a + ArpLayout.OPERATION);
        if (Memory.u16(a + ArpLayout.HARDWARE_TYPE) != ArpLayout.ETHERNET
            || Memory.u8(a + ArpLayout.HARDWARE_LENGTH) != ArpLayout.MAC_LENGTH
            || protocolLength == 0
            || Memory.u8(a + ArpLayout.PROTOCOL_LENGTH) != protocolLength
            || operation != ArpLayout.REQUEST && operation != ArpLayout.REPLY) {
            return HeaderFault.UNSUPPORTED;
        }
        if (availableBytes < ArpLayout.length(protocolLength)) {
            return HeaderFault.TOO_SHORT;
        }
        this.address = a;
        this.protocolLength = protocolLength;
        return HeaderFault.OK;
    }

    /** The address length a protocol type demands; 0 for types not spoken here. */
    private static int protocolLength(int protocolType) {
        if (protocolType == ArpLayout.IPV8_TYPE) {
            return ArpLayout.IPV8_LENGTH;
        }
        return protocolType == ArpLayout.IPV4_TYPE ? ArpLayout.IPV4_LENGTH : 0;
    }

    /** {@link #ARP} or {@link #ARP8}. */
    public int kind() {
        return protocolLength;
    }

    /** True for ARP8. */
    public boolean isArp8() {
        return protocolLength == ARP8;
    }

    /** {@link ArpLayout#REQUEST} or {@link ArpLayout#REPLY}. */
    public int operation() {
        return Memory.u16(address + ArpLayout.OPERATION);
    }

    /** Sender's MAC address in the low 48 bits. */
    public long senderMac() {
        return Memory.u48(address + ArpLayout.SENDER_MAC);
    }

    /** Sender's protocol address. */
    public long senderAddress() {
        return protocolAddress(ArpLayout.SENDER_ADDRESS);
    }

    /** Target's MAC address in the low 48 bits; in a request it means nothing. */
    public long targetMac() {
        return Memory.u48(address + ArpLayout.targetMac(protocolLength));
    }

    /** Target's protocol address. */
    public long targetAddress() {
        return protocolAddress(ArpLayout.targetAddress(protocolLength));
    }

    private long protocolAddress(int offset) {
        return isArp8() ? Memory.u64(address + offset) : Memory.u32(address + offset) & 0xFFFF_FFFFL;
    }

    /**
     * Writes a plain ARP packet at {@code a}: operation, sender's MAC and address, target's MAC and address.
     *
     * @return its length, 28 bytes
     */
    public static int writeArp(long a, int op, long sha, int spa, long tha, int tpa) {
        writeFixed(a, ArpLayout.IPV4_TYPE, ArpLayout.IPV4_LENGTH, op, sha, tha);
        Memory.putU32(a + ArpLayout.SENDER_ADDRESS, spa);
        Memory.putU32(a + ArpLayout.targetAddress(ArpLayout.IPV4_LENGTH), tpa);
        return ArpLayout.ARP_PACKET_LENGTH;
    }

    /**
     * Writes an ARP8 packet at {@code a}: operation, sender's MAC and address, target's MAC and address.
     *
     * @return its length, 36 bytes
     */
    public static int writeArp8(long a, int op, long sha, long spa, long tha, long tpa) {
        writeFixed(a, ArpLayout.IPV8_TYPE, ArpLayout.IPV8_LENGTH, op, sha, tha);
        Memory.putU64(a + ArpLayout.SENDER_ADDRESS, spa);
        Memory.putU64(a + ArpLayout.targetAddress(ArpLayout.IPV8_LENGTH), tpa);
        return ArpLayout.ARP8_PACKET_LENGTH;
    }

    private static void writeFixed(long a, int protocolType, int protocolLength, int op, long sha, long tha) {
        Memory.putU16(a + ArpLayout.HARDWARE_TYPE, ArpLayout.ETHERNET);
        Memory.putU16(a + ArpLayout.PROTOCOL_TYPE, protocolType);
        Memory.putU8(a + ArpLayout.HARDWARE_LENGTH, ArpLayout.MAC_LENGTH);
        Memory.putU8(a + ArpLayout.PROTOCOL_LENGTH, protocolLength);
        Memory.putU16(a + ArpLayout.OPERATION, op);
        Memory.putU48(a + ArpLayout.SENDER_MAC, sha);
        Memory.putU48(a + ArpLayout.targetMac(protocolLength), tha);
    }
}
