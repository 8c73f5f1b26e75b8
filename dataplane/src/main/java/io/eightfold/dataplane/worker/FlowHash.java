// SPDX-License-Identifier: Apache-2.0
// The hash by which a flow keeps to one member of an ECMP group.
package io.eightfold.dataplane.worker;

import io.eightfold.wire.header.Ipv4Layout;
import io.eightfold.wire.header.Ipv8Layout;
import io.eightfold.wire.header.Protocol;
import io.eightfold.wire.memory.Memory;

/** Over addresses, protocol and, for unfragmented TCP and UDP, ports; the same for every packet of a flow. Thread: any. */
public final class FlowHash {
    private static final int TCP_OR_UDP_PORTS = 4;

    private FlowHash() {
    }

    /** Hash of an IPv8 packet whose header was checked. */
    public static int ipv8(final long packet) {
        final long addresses = Memory.nativeLong(packet + Ipv8Layout.SOURCE) * 0x9E3779B97F4A7C15L
            ^ Memory.nativeLong(packet + Ipv8Layout.DESTINATION);
        return finish(addresses, packet);
    }

    /** Hash of an IPv4 packet whose header was checked. */
    public static int ipv4(final long packet) {
        return finish(Memory.nativeLong(packet + Ipv4Layout.SOURCE) * 0x9E3779B97F4A7C15L, packet);
    }

    /** Version, IHL, fragment and protocol fields lie at the same offsets in both versions. */
    private static int finish(final long addresses, final long packet) {
        final int protocol = Memory.u8(packet + Ipv8Layout.PROTOCOL);
        final int headerLength = (Memory.u8(packet) & 0xF) << 2;
        long ports = 0;
        final boolean isFragment = (Memory.u16(packet + Ipv8Layout.FLAGS_AND_OFFSET) & (Ipv8Layout.MF | Ipv8Layout.OFFSET)) != 0;
        if ((protocol == Protocol.TCP || protocol == Protocol.UDP) && !isFragment
            && Memory.u16(packet + Ipv8Layout.TOTAL_LENGTH) >= headerLength + TCP_OR_UDP_PORTS) {
            ports = Memory.nativeInt(packet + headerLength) & 0xFFFF_FFFFL;
        }
        long mixed = (addresses ^ ports << 8 ^ protocol) * 0xD6E8FEB86659FD93L;
        mixed ^= mixed >>> 32;
        mixed *= 0xD6E8FEB86659FD93L;
        return (int) (mixed >>> 32);
    }
}
