// SPDX-License-Identifier: Apache-2.0
// Flyweight over a UDP datagram.
package io.eightfold.wire.header;

import io.eightfold.wire.checksum.InternetChecksum;
import io.eightfold.wire.memory.Memory;

/**
 * A view over a UDP datagram; see {@link UdpLayout}. The checksum needs the addresses of the packet around it, so
 * {@link #wrap} leaves it to {@link #isChecksumValidV4} and {@link #isChecksumValidV8}.
 * <p>Thread: any, one at a time.
 */
public final class UdpView {
    private long address;

    /** An empty view; call {@link #wrap} first. */
    public UdpView() {
    }

    /**
     * Checks the lengths of a datagram and, if they are sound, takes it as the view's content.
     *
     * @param address        of the first byte
     * @param availableBytes payload bytes of the enclosing packet
     * @return {@link HeaderFault#OK}, {@link HeaderFault#TOO_SHORT} or {@link HeaderFault#BAD_TOTAL_LENGTH} when the UDP length is
     *     below 8 or above what is enclosed; on anything but OK the view keeps its former content
     */
    public int wrap(long address, int availableBytes) {
        if (availableBytes < UdpLayout.LENGTH) {
            return HeaderFault.TOO_SHORT;
        }
        final int length = Memory.u16(address + UdpLayout.UDP_LENGTH);
        if (length < UdpLayout.LENGTH || length > availableBytes) {
            return HeaderFault.BAD_TOTAL_LENGTH;
        }
        this.address = address;
        return HeaderFault.OK;
    }

    /** Address of the first byte. */
    public long address() {
        return address;
    }

    /** Source port. */
    public int sourcePort() {
        return Memory.u16(address + UdpLayout.SOURCE_PORT);
    }

    /** Destination port. */
    public int destinationPort() {
        return Memory.u16(address + UdpLayout.DESTINATION_PORT);
    }

    /** Length of header and data in bytes. */
    public int length() {
        return Memory.u16(address + UdpLayout.UDP_LENGTH);
    }

    /** The checksum as stored; 0 means the sender computed none. */
    public int checksum() {
        return Memory.u16(address + UdpLayout.CHECKSUM);
    }

    /** Address of the first data byte. */
    public long payloadAddress() {
        return address + UdpLayout.LENGTH;
    }

    /** Length of the data in bytes. */
    public int payloadLength() {
        return length() - UdpLayout.LENGTH;
    }

    /** True when the checksum is right for a datagram in IPv4, or is 0, which means none. */
    public boolean isChecksumValidV4(int src, int dst) {
        return checksum() == 0 || isValid(InternetChecksum.pseudoV4(src, dst, Protocol.UDP, length()));
    }

    /** True when the checksum is right for a datagram in IPv8, or is 0, which means none. */
    public boolean isChecksumValidV8(long src, long dst) {
        return checksum() == 0 || isValid(InternetChecksum.pseudoV8(src, dst, Protocol.UDP, length()));
    }

    private boolean isValid(long pseudoHeader) {
        return InternetChecksum.finish(pseudoHeader + InternetChecksum.sum(address, length())) == 0;
    }

    /** Writes the header of a datagram in IPv4 at {@code a}, checksum included; {@code payloadLength} data bytes are in place behind it. */
    public static void writeV4(long a, int sourcePort, int destinationPort, int payloadLength, int src, int dst) {
        final int length = UdpLayout.LENGTH + payloadLength;
        write(a, sourcePort, destinationPort, length, InternetChecksum.pseudoV4(src, dst, Protocol.UDP, length));
    }

    /** As {@link #writeV4} for a datagram in IPv8. */
    public static void writeV8(long a, int sourcePort, int destinationPort, int payloadLength, long src, long dst) {
        final int length = UdpLayout.LENGTH + payloadLength;
        write(a, sourcePort, destinationPort, length, InternetChecksum.pseudoV8(src, dst, Protocol.UDP, length));
    }

    private static void write(long a, int sourcePort, int destinationPort, int length, long pseudoHeader) {
        Memory.putU16(a + UdpLayout.SOURCE_PORT, sourcePort);
        Memory.putU16(a + UdpLayout.DESTINATION_PORT, destinationPort);
        Memory.putU16(a + UdpLayout.UDP_LENGTH, length);
        Memory.putU16(a + UdpLayout.CHECKSUM, 0);
        final int checksum = InternetChecksum.finish(pseudoHeader + InternetChecksum.sum(a, length));
        // RFC 768: a computed 0 is sent as all ones, because 0 says that there is no checksum.
        Memory.putU16(a + UdpLayout.CHECKSUM, checksum == 0 ? 0xFFFF : checksum);
    }
}
