// SPDX-License-Identifier: Apache-2.0
// The numbered datagram on the wire.
package io.eightfold.host.probe;

import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.header.Ipv4Layout;
import io.eightfold.wire.header.Ipv4View;
import io.eightfold.wire.header.Ipv8Layout;
import io.eightfold.wire.header.Ipv8View;
import io.eightfold.wire.header.Protocol;
import io.eightfold.wire.header.UdpLayout;
import io.eightfold.wire.header.UdpView;
import io.eightfold.wire.memory.Memory;

/**
 * UDP to the discard port (RFC 863), in IPv8 or, for a destination of ASN 0, in IPv4. The data:
 * <pre>
 *   0  mark, "E8PR" (4 bytes)
 *   4  tag of the stream (4 bytes)
 *   8  number (8 bytes)
 * </pre>
 * Thread: any.
 */
public final class ProbeFrame {
    /** Bytes of the longest probe. */
    public static final int CAPACITY = 128;
    private static final int PORT = 9;
    private static final int TTL = 64;
    private static final int MARK = 0x4538_5052;
    private static final int TAG = 4;
    private static final int NUMBER = 8;
    private static final int DATA_LENGTH = 16;
    /** What {@link #number} returns for a frame that is no probe of the stream. */
    public static final long NONE = -1;

    private ProbeFrame() {
    }

    /**
     * Writes a whole frame of at most {@link #CAPACITY} bytes.
     *
     * @param routerMac   destination MAC
     * @param source      address bits; only the host part is used in IPv4
     * @param destination address bits; ASN 0 makes it IPv4
     * @param number      not negative
     * @return its length
     */
    public static int write(long a, long routerMac, long sourceMac, long source, long destination, int tag, long number) {
        boolean isIpv4 = destination >>> 32 == 0;
        int headerLength = isIpv4 ? Ipv4Layout.MIN_LENGTH : Ipv8Layout.MIN_LENGTH;
        int packetLength = headerLength + UdpLayout.LENGTH + DATA_LENGTH;
        long packet = a + EthernetLayout.LENGTH;
        long datagram = packet + headerLength;
        long data = datagram + UdpLayout.LENGTH;
        EthernetLayout.write(a, routerMac, sourceMac, isIpv4 ? EthernetLayout.IPV4 : EthernetLayout.IPV8);
        Memory.putU32(data, MARK);
        Memory.putU32(data + TAG, tag);
        Memory.putU64(data + NUMBER, number);
        if (isIpv4) {
            UdpView.writeV4(datagram, PORT, PORT, DATA_LENGTH, (int) source, (int) destination);
            Ipv4View.write(packet, 0, packetLength, (int) number & 0xFFFF, 0, TTL, Protocol.UDP, (int) source, (int) destination);
        } else {
            UdpView.writeV8(datagram, PORT, PORT, DATA_LENGTH, source, destination);
            Ipv8View.write(packet, 0, packetLength, (int) number & 0xFFFF, 0, TTL, Protocol.UDP, source, destination);
        }
        int length = EthernetLayout.LENGTH + packetLength;
        int padding = Math.max(0, EthernetLayout.MIN_FRAME_LENGTH - length);
        if (padding > 0) {
            Memory.fill(a + length, padding, 0);
        }
        return length + padding;
    }

    /** The number of a probe of this stream, or {@link #NONE} for every other frame. */
    public static long number(long a, int lengthBytes, int tag) {
        // A router hands an IPv4 probe on without its padding, below the minimum of a wire.
        if (lengthBytes < EthernetLayout.LENGTH + Ipv4Layout.MIN_LENGTH) {
            return NONE;
        }
        int type = Memory.u16(a + EthernetLayout.TYPE);
        boolean isIpv4 = type == EthernetLayout.IPV4;
        if (!isIpv4 && type != EthernetLayout.IPV8) {
            return NONE;
        }
        // Options are never sent, so the place of the data is known; a frame with any has another mark there.
        int dataAt = EthernetLayout.LENGTH + (isIpv4 ? Ipv4Layout.MIN_LENGTH : Ipv8Layout.MIN_LENGTH) + UdpLayout.LENGTH;
        boolean isOurs = lengthBytes >= dataAt + DATA_LENGTH && Memory.u8(a + EthernetLayout.LENGTH + Ipv4Layout.PROTOCOL) == Protocol.UDP
            && Memory.u32(a + dataAt) == MARK && Memory.u32(a + dataAt + TAG) == tag;
        return isOurs ? Memory.u64(a + dataAt + NUMBER) : NONE;
    }
}
