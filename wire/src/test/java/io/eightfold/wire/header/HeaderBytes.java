// SPDX-License-Identifier: Apache-2.0
// Builds random but sound IPv8 and IPv4 packets as byte arrays, for tests.
package io.eightfold.wire.header;

import io.eightfold.wire.checksum.ChecksumModel;
import java.util.Arrays;
import java.util.Random;

/** Packets made without the code under test. */
public final class HeaderBytes {
    private HeaderBytes() {
    }

    /** A packet of {@code version} with these option bytes (a multiple of 4) and a random payload. */
    public static byte[] packet(Random random, int version, byte[] options, int payloadLength, int flagsAndOffset) {
        final int headerLength = (version == 8 ? 28 : 20) + options.length;
        final byte[] packet = new byte[headerLength + payloadLength];
        random.nextBytes(packet);
        packet[0] = (byte) (version << 4 | headerLength / 4);
        putU16(packet, 2, packet.length);
        putU16(packet, 6, flagsAndOffset);
        System.arraycopy(options, 0, packet, headerLength - options.length, options.length);
        fixChecksum(packet);
        return packet;
    }

    /** Stores the right checksum for the header length the packet announces, as far as the bytes reach. */
    public static void fixChecksum(byte[] packet) {
        final int headerLength = Math.min((packet[0] & 0xF) * 4, packet.length);
        if (headerLength >= 12) {
            putU16(packet, 10, 0);
            putU16(packet, 10, ChecksumModel.of(Arrays.copyOf(packet, headerLength)));
        }
    }

    /** Two bytes in network order. */
    public static int u16(byte[] bytes, int offset) {
        return (bytes[offset] & 0xFF) << 8 | bytes[offset + 1] & 0xFF;
    }

    /** Stores two bytes in network order. */
    public static void putU16(byte[] bytes, int offset, int value) {
        bytes[offset] = (byte) (value >>> 8);
        bytes[offset + 1] = (byte) value;
    }
}
