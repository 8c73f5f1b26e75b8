// SPDX-License-Identifier: Apache-2.0
// Puts the outer header of a tunnel in front of an IPv8 packet.
package io.eightfold.dataplane.tunnel;

import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.wire.header.Protocol;
import io.eightfold.wire.memory.Memory;
import io.eightfold.wire.tunnel.Encapsulation;
import io.eightfold.wire.tunnel.TunnelLayout;

/** Writes {@link TunnelLayout} with few stores, on native little-endian words. Thread: any. */
public final class TunnelHeader {
    /** Version 4, five words. */
    private static final int FIRST_BYTE = 0x45;
    /** DF, as the two bytes lie in memory. */
    private static final int DONT_FRAGMENT = 0x0040;
    private static final int UDP_ID = Encapsulation.UDP.id();

    private TunnelHeader() {
    }

    /** Sum of the outer header's words but length and type of service: what is the same for every packet of a tunnel. */
    public static int sumOf(final int local, final int remote, final Encapsulation encapsulation) {
        return FIRST_BYTE + DONT_FRAGMENT + (TunnelLayout.TTL | protocol(encapsulation) << 8) + halves(Integer.reverseBytes(local)) + halves(Integer.reverseBytes(remote));
    }

    /** Bytes that {@link #write} puts in front. */
    public static int overheadBytes(final long record) {
        return Memory.nativeInt(record + NextHopTable.ENCAPSULATION) == UDP_ID ? TunnelLayout.IPV4_BYTES + TunnelLayout.UDP_BYTES : TunnelLayout.IPV4_BYTES;
    }

    /**
     * Writes the outer header.
     * @param outer        where it begins: {@link #overheadBytes} before the IPv8 packet
     * @param record       of the tunnel
     * @param tos          of the packet inside: class and congestion marks go along (RFC 2983 §4.1, RFC 6040 §4.1)
     * @param lengthBytes  of the IPv8 packet
     * @param flowHash     of the packet inside: flows stay apart where UDP is spread
     */
    public static void write(final long outer, final long record, final int tos, final int lengthBytes, final int flowHash) {
        final boolean isUdp = Memory.nativeInt(record + NextHopTable.ENCAPSULATION) == UDP_ID;
        final int protocol = isUdp ? Protocol.UDP : TunnelLayout.PROTOCOL;
        final int total = lengthBytes + (isUdp ? TunnelLayout.IPV4_BYTES + TunnelLayout.UDP_BYTES : TunnelLayout.IPV4_BYTES);
        final int length = Short.reverseBytes((short) total) & 0xFFFF;
        final int sum = Memory.nativeInt(record + NextHopTable.OUTER_SUM) + (tos << 8) + length;
        final int once = (sum & 0xFFFF) + (sum >>> 16);
        final int checksum = ~(once + (once >>> 16)) & 0xFFFF;
        Memory.putNativeLong(outer, FIRST_BYTE | tos << 8 | (long) length << 16 | (long) DONT_FRAGMENT << 48);
        Memory.putNativeLong(outer + 8, TunnelLayout.TTL | protocol << 8 | (long) checksum << 16 | Memory.nativeInt(record + NextHopTable.TUNNEL_LOCAL) * 1L << 32);
        Memory.putNativeInt(outer + 16, Memory.nativeInt(record + NextHopTable.TUNNEL_REMOTE));
        if (isUdp) {
            writeUdp(outer + TunnelLayout.IPV4_BYTES, lengthBytes + TunnelLayout.UDP_BYTES, flowHash);
        }
    }

    private static void writeUdp(final long udp, final int lengthBytes, final int flowHash) {
        Memory.putU16(udp, TunnelLayout.SOURCE_PORT_MIN + (flowHash & TunnelLayout.SOURCE_PORTS - 1));
        Memory.putU16(udp + 2, TunnelLayout.UDP_PORT);
        Memory.putU16(udp + 4, lengthBytes);
        Memory.putU16(udp + 6, 0);
    }

    private static int protocol(final Encapsulation encapsulation) {
        return encapsulation == Encapsulation.UDP ? Protocol.UDP : TunnelLayout.PROTOCOL;
    }

    private static int halves(final int word) {
        return (word & 0xFFFF) + (word >>> 16);
    }
}
