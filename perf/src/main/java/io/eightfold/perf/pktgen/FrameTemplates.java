// SPDX-License-Identifier: Apache-2.0
// Ready frames, one of each size, and the fields that change.
package io.eightfold.perf.pktgen;

import io.eightfold.wire.checksum.InternetChecksum;
import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.header.Ipv4Layout;
import io.eightfold.wire.header.Ipv8Layout;
import io.eightfold.wire.header.Protocol;
import io.eightfold.wire.header.UdpLayout;
import io.eightfold.wire.memory.Memory;

/**
 * Writes frames. Checksums are the template's sum plus the changing words. The data of every datagram begins with what the receiver needs,
 * short enough for the 10 bytes that a 64-byte IPv8 frame has room for:
 * <pre>
 *   0  sequence number in the stream (4 bytes)
 *   4  low 48 bits of the time stamp counter when the frame was made (6 bytes)
 *  10  filler
 * </pre>
 * The IP identification is the tag of the run: a frame of an earlier run is known by it.
 * <p>Thread: worker, but for the constructor and {@link #close}.
 */
final class FrameTemplates implements AutoCloseable {
    static final int SEQUENCE = 0;
    static final int STAMP = 4;
    static final int MARK_BYTES = 10;
    static final long STAMP_MASK = 0xFFFF_FFFF_FFFFL;
    /** Up to here a loop is faster than the call of a copy. */
    private static final int LOOP_COPY_BYTES = 256;
    private static final int ETHERNET = EthernetLayout.LENGTH;

    private final Traffic traffic;
    private final boolean isIpv8;
    private final int ip = ETHERNET;
    private final int udp;
    private final long memory;
    private final long[] template;
    private final int[] length;
    private final long[] headerSum;
    private final long[] udpSum;

    FrameTemplates(final Traffic traffic) {
        this.traffic = traffic;
        isIpv8 = traffic.version() == Ipv8Layout.VERSION;
        udp = ip + traffic.headerBytes();
        final int[] sizes = traffic.sizes().pattern();
        final int stride = traffic.sizes().maxBytes() + Long.BYTES & -Long.BYTES;
        memory = Memory.allocate((long) stride * sizes.length);
        template = new long[sizes.length];
        length = new int[sizes.length];
        headerSum = new long[sizes.length];
        udpSum = new long[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            template[i] = memory + (long) i * stride;
            length[i] = sizes[i] - FrameSizes.FCS_BYTES;
            fill(template[i], length[i]);
        }
        tag(0);
    }

    /** Templates: one for each place of the pattern of sizes. */
    int count() {
        return length.length;
    }

    /** Bytes of a template's frame, without FCS. */
    int lengthBytes(final int index) {
        return length[index];
    }

    /** Marks the frames of the run that begins. */
    void tag(final int tag) {
        for (int i = 0; i < template.length; i++) {
            Memory.putU16(template[i] + ip + Ipv8Layout.IDENTIFICATION, tag);
            headerSum[i] = InternetChecksum.sum(template[i] + ip, traffic.headerBytes());
            final int udpLength = length[i] - udp;
            udpSum[i] = InternetChecksum.sum(template[i] + udp, udpLength) + (isIpv8
                ? InternetChecksum.pseudoV8(traffic.source().bits(), 0, Protocol.UDP, udpLength)
                : InternetChecksum.pseudoV4(traffic.source().host(), 0, Protocol.UDP, udpLength));
        }
    }

    /**
     * Writes a whole frame.
     * @param frame      where; up to 7 bytes behind the frame are overwritten too.
     * @param index      template.
     * @param flow       number of the flow, 0 to flows - 1.
     * @param sequence   number in the stream.
     * @param stampTicks time stamp counter.
     */
    void write(final long frame, final int index, final long destination, final int flow, final int sequence, final long stampTicks) {
        copy(template[index], frame, length[index]);
        final long packet = frame + ip;
        final long datagram = frame + udp;
        final int sourcePort = Traffic.FIRST_SOURCE_PORT + flow;
        final long addressSum = (destination >>> 32) + (destination & 0xFFFF_FFFFL);
        if (isIpv8) {
            Memory.putU64(packet + Ipv8Layout.DESTINATION, destination);
        } else {
            Memory.putU32(packet + Ipv4Layout.DESTINATION, (int) destination);
        }
        Memory.putU16(packet + Ipv8Layout.CHECKSUM, InternetChecksum.finish(headerSum[index] + addressSum));
        Memory.putU16(datagram + UdpLayout.SOURCE_PORT, sourcePort);
        final long mark = datagram + UdpLayout.LENGTH;
        final long stamp = stampTicks & STAMP_MASK;
        Memory.putU32(mark + SEQUENCE, sequence);
        Memory.putU48(mark + STAMP, stamp);
        final int checksum = InternetChecksum.finish(udpSum[index] + addressSum + sourcePort + (sequence & 0xFFFF_FFFFL)
            + (stamp >>> 32) + (stamp & 0xFFFF_FFFFL));
        // RFC 768: a computed 0 is sent as all ones, because 0 says that there is no checksum.
        Memory.putU16(datagram + UdpLayout.CHECKSUM, checksum == 0 ? 0xFFFF : checksum);
    }

    @Override
    public void close() {
        Memory.free(memory);
    }

    private static void copy(final long from, final long to, final int bytes) {
        if (bytes > LOOP_COPY_BYTES) {
            Memory.copy(from, to, bytes);
            return;
        }
        for (int i = 0; i < bytes; i += Long.BYTES) {
            Memory.putNativeLong(to + i, Memory.nativeLong(from + i));
        }
    }

    private void fill(final long frame, final int frameLength) {
        EthernetLayout.write(frame, traffic.destinationMac(), traffic.sourceMac(), traffic.type());
        final long packet = frame + ip;
        Memory.putU8(packet + Ipv8Layout.VERSION_AND_IHL, traffic.version() << 4 | traffic.headerBytes() / Integer.BYTES);
        Memory.putU16(packet + Ipv8Layout.TOTAL_LENGTH, frameLength - ETHERNET);
        Memory.putU8(packet + Ipv8Layout.TTL, traffic.ttl());
        Memory.putU8(packet + Ipv8Layout.PROTOCOL, Protocol.UDP);
        if (isIpv8) {
            Memory.putU64(packet + Ipv8Layout.SOURCE, traffic.source().bits());
        } else {
            Memory.putU32(packet + Ipv4Layout.SOURCE, traffic.source().host());
        }
        Memory.putU16(frame + udp + UdpLayout.DESTINATION_PORT, Traffic.DESTINATION_PORT);
        Memory.putU16(frame + udp + UdpLayout.UDP_LENGTH, frameLength - udp);
        for (int i = udp + UdpLayout.LENGTH + MARK_BYTES; i < frameLength; i++) {
            Memory.putU8(frame + i, i);
        }
    }
}
