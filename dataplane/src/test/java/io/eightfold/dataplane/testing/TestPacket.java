// SPDX-License-Identifier: Apache-2.0
// Builds IPv8 and IPv4 frames for tests, sound or broken on purpose.
package io.eightfold.dataplane.testing;

import io.eightfold.wire.address.Ipv8Address;
import java.util.Arrays;

/** A frame in the making: sound unless told otherwise. Setters return the builder; {@link #frame} may be called again after changes. */
public final class TestPacket {
    /** MAC that test stations send from. */
    public static final long STATION_MAC = 0x02_00_00_00_EE_01L;
    public static final int ETHERNET = 14;
    private static final int UNSET = -1;

    private final boolean isIpv8;
    private final long source;
    private final long destination;
    private long toMac;
    private long fromMac = STATION_MAC;
    private int etherType;
    private int version;
    private int tos = 0x28;
    private int identification = 0x1234;
    private int flagsAndOffset;
    private int ttl = 64;
    private int protocol = 253;
    private int ihlWords = UNSET;
    private int totalLength = UNSET;
    private int checksumError;
    private byte[] options = {};
    private byte[] payload = new byte[20];
    private byte[] trailer = {};

    private TestPacket(final boolean isIpv8, final long source, final long destination) {
        this.isIpv8 = isIpv8;
        this.source = source;
        this.destination = destination;
        version = isIpv8 ? 8 : 4;
        etherType = isIpv8 ? 0x8080 : 0x0800;
    }

    public static TestPacket ipv8(final String source, final String destination) {
        return new TestPacket(true, bits(source), bits(destination));
    }

    public static TestPacket ipv4(final String source, final String destination) {
        return new TestPacket(false, bits(source), bits(destination));
    }

    /** An address in any of its text forms as 64 bits. */
    public static long bits(final String address) {
        return Ipv8Address.parse(address).bits();
    }

    /** Bytes that differ from each other and from one {@code salt} to the next. */
    public static byte[] pattern(final int lengthBytes, final int salt) {
        final byte[] bytes = new byte[lengthBytes];
        for (int i = 0; i < lengthBytes; i++) {
            bytes[i] = (byte) (i * 31 + (i >>> 8) * 7 + salt);
        }
        return bytes;
    }

    /** An ICMP or ICMPv8 message with a right checksum. */
    public static byte[] icmp(final int type, final int code, final int rest, final byte[] data) {
        final byte[] message = new byte[8 + data.length];
        message[0] = (byte) type;
        message[1] = (byte) code;
        Bytes.put32(message, 4, rest);
        System.arraycopy(data, 0, message, 8, data.length);
        Bytes.put16(message, 2, Bytes.checksum(message, 0, message.length));
        return message;
    }

    public TestPacket to(final long mac) {
        toMac = mac;
        return this;
    }

    public TestPacket from(final long mac) {
        fromMac = mac;
        return this;
    }

    public TestPacket etherType(final int value) {
        etherType = value;
        return this;
    }

    public TestPacket version(final int value) {
        version = value;
        return this;
    }

    public TestPacket identification(final int value) {
        identification = value;
        return this;
    }

    public TestPacket flagsAndOffset(final int value) {
        flagsAndOffset = value;
        return this;
    }

    public TestPacket dontFragment() {
        return flagsAndOffset(0x4000);
    }

    public TestPacket ttl(final int value) {
        ttl = value;
        return this;
    }

    public TestPacket protocol(final int value) {
        protocol = value;
        return this;
    }

    /** Overrides the header length; the header itself stays as long as it is. */
    public TestPacket ihlWords(final int value) {
        ihlWords = value;
        return this;
    }

    /** Overrides the total length. */
    public TestPacket totalLength(final int value) {
        totalLength = value;
        return this;
    }

    /** Added to the right header checksum. */
    public TestPacket checksumError(final int value) {
        checksumError = value;
        return this;
    }

    /** Header options; a multiple of 4 bytes. */
    public TestPacket options(final int... bytes) {
        options = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            options[i] = (byte) bytes[i];
        }
        return this;
    }

    public TestPacket payload(final byte[] bytes) {
        payload = bytes;
        return this;
    }

    /** Bytes behind the packet in its frame. */
    public TestPacket trailer(final int lengthBytes) {
        trailer = pattern(lengthBytes, 0x55);
        return this;
    }

    /** UDP or TCP ports as the first payload bytes. */
    public TestPacket ports(final int sourcePort, final int destinationPort) {
        payload = payload.clone();
        Bytes.put16(payload, 0, sourcePort);
        Bytes.put16(payload, 2, destinationPort);
        return this;
    }

    /** Header length in bytes. */
    public int headerLength() {
        return (isIpv8 ? 28 : 20) + options.length;
    }

    /** The frame. */
    public byte[] frame() {
        final int header = headerLength();
        final byte[] frame = new byte[ETHERNET + header + payload.length + trailer.length];
        Bytes.put48(frame, 0, toMac);
        Bytes.put48(frame, 6, fromMac);
        Bytes.put16(frame, 12, etherType);
        frame[14] = (byte) (version << 4 | (ihlWords == UNSET ? header / 4 : ihlWords));
        frame[15] = (byte) tos;
        Bytes.put16(frame, 16, totalLength == UNSET ? header + payload.length : totalLength);
        Bytes.put16(frame, 18, identification);
        Bytes.put16(frame, 20, flagsAndOffset);
        frame[22] = (byte) ttl;
        frame[23] = (byte) protocol;
        final int afterAddresses;
        if (isIpv8) {
            Bytes.put64(frame, 26, source);
            Bytes.put64(frame, 34, destination);
            afterAddresses = 42;
        } else {
            Bytes.put32(frame, 26, (int) source);
            Bytes.put32(frame, 30, (int) destination);
            afterAddresses = 34;
        }
        System.arraycopy(options, 0, frame, afterAddresses, options.length);
        System.arraycopy(payload, 0, frame, ETHERNET + header, payload.length);
        System.arraycopy(trailer, 0, frame, ETHERNET + header + payload.length, trailer.length);
        // Over the header length that is announced, so that a wrong one is not found by its checksum.
        final int announced = Math.min((ihlWords == UNSET ? header : ihlWords * 4), frame.length - ETHERNET);
        Bytes.put16(frame, 24, Bytes.checksum(frame, ETHERNET, announced) + checksumError);
        return frame;
    }

    /** The first {@code lengthBytes} bytes of the frame. */
    public byte[] cut(final int lengthBytes) {
        return Arrays.copyOf(frame(), lengthBytes);
    }
}
