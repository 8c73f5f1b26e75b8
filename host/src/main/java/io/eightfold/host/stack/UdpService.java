// SPDX-License-Identifier: Apache-2.0
// UDP ports of the host, and the echo and discard services.
package io.eightfold.host.stack;

import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.header.HeaderFault;
import io.eightfold.wire.header.Protocol;
import io.eightfold.wire.header.UdpLayout;
import io.eightfold.wire.header.UdpView;
import io.eightfold.wire.memory.Memory;
import java.util.HashMap;
import java.util.Map;

/** Receives and sends UDP (RFC 768) in both versions. Thread: session, the stack's owner. */
final class UdpService {
    /** RFC 862. */
    static final int ECHO_PORT = 7;
    /** RFC 863. */
    static final int DISCARD_PORT = 9;
    private static final int MAX_PORT = 0xFFFF;

    private final UdpView view = new UdpView();
    private final Map<Integer, UdpHandler> handlers = new HashMap<>();
    private final PacketOutput output;
    private final HostCounters counters;

    UdpService(PacketOutput output, HostCounters counters) {
        this.output = output;
        this.counters = counters;
    }

    void bind(int port, UdpHandler handler) {
        checkPort(port);
        if (handlers.putIfAbsent(port, handler) != null) {
            throw new IllegalStateException("UDP port " + port + " is bound already; unbind it first or choose another one");
        }
    }

    void unbind(int port) {
        handlers.remove(port);
    }

    /**
     * Handles one datagram.
     *
     * @param checksumPending whether the checksum was left to hardware and must not be verified
     * @return how its frame ended, or {@code null} if nobody listens on the port
     */
    HostCounter receive(IpPacket packet, boolean checksumPending) {
        if (view.wrap(packet.header().payloadAddress(), packet.header().payloadLength()) != HeaderFault.OK) {
            return HostCounter.UDP_BAD_LENGTH;
        }
        if (!checksumPending && !isChecksumValid(packet)) {
            return HostCounter.UDP_BAD_CHECKSUM;
        }
        if (view.destinationPort() == ECHO_PORT && isServicePort(view.sourcePort()) && handlers.containsKey(ECHO_PORT)) {
            return HostCounter.UDP_ECHO_LOOP;
        }
        UdpHandler handler = handlers.get(view.destinationPort());
        if (handler == null) {
            return null;
        }
        handler.onDatagram(new UdpDatagram(Ipv8Address.ofBits(packet.source()), view.sourcePort(),
            Ipv8Address.ofBits(packet.destination()), view.destinationPort(), view.payloadAddress(), view.payloadLength()));
        return HostCounter.UDP_DELIVERED;
    }

    private boolean isChecksumValid(IpPacket packet) {
        return packet.is8() ? view.isChecksumValidV8(packet.source(), packet.destination())
            : view.isChecksumValidV4((int) packet.source(), (int) packet.destination());
    }

    /** Ports 0 to 19 answer what they get (echo, chargen and the like); echoing to them would never end. */
    private static boolean isServicePort(int port) {
        return port < 20;
    }

    SendResult send(long destination, long source, int sourcePort, int destinationPort, long payload, int payloadLength,
                    SendOptions options, long nowNs) {
        checkPort(sourcePort);
        checkPort(destinationPort);
        int maxBytes = PacketOutput.maxPayloadBytes(destination) - UdpLayout.LENGTH;
        if (payloadLength > maxBytes) {
            throw new IllegalArgumentException("UDP payload of " + payloadLength + " bytes > " + maxBytes + " that a packet can carry; send less");
        }
        long datagram = output.payload();
        Memory.copy(payload, datagram + UdpLayout.LENGTH, payloadLength);
        if (PacketOutput.versionFor(destination) == IpPacket.VERSION_8) {
            UdpView.writeV8(datagram, sourcePort, destinationPort, payloadLength, source, destination);
        } else {
            UdpView.writeV4(datagram, sourcePort, destinationPort, payloadLength, (int) source, (int) destination);
        }
        return output.send(destination, Protocol.UDP, options, UdpLayout.LENGTH + payloadLength, nowNs);
    }

    /** Counts what the discard service throws away. */
    void discard(UdpDatagram datagram) {
        counters.count(HostCounter.DISCARD_DATAGRAMS);
        counters.add(HostCounter.DISCARD_BYTES, datagram.payloadLengthBytes());
    }

    private static void checkPort(int port) {
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("UDP port " + port + " is outside 1 to " + MAX_PORT + "; choose one inside");
        }
    }
}
