// SPDX-License-Identifier: Apache-2.0
// What the IPv8 and IPv4 header views share: validation and the first 12 bytes.
package io.eightfold.wire.header;

import io.eightfold.wire.checksum.InternetChecksum;
import io.eightfold.wire.memory.Memory;

/**
 * The common part of {@link Ipv8View} and {@link Ipv4View}. Both versions have the same first 12 bytes (RFC 791 §3.1), so
 * the offsets of {@link Ipv4Layout} serve for both here.
 * <p>After {@code wrap} returned {@link HeaderFault#OK} the accessors read straight from memory, and the setters write there
 * and correct the header checksum (RFC 1624). The view is valid as long as the memory is.
 * <p>Thread: any, one at a time; a worker owns its views.
 */
public abstract sealed class IpView permits Ipv4View, Ipv8View {
    private long address;
    private int headerLength;
    private int availableBytes;

    /** Only the two views in this room extend this class. */
    IpView() {
    }

    /**
     * Checks a header and, if it is sound, takes it as the view's content.
     *
     * @param address        of the first header byte
     * @param availableBytes bytes that may be read there; link padding after the packet may be among them
     * @return a {@link HeaderFault}; on anything but OK the view keeps its former content
     */
    public abstract int wrap(long address, int availableBytes);

    /**
     * As {@link #wrap} for the packet quoted in an ICMP error: the payload may be cut off, and the checksum and TTL are what
     * they were where it was dropped, so total length and checksum are not checked.
     */
    public abstract int wrapQuoted(long address, int availableBytes);

    final int check(long address, int availableBytes, int version, int minLength) {
        final int fault = checkLengths(address, availableBytes, version, minLength);
        if (fault != HeaderFault.OK) {
            return fault;
        }
        final int headerLength = headerLengthAt(address);
        final int totalLength = Memory.u16(address + Ipv4Layout.TOTAL_LENGTH);
        // RFC 1812 §5.2.2 (5): the total length covers the header; (1): the link delivered that many bytes.
        if (totalLength < headerLength || totalLength > availableBytes) {
            return HeaderFault.BAD_TOTAL_LENGTH;
        }
        // RFC 1812 §5.2.2 (2): the checksum is correct.
        if (!InternetChecksum.isValid(address, headerLength)) {
            return HeaderFault.BAD_CHECKSUM;
        }
        accept(address, headerLength, availableBytes);
        return HeaderFault.OK;
    }

    final int checkQuoted(long address, int availableBytes, int version, int minLength) {
        final int fault = checkLengths(address, availableBytes, version, minLength);
        if (fault == HeaderFault.OK) {
            accept(address, headerLengthAt(address), availableBytes);
        }
        return fault;
    }

    private static int checkLengths(long address, int availableBytes, int version, int minLength) {
        if (availableBytes < minLength) {
            return HeaderFault.TOO_SHORT;
        }
        // RFC 1812 §5.2.2 (3): the version is right.
        if (Memory.u8(address) >>> 4 != version) {
            return HeaderFault.BAD_VERSION;
        }
        // RFC 1812 §5.2.2 (4): the header length covers the smallest header.
        final int headerLength = headerLengthAt(address);
        if (headerLength < minLength) {
            return HeaderFault.BAD_HEADER_LENGTH;
        }
        return headerLength > availableBytes ? HeaderFault.TOO_SHORT : HeaderFault.OK;
    }

    private void accept(long address, int headerLength, int availableBytes) {
        this.address = address;
        this.headerLength = headerLength;
        this.availableBytes = availableBytes;
    }

    private static int headerLengthAt(long address) {
        return (Memory.u8(address) & 0x0F) << 2;
    }

    /** Address of the first header byte. */
    public final long address() {
        return address;
    }

    /** Header length in bytes, options included. */
    public final int headerLength() {
        return headerLength;
    }

    /** Length of header and payload in bytes, as the header says. */
    public final int totalLength() {
        return Memory.u16(address + Ipv4Layout.TOTAL_LENGTH);
    }

    /** Type of service. */
    public final int tos() {
        return Memory.u8(address + Ipv4Layout.TOS);
    }

    /** Identification, 0 to 65535. */
    public final int identification() {
        return Memory.u16(address + Ipv4Layout.IDENTIFICATION);
    }

    /** Flags and fragment offset as the 16 bits they are on the wire. */
    public final int flagsAndOffset() {
        return Memory.u16(address + Ipv4Layout.FLAGS_AND_OFFSET);
    }

    /** The three flag bits, 0 to 7: reserved (4), DF (2), MF (1). */
    public final int flags() {
        return flagsAndOffset() >>> 13;
    }

    /** True when the packet must not be fragmented. */
    public final boolean df() {
        return (flagsAndOffset() & Ipv4Layout.DF) != 0;
    }

    /** True when more fragments follow this one. */
    public final boolean mf() {
        return (flagsAndOffset() & Ipv4Layout.MF) != 0;
    }

    /** Where this payload starts in the unfragmented one, in bytes, a multiple of 8 up to 65528. */
    public final int fragmentOffsetBytes() {
        return (flagsAndOffset() & Ipv4Layout.OFFSET) << 3;
    }

    /** True when this is one of several fragments, the first included. */
    public final boolean isFragment() {
        return (flagsAndOffset() & (Ipv4Layout.MF | Ipv4Layout.OFFSET)) != 0;
    }

    /** True when the offset is 0, so that the transport header is here; true for unfragmented packets too. */
    public final boolean isFirstFragment() {
        return (flagsAndOffset() & Ipv4Layout.OFFSET) == 0;
    }

    /** Hops left. */
    public final int ttl() {
        return Memory.u8(address + Ipv4Layout.TTL);
    }

    /** What the payload is; see {@link Protocol}. */
    public final int protocol() {
        return Memory.u8(address + Ipv4Layout.PROTOCOL);
    }

    /** The header checksum as stored. */
    public final int checksum() {
        return Memory.u16(address + Ipv4Layout.CHECKSUM);
    }

    /** Address of the first payload byte. */
    public final long payloadAddress() {
        return address + headerLength;
    }

    /** Payload bytes that are here: link padding is not counted, nor what a quote cut off. */
    public final int payloadLength() {
        return Math.max(0, Math.min(totalLength(), availableBytes) - headerLength);
    }

    /** Sets the type of service. */
    public final void tos(int tos) {
        word(Ipv4Layout.VERSION_AND_IHL, Memory.u8(address) << 8 | tos & 0xFF);
    }

    /** Sets the total length; the caller has made the payload that long. */
    public final void totalLength(int totalLength) {
        word(Ipv4Layout.TOTAL_LENGTH, totalLength);
    }

    /** Sets the identification. */
    public final void identification(int identification) {
        word(Ipv4Layout.IDENTIFICATION, identification);
    }

    /** Sets flags and fragment offset at once. */
    public final void flagsAndOffset(int flagsAndOffset) {
        word(Ipv4Layout.FLAGS_AND_OFFSET, flagsAndOffset);
    }

    /** Sets the TTL. */
    public final void ttl(int ttl) {
        word(Ipv4Layout.TTL, (ttl & 0xFF) << 8 | protocol());
    }

    /** Takes one hop off; the caller has checked that the TTL is above 1 (RFC 1812 §5.3.1). */
    public final void decrementTtl() {
        Memory.putU8(address + Ipv4Layout.TTL, ttl() - 1);
        Memory.putU16(address + Ipv4Layout.CHECKSUM, InternetChecksum.decrementTtl(checksum()));
    }

    private void word(int offset, int value) {
        final int old = Memory.u16(address + offset);
        Memory.putU16(address + offset, value);
        Memory.putU16(address + Ipv4Layout.CHECKSUM, InternetChecksum.update(checksum(), old, value));
    }

    /** Writes the 12 bytes both versions share, with a zero checksum. */
    static void writeCommon(long a, int version, int headerLength, int tos, int totalLength, int id, int flagsAndOffset,
                            int ttl, int protocol) {
        Memory.putU8(a, version << 4 | headerLength >>> 2);
        Memory.putU8(a + Ipv4Layout.TOS, tos);
        Memory.putU16(a + Ipv4Layout.TOTAL_LENGTH, totalLength);
        Memory.putU16(a + Ipv4Layout.IDENTIFICATION, id);
        Memory.putU16(a + Ipv4Layout.FLAGS_AND_OFFSET, flagsAndOffset);
        Memory.putU8(a + Ipv4Layout.TTL, ttl);
        Memory.putU8(a + Ipv4Layout.PROTOCOL, protocol);
        Memory.putU16(a + Ipv4Layout.CHECKSUM, 0);
    }
}
