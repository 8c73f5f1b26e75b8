// SPDX-License-Identifier: Apache-2.0
// Finds, keeps and forgets neighbours.
package io.eightfold.dataplane.neighbor;

import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.fib.FibFullException;
import io.eightfold.dataplane.fib.FibTables;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.neighbor.Neighbor.Capability;
import io.eightfold.dataplane.neighbor.Neighbor.State;
import io.eightfold.dataplane.neighbor.Neighbor.Waiting;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The dual probe of draft section 2: an unknown neighbour is asked by ARP8, and by plain ARP {@code arpFallbackNs} later when it did not
 * answer. The answer decides its {@link Capability}; an ARP8 answer always wins over a plain one. On a port without IPv8 only ARP is used.
 *
 * <p>One lost answer does not turn an IPv8 neighbour into an IPv4-only one: while it is asked again, plain ARP counts only when all ARP8
 * attempts stayed unanswered. And an IPv4-only station that is addressed by ASN is asked by ARP8 again every minute.
 *
 * <p>Nothing that others send can fill the memory: packets that wait are bounded for each neighbour and in all, and a full table gives
 * up entries that lead nowhere, or the one not heard of for longest among a few, never a gateway.
 *
 * <p>Each neighbour has a next-hop record and a host route to it, so that workers reach it by the ordinary lookup; while it is not usable
 * the record is special and its packets come here, where a few wait. A removed record is used again only when every worker has passed
 * a turn.
 *
 * <p>Thread: control, its owner. Time is an argument, so that tests turn the clock.
 */
public final class NeighborTable {
    /** Packets that wait for all neighbours together: far from the number of buffers, which the ports need to receive at all. */
    public static final int WAITING_LIMIT = 1024;
    private static final int HOST_LENGTH_BITS = Ipv8Prefix.MAX_LENGTH_BITS;
    private static final long IPV4_ONLY_RECHECK_NS = TimeUnit.SECONDS.toNanos(60);
    /** A gateway is asked whether it is still there, so that routes leave one that died. */
    private static final long GATEWAY_RECHECK_NS = TimeUnit.SECONDS.toNanos(10);
    /** Entries looked at to find one to give up. */
    private static final int EVICTION_SAMPLE = 32;

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

    /** A neighbour as the operator sees it. Ages and times in ms. {@code isDown}: it did not answer and has not since, whether or not it is being asked again. */
    public record View(String port, Ipv8Address address, long mac, String capability, String state, long ageMs, int waiting, boolean isGateway, boolean isDown) {
    }

    private record Limbo(int record, long[] turns) {
    }

    private final List<RouterPort> ports;
    private final FibTables tables;
    private final NextHopTable nextHops;
    private final NeighborSettings settings;
    private final Actions actions;
    private final int workers;
    private final List<Long2ObjectHashMap<Neighbor>> byAddress = new ArrayList<>();
    private final Int2ObjectHashMap<Neighbor> byRecord = new Int2ObjectHashMap<>();
    private final List<Neighbor> all = new ArrayList<>();
    private final SearchList searching = new SearchList();
    private final ArrayDeque<Limbo> limbo = new ArrayDeque<>();
    private IntConsumer gatewayListener = record -> { };
    private int evictionHand;
    private int waiting;
    private boolean isSweepScheduled;
    private long nextSweepNs;

    public NeighborTable(final List<RouterPort> ports, final FibTables tables, final NextHopTable nextHops, final NeighborSettings settings,
                         final Actions actions, final int workers) {
        this.ports = List.copyOf(ports);
        this.tables = tables;
        this.nextHops = nextHops;
        this.settings = settings;
        this.actions = actions;
        this.workers = workers;
        ports.forEach(p -> byAddress.add(new Long2ObjectHashMap<>()));
    }

    /** Told the record of a gateway that became usable or failed. */
    public void onGatewayChange(final IntConsumer listener) {
        gatewayListener = listener;
    }

    /** Whether the neighbour of this record has not answered. */
    public boolean hasFailed(final int record) {
        final Neighbor neighbor = byRecord.get(record);
        return neighbor != null && neighbor.isDown;
    }

    /** Whether the address is a neighbour of the port, known or looked for. */
    public boolean knows(final int port, final long address) {
        return byAddress.get(port).containsKey(address);
    }

    /**
     * The record of a gateway, which is looked for at once and kept until {@link #releaseGateway} was called as often as this.
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
        neighbor.gatewayUses++;
        if (neighbor.state == State.REACHABLE && neighbor.deadlineNs - nowNs > GATEWAY_RECHECK_NS) {
            neighbor.deadlineNs = nowNs + GATEWAY_RECHECK_NS;
        }
        return neighbor.record;
    }

    /**
     * One use of a gateway ends; when it was the last an ordinary neighbour is left, or nothing where no packet but the gateway's would have led to it. No route may name the
     * record any more by then. A record that is no neighbour's is none of our business.
     */
    public void releaseGateway(final int record) {
        final Neighbor neighbor = byRecord.get(record);
        if (neighbor != null && neighbor.gatewayUses > 0 && --neighbor.gatewayUses == 0 && neighbor.isOverridden && !isConnected(neighbor)
            && unroute(List.of(neighbor))) {
            remove(List.of(neighbor));
        }
    }

    /** All gateways: what a control plane wants to know. */
    public List<View> gateways(final long nowNs) {
        return all.stream().filter(Neighbor::isGateway).map(n -> view(n, nowNs)).toList();
    }

    /**
     * A route to exactly one address comes, changes or goes; if the table does not take that, call again with what it holds. It goes before a neighbour of that address, unless it only says that the address is on the neighbour's own link.
     * @param hop of the route, or {@link Fib#NO_ROUTE} when it goes.
     * @return what packets to the address are to take.
     */
    public int hostRoute(final int vrf, final long address, final int hop) {
        for (int port = 0; port < byAddress.size(); port++) {
            final Neighbor neighbor = ports.get(port).vrf().id() == vrf ? byAddress.get(port).get(address) : null;
            if (neighbor != null) {
                final boolean isOnLink = isGlean(hop, port);
                neighbor.hiddenRoute = isOnLink ? hop : Fib.NO_ROUTE;
                neighbor.isOverridden = hop == Fib.NO_ROUTE ? !ports.get(port).isOnLink(address) : !isOnLink;
                if (!neighbor.isOverridden) {
                    return neighbor.record;
                }
            }
        }
        return hop;
    }

    /** An on-link route went: neighbours that no connected prefix covers lose theirs too. They come back with the first packet, where another route covers them. */
    public void forgetOffLink() {
        final List<Neighbor> offLink = all.stream().filter(n -> !isConnected(n)).toList();
        if (!offLink.isEmpty() && unroute(offLink)) {
            offLink.forEach(n -> override(n));
            remove(offLink.stream().filter(n -> !n.isGateway()).toList());
        }
    }

    private static void override(final Neighbor neighbor) {
        neighbor.isOverridden = true;
        neighbor.hiddenRoute = Fib.NO_ROUTE;
    }

    private boolean isConnected(final Neighbor neighbor) {
        return ports.get(neighbor.port).isOnLink(neighbor.address);
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
            neighbor = byRecord.size() < settings.limit() || evict() ? create(port, address) : null;
            if (neighbor == null) {
                actions.discard(mbuf, data, lengthBytes, DropReason.NEIGHBOR_TABLE_FULL, true);
                return;
            }
            search(neighbor, State.INCOMPLETE, nowNs);
        } else if (neighbor.isOverridden) {
            claim(neighbor);
        }
        send(neighbor, mbuf, data, lengthBytes, nowNs);
    }

    /** A gateway that was on no link when it came is on one now: the next packet to itself need not come here. */
    private void claim(final Neighbor neighbor) {
        try {
            route(neighbor);
        } catch (final FibFullException e) {
            // Without a route of its own its packets go the slow way, as before.
            override(neighbor);
        }
    }

    /**
     * Gives a neighbour its host route, unless a route to this very address leads elsewhere, which goes first, or it is a gateway on no link of its port, which must not hide the
     * way that packets to itself take: then the record only serves those routes that name it.
     */
    private void route(final Neighbor neighbor) {
        final int present = table(neighbor.port).get(prefix(neighbor));
        neighbor.isOverridden = present == Fib.NO_ROUTE ? !isOnLinkThere(neighbor.port, neighbor.address) : !isGlean(present, neighbor.port);
        neighbor.hiddenRoute = neighbor.isOverridden ? Fib.NO_ROUTE : present;
        if (!neighbor.isOverridden) {
            table(neighbor.port).put(prefix(neighbor), neighbor.record);
        }
    }

    private static Ipv8Prefix prefix(final Neighbor neighbor) {
        return new Ipv8Prefix(Ipv8Address.ofBits(neighbor.address), HOST_LENGTH_BITS);
    }

    /** Whether the port's own prefix covers the address, or a route that says that it is on the port's link. */
    private boolean isOnLinkThere(final int port, final long address) {
        if (ports.get(port).isOnLink(address)) {
            return true;
        }
        final int hop = table(port).lookup(address);
        return hop >= Fib.GROUP_BIT ? Arrays.stream(table(port).members(hop)).anyMatch(member -> isGlean(member, port)) : isGlean(hop, port);
    }

    /**
     * Somebody said where an address is.
     * @param isArp8    by ARP8, which proves version 8.
     * @param mayCreate it was said to us (a request for or an answer to us), so it is worth keeping (RFC 826).
     */
    public void onHeard(final int port, final long address, final long mac, final boolean isArp8, final boolean mayCreate, final long nowNs) {
        Neighbor neighbor = byAddress.get(port).get(address);
        // A quarter stays free of what others tell us unasked.
        if (neighbor == null && mayCreate && byRecord.size() < settings.limit() - settings.limit() / 4 && isGleaned(port, address)) {
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
        if (!isSweepScheduled || nextSweepNs - nowNs <= 0) {
            sweep(nowNs);
            nextSweepNs = nowNs + settings.arpFallbackNs();
            isSweepScheduled = true;
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
                views.add(view(n, nowNs));
            }
        }
        return views;
    }

    private View view(final Neighbor n, final long nowNs) {
        final long ageMs = n.isUsable() ? (nowNs - n.answeredNs) / 1_000_000 : 0;
        return new View(ports.get(n.port).name(), Ipv8Address.ofBits(n.address), n.mac, n.capability.label(), n.state.label(), ageMs, n.queue.size(),
            n.isGateway(), n.isDown);
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
                waiting--;
                actions.discard(oldest.mbuf(), oldest.data(), oldest.lengthBytes(), DropReason.NEIGHBOR_QUEUE_FULL, false);
            }
        }
        if (waiting >= WAITING_LIMIT) {
            actions.discard(mbuf, data, lengthBytes, DropReason.NEIGHBOR_QUEUE_FULL, false);
            return;
        }
        waiting++;
        neighbor.queue.add(new Waiting(mbuf, data, lengthBytes));
    }

    /**
     * Whether packets for the address would be resolved on this port. Nobody may take over an address that has another meaning here, such
     * as a broadcast address or one with a route of its own, by naming it in an ARP.
     */
    private boolean isGleaned(final int port, final long address) {
        return ports.get(port).isOnLink(address) && isGlean(table(port).lookup(address), port);
    }

    private boolean isGlean(final int hop, final int port) {
        return hop >= 0 && hop < Fib.GROUP_BIT && nextHops.type(hop) == NextHopTable.TYPE_GLEAN && nextHops.port(hop) == port;
    }

    private Fib table(final int port) {
        return tables.of(ports.get(port).vrf());
    }

    private Neighbor create(final int port, final long address) {
        final RouterPort routerPort = ports.get(port);
        final int record = nextHops.addNeighbor(port, routerPort.mtuBytes(), routerPort.mac(), routerPort.etherType(), NextHopTable.borderFlags(routerPort.border()));
        if (record < 0) {
            return null;
        }
        final Neighbor neighbor = new Neighbor(port, address, record);
        try {
            route(neighbor);
        } catch (final FibFullException e) {
            // No route leads to the record: nobody can have seen it.
            nextHops.free(record);
            return null;
        }
        byAddress.get(port).put(address, neighbor);
        byRecord.put(record, neighbor);
        all.add(neighbor);
        return neighbor;
    }

    /** Makes room for one more. A clock hand over all entries: of a few, the one that leads nowhere, else the one unheard of for longest. */
    private boolean evict() {
        Neighbor victim = null;
        for (int i = 0; i < Math.min(EVICTION_SAMPLE, all.size()); i++) {
            evictionHand = (evictionHand + 1) % all.size();
            final Neighbor candidate = all.get(evictionHand);
            if (!candidate.isGateway() && (victim == null || isLessWorth(candidate, victim))) {
                victim = candidate;
            }
        }
        if (victim == null || !unroute(List.of(victim))) {
            return false;
        }
        forget(victim);
        all.remove(victim);
        retire(victim.record);
        return true;
    }

    private static boolean isLessWorth(final Neighbor a, final Neighbor b) {
        final int rankOfA = rank(a);
        final int rankOfB = rank(b);
        return rankOfA < rankOfB || rankOfA == rankOfB && a.answeredNs - b.answeredNs < 0;
    }

    private static int rank(final Neighbor neighbor) {
        return switch (neighbor.state) {
            case FAILED -> 0;
            case INCOMPLETE -> 1;
            case PROBE, REACHABLE -> 2;
        };
    }

    private void search(final Neighbor neighbor, final State state, final long nowNs) {
        neighbor.state = state;
        neighbor.attempts = 0;
        neighbor.arpAnswerMac = 0;
        searching.add(neighbor);
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
        } else if (neighbor.arpAnswerMac != 0) {
            // It answers ARP and has stopped answering ARP8: it speaks IPv4 only by now.
            accept(neighbor, neighbor.arpAnswerMac, Capability.IPV4_ONLY, nowNs);
        } else {
            fail(neighbor, nowNs);
        }
    }

    private void fail(final Neighbor neighbor, final long nowNs) {
        final boolean isNew = !neighbor.isDown;
        neighbor.state = State.FAILED;
        neighbor.isDown = true;
        neighbor.capability = Capability.UNKNOWN;
        neighbor.mac = 0;
        // The hold spares a link from packets that anyone may send to nobody; a gateway is of our own choosing, and routes wait for it.
        neighbor.deadlineNs = nowNs + (neighbor.isGateway() ? Math.min(settings.retryNs(), settings.failedHoldNs()) : settings.failedHoldNs());
        nextHops.unresolve(neighbor.record);
        discardQueue(neighbor, DropReason.NEIGHBOR_UNRESOLVED, true);
        if (neighbor.isGateway() && isNew) {
            gatewayListener.accept(neighbor.record);
        }
    }

    private void discardQueue(final Neighbor neighbor, final DropReason reason, final boolean isSourceTold) {
        Waiting packet;
        while ((packet = neighbor.queue.poll()) != null) {
            waiting--;
            actions.discard(packet.mbuf(), packet.data(), packet.lengthBytes(), reason, isSourceTold);
        }
    }

    private void answered(final Neighbor neighbor, final long mac, final boolean isArp8, final long nowNs) {
        final boolean isIpv8 = neighbor.capability == Capability.IPV8;
        if (isArp8) {
            accept(neighbor, mac, Capability.IPV8, nowNs);
        } else if (isIpv8 && neighbor.state == State.PROBE) {
            // Before plain ARP was sent, plain ARP is no answer: it does not show that ARP8 goes unanswered.
            neighbor.arpAnswerMac = neighbor.isArpSent ? mac : 0;
        } else if (!(isIpv8 && neighbor.isUsable() && neighbor.mac == mac)) {
            accept(neighbor, mac, Capability.IPV4_ONLY, nowNs);
        }
    }

    private void accept(final Neighbor neighbor, final long mac, final Capability capability, final long nowNs) {
        final boolean isNew = !neighbor.isUsable();
        neighbor.capability = capability;
        neighbor.mac = mac;
        neighbor.state = State.REACHABLE;
        neighbor.isDown = false;
        neighbor.answeredNs = nowNs;
        neighbor.deadlineNs = nowNs + Math.min(settings.lifetimeNs(), neighbor.isGateway() ? GATEWAY_RECHECK_NS
            : capability == Capability.IPV4_ONLY && !neighbor.isIpv4() ? IPV4_ONLY_RECHECK_NS : Long.MAX_VALUE);
        nextHops.resolve(neighbor.record, mac, capability == Capability.IPV4_ONLY);
        Waiting packet;
        while ((packet = neighbor.queue.poll()) != null) {
            waiting--;
            actions.release(packet.mbuf(), packet.data(), packet.lengthBytes(), neighbor.record);
        }
        if (neighbor.isGateway() && isNew) {
            gatewayListener.accept(neighbor.record);
        }
    }

    /** A plain ARP answer names no ASN: it answers every search on the port that fell back to ARP for this host part. */
    private void answerForIpv8Searches(final int port, final int host, final long mac, final long nowNs) {
        final List<Neighbor> searches = searching.withHost(port, host);
        // By index from the end: a packet that is released may make the router look for the same host part in another ASN.
        for (int i = searches.size() - 1; i >= 0; i--) {
            final Neighbor neighbor = searches.get(i);
            if (neighbor.isSearching() && neighbor.isArpSent) {
                answered(neighbor, mac, false, nowNs);
            }
        }
    }

    /** One pass over all: asks again what grew old, removes what failed. The FIB is built once for all that go. */
    private void sweep(final long nowNs) {
        final List<Neighbor> leaving = new ArrayList<>();
        for (final Neighbor neighbor : all) {
            if (neighbor.deadlineNs - nowNs > 0 || neighbor.isSearching()) {
                continue;
            }
            if (neighbor.state == State.REACHABLE) {
                search(neighbor, State.PROBE, nowNs);
            } else if (neighbor.isGateway()) {
                // Without packets nobody else would ask: an ECMP group leaves a failed gateway out.
                search(neighbor, State.INCOMPLETE, nowNs);
            } else {
                leaving.add(neighbor);
            }
        }
        if (!leaving.isEmpty() && unroute(leaving)) {
            remove(leaving);
        }
    }

    private void remove(final List<Neighbor> leaving) {
        leaving.forEach(this::forget);
        all.removeIf(n -> n.isForgotten);
        leaving.forEach(n -> retire(n.record));
    }

    /** Takes the routes to neighbours out; false, and nothing changed, when the table has no memory for that: they stay for the next sweep. */
    private boolean unroute(final List<Neighbor> leaving) {
        for (final Vrf vrf : Vrf.values()) {
            if (tables.has(vrf) && !unroute(vrf, leaving)) {
                return false;
            }
        }
        return true;
    }

    private boolean unroute(final Vrf vrf, final List<Neighbor> leaving) {
        final Fib fib = tables.of(vrf);
        fib.beginBatch();
        for (final Neighbor neighbor : leaving) {
            final Ipv8Prefix prefix = prefix(neighbor);
            // By what the table holds: it may have refused what the neighbour was told of a route.
            if (ports.get(neighbor.port).vrf() != vrf || fib.get(prefix) != neighbor.record) {
                continue;
            }
            if (neighbor.hiddenRoute >= 0) {
                fib.put(prefix, neighbor.hiddenRoute);
            } else {
                fib.remove(prefix);
            }
        }
        try {
            fib.endBatch();
            return true;
        } catch (final FibFullException e) {
            return false;
        }
    }

    /** Takes a neighbour that no route leads to any more out of everything but {@link #all}. */
    private void forget(final Neighbor neighbor) {
        neighbor.isForgotten = true;
        discardQueue(neighbor, DropReason.NEIGHBOR_UNRESOLVED, false);
        // No longer a search: the next tick takes it off that list.
        neighbor.state = State.FAILED;
        byAddress.get(neighbor.port).remove(neighbor.address);
        byRecord.remove(neighbor.record);
    }

    /** The route to the record is gone, whosever it was; the record is free once every worker has passed. */
    public void retire(final int record) {
        // The counts must not be read before the route's removal can be seen.
        VarHandle.fullFence();
        final long[] turns = new long[workers];
        for (int i = 0; i < workers; i++) {
            turns[i] = actions.workerTurns(i);
        }
        limbo.add(new Limbo(record, turns));
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
