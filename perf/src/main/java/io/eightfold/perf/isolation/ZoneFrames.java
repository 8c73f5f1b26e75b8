// SPDX-License-Identifier: Apache-2.0
// One frame for each internal zone, and ordinary ones between them.
package io.eightfold.perf.isolation;

import io.eightfold.wire.memory.Memory;
import java.nio.ByteBuffer;

/**
 * Frames of one {@link Way}: the same but for the zone, 4 bytes, and the header checksum, which follows by RFC 1624. Made without the router's code. Thread: one; the memory is its own.
 */
final class ZoneFrames implements AutoCloseable {
    /** Last 4 bytes of ordinary frames; all others name a zone. */
    static final int ORDINARY = 0x0DD1_0E11;
    static final int ETHER_TYPE = 0x8080;
    /** A unicast MAC of each port: this plus its index. */
    static final long FIRST_MAC = 0x02E8_0000_0001L;
    /** First of the internal zones. */
    static final int FIRST_ZONE = 127 << 24;
    static final int OUR_ASN = 64496;
    /** Beyond the border. */
    static final int PEER_ASN = 64497;
    /** Behind the tunnel. */
    static final int TUNNEL_ASN = 64498;
    /** Two zones that may reach each other. */
    static final int PERMITTED_ZONE = FIRST_ZONE | 1 << 16;
    static final int OTHER_PERMITTED_ZONE = FIRST_ZONE | 2 << 16;
    static final int TUNNEL_LOCAL = 203 << 24 | 113 << 8 | 1;
    static final int TUNNEL_REMOTE = 198 << 24 | 51 << 16 | 100 << 8 | 1;
    private static final int ZONE_MASK = 0xFF_FFFF;
    private static final int ETHERNET_BYTES = 14;
    private static final int OUTER_BYTES = 20;
    private static final int HEADER_BYTES = 28;
    private static final int PACKET_BYTES = 48;
    private static final int CHECKSUM = 10;
    private static final int SOURCE_ASN = 12;
    private static final int DESTINATION_ASN = 20;

    private final Way way;
    private final int packetAt;
    private final int lengthBytes;
    private final long zoned;
    private final long ordinary;
    /** Of the header without checksum and zones. */
    private final int sum;

    ZoneFrames(final Way way) {
        this.way = way;
        packetAt = ETHERNET_BYTES + (way.isOutOfTunnel() ? OUTER_BYTES : 0);
        lengthBytes = packetAt + PACKET_BYTES;
        final ByteBuffer frame = frame(way.isZoneSource() ? 0 : ordinarySource(), way.isZoneDestination() ? 0 : ordinaryDestination(), 0);
        sum = sum(frame, packetAt, HEADER_BYTES);
        zoned = copy(frame);
        final ByteBuffer other = frame(ordinarySource(), ordinaryDestination(), ORDINARY);
        other.putShort(packetAt + CHECKSUM, (short) ~folded(sum(other, packetAt, HEADER_BYTES)));
        ordinary = copy(other);
    }

    /** Of every frame. */
    int lengthBytes() {
        return lengthBytes;
    }

    /** The frame of the zone with this number, 0 to 2^24 - 1. */
    void writeZoned(final long to, final int number) {
        Memory.copy(zoned, to, lengthBytes);
        final long packet = to + packetAt;
        int total = sum;
        if (way.isZoneSource()) {
            final int zone = FIRST_ZONE | number;
            Memory.putU32(packet + SOURCE_ASN, zone);
            total += (zone >>> 16) + (zone & 0xFFFF);
        }
        if (way.isZoneDestination()) {
            final int zone = FIRST_ZONE | (way.isZoneSource() ? number + 1 & ZONE_MASK : number);
            Memory.putU32(packet + DESTINATION_ASN, zone);
            total += (zone >>> 16) + (zone & 0xFFFF);
        }
        Memory.putU16(packet + CHECKSUM, ~folded(total) & 0xFFFF);
    }

    /** A frame that must come through. */
    void writeOrdinary(final long to) {
        Memory.copy(ordinary, to, lengthBytes);
    }

    @Override
    public void close() {
        Memory.free(zoned);
        Memory.free(ordinary);
    }

    private int ordinarySource() {
        return way == Way.TO_NEXT_ZONE ? PERMITTED_ZONE : way.isOutOfTunnel() ? TUNNEL_ASN : way.from() == Way.Port.OUTSIDE ? PEER_ASN : OUR_ASN;
    }

    private int ordinaryDestination() {
        return way == Way.TO_NEXT_ZONE ? OTHER_PERMITTED_ZONE : way.isIntoTunnel() ? TUNNEL_ASN : way.to() == Way.Port.OUTSIDE ? PEER_ASN : OUR_ASN;
    }

    private ByteBuffer frame(final int source, final int destination, final int last) {
        final ByteBuffer frame = ByteBuffer.allocate(lengthBytes);
        final long mac = FIRST_MAC + way.from().ordinal();
        frame.putShort((short) (mac >>> 32)).putInt((int) mac).putShort((short) 0x02E8).putInt(0xFF);
        if (way.isOutOfTunnel()) {
            frame.putShort((short) 0x0800).put((byte) 0x45).put((byte) 0).putShort((short) (OUTER_BYTES + PACKET_BYTES)).putInt(0x4000).put((byte) 64)
                .put((byte) 253).putShort((short) 0).putInt(TUNNEL_REMOTE).putInt(TUNNEL_LOCAL);
            frame.putShort(ETHERNET_BYTES + CHECKSUM, (short) ~folded(sum(frame, ETHERNET_BYTES, OUTER_BYTES)));
        } else {
            frame.putShort((short) ETHER_TYPE);
        }
        frame.put((byte) 0x87).put((byte) 0).putShort((short) PACKET_BYTES).putInt(0).put((byte) 64).put((byte) 17).putShort((short) 0)
            .putInt(source).putInt(10 << 24 | 9 << 8 | 5).putInt(destination).putInt(10 << 24 | 9 << 8 | 7);
        frame.putShort((short) 4000).putShort((short) 9).putShort((short) (PACKET_BYTES - HEADER_BYTES)).putShort((short) 0);
        return frame.putInt(lengthBytes - Integer.BYTES, last);
    }

    private static long copy(final ByteBuffer frame) {
        final long memory = Memory.allocate(frame.capacity());
        Memory.fromBytes(frame.array(), memory);
        return memory;
    }

    private static int sum(final ByteBuffer frame, final int from, final int bytes) {
        int sum = 0;
        for (int i = 0; i < bytes; i += 2) {
            sum += frame.getShort(from + i) & 0xFFFF;
        }
        return sum;
    }

    private static int folded(final int sum) {
        final int once = (sum & 0xFFFF) + (sum >>> 16);
        return (once & 0xFFFF) + (once >>> 16);
    }
}
