// SPDX-License-Identifier: Apache-2.0
// Answers and sends ARP and ARP8.
package io.eightfold.host.stack;

import io.eightfold.wire.address.MacAddress;
import io.eightfold.wire.header.ArpLayout;
import io.eightfold.wire.header.ArpView;
import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.header.HeaderFault;

/**
 * RFC 826 for both address lengths. Plain ARP speaks of the host part only; ARP8 is answered for the full address and for the host part under
 * ASN 0, since both are ours.
 * <p>Thread: session, the stack's owner.
 */
final class ArpService {
    private final ArpView view = new ArpView();
    private final HostConfig config;
    private final HostRoutes routes;
    private final FrameOutput output;
    private final HostCounters counters;

    ArpService(HostConfig config, HostRoutes routes, FrameOutput output, HostCounters counters) {
        this.config = config;
        this.routes = routes;
        this.output = output;
        this.counters = counters;
    }

    /** Handles one ARP or ARP8 message; the result says how its frame ended. */
    HostCounter receive(long address, int availableBytes, NeighborTable neighbors, long nowNs) {
        switch (view.wrap(address, availableBytes)) {
            case HeaderFault.TOO_SHORT -> { return HostCounter.ARP_TOO_SHORT; }
            case HeaderFault.UNSUPPORTED -> { return HostCounter.ARP_UNSUPPORTED; }
            default -> { }
        }
        long sender = view.senderAddress();
        if (routes.isOwnForm(sender)) {
            return HostCounter.ARP_CONFLICT;
        }
        if (!HostRoutes.isUnicast(sender) || !MacAddress.isUnicast(view.senderMac())) {
            return HostCounter.ARP_BAD_SENDER;
        }
        boolean isForUs = routes.isOwnForm(view.targetAddress());
        boolean learned = learn(sender, isForUs, neighbors, nowNs);
        if (isForUs && view.operation() == ArpLayout.REQUEST) {
            return answer();
        }
        return learned ? HostCounter.ARP_LEARNED : HostCounter.ARP_NOT_FOR_US;
    }

    private boolean learn(long sender, boolean isForUs, NeighborTable neighbors, long nowNs) {
        if (view.kind() == ArpView.ARP8) {
            return neighbors.learnArp8(sender, view.senderMac(), isForUs, nowNs);
        }
        boolean isReply = isForUs && view.operation() == ArpLayout.REPLY;
        return neighbors.learnPlainArp((int) sender, view.senderMac(), isReply, nowNs);
    }

    private HostCounter answer() {
        if (!config.isOwner()) {
            return HostCounter.LEFT_TO_OWNER;
        }
        long toMac = view.senderMac();
        int lengthBytes = view.kind() == ArpView.ARP8
            ? ArpView.writeArp8(output.payload(), ArpLayout.REPLY, output.mac(), view.targetAddress(), toMac, view.senderAddress())
            : ArpView.writeArp(output.payload(), ArpLayout.REPLY, output.mac(), (int) view.targetAddress(), toMac, (int) view.senderAddress());
        output.send(toMac, EthernetLayout.ARP, lengthBytes);
        return HostCounter.ARP_ANSWERED;
    }

    /** Asks for an address, from our own address of the same kind. */
    void sendArp8Probe(long targetBits) {
        broadcastArp8Request(routes.sourceFor(targetBits), targetBits);
        counters.count(HostCounter.PROBES_SENT);
    }

    void sendPlainArpProbe(int targetHost) {
        int ownHost = (int) routes.ownBits();
        int lengthBytes = ArpView.writeArp(output.payload(), ArpLayout.REQUEST, output.mac(), ownHost, 0, targetHost);
        output.send(MacAddress.BROADCAST, EthernetLayout.ARP, lengthBytes);
        counters.count(HostCounter.PROBES_SENT);
    }

    /** Gratuitous ARP8: a request for our own address, which tells every IPv8 neighbor our MAC address and capability. False if it did not leave. */
    boolean announce() {
        return broadcastArp8Request(routes.ownBits(), routes.ownBits());
    }

    private boolean broadcastArp8Request(long senderBits, long targetBits) {
        int lengthBytes = ArpView.writeArp8(output.payload(), ArpLayout.REQUEST, output.mac(), senderBits, 0, targetBits);
        return output.send(MacAddress.BROADCAST, EthernetLayout.ARP, lengthBytes);
    }
}
