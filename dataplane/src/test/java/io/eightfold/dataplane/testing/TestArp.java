// SPDX-License-Identifier: Apache-2.0
// Builds and reads ARP and ARP8 frames for tests.
package io.eightfold.dataplane.testing;

/** RFC 826 laid out by hand. Addresses are 64 bits; plain ARP carries the lower half. */
public record TestArp(boolean isArp8, int operation, long senderMac, long sender, long targetMac, long target) {
    public static final int REQUEST = 1;
    public static final int REPLY = 2;
    public static final int ETHER_TYPE = 0x0806;
    private static final int ARP = 14;

    public static TestArp request(final boolean isArp8, final long senderMac, final String sender, final String target) {
        return new TestArp(isArp8, REQUEST, senderMac, TestPacket.bits(sender), 0, TestPacket.bits(target));
    }

    public static TestArp reply(final boolean isArp8, final long senderMac, final String sender, final long targetMac, final String target) {
        return new TestArp(isArp8, REPLY, senderMac, TestPacket.bits(sender), targetMac, TestPacket.bits(target));
    }

    /** The frame to {@code toMac}, padded to 60 bytes. */
    public byte[] frame(final long toMac) {
        final byte[] frame = new byte[60];
        final int size = isArp8 ? 8 : 4;
        Bytes.put48(frame, 0, toMac);
        Bytes.put48(frame, 6, senderMac);
        Bytes.put16(frame, 12, ETHER_TYPE);
        Bytes.put16(frame, ARP, 1);
        Bytes.put16(frame, ARP + 2, isArp8 ? 0x8080 : 0x0800);
        frame[ARP + 4] = 6;
        frame[ARP + 5] = (byte) size;
        Bytes.put16(frame, ARP + 6, operation);
        Bytes.put48(frame, ARP + 8, senderMac);
        address(frame, ARP + 14, sender);
        Bytes.put48(frame, ARP + 14 + size, targetMac);
        address(frame, ARP + 20 + size, target);
        return frame;
    }

    /** Reads a frame that is ARP or ARP8. */
    public static TestArp of(final byte[] frame) {
        if (Bytes.u16(frame, 12) != ETHER_TYPE || Bytes.u16(frame, ARP) != 1 || frame[ARP + 4] != 6) {
            throw new AssertionError("not ARP for Ethernet: " + Bytes.hex(frame));
        }
        final boolean isArp8 = Bytes.u16(frame, ARP + 2) == 0x8080;
        final int size = isArp8 ? 8 : 4;
        if (Bytes.u8(frame, ARP + 5) != size) {
            throw new AssertionError("protocol length is not " + size + ": " + Bytes.hex(frame));
        }
        return new TestArp(isArp8, Bytes.u16(frame, ARP + 6), Bytes.u48(frame, ARP + 8), address(frame, ARP + 14, isArp8),
            Bytes.u48(frame, ARP + 14 + size), address(frame, ARP + 20 + size, isArp8));
    }

    private void address(final byte[] frame, final int at, final long bits) {
        if (isArp8) {
            Bytes.put64(frame, at, bits);
        } else {
            Bytes.put32(frame, at, (int) bits);
        }
    }

    private static long address(final byte[] frame, final int at, final boolean isArp8) {
        return isArp8 ? Bytes.u64(frame, at) : Bytes.u32(frame, at) & 0xFFFF_FFFFL;
    }
}
