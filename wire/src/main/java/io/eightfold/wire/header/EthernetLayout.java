// SPDX-License-Identifier: Apache-2.0
// Ethernet II frame header: offsets and EtherTypes.
package io.eightfold.wire.header;

import io.eightfold.wire.memory.Memory;

/**
 * Ethernet II header (IEEE 802.3 §3.2.6, type interpretation), 14 bytes.
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------------------------------+-------------------------------+
 * |                Destination MAC address (6 bytes)              |
 * +                               +-------------------------------+
 * |                               |                               |
 * +-------------------------------+                               +
 * |                  Source MAC address (6 bytes)                 |
 * +-------------------------------+-------------------------------+
 * |           EtherType           |
 * +-------------------------------+
 * </pre>
 */
public final class EthernetLayout {
    /** Destination MAC address, 6 bytes. */
    public static final int DST = 0;
    /** Source MAC address, 6 bytes. */
    public static final int SRC = 6;
    /** EtherType, 2 bytes. */
    public static final int TYPE = 12;
    /** Length of the header; the payload starts here. */
    public static final int LENGTH = 14;
    /** Shortest frame on the wire without its FCS; shorter ones are padded by the sender (IEEE 802.3 §4.2.3.3). */
    public static final int MIN_FRAME_LENGTH = 60;

    /** IPv4 (RFC 894). */
    public static final int IPV4 = 0x0800;
    /** ARP and ARP8 (RFC 826). */
    public static final int ARP = 0x0806;
    /** 802.1Q tag. */
    public static final int VLAN = 0x8100;
    /** IPv6 (RFC 2464). */
    public static final int IPV6 = 0x86DD;
    /** IPv8, a later revision of the draft; a setting per interface, since another implementation used 0x0888. */
    public static final int IPV8 = 0x8080;

    private EthernetLayout() {
    }

    /** Writes the 14 bytes at {@code a}; MAC addresses are in the low 48 bits. */
    public static void write(long a, long dst, long src, int type) {
        Memory.putU48(a + DST, dst);
        Memory.putU48(a + SRC, src);
        Memory.putU16(a + TYPE, type);
    }
}
