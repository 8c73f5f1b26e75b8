// SPDX-License-Identifier: Apache-2.0
// Cuts an IPv8 or IPv4 packet into fragments.
package io.eightfold.wire.fragment;

import io.eightfold.wire.checksum.InternetChecksum;
import io.eightfold.wire.header.Ipv4Layout;
import io.eightfold.wire.header.Ipv8Layout;
import io.eightfold.wire.memory.Memory;

/**
 * Cuts a packet to an MTU (RFC 791 §3.2). Every fragment but the last carries the same number of payload bytes, the largest
 * multiple of 8 that fits behind the <em>original</em> header. Later fragments may have shorter headers, because some
 * options go only into the first; they then come out a little below the MTU, and any fragment can be written without
 * writing those before it.
 * <p>Packets handed in have a header that {@code wrap} found sound. DF is the caller's question.
 * <p>Thread: any; no state, no allocation.
 */
public final class Fragmentation {
    private static final int UNIT_BYTES = 8;

    private Fragmentation() {
    }

    /**
     * Number of fragments for these lengths: 1 when the packet fits the MTU, 0 when the MTU has no room for 8 payload bytes
     * behind the header, so that the packet cannot be cut.
     */
    public static int count(int headerLength, int totalLength, int mtu) {
        if (totalLength <= mtu) {
            return 1;
        }
        final int step = step(headerLength, mtu);
        return step <= 0 ? 0 : (totalLength - headerLength + step - 1) / step;
    }

    /**
     * As {@link #count(int, int, int)}, from the packet itself. Also 0 when the packet is a fragment so far back that the
     * offset of its last piece would not fit its 13 bits; no sender makes such packets in good faith.
     */
    public static int count(long packet, int mtu) {
        final int headerLength = headerLength(packet);
        final int fragments = count(headerLength, totalLength(packet), mtu);
        if (fragments <= 1) {
            return fragments;
        }
        final int lastUnits = payloadOffset(headerLength, mtu, fragments - 1) / UNIT_BYTES;
        return (flagsAndOffset(packet) & Ipv4Layout.OFFSET) + lastUnits > Ipv4Layout.OFFSET ? 0 : fragments;
    }

    /** Payload bytes in every fragment but the last: a multiple of 8, not positive when the MTU is too small. */
    private static int step(int headerLength, int mtu) {
        return mtu - headerLength & -UNIT_BYTES;
    }

    /** Where fragment {@code index} starts in the payload of the packet, in bytes; the packet needs cutting ({@code count > 1}). */
    public static int payloadOffset(int headerLength, int mtu, int index) {
        return index * step(headerLength, mtu);
    }

    /** Payload bytes of fragment {@code index}; the packet needs cutting ({@code count > 1}). */
    public static int payloadLength(int headerLength, int totalLength, int mtu, int index) {
        return Math.min(step(headerLength, mtu), totalLength - headerLength - payloadOffset(headerLength, mtu, index));
    }

    /**
     * Writes one fragment, header and payload. A packet that fits the MTU comes out whole as fragment 0.
     *
     * @param packet first header byte of the packet to cut; it stays as it is
     * @param mtu    bytes that fit a frame of the outgoing link, IP header included
     * @param index  0 to {@link #count(long, int)} - 1
     * @param out    where the fragment goes: at least {@code mtu} bytes, not overlapping the packet
     * @return total length of the fragment in bytes
     */
    public static int writeFragment(long packet, int mtu, int index, long out) {
        final int headerLength = headerLength(packet);
        final int totalLength = totalLength(packet);
        final int fragments = count(packet, mtu);
        assert index >= 0 && index < fragments : "fragment " + index + " of " + fragments;
        if (fragments == 1) {
            Memory.copy(packet, out, totalLength);
            return totalLength;
        }
        final int payloadOffset = payloadOffset(headerLength, mtu, index);
        final int payloadLength = payloadLength(headerLength, totalLength, mtu, index);
        final int outHeaderLength = writeHeader(packet, headerLength, index, out);
        Memory.copy(packet + headerLength + payloadOffset, out + outHeaderLength, payloadLength);

        final int old = flagsAndOffset(packet);
        // Every piece but the last has more to follow; the last one has if the packet was itself not a last fragment.
        final int more = index < fragments - 1 ? Ipv4Layout.MF : old & Ipv4Layout.MF;
        final int units = (old & Ipv4Layout.OFFSET) + payloadOffset / UNIT_BYTES;
        Memory.putU16(out + Ipv4Layout.FLAGS_AND_OFFSET, old & ~(Ipv4Layout.MF | Ipv4Layout.OFFSET) | more | units);
        Memory.putU16(out + Ipv4Layout.TOTAL_LENGTH, outHeaderLength + payloadLength);
        Memory.putU16(out + Ipv4Layout.CHECKSUM, 0);
        Memory.putU16(out + Ipv4Layout.CHECKSUM, InternetChecksum.of(out, outHeaderLength));
        return outHeaderLength + payloadLength;
    }

    /** Copies the header with the options that belong into this fragment; returns its length. */
    private static int writeHeader(long packet, int headerLength, int index, long out) {
        if (index == 0) {
            Memory.copy(packet, out, headerLength);
            return headerLength;
        }
        final int version = Memory.u8(packet) >>> 4;
        final int baseLength = version == Ipv8Layout.VERSION ? Ipv8Layout.MIN_LENGTH : Ipv4Layout.MIN_LENGTH;
        Memory.copy(packet, out, baseLength);
        final int length = baseLength + HeaderOptions.writeCopied(packet + baseLength, headerLength - baseLength, out + baseLength);
        Memory.putU8(out, version << 4 | length >>> 2);
        return length;
    }

    private static int headerLength(long packet) {
        return (Memory.u8(packet) & 0x0F) << 2;
    }

    private static int totalLength(long packet) {
        return Memory.u16(packet + Ipv4Layout.TOTAL_LENGTH);
    }

    private static int flagsAndOffset(long packet) {
        return Memory.u16(packet + Ipv4Layout.FLAGS_AND_OFFSET);
    }
}
