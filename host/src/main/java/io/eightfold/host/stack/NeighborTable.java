// SPDX-License-Identifier: Apache-2.0
// The host's neighbors and the dual probe that finds out which version each understands.
package io.eightfold.host.stack;

import io.eightfold.host.stack.Neighbor.Capability;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Neighbors by the address used as next hop: an IPv8 address, or an IPv4 address as one of ASN 0.
 *
 * <p>Dual probe (specification section 4): ARP8 first, plain ARP 50 ms later if unanswered; the answer decides the capability. An attempt
 * takes 1 s and there are three. An answer to ARP8 that comes after the answer to plain ARP
 * still makes the neighbor {@code IPV8}; plain ARP from another
 * MAC address than a known {@code IPV8} neighbor's makes it unknown again, since the machine behind the address may have been exchanged.
 * <p>Thread: session, the stack's owner.
 */
final class NeighborTable {
    static final int CAPACITY = 1024;
    static final int MAX_ATTEMPTS = 3;
    static final long PLAIN_ARP_DELAY_NS = TimeUnit.MILLISECONDS.toNanos(50);
    static final long ATTEMPT_NS = TimeUnit.SECONDS.toNanos(1);
    static final long LIFETIME_NS = TimeUnit.HOURS.toNanos(4);

    /** What the table asks of the rest of the stack. */
    interface Actions {
        void sendArp8Probe(long targetBits);

        void sendPlainArpProbe(int targetHost);

        /** The neighbor answered; its waiting packets can go. */
        void resolved(Neighbor neighbor, long nowNs);

        /** The neighbor did not answer any attempt; it has left the table. */
        void failed(Neighbor neighbor, long nowNs);
    }

    // In order of first use, so that the oldest entry makes room for a new one.
    private final Map<Long, Neighbor> neighbors = new LinkedHashMap<>();
    private final HostRoutes routes;
    private final Actions actions;
    private final Gateways gateways;
    private int probing;

    NeighborTable(HostRoutes routes, Actions actions) {
        this.routes = routes;
        this.actions = actions;
        this.gateways = routes.gateways();
    }

    /** The entry for a next hop, probing it if nothing valid is known; null if the table is full of neighbors being probed. */
    Neighbor find(long addressBits, long nowNs) {
        Neighbor known = neighbors.get(addressBits);
        if (known != null && (known.isProbing() || !known.isDue(nowNs))) {
            return known;
        }
        if (known != null) {
            neighbors.remove(addressBits);
        }
        Neighbor added = add(addressBits);
        if (added != null) {
            probing++;
            beginAttempt(added, nowNs);
        }
        return added;
    }

    /**
     * Takes in the sender of an ARP8 message.
     *
     * @param isForUs whether it was addressed to us; only then is a sender added that was not known
     * @return whether an entry was added or refreshed
     */
    boolean learnArp8(long senderBits, long senderMac, boolean isForUs, long nowNs) {
        gateways.heard(senderBits, nowNs);
        Neighbor neighbor = neighbors.get(senderBits);
        if (neighbor == null && isForUs && routes.isOnLink(senderBits)) {
            neighbor = add(senderBits);
        }
        if (neighbor == null) {
            return false;
        }
        resolve(neighbor, Capability.IPV8, senderMac, nowNs);
        return true;
    }

    /**
     * Takes in the sender of a plain ARP message: for the entry of the IPv4 address, and for the version-8 address on this link with the
     * same host part.
     *
     * @param isReply whether it answers us; only an answer decides that a probed neighbor is {@code IPV4_ONLY}
     */
    boolean learnPlainArp(int senderHost, long senderMac, boolean isReply, long nowNs) {
        long ipv4Bits = senderHost & 0xFFFF_FFFFL;
        long ipv8Bits = routes.withOwnAsn(ipv4Bits);
        boolean learned = learnPlainArp(neighbors.get(ipv4Bits), senderMac, isReply, nowNs);
        return ipv8Bits == ipv4Bits ? learned : learned | learnPlainArp(neighbors.get(ipv8Bits), senderMac, isReply, nowNs);
    }

    private boolean learnPlainArp(Neighbor neighbor, long senderMac, boolean isReply, long nowNs) {
        if (neighbor == null) {
            return false;
        }
        switch (neighbor.capability()) {
            case UNKNOWN -> {
                if (!isReply || !neighbor.isPlainArpSent()) {
                    return false;
                }
                resolve(neighbor, Capability.IPV4_ONLY, senderMac, nowNs);
            }
            case IPV4_ONLY -> resolve(neighbor, Capability.IPV4_ONLY, senderMac, nowNs);
            case IPV8 -> {
                if (neighbor.mac() != senderMac) {
                    neighbors.remove(neighbor.addressBits());
                }
            }
        }
        return true;
    }

    /** Does what is due: the plain ARP half of a probe, the next attempt, giving up. */
    void onTime(long nowNs) {
        gateways.onTime(nowNs, actions::sendArp8Probe);
        if (probing == 0) {
            return;
        }
        for (Neighbor neighbor : List.copyOf(neighbors.values())) {
            if (neighbor.isProbing() && neighbor.isDue(nowNs)) {
                advance(neighbor, nowNs);
            }
        }
    }

    /** Time to the next thing {@link #onTime} has to do; {@link Long#MAX_VALUE} if there is nothing. */
    long remainingNs(long nowNs) {
        long remainingNs = gateways.remainingNs(nowNs);
        if (probing > 0) {
            for (Neighbor neighbor : neighbors.values()) {
                if (neighbor.isProbing()) {
                    remainingNs = Math.min(remainingNs, neighbor.remainingNs(nowNs));
                }
            }
        }
        return remainingNs;
    }

    /** The gateway for a destination: of two, one that lives. */
    long gatewayFor(long destination) {
        return gateways.choose(destination);
    }

    Collection<Neighbor> entries() {
        return new ArrayList<>(neighbors.values());
    }

    private void advance(Neighbor neighbor, long nowNs) {
        if (!neighbor.isPlainArpSent()) {
            neighbor.plainArpSent(nowNs + ATTEMPT_NS - PLAIN_ARP_DELAY_NS);
            actions.sendPlainArpProbe((int) neighbor.addressBits());
        } else if (neighbor.attempts() < MAX_ATTEMPTS) {
            beginAttempt(neighbor, nowNs);
        } else {
            neighbors.remove(neighbor.addressBits());
            probing--;
            actions.failed(neighbor, nowNs);
        }
    }

    private void beginAttempt(Neighbor neighbor, long nowNs) {
        neighbor.beginAttempt(nowNs + PLAIN_ARP_DELAY_NS);
        actions.sendArp8Probe(neighbor.addressBits());
    }

    private void resolve(Neighbor neighbor, Capability capability, long mac, long nowNs) {
        boolean wasWaiting = neighbor.isProbing() && neighbor.attempts() > 0;
        neighbor.resolved(capability, mac, nowNs + LIFETIME_NS);
        if (wasWaiting) {
            probing--;
            actions.resolved(neighbor, nowNs);
        }
    }

    private Neighbor add(long addressBits) {
        if (neighbors.size() >= CAPACITY && !removeOldestResolved()) {
            return null;
        }
        Neighbor neighbor = new Neighbor(addressBits);
        neighbors.put(addressBits, neighbor);
        return neighbor;
    }

    private boolean removeOldestResolved() {
        for (Iterator<Neighbor> iterator = neighbors.values().iterator(); iterator.hasNext();) {
            if (!iterator.next().isProbing()) {
                iterator.remove();
                return true;
            }
        }
        return false;
    }
}
