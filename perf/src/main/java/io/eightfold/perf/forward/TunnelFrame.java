// SPDX-License-Identifier: Apache-2.0
// Frames with an IPv8 packet inside IPv4, made without the router's code.
package io.eightfold.perf.forward;

import io.eightfold.dataplane.worker.FlowHash;
import io.eightfold.wire.memory.Memory;
import io.eightfold.wire.tunnel.Encapsulation;
import java.nio.ByteBuffer;

/** What a tunnel makes of a frame, computed with byte buffers from the description in spec section 5. Thread: any. */
final class TunnelFrame {
    private static final int ETHERNET_BYTES = 14;
    private static final int IPV4_BYTES = 20;
    private static final int UDP_BYTES = 8;
    private static final int TTL = 64;

    private TunnelFrame() {
    }

    /** The frame with an outer header between its Ethernet header and its IPv8 packet. */
    static byte[] around(final byte[] frame, final Encapsulation encapsulation, final int from, final int to) {
        final boolean isUdp = encapsulation == Encapsulation.UDP;
        final int packetBytes = frame.length - ETHERNET_BYTES;
        final int total = IPV4_BYTES + (isUdp ? UDP_BYTES : 0) + packetBytes;
        final ByteBuffer outer = ByteBuffer.allocate(ETHERNET_BYTES + total);
        outer.put(frame, 0, ETHERNET_BYTES - 2).putShort((short) 0x0800);
        outer.put((byte) 0x45).put(frame[ETHERNET_BYTES + 1]).putShort((short) total).putShort((short) 0).putShort((short) 0x4000).put((byte) TTL)
            .put((byte) (isUdp ? 17 : 253)).putShort((short) 0).putInt(from).putInt(to);
        if (isUdp) {
            outer.putShort((short) sourcePort(frame)).putShort((short) 8418).putShort((short) (UDP_BYTES + packetBytes)).putShort((short) 0);
        }
        outer.put(frame, ETHERNET_BYTES, packetBytes);
        outer.putShort(ETHERNET_BYTES + 10, (short) checksum(outer));
        return outer.array();
    }

    /** By which flows are told apart: the router's own choice, so it is asked. */
    private static int sourcePort(final byte[] frame) {
        final long packet = Memory.allocate(frame.length);
        Memory.fromBytes(frame, packet);
        final int hash = FlowHash.ipv8(packet + ETHERNET_BYTES);
        Memory.free(packet);
        return 49_152 + (hash & 16_383);
    }

    private static int checksum(final ByteBuffer frame) {
        int sum = 0;
        for (int i = 0; i < IPV4_BYTES; i += 2) {
            sum += frame.getShort(ETHERNET_BYTES + i) & 0xFFFF;
        }
        sum = (sum & 0xFFFF) + (sum >>> 16);
        return ~((sum & 0xFFFF) + (sum >>> 16)) & 0xFFFF;
    }
}
