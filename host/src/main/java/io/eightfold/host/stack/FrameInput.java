// SPDX-License-Identifier: Apache-2.0
// Sorts received frames by destination MAC address and EtherType.
package io.eightfold.host.stack;

import io.eightfold.wire.address.MacAddress;
import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.memory.Memory;

/** The first step after the link. Thread: session, the stack's owner. */
final class FrameInput {
    private final int etherType8;
    private final long ownMac;
    private final ArpService arp;
    private final NeighborTable neighbors;
    private final IpInput ip;

    FrameInput(int etherType8, long ownMac, ArpService arp, NeighborTable neighbors, IpInput ip) {
        this.etherType8 = etherType8;
        this.ownMac = ownMac;
        this.arp = arp;
        this.neighbors = neighbors;
        this.ip = ip;
    }

    /** Handles one frame; the result says how it ended. */
    HostCounter receive(long frame, int lengthBytes, boolean checksumPending, long nowNs) {
        if (lengthBytes < EthernetLayout.LENGTH) {
            return HostCounter.FRAME_TOO_SHORT;
        }
        long destinationMac = Memory.u48(frame + EthernetLayout.DST);
        int etherType = Memory.u16(frame + EthernetLayout.TYPE);
        long payload = frame + EthernetLayout.LENGTH;
        int payloadLength = lengthBytes - EthernetLayout.LENGTH;
        boolean isOurs = destinationMac == ownMac;
        if (etherType == EthernetLayout.ARP && (isOurs || destinationMac == MacAddress.BROADCAST)) {
            return arp.receive(payload, payloadLength, neighbors, nowNs);
        }
        // RFC 1122 section 3.3.6: a packet for one host that came by link-layer broadcast is dropped silently.
        if (!isOurs) {
            return HostCounter.NOT_OUR_MAC;
        }
        if (etherType == etherType8) {
            return ip.receive(IpPacket.VERSION_8, payload, payloadLength, checksumPending, nowNs);
        }
        return etherType == EthernetLayout.IPV4
            ? ip.receive(IpPacket.VERSION_4, payload, payloadLength, checksumPending, nowNs)
            : HostCounter.UNKNOWN_ETHERTYPE;
    }
}
