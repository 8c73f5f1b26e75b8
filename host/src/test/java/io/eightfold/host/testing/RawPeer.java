// SPDX-License-Identifier: Apache-2.0
// The other end of a link, played by a test frame by frame.
package io.eightfold.host.testing;

import io.eightfold.host.link.RawLink;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.MacAddress;
import io.eightfold.wire.header.ArpLayout;
import io.eightfold.wire.header.ArpView;
import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.header.Ipv4View;
import io.eightfold.wire.header.Ipv8View;
import io.eightfold.wire.memory.Memory;

/** Reads and writes frames; the last one read stays at {@link #frame()}. */
public final class RawPeer implements AutoCloseable {
    private static final int CAPACITY_BYTES = 70_000;

    private final RawLink link;
    private final long hostMac;
    private final long received = Memory.allocate(CAPACITY_BYTES);
    private final long sent = Memory.allocate(CAPACITY_BYTES);

    public RawPeer(RawLink link, long hostMac) {
        this.link = link;
        this.hostMac = hostMac;
    }

    /** Takes the next frame; its length, or 0. */
    public int next() {
        return link.receive(received, CAPACITY_BYTES, 0);
    }

    public long frame() {
        return received;
    }

    public int etherType() {
        return Memory.u16(received + EthernetLayout.TYPE);
    }

    /** First byte behind the Ethernet header of the last frame read. */
    public long payload() {
        return received + EthernetLayout.LENGTH;
    }

    /** Where the payload of the next frame is written. */
    public long toSend() {
        return sent + EthernetLayout.LENGTH;
    }

    public void send(int etherType, int payloadLength) {
        EthernetLayout.write(sent, hostMac, link.mac(), etherType);
        link.send(sent, EthernetLayout.LENGTH + payloadLength);
    }

    /** Sends bytes as a frame, as they are. */
    public void sendRaw(byte[] frame) {
        Memory.fromBytes(frame, sent);
        link.send(sent, frame.length);
    }

    public void broadcastArp8(int operation, Ipv8Address sender, Ipv8Address target) {
        int length = ArpView.writeArp8(toSend(), operation, link.mac(), sender.bits(), 0, target.bits());
        EthernetLayout.write(sent, MacAddress.BROADCAST, link.mac(), EthernetLayout.ARP);
        link.send(sent, EthernetLayout.LENGTH + length);
    }

    public void sendArp8Reply(Ipv8Address sender, Ipv8Address target) {
        send(EthernetLayout.ARP, ArpView.writeArp8(toSend(), ArpLayout.REPLY, link.mac(), sender.bits(), hostMac, target.bits()));
    }

    public void sendArp(int operation, long senderMac, int senderHost, int targetHost) {
        send(EthernetLayout.ARP, ArpView.writeArp(toSend(), operation, senderMac, senderHost, hostMac, targetHost));
    }

    /** Sends a packet with the given payload; {@code flagsAndOffset} as on the wire. */
    public void sendPacket(Ipv8Address source, Ipv8Address destination, int protocol, int id, int flagsAndOffset, int ttl, byte[] payload) {
        if (destination.isIpv4()) {
            Memory.fromBytes(payload, toSend() + 20);
            Ipv4View.write(toSend(), 0, 20 + payload.length, id, flagsAndOffset, ttl, protocol, source.host(), destination.host());
            send(EthernetLayout.IPV4, 20 + payload.length);
        } else {
            Memory.fromBytes(payload, toSend() + 28);
            Ipv8View.write(toSend(), 0, 28 + payload.length, id, flagsAndOffset, ttl, protocol, source.bits(), destination.bits());
            send(EthernetLayout.IPV8, 28 + payload.length);
        }
    }

    @Override
    public void close() {
        Memory.free(received);
        Memory.free(sent);
    }
}
