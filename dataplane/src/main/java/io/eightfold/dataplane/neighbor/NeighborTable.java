// SPDX-License-Identifier: Apache-2.0
// Finds, keeps and forgets neighbours.
package io.eightfold.dataplane.neighbor;

import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.neighbor.Neighbor.Capability;
import io.eightfold.dataplane.neighbor.Neighbor.State;
import io.eightfold.dataplane.neighbor.Neighbor.Waiting;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The dual probe of draft section 2: an unknown neighbour is asked by ARP8, and by plain ARP {@code arpFallbackNs} later when it did not
 * answer. The answer decides its {@link Capability}; an ARP8 answer always wins over a plain one. On a port without IPv8 only ARP is used.
 *
 * <p>Each neighbour has a next-hop record and a host route to it, so that workers reach it by the ordinary lookup; while it is not usable
 * the record is special and its packets come here, where a few wait. A removed record is used again only when every worker has passed
 * a turn.
 *
 * <p>Thread: control, its owner. Time is an argument, so that tests turn the clock.
 */
public final class NeighborTable {
    private static final int HOST_LENGTH_BITS = Ipv8Prefix.MAX_LENGTH_BITS;

    /** What the table wants done. */
    public interface Actions {
        /** Send an ARP8 request for {@code address}; to {@code mac}, or to all when that is 0. */
        void probeArp8(int port, long address, long mac);

        /** Send an ARP request for the host part of {@code address}; to {@code mac}, or to all when that is 0. */
        void probeArp(int port, long address, long mac);

        /** The packet's neighbour is usable now: send it. */
        void release(long mbuf, long data, int lengthBytes, int record);

        /** The packet ends here. Says whether the source deserves host unreachable. */
        void discard(long mbuf, long data, int lengthBytes, DropReason reason, boolean isSourceTold);

        /** Number of turns each worker has made. */
        long workerTurns(int worker);
    }

    /** A neighbour as the operator sees it. Ages and times in ms. */
    public record View(String port, Ipv8Address address, long mac, String capability, String state, long ageMs, int waiting, boolean isGateway) {
    }

    private record Limbo(int record, long[] turns) {
    }

    private final List<RouterPort> ports;
    private final Fib fib;
    private final NextHopTable nextHops;
    private final NeighborSettings settings;
    private final Actions actions;
    private final int workers;
    private final List<Long2ObjectHashMap<Neighbor>> byAddress = new ArrayList<>();
    private final Int2ObjectHashMap<Neighbor> byRecord = new Int2ObjectHashMap<>();
    private final List<Neighbor> searching = new ArrayList<>();
    private final ArrayDeque<Limbo> limbo = new ArrayDeque<>();
    private long nextSweepNs;

    public NeighborTable(final List<RouterPort> ports, final Fib fib, final NextHopTable nextHops, final NeighborSettings settings,
                         final Actions actions, final int workers) {
        this.ports = List.copyOf(ports);
        this.fib = fib;
        this.nextHops = nextHops;
        this.settings = settings;
        this.actions = actions;
        this.workers = workers;
        ports.forEach(p -> byAddress.add(new Long2ObjectHashMap<>()));
    }

    /**
     * The record of a gateway, which is kept for good and looked for at once.
     * @return -1 when no record is free.
     */
    public int gateway(final int port, final long address, final long nowNs) {
        Neighbor neighbor = byAddress.get(port).get(address);
        if (neighbor == null) {
            neighbor = create(port, address);
            if (neighbor == null) {
                return -1;
            }
            search(neighbor, State.INCOMPLETE, nowNs);
        }
        neighbor.isGateway = true;
        return neighbor.record;
    }

    /** A packet whose next hop is the neighbour of this record, which was not usable when a worker looked. */
    public void sendByRecord(final int record, final long mbuf, final long data, final int lengthBytes, final long nowNs) {
        final Neighbor neighbor = byRecord.get(record);
        if (neighbor == null) {
            actions.discard(mbuf, data, lengthBytes, DropReason.NEIGHBOR_UNRESOLVED, false);
            return;
        }
        send(neighbor, mbuf, data, lengthBytes, nowNs);
    }

    /** A packet for a station on a connected prefix of the port that has no record yet. */
    public void sendToConnected(final int port, final long address, final long mbuf, final long data, final int lengthBytes, final long nowNs) {
        Neighbor neighbor = byAddress.get(port).get(address);
        if (neighbor == null) {
            neighbor = byRecord.size() < settings.limit() ? create(port, address) : null;
            if (neighbor == null) {
                actions.discard(mbuf, data, lengthBytes, DropReason.NEIGHBOR_TABLE_FULL, true);
                return;
            }
            search(neighbor, State.INCOMPLETE, nowNs);
        }
        send(neighbor, mbuf, data, lengthBytes, nowNs);
    }

    /**
     * Somebody said where an address is.
     * @param isArp8    by ARP8, which proves version 8.
     * @param mayCreate it was said to us (a request for or an answer to us), so it is worth keeping (RFC 826).
     */
    public void onHeard(final int port, final long address, final long mac, final boolean isArp8, final boolean mayCreate, final long nowNs) {
        Neighbor neighbor = byAddress.get(port).get(address);
        if (neighbor == null && mayCreate && byRecord.size() < settings.limit() && isGleaned(port, address)) {
            neighbor = create(port, address);
        }
        if (neighbor != null) {
            answered(neighbor, mac, isArp8, nowNs);
        }
        if (!isArp8) {
            answerForIpv8Searches(port, (int) address, mac, nowNs);
        }
    }

    /** Sends what is due. Call often; {@code nowNs} must not go back. */
    public void tick(final long nowNs) {
        for (int i = searching.size() - 1; i >= 0; i--) {
            final Neighbor neighbor = searching.get(i);
            if (!neighbor.isSearching()) {
                searching.remove(i);
            } else if (neighbor.deadlineNs - nowNs <= 0) {
                advance(neighbor, nowNs);
            }
        }
        if (nextSweepNs - nowNs <= 0) {
            sweep(nowNs);
            nextSweepNs = nowNs + settings.arpFallbackNs();
        }
        reuseRecords();
    }

    /** Ends every waiting packet. */
    public void close() {
        for (final Neighbor neighbor : byRecord.values()) {
            discardQueue(neighbor, DropReason.SHUTDOWN, false);
        }
    }

    /** Neighbours in all. */
    public int size() {
        return byRecord.size();
    }

    /** All neighbours, by port. */
    public List<View> view(final long nowNs) {
        final List<View> views = new ArrayList<>();
        for (int port = 0; port < byAddress.size(); port++) {
            for (final Neighbor n : byAddress.get(port).values()) {
                final long ageMs = n.isUsable() ? (nowNs - n.answeredNs) / 1_000_000 : 0;
                views.add(new View(ports.get(port).name(), Ipv8Address.ofBits(n.address), n.mac, n.capability.label(), n.state.label(), ageMs,
                    n.queue.size(), n.isGateway));
            }
        }
        return views;
    }

    private void send(final Neighbor neighbor, final long mbuf, final long data, final int lengthBytes, final long nowNs) {
        if (neighbor.isUsable()) {
            actions.release(mbuf, data, lengthBytes, neighbor.record);
            return;
        }
        if (neighbor.state == State.FAILED) {
            if (neighbor.deadlineNs - nowNs > 0) {
                actions.discard(mbuf, data, lengthBytes, DropReason.NEIGHBOR_UNRESOLVED, true);
                return;
            }
            search(neighbor, State.INCOMPLETE, nowNs);
        }
        if (neighbor.queue.size() >= settings.queuePackets()) {
            // The oldest goes, as in Linux: a retransmission is more use than what it repeats.
            final Waiting oldest = neighbor.queue.poll();
            if (oldest != null) {
                actions.discard(oldest.mbuf(), oldest.data(), oldest.lengthBytes(), DropReason.NEIGHBOR_QUEUE_FULL, false);
            }
        }
        neighbor.queue.add(new Waiting(mbuf, data, lengthBytes));
    }

    /**
     * Whether packets for the address would be resolved on this port. Nobody may take over an address that has another meaning here, such
     * as a broadcast address or one with a route of its own, by naming it in an ARP.
     */
    private boolean isGleaned(final int port, final long address) {
        final int hop = fib.lookup(address);
        return ports.get(port).isOnLink(address) && hop >= 0 && hop < Fib.GROUP_BIT && nextHops.type(hop) == NextHopTable.TYPE_GLEAN
            && nextHops.port(hop) == port;
    }

    private Neighbor create(final int port, final long address) {
        final RouterPort routerPort = ports.get(port);
        final int record = nextHops.addNeighbor(port, routerPort.mtuBytes(), routerPort.mac(), routerPort.etherType());
        if (record < 0) {
            return null;
        }
        final Neighbor neighbor = new Neighbor(port, address, record);
        byAddress.get(port).put(address, neighbor);
        byRecord.put(record, neighbor);
        fib.put(new Ipv8Prefix(Ipv8Address.ofBits(address), HOST_LENGTH_BITS), record);
        return neighbor;
    }

    private void search(final Neighbor neighbor, final State state, final long nowNs) {
        neighbor.state = state;
        neighbor.attempts = 0;
        neighbor.isArp8Answered = false;
        if (!searching.contains(neighbor)) {
            searching.add(neighbor);
        }
        attempt(neighbor, nowNs);
    }

    private void attempt(final Neighbor neighbor, final long nowNs) {
        neighbor.attempts++;
        // Asking again starts at the known MAC, so that a refresh disturbs nobody else (RFC 1122 §2.3.2.1).
        final long mac = neighbor.state == State.PROBE && neighbor.attempts == 1 ? neighbor.mac : 0;
        if (ports.get(neighbor.port).hasIpv8()) {
            neighbor.isArpSent = false;
            actions.probeArp8(neighbor.port, neighbor.address, mac);
            neighbor.deadlineNs = nowNs + settings.arpFallbackNs();
        } else {
            neighbor.isArpSent = true;
            actions.probeArp(neighbor.port, neighbor.address, mac);
            neighbor.deadlineNs = nowNs + settings.retryNs();
        }
    }

    private void advance(final Neighbor neighbor, final long nowNs) {
        if (!neighbor.isArpSent) {
            neighbor.isArpSent = true;
            final long mac = neighbor.state == State.PROBE && neighbor.attempts == 1 ? neighbor.mac : 0;
            actions.probeArp(neighbor.port, neighbor.address, mac);
            neighbor.deadlineNs = nowNs + settings.retryNs() - settings.arpFallbackNs();
        } else if (neighbor.attempts < settings.attempts()) {
            attempt(neighbor, nowNs);
        } else {
            fail(neighbor, nowNs);
        }
    }

    private void fail(final Neighbor neighbor, final long nowNs) {
        neighbor.state = State.FAILED;
        neighbor.capability = Capability.UNKNOWN;
        neighbor.mac = 0;
        neighbor.deadlineNs = nowNs + settings.failedHoldNs();
        nextHops.unresolve(neighbor.record);
        discardQueue(neighbor, DropReason.NEIGHBOR_UNRESOLVED, true);
    }

    private void discardQueue(final Neighbor neighbor, final DropReason reason, final boolean isSourceTold) {
        Waiting waiting;
        while ((waiting = neighbor.queue.poll()) != null) {
            actions.discard(waiting.mbuf(), waiting.data(), waiting.lengthBytes(), reason, isSourceTold);
        }
    }

    private void answered(final Neighbor neighbor, final long mac, final boolean isArp8, final long nowNs) {
        // Before plain ARP was sent, a plain ARP is not an answer: it does not show that ARP8 goes unanswered.
        final boolean isKnownIpv8 = neighbor.capability == Capability.IPV8
            && (neighbor.isArp8Answered || !neighbor.isSearching() || !neighbor.isArpSent);
        if (!isArp8 && isKnownIpv8 && neighbor.isUsable() && neighbor.mac == mac) {
            return;
        }
        neighbor.capability = isArp8 || isKnownIpv8 && neighbor.mac == mac ? Capability.IPV8 : Capability.IPV4_ONLY;
        neighbor.isArp8Answered = isArp8;
        neighbor.mac = mac;
        neighbor.state = State.REACHABLE;
        neighbor.answeredNs = nowNs;
        neighbor.deadlineNs = nowNs + settings.lifetimeNs();
        nextHops.resolve(neighbor.record, mac, neighbor.capability == Capability.IPV4_ONLY);
        Waiting waiting;
        while ((waiting = neighbor.queue.poll()) != null) {
            actions.release(waiting.mbuf(), waiting.data(), waiting.lengthBytes(), neighbor.record);
        }
    }

    /** A plain ARP answer names no ASN: it answers every search on the port that fell back to ARP for this host part. */
    private void answerForIpv8Searches(final int port, final int host, final long mac, final long nowNs) {
        for (int i = searching.size() - 1; i >= 0; i--) {
            final Neighbor neighbor = searching.get(i);
            if (neighbor.port == port && !neighbor.isIpv4() && (int) neighbor.address == host && neighbor.isSearching() && neighbor.isArpSent) {
                answered(neighbor, mac, false, nowNs);
            }
        }
    }

    private void sweep(final long nowNs) {
        for (final Long2ObjectHashMap<Neighbor> ofPort : byAddress) {
            final Iterator<Neighbor> neighbors = ofPort.values().iterator();
            while (neighbors.hasNext()) {
                final Neighbor neighbor = neighbors.next();
                if (neighbor.deadlineNs - nowNs > 0 || neighbor.isSearching()) {
                    continue;
                }
                if (neighbor.state == State.REACHABLE) {
                    search(neighbor, State.PROBE, nowNs);
                } else if (!neighbor.isGateway) {
                    neighbors.remove();
                    remove(neighbor);
                }
            }
        }
    }

    private void remove(final Neighbor neighbor) {
        byRecord.remove(neighbor.record);
        fib.remove(new Ipv8Prefix(Ipv8Address.ofBits(neighbor.address), HOST_LENGTH_BITS));
        final long[] turns = new long[workers];
        for (int i = 0; i < workers; i++) {
            turns[i] = actions.workerTurns(i);
        }
        limbo.add(new Limbo(neighbor.record, turns));
    }

    private void reuseRecords() {
        Limbo oldest;
        while ((oldest = limbo.peek()) != null && haveAllPassed(oldest)) {
            limbo.poll();
            nextHops.free(oldest.record());
        }
    }

    private boolean haveAllPassed(final Limbo entry) {
        for (int i = 0; i < workers; i++) {
            // The turn under way at removal may end late: only the one after it surely began with the new table.
            if (actions.workerTurns(i) - entry.turns()[i] < 2) {
                return false;
            }
        }
        return true;
    }
}
