// SPDX-License-Identifier: Apache-2.0
// The RIB of BGP8: what came in, what is best, what goes out.
package io.eightfold.bgp8.rib;

import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.SessionOptions;
import io.eightfold.bgp8.message.UpdateDecoder;
import io.eightfold.bgp8.session.SessionDown;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.collections.IntHashSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The RIB of BGP8: takes messages of the peers, decides, installs what is best, and tells the peers. A message is taken at once; everything that follows from it is
 * done in {@link #turn}, a bounded piece at a time, which whoever owns it calls again and again. It reads no clock: times come with the calls and never go back.
 * <p>Thread: control. Nothing it calls may call it back.
 */
public final class BgpRib {
    /** The "peer" of routes that originate here. */
    public static final int LOCAL = 0;
    /** For peers that do not come back after a restart of ours: they reconnect in a few seconds when they can. */
    private static final long LATECOMERS_NS = 30_000_000_000L;
    private static final Logger LOG = LoggerFactory.getLogger(BgpRib.class);

    private final PeerOutput output;
    private final BgpRibListener listener;
    private final EntryTable entries = new EntryTable();
    private final PathTable paths = new PathTable();
    private final IntQueue dirty = new IntQueue();
    private final AttributePool pool;
    private final Peers peers;
    private final AdjRibIn adjRibIn;
    private final RibWalk walk;
    private final Restarts restarts;
    private final UpdateIntake intake;
    private final GroupFlush flush;
    private final UpdateGroups groups;
    private final LocRib locRib;
    private final RibQueries queries;
    private final RouteJudge judge;
    private boolean isDeferring;
    private long deferralUntilNs;
    /** When the first turn of it was; 0: not yet. */
    private long deferralFromNs;

    /**
     * @param installer takes best routes
     * @param nextHops  tells whether next hops can be reached
     * @param judge     gives the verdicts
     * @param output    takes messages to the peers
     */
    public BgpRib(final LocalSettings local, final RouteInstaller installer, final NextHops nextHops, final RouteJudge judge, final PeerOutput output,
        final BgpRibListener listener) {
        this.output = output;
        this.listener = listener;
        this.judge = judge;
        pool = new AttributePool(nextHops);
        peers = new Peers(pool);
        adjRibIn = new AdjRibIn(entries, paths, pool, dirty);
        final PathJudgement judgement = new PathJudgement(local, entries, paths, pool, judge);
        final Decision decision = new Decision(paths, pool, peers, judgement);
        walk = new RibWalk(entries, paths, pool, peers, adjRibIn, judgement, dirty);
        restarts = new Restarts(peers, adjRibIn, walk);
        intake = new UpdateIntake(adjRibIn, pool, restarts, output, listener);
        flush = new GroupFlush(entries, paths, pool, peers, new Export(local, entries, paths, pool, peers, decision), output, dirty);
        groups = new UpdateGroups(entries, pool, output, flush, dirty);
        locRib = new LocRib(entries, paths, pool, peers, judgement, decision, nextHops, installer, groups, dirty);
        queries = new RibQueries(entries, paths, pool, peers, decision);
    }

    /** A neighbour, whose session is not up yet. @return its number in all other calls; after {@link #removePeers} it is given out again, but not soon */
    public int addPeer(final PeerSettings settings) {
        return peers.add(settings).id;
    }

    /** New settings for a neighbour. What depends on them is worked out again from what it said; nothing is asked of it. */
    public void changePeer(final int id, final PeerSettings settings) {
        final BgpPeer peer = peers.require(id);
        final PeerSettings before = peer.settings;
        peer.settings = settings;
        if (!before.in().equals(settings.in()) || before.allowOwnAsn() != settings.allowOwnAsn()) {
            peer.policyAnswers.clear();
            walk.peer(id, RibWalk.EVALUATE);
        }
        if (before.isClient() != settings.isClient()) {
            groups.forgetAnswers();
            walk.peer(id, RibWalk.DECIDE);
        }
        // Measuring has moved it since: what the configuration said before does not tell whether it is another.
        sessionCost(id, settings.sessionCost());
        if (peer.isUp()) {
            if (before.isFirstAsEnforced() != settings.isFirstAsEnforced()) {
                peer.decoder = new UpdateDecoder(peer.options, settings.isFirstAsEnforced());
            }
            groups.join(peer);
            locRib.sweep();
        }
        if (before.maxPrefixes() != settings.maxPrefixes() || before.isWarningOnly() != settings.isWarningOnly()) {
            peer.hasWarned = false;
            intake.checkLimit(peer);
        }
    }

    /**
     * These neighbours are gone from the configuration, with all they said. It is done when the call returns, and costs one walk over all paths, or none when they have
     * no paths: so all that are gone at once are best named in one call.
     */
    public void removePeers(final int... ids) {
        boolean hasPaths = false;
        for (final int id : ids) {
            final BgpPeer peer = peers.require(id);
            groups.leave(peer);
            locRib.sweep();
            peer.options = null;
            peer.decoder = null;
            if (peer.hasPaths()) {
                walk.peer(id, RibWalk.REMOVE_ALL);
                hasPaths = true;
            }
        }
        if (hasPaths) {
            walk.finish();
        }
        for (final int id : ids) {
            peers.require(id).policyAnswers.clear();
            peers.remove(id);
        }
    }

    /** The session is up. @param localAddress ours in it, IPv4: the next hop we say */
    public void up(final int id, final SessionOptions options, final int localAddress, final long nowNs) {
        final BgpPeer peer = peers.require(id);
        if (peer.isUp()) {
            down(id, new SessionDown("replaced", 0, 0, "", options.gracefulRestart() != null), nowNs);
        }
        peer.options = options;
        peer.lastOptions = options;
        peer.localAddress = localAddress;
        peer.decoder = new UpdateDecoder(options, peer.settings.isFirstAsEnforced());
        peer.isCeased = false;
        peer.hasComeUp = true;
        peer.hasWarned = false;
        peer.endOfRibReceived = 0;
        peer.endOfRibSent = 0;
        peer.isExternal = !options.isInternal();
        // What was kept of both depends on ASN, router id and role of the session.
        peer.policyAnswers.clear();
        groups.forgetAnswers();
        restarts.up(peer, options, nowNs);
        if (peer.received() > 0) {
            // What is left from before is judged by the router id and role of now.
            walk.peer(id, RibWalk.EVALUATE);
        }
        groups.join(peer);
    }

    /** The session is down. Routes go, or stay as stale when it ended gracefully. Nothing happens when it was not up. */
    public void down(final int id, final SessionDown down, final long nowNs) {
        final BgpPeer peer = peers.require(id);
        if (peer.isUp()) {
            leave(peer, down, nowNs);
        }
    }

    private void leave(final BgpPeer peer, final SessionDown down, final long nowNs) {
        groups.leave(peer);
        locRib.sweep();
        peer.options = null;
        peer.decoder = null;
        restarts.down(peer, down, nowNs);
    }

    /** A whole UPDATE, with its header; valid during the call. Nothing happens when the session is not up. */
    public void update(final int id, final DirectBuffer buffer, final int offset, final int length, final long nowNs) {
        final BgpPeer peer = peers.require(id);
        if (peer.isUp()) {
            intake.take(peer, buffer, offset, length, nowNs);
        }
    }

    /** A ROUTE-REFRESH. @param subtype 0 to be told all again, 1 begin and 2 end of telling us all again (RFC 7313 §3.2) */
    public void refresh(final int id, final Carrier carrier, final int subtype, final long nowNs) {
        final BgpPeer peer = peers.require(id);
        if (!peer.isUp() || !peer.options.carriers().contains(carrier)) {
            return;
        }
        switch (subtype) {
            case RefreshMark.REQUEST -> UpdateGroups.requestRefresh(peer.member, carrier);
            case RefreshMark.BEGIN -> restarts.refreshBegins(peer, carrier, nowNs);
            case RefreshMark.END -> restarts.refreshEnds(peer, carrier);
            default -> LOG.debug("bgp8 peer={} fault=peer refresh ignored subtype={}", peer.settings.name(), subtype);
        }
    }

    /** A route of ours, new or in place of the one before. A next hop of 0 is told as our address in each session. */
    public void originate(final long address, final int lengthBits, final AttributeSet attributes, final long nowNs) {
        final int set = pool.intern(attributes);
        adjRibIn.announce(peers.get(LOCAL), BgpPeer.NO_CARRIER, address, lengthBits, 0, set, (int) TimeUnit.NANOSECONDS.toSeconds(nowNs));
        pool.release(set);
    }

    /** Nothing happens when there is none. */
    public void withdrawOrigin(final long address, final int lengthBits) {
        final BgpPeer local = peers.get(LOCAL);
        final int path = adjRibIn.find(local, BgpPeer.NO_CARRIER, address, lengthBits, 0);
        if (path != PathTable.NONE) {
            adjRibIn.remove(path, local);
        }
    }

    /** Verdicts on routes of these ASNs may have changed. */
    public void revalidate(final IntHashSet asns) {
        walk.asns(asns);
    }

    /** All verdicts, or what follows from them, may have changed. */
    public void revalidateAll() {
        walk.allAsns();
    }

    /** Whether that next hop can be reached may have changed. */
    public void nextHopChanged(final int id) {
        walk.hop(id);
    }

    /** What the way to a peer costs, without a sign. */
    public void sessionCost(final int id, final int cost) {
        final BgpPeer peer = peers.require(id);
        if (peer.sessionCost != cost) {
            peer.sessionCost = cost;
            walk.peer(id, RibWalk.DECIDE);
        }
    }

    /** Tells a peer all again, after its policy was applied again. */
    public void softOut(final int id) {
        final BgpPeer peer = peers.require(id);
        if (peer.isUp()) {
            peer.member.group.walk();
            groups.resend(peer.member, null);
        }
    }

    /**
     * Called before peers are up, after a restart: nobody is told anything until the neighbours have told all and verdicts rest on data, or the time is over (RFC 4724
     * §4.1). Neighbours that are not up within half a minute are not waited for if any other is.
     */
    public void startedAfterRestart(final long untilNs) {
        isDeferring = true;
        deferralUntilNs = untilNs;
        groups.deferred(true);
    }

    /** Whether a neighbour is worth waiting for after a restart: not one that is shut down, or that will never say when it has told all. All are until this is said. */
    public void isExpected(final int id, final boolean isExpected) {
        peers.require(id).isExpected = isExpected;
    }

    /** Does a bounded piece of what there is to do; returns how much it was, 0 for nothing. */
    public int turn(final long nowNs) {
        int work = restarts.onTime(nowNs) + walk.step() + locRib.turn(nowNs) + locRib.sweepStep();
        if (isDeferring) {
            work += checkDeferral(nowNs);
        }
        work += groups.turn(nowNs);
        for (int entry = flush.takeEmptied(); entry != EntryTable.NONE; entry = flush.takeEmptied()) {
            locRib.freeIfForgotten(entry);
        }
        return work;
    }

    private int checkDeferral(final long nowNs) {
        deferralFromNs = deferralFromNs == 0 ? nowNs : deferralFromNs;
        final boolean isOver = deferralUntilNs - nowNs <= 0;
        if (!isOver && !(judge.isReady() && haveToldAll(nowNs) && !walk.hasWork() && dirty.isEmpty())) {
            return 0;
        }
        LOG.info("bgp8 rib fault=none first tables complete cause={} prefixes={}", isOver ? "deferral-time" : "end-of-rib", entries.size());
        isDeferring = false;
        groups.deferred(false);
        listener.deferralEnded();
        return 1;
    }

    /** Nobody being there for half a minute is no reason to end: there is nobody to tell anything. */
    private boolean haveToldAll(final long nowNs) {
        boolean isAnyUp = false;
        int missing = 0;
        int telling = 0;
        for (int id = BgpRib.LOCAL + 1; id < peers.limit(); id++) {
            final BgpPeer peer = peers.get(id);
            isAnyUp |= peer != null && peer.isUp();
            if (peer != null && peer.isExpected) {
                telling += peer.hasComeUp && !hasToldAll(peer) ? 1 : 0;
                missing += peer.hasComeUp ? 0 : 1;
            }
        }
        return telling == 0 && (missing == 0 || isAnyUp && nowNs - deferralFromNs >= LATECOMERS_NS);
    }

    /** Peers that cannot say when they have told all are not waited for. */
    private static boolean hasToldAll(final BgpPeer peer) {
        if (!peer.isUp()) {
            return false;
        }
        final boolean isWaitedFor = peer.options.gracefulRestart() != null && !peer.options.gracefulRestart().hasRestarted();
        return !isWaitedFor || peer.options.carriers().stream().allMatch(carrier -> (peer.endOfRibReceived & 1 << carrier.ordinal()) != 0);
    }

    /** Changes of best paths since the start: the table version that operators know. */
    public long version() {
        return locRib.version();
    }

    /** Bytes of the tables of prefixes and paths; what update groups and sets of attributes take comes on top. */
    public long memoryBytes() {
        return entries.memoryBytes() + paths.memoryBytes();
    }

    /** Whether a turn would find something to do, apart from deadlines. */
    public boolean hasWork() {
        return walk.hasWork() || !dirty.isEmpty() || locRib.hasSweep() || groups.hasWork();
    }

    /** Prefixes, also those without a path that somebody still has to hear of. */
    public int prefixes() {
        return entries.size();
    }

    /** Paths of all peers, and routes that originate here. */
    public int pathCount() {
        return paths.size();
    }

    /** Different attribute sets, received and told. */
    public int attributeSets() {
        return pool.size();
    }

    /** Groups of peers that are told the same. */
    public int updateGroups() {
        return groups.groupCount();
    }

    /** Figures of a peer. */
    public PeerView peer(final int id) {
        return queries.peer(peers.require(id));
    }

    /** For each path why it won or lost; null when there is no such prefix. */
    public Explanation explain(final long address, final int lengthBits) {
        return queries.explain(address, lengthBits);
    }

    /** A prefix, or null when there is none. */
    public BgpRouteView exact(final long address, final int lengthBits) {
        return queries.exact(address, lengthBits);
    }

    /** The longest prefix that covers the address, or null. */
    public BgpRouteView longestMatch(final long address) {
        return queries.longestMatch(address);
    }

    /** All prefixes from a row on. @param from 0, or where the page before says; what changes meanwhile may be missed or come twice */
    public BgpRoutePage all(final int from, final int limit) {
        return queries.all(from, limit);
    }

    /** What a peer said, a path each. */
    public BgpRoutePage received(final int id, final int from, final int limit) {
        return queries.received(peers.require(id), from, limit);
    }

    /** What a peer is told, with the attributes that it is told. */
    public BgpRoutePage advertised(final int id, final int from, final int limit) {
        return queries.advertised(peers.require(id), from, limit);
    }
}
