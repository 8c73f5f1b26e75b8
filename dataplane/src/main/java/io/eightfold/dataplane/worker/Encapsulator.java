// SPDX-License-Identifier: Apache-2.0
// Puts packets into tunnels.
package io.eightfold.dataplane.worker;

import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.port.PacketBuffer;
import io.eightfold.dataplane.tunnel.TunnelHeader;
import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.header.Ipv8Layout;
import io.eightfold.wire.memory.Memory;
import io.eightfold.wire.tunnel.Encapsulation;
import io.eightfold.wire.tunnel.TunnelLayout;

/** An IPv8 packet in its buffer becomes an IPv4 packet in the same buffer, which grows to the front. Thread: any; the buffer's owner. */
public final class Encapsulator {
    /** Most that is put in front of a packet. */
    static final int MAX_OVERHEAD_BYTES = TunnelLayout.IPV4_BYTES + TunnelLayout.UDP_BYTES;
    private static final int IPV4 = 1;
    private static final int HTTPS_ID = Encapsulation.HTTPS.id();

    private Encapsulator() {
    }

    /** Whether the tunnel of a record is one whose packets a worker can send by itself. */
    public static boolean isDirect(final long record) {
        return Memory.nativeInt(record + NextHopTable.ENCAPSULATION) != HTTPS_ID;
    }

    /**
     * Puts a received packet into the tunnel and addresses its frame to the gateway under it. The packet's TTL is above 1, its length within the record's MTU.
     * @param frame    of the packet, whose buffer has room in front
     * @param underlay record of the gateway, resolved
     * @return the new frame's length in bytes
     */
    static int enterAndAddress(final long mbuf, final long frame, final long record, final long underlay, final long macAndFlags) {
        final long packet = frame + EthernetLayout.LENGTH;
        Rewrite.decrementTtl(packet);
        final int lengthBytes = enter(mbuf, frame, record);
        Rewrite.ethernet(frame - TunnelHeader.overheadBytes(record), underlay, IPV4, macAndFlags);
        return lengthBytes;
    }

    /**
     * Puts a packet into the tunnel as it is; the Ethernet header in front is not filled in.
     * @return the new frame's length in bytes; it begins at {@link PacketBuffer#data}
     */
    public static int enter(final long mbuf, final long frame, final long record) {
        final long packet = frame + EthernetLayout.LENGTH;
        final int total = Memory.u16(packet + Ipv8Layout.TOTAL_LENGTH);
        final int overhead = TunnelHeader.overheadBytes(record);
        TunnelHeader.write(packet - overhead, record, Memory.u8(packet + Ipv8Layout.TOS), total, FlowHash.ipv8(packet));
        final int lengthBytes = EthernetLayout.LENGTH + overhead + total;
        PacketBuffer.grow(mbuf, overhead);
        PacketBuffer.setLength(mbuf, lengthBytes);
        return lengthBytes;
    }
}
