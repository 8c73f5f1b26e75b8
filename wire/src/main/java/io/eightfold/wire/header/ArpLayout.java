// SPDX-License-Identifier: Apache-2.0
// ARP and ARP8 packet: offsets and constants.
package io.eightfold.wire.header;

/**
 * ARP packet (RFC 826) for Ethernet. Plain ARP has protocol type 0x0800 and 4-byte addresses (28 bytes); ARP8 has protocol
 * type 0x8080 and 8-byte addresses (36 bytes). Both go under EtherType 0x0806; hosts that know only ARP ignore a protocol
 * type they do not speak. Offsets behind the sender's address depend on the protocol length, so they are functions of it.
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------------------------------+-------------------------------+
 * |       Hardware Type = 1       |  Protocol Type 0x0800/0x8080  |
 * +---------------+---------------+-------------------------------+
 * |  HW Length=6  | Prot Len 4/8  |         Operation 1/2         |
 * +---------------+---------------+-------------------------------+
 * |                  Sender MAC address (6 bytes)                 |
 * +                               +-------------------------------+
 * |                               |  Sender address (4 / 8 bytes) ...
 * +-------------------------------+-------------------------------+
 * |                  Target MAC address (6 bytes)                 ...
 * +---------------------------------------------------------------+
 * |                  Target address (4 / 8 bytes)                 |
 * +---------------------------------------------------------------+
 * </pre>
 */
public final class ArpLayout {
    /** Hardware type, 2 bytes. */
    public static final int HARDWARE_TYPE = 0;
    /** Protocol type, 2 bytes. */
    public static final int PROTOCOL_TYPE = 2;
    /** Length of a hardware address, 1 byte. */
    public static final int HARDWARE_LENGTH = 4;
    /** Length of a protocol address, 1 byte. */
    public static final int PROTOCOL_LENGTH = 5;
    /** Request or reply, 2 bytes. */
    public static final int OPERATION = 6;
    /** Sender's MAC address, 6 bytes. */
    public static final int SENDER_MAC = 8;
    /** Sender's protocol address, 4 or 8 bytes. */
    public static final int SENDER_ADDRESS = 14;

    /** Hardware type of Ethernet. */
    public static final int ETHERNET = 1;
    /** Length of a MAC address. */
    public static final int MAC_LENGTH = 6;
    /** Protocol type of plain ARP. */
    public static final int IPV4_TYPE = 0x0800;
    /** Length of an IPv4 address. */
    public static final int IPV4_LENGTH = 4;
    /** Protocol type of ARP8; fixed, even where an interface's EtherType for IPv8 is set to another value. */
    public static final int IPV8_TYPE = 0x8080;
    /** Length of an IPv8 address. */
    public static final int IPV8_LENGTH = 8;

    /** Operation: who has this address? */
    public static final int REQUEST = 1;
    /** Operation: I have it. */
    public static final int REPLY = 2;

    /** Length of a plain ARP packet. */
    public static final int ARP_PACKET_LENGTH = length(IPV4_LENGTH);
    /** Length of an ARP8 packet. */
    public static final int ARP8_PACKET_LENGTH = length(IPV8_LENGTH);

    private ArpLayout() {
    }

    /** Offset of the target's MAC address, 6 bytes. */
    public static int targetMac(int protocolLength) {
        return SENDER_ADDRESS + protocolLength;
    }

    /** Offset of the target's protocol address, 4 or 8 bytes. */
    public static int targetAddress(int protocolLength) {
        return targetMac(protocolLength) + MAC_LENGTH;
    }

    /** Length of the whole packet: 28 or 36 bytes. */
    public static int length(int protocolLength) {
        return targetAddress(protocolLength) + protocolLength;
    }
}
