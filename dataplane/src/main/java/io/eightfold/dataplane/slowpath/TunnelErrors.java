// SPDX-License-Identifier: Apache-2.0
// What the IPv4 transit says about our outer packets, told to who sent what was inside.
package io.eightfold.dataplane.slowpath;

import io.eightfold.dataplane.route.TunnelTable;
import io.eightfold.wire.header.IcmpView;
import io.eightfold.wire.header.Ipv4Layout;
import io.eightfold.wire.header.Ipv8Layout;
import io.eightfold.wire.header.Protocol;
import io.eightfold.wire.memory.Memory;
import io.eightfold.wire.tunnel.TunnelLayout;

/**
 * Reads ICMP errors that quote an outer packet of ours. A report is believed when the quoted packet went from our end to the other end of a tunnel that is there. Path MTUs are kept for
 * the tunnel, so that later packets are answered by ourselves; where the quote reaches far enough, the sender of this one is told at once. Model: RFC 2003 §4 and §5, RFC 1191.
 * <p>Thread: control.
 */
final class TunnelErrors {
    /** RFC 1191 §7.1: what to try when an old router does not say its MTU. */
    private static final int[] PLATEAUS = {32_000, 17_914, 8_166, 4_352, 2_002, 1_492, 1_006, 576};
    private static final int NOTHING = -1;
    /** RFC 792: what is quoted behind a header at least. */
    private static final int QUOTED_BYTES = 8;

    private final int end;
    private final TunnelTable tunnels;
    // of the report at hand
    private long inner;
    private int innerLength;
    private int type;
    private int code;
    private int mtuBytes;

    /** @param end our end, IPv4, not 0 */
    TunnelErrors(final int end, final TunnelTable tunnels) {
        this.end = end;
        this.tunnels = tunnels;
    }

    /**
     * Reads a report.
     * @param icmp for our tunnel end, its checksum good
     * @return whether somebody is to be told: then the accessors say what, about which packet
     */
    boolean read(final IcmpView icmp, final long nowNs) {
        inner = 0;
        final int outerBytes = outerBytes(icmp.quotedAddress(), icmp.quotedLength());
        if (!IcmpView.isError(icmp.type()) || outerBytes == NOTHING) {
            return false;
        }
        translate(icmp, nowNs);
        inner = icmp.quotedAddress() + outerBytes;
        innerLength = icmp.quotedLength() - outerBytes;
        return type != NOTHING && isWholeHeader();
    }

    /** Whether an error quotes a packet of a tunnel, whosever; others, such as those about the TCP of streams, are the kernel's. */
    boolean isAbout(final IcmpView icmp) {
        final long quoted = icmp.quotedAddress();
        return icmp.quotedLength() >= Ipv4Layout.MIN_LENGTH && (Memory.u8(quoted + Ipv4Layout.PROTOCOL) == TunnelLayout.PROTOCOL || isUdp(quoted, icmp.quotedLength()));
    }

    private static boolean isUdp(final long quoted, final int length) {
        final int header = (Memory.u8(quoted) & 0xF) << 2;
        return Memory.u8(quoted + Ipv4Layout.PROTOCOL) == Protocol.UDP && header + QUOTED_BYTES <= length && Memory.u16(quoted + header + 2) == TunnelLayout.UDP_PORT;
    }

    /** The packet that was inside, as far as it was quoted: its whole header at least. */
    long inner() {
        return inner;
    }

    /** Bytes there. */
    int innerLength() {
        return innerLength;
    }

    /** Of the message that is due. */
    int type() {
        return type;
    }

    int code() {
        return code;
    }

    /** The longest IPv8 packet that enters the tunnel, with fragmentation needed; else 0. */
    int mtuBytes() {
        return mtuBytes;
    }

    /** Bytes in front of the IPv8 packet in a quoted outer packet of ours, or {@link #NOTHING}. */
    private int outerBytes(final long quoted, final int length) {
        if (length < Ipv4Layout.MIN_LENGTH || Memory.u8(quoted) >>> 4 != Ipv4Layout.VERSION) {
            return NOTHING;
        }
        final int header = (Memory.u8(quoted) & 0xF) << 2;
        if (header < Ipv4Layout.MIN_LENGTH || header + QUOTED_BYTES > length || Memory.u32(quoted + Ipv4Layout.SOURCE) != end
            || !tunnels.knows(Memory.u32(quoted + Ipv4Layout.DESTINATION))) {
            return NOTHING;
        }
        final int protocol = Memory.u8(quoted + Ipv4Layout.PROTOCOL);
        if (protocol == TunnelLayout.PROTOCOL) {
            return header;
        }
        return isUdp(quoted, length) ? header + TunnelLayout.UDP_BYTES : NOTHING;
    }

    /** RFC 2003 §4: to the sender a tunnel is one link, and what happens in the middle of it means that the host cannot be reached. */
    private void translate(final IcmpView icmp, final long nowNs) {
        type = IcmpView.UNREACHABLE;
        mtuBytes = 0;
        if (icmp.type() == IcmpView.TIME_EXCEEDED) {
            code = IcmpView.HOST_UNREACHABLE;
        } else if (icmp.type() != IcmpView.UNREACHABLE) {
            type = NOTHING;
        } else if (icmp.code() == IcmpView.FRAGMENTATION_NEEDED) {
            code = IcmpView.FRAGMENTATION_NEEDED;
            lowerMtu(icmp.quotedAddress(), icmp.mtu(), nowNs);
        } else {
            code = icmp.code() == IcmpView.NET_UNREACHABLE || icmp.code() == IcmpView.ADMINISTRATIVELY_PROHIBITED ? icmp.code() : IcmpView.HOST_UNREACHABLE;
        }
    }

    private void lowerMtu(final long quoted, final int reportedBytes, final long nowNs) {
        final int sent = Memory.u16(quoted + Ipv4Layout.TOTAL_LENGTH);
        final int bytes = reportedBytes == 0 ? plateauBelow(sent) : reportedBytes;
        // What is said to be too small for a packet no longer than itself is no report of ours.
        mtuBytes = bytes < sent ? tunnels.onPathMtu(Memory.u32(quoted + Ipv4Layout.DESTINATION), bytes, nowNs) : 0;
        if (mtuBytes == 0) {
            type = NOTHING;
        }
    }

    private static int plateauBelow(final int sentBytes) {
        for (final int plateau : PLATEAUS) {
            if (plateau < sentBytes) {
                return plateau;
            }
        }
        return TunnelTable.MIN_PATH_MTU_BYTES;
    }

    private boolean isWholeHeader() {
        return innerLength >= Ipv8Layout.MIN_LENGTH && Memory.u8(inner) >>> 4 == Ipv8Layout.VERSION && (Memory.u8(inner) & 0xF) << 2 >= Ipv8Layout.MIN_LENGTH
            && (Memory.u8(inner) & 0xF) << 2 <= innerLength;
    }
}
