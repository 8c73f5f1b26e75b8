// SPDX-License-Identifier: Apache-2.0
// BGP8 on the RIB's thread.
package io.eightfold.controlplane.bgp8;

import io.eightfold.bgp8.attribute.TunnelEndpoint;
import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.MessageError;
import io.eightfold.bgp8.message.SessionOptions;
import io.eightfold.bgp8.rib.BgpRib;
import io.eightfold.bgp8.rib.BgpRibListener;
import io.eightfold.bgp8.rib.LocalSettings;
import io.eightfold.bgp8.rib.PeerOutput;
import io.eightfold.bgp8.rib.PeerView;
import io.eightfold.bgp8.session.NeighborSettings;
import io.eightfold.bgp8.session.SessionDown;
import io.eightfold.bgp8.transport.SessionEvents;
import io.eightfold.bgp8.transport.TcpInfo;
import io.eightfold.controlplane.config.Bgp8Config;
import io.eightfold.controlplane.config.NeighborConfig;
import io.eightfold.controlplane.config.TunnelEndConfig;
import io.eightfold.controlplane.rib.Rib;
import io.eightfold.controlplane.rib.RouteSource;
import io.eightfold.controlplane.rib.RouteWatch;
import io.eightfold.controlplane.telemetry.TelemetrySources;
import io.eightfold.controlplane.validation.RouteValidation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.IntHashSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * BGP8 on the RIB's thread: takes what the sessions tell to BGP8's RIB, and what that decides to the router's. One exists for as long as ASN, router id and cluster id stay the same.
 * <p>Thread: control.
 */
final class Speaker implements SessionEvents, RouteWatch, BgpRibListener {
    private static final Logger LOG = LoggerFactory.getLogger(Speaker.class);
    /** Messages of peers that are worked off before other things have their turn: some milliseconds at most. */
    private static final int EVENTS_A_TURN = 16;
    private static final AtomicInteger SESSIONS = new AtomicInteger();
    private static final int SWEEP_A_TURN = 10_000;

    /** A neighbour and what is kept of it here. */
    static final class Neighbor {
        /** Never given out again: events of a session that was taken away may still be under way. */
        private final int session;
        /** In BGP8's RIB. */
        private int id;
        private NeighborConfig config;
        private SessionCost cost;
        private long flaps;
        private long upNs;
        private boolean isDeniedIn;
        private boolean isDeniedOut;

        private Neighbor(final int session) {
            this.session = session;
        }

        /** Its number in BGP8's RIB. */
        int id() {
            return id;
        }

        /** Its number among the sessions. */
        int session() {
            return session;
        }

        NeighborConfig config() {
            return config;
        }

        SessionCost cost() {
            return cost;
        }
    }

    private final LocalSettings local;
    private final Rib router;
    private final BgpRib rib;
    private final Gateways gateways;
    private final Origins origins;
    private final Map<Integer, Neighbor> byAddress = new LinkedHashMap<>();
    private final Int2ObjectHashMap<Neighbor> bySession = new Int2ObjectHashMap<>();
    private final Int2ObjectHashMap<Neighbor> byId = new Int2ObjectHashMap<>();
    private final PeerOutput sessions;
    /** Sessions whose neighbours are to tell all again, by number. */
    private final Map<Integer, Set<Carrier>> refreshes = new HashMap<>();
    private long nowNs = System.nanoTime();
    private boolean isDeferring;
    /** What the journal restored and nobody confirmed goes now, a piece each turn: the RIB must not be called from inside of BGP8's. */
    private boolean hasEndedDeferral;

    Speaker(final LocalSettings local, final Rib router, final RouteValidation validation, final PeerOutput output) {
        this.local = local;
        this.router = router;
        sessions = output;
        gateways = new Gateways(router);
        rib = new BgpRib(local, new BestRoutes(router), gateways, new VerdictJudge(validation), new ToSessions(), this);
        origins = new Origins(router, rib);
    }

    /** BGP8's RIB and the sessions count neighbours differently. */
    private final class ToSessions implements PeerOutput {
        /** 0, which no session has, for one that was just taken away. */
        private int session(final int peer) {
            final Neighbor neighbor = byId.get(peer);
            return neighbor == null ? 0 : neighbor.session;
        }

        @Override
        public int room(final int peer) {
            return sessions.room(session(peer));
        }

        @Override
        public void send(final int peer, final byte[] message) {
            sessions.send(session(peer), message);
        }

        @Override
        public void reset(final int peer, final MessageError error) {
            sessions.reset(session(peer), error);
        }

        @Override
        public void cease(final int peer, final int subcode, final String cause, final int restartS) {
            sessions.cease(session(peer), subcode, cause, restartS);
        }
    }

    LocalSettings local() {
        return local;
    }

    BgpRib rib() {
        return rib;
    }

    Origins origins() {
        return origins;
    }

    long nowNs() {
        return nowNs;
    }

    /** In the order of the configuration. */
    List<Neighbor> neighbors() {
        return new ArrayList<>(byAddress.values());
    }

    /** The neighbour of that number, or null. */
    Neighbor neighbor(final int id) {
        return byId.get(id);
    }

    /** After a restart of ours: what the journal restored stays until the neighbours have told their tables, and they hear nothing before. */
    void startedAfterRestart(final long deferralUntilNs) {
        isDeferring = true;
        rib.startedAfterRestart(deferralUntilNs);
    }

    /** Whether the neighbours are still waited for after a restart. */
    boolean isDeferring() {
        return isDeferring;
    }

    /** Takes a configuration with the same {@link #local} into force; returns the sessions that are wanted, by their numbers. */
    Map<Integer, NeighborSettings> configure(final Bgp8Config config, final SpeakerPolicies policies, final TunnelEndConfig tunnelEnd, final long now) {
        nowNs = now;
        gateways.tunnelEnd(tunnelEnd);
        remove(byAddress.values().stream().filter(neighbor -> config.neighbor(neighbor.config.address()).isEmpty()).toList());
        final Map<Integer, NeighborSettings> wantedSessions = new HashMap<>();
        for (final NeighborConfig wanted : config.neighbors()) {
            final Neighbor neighbor = neighbor(config, wanted, policies);
            neighbor.isDeniedIn = policies.isDeniedIn(wanted);
            neighbor.isDeniedOut = policies.isDeniedOut(wanted);
            final NeighborSettings session = policies.session(wanted, isDeferring);
            rib.isExpected(neighbor.id, !session.isShutdown() && session.gracefulRestart() != null);
            wantedSessions.put(neighbor.session, session);
        }
        origins.configure(policies.networks(), policies.redistributed(), tunnelEnd == null ? null : TunnelEndpoint.of(tunnelEnd.address(), tunnelEnd.encapsulations()));
        return wantedSessions;
    }

    /** All in one call: it walks over all paths. */
    private void remove(final List<Neighbor> gone) {
        rib.removePeers(gone.stream().mapToInt(Neighbor::id).toArray());
        for (final Neighbor neighbor : gone) {
            byAddress.remove(neighbor.config.address());
            byId.remove(neighbor.id);
            bySession.remove(neighbor.session);
        }
    }

    private Neighbor neighbor(final Bgp8Config config, final NeighborConfig wanted, final SpeakerPolicies policies) {
        final Neighbor known = byAddress.get(wanted.address());
        if (known == null) {
            final SessionCost cost = new SessionCost(config, wanted);
            final Neighbor made = new Neighbor(SESSIONS.incrementAndGet());
            made.id = rib.addPeer(policies.peer(wanted, cost.cost()));
            made.config = wanted;
            made.cost = cost;
            byAddress.put(wanted.address(), made);
            byId.put(made.id, made);
            bySession.put(made.session, made);
            return made;
        }
        known.cost.configure(config, wanted, nowNs);
        if (known.config.routes().isFirstAsEnforced() != wanted.routes().isFirstAsEnforced()) {
            // What was refused for it was not kept.
            refreshes.put(known.session, Set.copyOf(wanted.session().carriers()));
        }
        known.config = wanted;
        rib.changePeer(known.id, policies.peer(wanted, known.cost.cost()));
        return known;
    }

    /** Who must be asked for all routes again after {@link #configure}: carriers by session; once. */
    Map<Integer, Set<Carrier>> takeRefreshes() {
        final Map<Integer, Set<Carrier>> taken = Map.copyOf(refreshes);
        refreshes.clear();
        return taken;
    }

    /** What is shown of a neighbour besides its session. */
    BgpNeighborJson.Facts facts(final Neighbor of) {
        return new BgpNeighborJson.Facts(of.config, rib.peer(of.id), Integer.toUnsignedLong(of.cost.cost()), of.cost.isAnomalous(), of.cost.json(), of.isDeniedIn, of.isDeniedOut);
    }

    TelemetrySources.BgpPeer stats(final Neighbor of, final long now) {
        final PeerView view = rib.peer(of.id);
        final Map<String, Long> filtered = new TreeMap<>();
        view.refused().forEach((reason, paths) -> filtered.put(reason.label(), (long) paths));
        final Map<String, Long> errors = new TreeMap<>();
        view.errors().forEach((kind, count) -> errors.put(kind.label(), count));
        return new TelemetrySources.BgpPeer(of.config.name(), Integer.toUnsignedLong(of.config.remoteAsn()), of.config.session().isShutdown() ? 2 : view.isUp() ? 1 : 0,
            view.isUp() ? TimeUnit.NANOSECONDS.toSeconds(now - of.upNs) : 0, view.received(), view.accepted(), view.advertised(), view.owed(), view.stale(), filtered,
            view.updatesIn(), view.updatesOut(), errors, of.flaps, Integer.toUnsignedLong(of.cost.cost()));
    }

    /** One turn: returns the work done. */
    int turn(final long now) {
        nowNs = now;
        return origins.turn(now) + rib.turn(now) + sweep();
    }

    private int sweep() {
        if (!hasEndedDeferral) {
            return 0;
        }
        final int swept = router.sweepStale(RouteSource.BGP8_EXTERNAL, SWEEP_A_TURN) + router.sweepStale(RouteSource.BGP8_INTERNAL, SWEEP_A_TURN);
        hasEndedDeferral = swept > 0;
        return swept;
    }

    static int eventsATurn() {
        return EVENTS_A_TURN;
    }

    /** Forgets everything, so that nothing of it stays in the router's RIB. */
    void close() {
        origins.configure(Map.of(), Map.of(), null);
        remove(neighbors());
        while (rib.turn(nowNs) > 0) {
            // Each turn is a bounded piece of it.
            continue;
        }
        router.watch(RouteWatch.NONE);
    }

    @Override
    public void up(final int session, final SessionOptions options, final int localAddress) {
        final Neighbor neighbor = bySession.get(session);
        if (neighbor != null) {
            neighbor.cost.up(nowNs);
            neighbor.upNs = nowNs;
            rib.up(neighbor.id, options, localAddress, nowNs);
        }
    }

    @Override
    public void down(final int session, final SessionDown down) {
        final Neighbor neighbor = bySession.get(session);
        if (neighbor != null) {
            neighbor.flaps++;
            neighbor.cost.down(down, nowNs);
            rib.down(neighbor.id, down, nowNs);
        }
    }

    @Override
    public void update(final int session, final DirectBuffer buffer, final int offset, final int length) {
        final Neighbor neighbor = bySession.get(session);
        if (neighbor != null) {
            rib.update(neighbor.id, buffer, offset, length, nowNs);
        }
    }

    @Override
    public void refresh(final int session, final Carrier carrier, final int subtype) {
        final Neighbor neighbor = bySession.get(session);
        if (neighbor != null) {
            rib.refresh(neighbor.id, carrier, subtype, nowNs);
        }
    }

    @Override
    public void measured(final int session, final TcpInfo info) {
        final Neighbor neighbor = bySession.get(session);
        if (neighbor != null && neighbor.cost.sample(info, nowNs)) {
            rib.sessionCost(neighbor.id, neighbor.cost.cost());
        }
    }

    @Override
    public void hopSetChanged(final int setId) {
        rib.nextHopChanged(setId);
    }

    @Override
    public void routeChanged(final int vrf, final long address, final int hostLength) {
        origins.routeChanged(vrf, address, hostLength);
    }

    @Override
    public void verdictsChanged(final IntHashSet asns) {
        if (asns == null) {
            rib.revalidateAll();
        } else {
            rib.revalidate(asns);
        }
    }

    @Override
    public void error(final int peer, final MessageError error) {
        // The session thread logs what ends a session; what does not is counted by the RIB and logged here, at its pace.
        LOG.debug("bgp8 peer={} fault=peer error={}", byId.containsKey(peer) ? byId.get(peer).config.name() : "?", error);
    }

    @Override
    public void deferralEnded() {
        isDeferring = false;
        hasEndedDeferral = true;
        LOG.info("bgp8 restart done: neighbors have told their routes or had the time for it");
    }
}
