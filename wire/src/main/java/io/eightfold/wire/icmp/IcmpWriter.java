// SPDX-License-Identifier: Apache-2.0
// Writes complete ICMPv8 and ICMP packets: errors and echoes.
package io.eightfold.wire.icmp;

import io.eightfold.wire.header.IcmpLayout;
import io.eightfold.wire.header.IcmpView;
import io.eightfold.wire.header.Ipv4Layout;
import io.eightfold.wire.header.Ipv4View;
import io.eightfold.wire.header.Ipv8Layout;
import io.eightfold.wire.header.Ipv8View;
import io.eightfold.wire.header.Protocol;
import io.eightfold.wire.memory.Memory;

/**
 * Lays out whole packets, IP header first, checksums included. Every method returns the total length in bytes.
 * <p>Thread: any; no state, no allocation. The caller's buffer is large enough: {@link #MAX_ERROR_LENGTH} for errors, header,
 * 8 bytes and payload for echoes.
 */
public final class IcmpWriter {
    /** An error packet is never longer, header included (RFC 1812 §4.3.2.3). */
    public static final int MAX_ERROR_LENGTH = 576;
    /** TTL of errors. */
    public static final int ERROR_TTL = 64;
    /** Type of service of errors: precedence 6, internetwork control (RFC 1812 §4.3.2.5). */
    public static final int ERROR_TOS = 0xC0;

    private IcmpWriter() {
    }

    /**
     * Writes an ICMPv8 error that quotes the offender: as much of it as fits, header first.
     * <p>The identification is the offender's own, so that errors about different packets differ in it. The quote may overlap
     * the buffer: an offender can be turned into its own error, as long as {@code a} is not behind it.
     *
     * @param a            where the IPv8 header goes
     * @param src          own address, the error's source
     * @param dst          the offender's source
     * @param type         e.g. {@link IcmpView#TIME_EXCEEDED}
     * @param code         within the type
     * @param rest         the second word, e.g. the next hop's MTU for fragmentation needed, else 0
     * @param quoted       the offender's first header byte
     * @param quotedLength bytes there, at least its header; its total length, without link padding
     * @return total length, at most {@link #MAX_ERROR_LENGTH}
     */
    public static int writeErrorV8(long a, long src, long dst, int type, int code, int rest, long quoted, int quotedLength) {
        final int id = Memory.u16(quoted + Ipv8Layout.IDENTIFICATION);
        final int message = writeQuote(a + Ipv8Layout.MIN_LENGTH, type, code, rest, quoted, quotedLength,
            MAX_ERROR_LENGTH - Ipv8Layout.MIN_LENGTH);
        final int totalLength = Ipv8Layout.MIN_LENGTH + message;
        Ipv8View.write(a, ERROR_TOS, totalLength, id, 0, ERROR_TTL, Protocol.ICMP, src, dst);
        return totalLength;
    }

    /** As {@link #writeErrorV8} for an ICMP error about an IPv4 packet. */
    public static int writeErrorV4(long a, int src, int dst, int type, int code, int rest, long quoted, int quotedLength) {
        final int id = Memory.u16(quoted + Ipv4Layout.IDENTIFICATION);
        final int message = writeQuote(a + Ipv4Layout.MIN_LENGTH, type, code, rest, quoted, quotedLength,
            MAX_ERROR_LENGTH - Ipv4Layout.MIN_LENGTH);
        final int totalLength = Ipv4Layout.MIN_LENGTH + message;
        Ipv4View.write(a, ERROR_TOS, totalLength, id, 0, ERROR_TTL, Protocol.ICMP, src, dst);
        return totalLength;
    }

    /** Writes the message and returns its length. The quote goes first, since the rest may overwrite where it came from. */
    private static int writeQuote(long a, int type, int code, int rest, long quoted, int quotedLength, int capacity) {
        final int length = IcmpLayout.LENGTH + Math.min(quotedLength, capacity - IcmpLayout.LENGTH);
        Memory.copy(quoted, a + IcmpLayout.LENGTH, length - IcmpLayout.LENGTH);
        IcmpView.write(a, type, code, rest, length);
        return length;
    }

    /**
     * Writes an ICMPv8 echo request or reply with a copy of the payload.
     * <p>DF is clear; {@link Ipv8View#flagsAndOffset(int)} sets it afterwards where it is wanted.
     *
     * @param a             where the IPv8 header goes
     * @param reply         reply rather than request
     * @param id            identifier, tells programs apart
     * @param seq           sequence number
     * @param payload       address of the data; may be where it belongs already
     * @param payloadLength bytes of data
     * @return total length
     */
    public static int writeEchoV8(long a, boolean reply, long src, long dst, int ttl, int id, int seq, long payload,
                                  int payloadLength) {
        final int totalLength = Ipv8Layout.MIN_LENGTH + writeEcho(a + Ipv8Layout.MIN_LENGTH, reply, id, seq, payload, payloadLength);
        Ipv8View.write(a, 0, totalLength, identification(id, seq), 0, ttl, Protocol.ICMP, src, dst);
        return totalLength;
    }

    /** As {@link #writeEchoV8} for ICMP in IPv4. */
    public static int writeEchoV4(long a, boolean reply, int src, int dst, int ttl, int id, int seq, long payload,
                                  int payloadLength) {
        final int totalLength = Ipv4Layout.MIN_LENGTH + writeEcho(a + Ipv4Layout.MIN_LENGTH, reply, id, seq, payload, payloadLength);
        Ipv4View.write(a, 0, totalLength, identification(id, seq), 0, ttl, Protocol.ICMP, src, dst);
        return totalLength;
    }

    private static int writeEcho(long a, boolean reply, int id, int seq, long payload, int payloadLength) {
        Memory.copy(payload, a + IcmpLayout.LENGTH, payloadLength);
        final int type = reply ? IcmpView.ECHO_REPLY : IcmpView.ECHO_REQUEST;
        final int length = IcmpLayout.LENGTH + payloadLength;
        IcmpView.write(a, type, 0, id << 16 | seq & 0xFFFF, length);
        return length;
    }

    /** Differs from one sequence number to the next and between programs, so that their fragments are not mixed up. */
    private static int identification(int id, int seq) {
        return id * 31 + seq & 0xFFFF;
    }

    /**
     * True when an ICMPv8 error may be sent about this packet (RFC 1122 §3.2.2, RFC 1812 §4.3.2.7): it is not an ICMP error
     * itself, not a fragment past the first, not to multicast or broadcast, and its source is a single host. What only the
     * interface can tell (directed broadcast, link-layer broadcast) is the caller's to check.
     *
     * @param packet first header byte
     * @param length bytes there; a packet too short to decide may not cause an error
     */
    public static boolean mayCauseErrorV8(long packet, int length) {
        return IcmpErrors.mayCauseV8(packet, length);
    }

    /** As {@link #mayCauseErrorV8} for an IPv4 packet. */
    public static boolean mayCauseErrorV4(long packet, int length) {
        return IcmpErrors.mayCauseV4(packet, length);
    }
}
