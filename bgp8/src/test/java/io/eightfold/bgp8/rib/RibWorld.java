// SPDX-License-Identifier: Apache-2.0
// A RIB with everything around it, in memory.
package io.eightfold.bgp8.rib;

import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.MessageError;
import io.eightfold.bgp8.message.Role;
import io.eightfold.bgp8.message.SessionOptions;
import io.eightfold.bgp8.message.UpdateDecoder;
import io.eightfold.bgp8.message.UpdateEncoder;
import io.eightfold.bgp8.message.UpdateHandler;
import io.eightfold.bgp8.policy.RoutePolicy;
import io.eightfold.bgp8.session.SessionDown;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;

/** A RIB with everything around it, in memory: the peers keep what they are told, as a stock router would. */
final class RibWorld implements RouteInstaller, NextHops, RouteJudge, PeerOutput, BgpRibListener {
    static final int LOCAL_ASN = 64_500;
    static final LocalSettings LOCAL = new LocalSettings(LOCAL_ASN, 0x0A00_0001, 0x0A00_00C1);
    static final SessionDown CLOSED = new SessionDown("closed-by-peer", 0, 0, "", false);
    static final SessionDown GRACEFUL = new SessionDown("closed-by-peer", 0, 0, "", true);

    final BgpRib rib = new BgpRib(LOCAL, this, this, this, this, this);
    final Map<Integer, Speaker> speakers = new HashMap<>();
    final Map<Key, Installed> installed = new HashMap<>();
    final Map<Long, Integer> hopIds = new HashMap<>();
    final Map<Integer, Long> hops = new HashMap<>();
    final Map<Integer, Integer> hopHolds = new HashMap<>();
    final Set<Long> unusableHops = new HashSet<>();
    final Map<Integer, Validity> verdicts = new HashMap<>();
    final Set<Validity> usable = new HashSet<>(Set.of(Validity.VALID, Validity.NOT_FOUND, Validity.EXEMPT));
    final List<String> ceases = new ArrayList<>();
    final List<MessageError> resets = new ArrayList<>();
    int deferralsEnded;
    boolean isJudgeReady = true;
    int judgements;
    long nowNs = 1_000_000_000L;

    /** A prefix. */
    record Key(long address, int lengthBits) {
    }

    /** What the installer has. */
    record Installed(boolean isExternal, int originAsn, int metric, long nextHop) {
    }

    /** What a peer was told. */
    record Told(long address, AttributeSet attributes) {
    }

    /** The other side of a session. */
    static final class Speaker implements UpdateHandler {
        final int id;
        final SessionOptions options;
        /** As the peer has them. */
        final SessionOptions mirrored;
        final UpdateDecoder decoder;
        final Map<Carrier, Map<Key, Told>> told = new EnumMap<>(Carrier.class);
        final Set<Carrier> endOfRibs = new HashSet<>();
        final List<Integer> refreshMarks = new ArrayList<>();
        int room = Integer.MAX_VALUE;
        int messages;
        int announcements;
        int withdrawals;
        List<byte[]> sent = new ArrayList<>();
        private AttributeSet current;

        Speaker(final int id, final SessionOptions options) {
            this.id = id;
            this.options = options;
            mirrored = mirror(options);
            decoder = new UpdateDecoder(mirrored, true);
            for (final Carrier carrier : Carrier.values()) {
                told.put(carrier, new HashMap<>());
            }
        }

        void take(final byte[] message) {
            messages++;
            sent.add(message);
            if (message[18] == 5) {
                refreshMarks.add((int) message[21]);
            } else {
                decoder.decode(new UnsafeBuffer(message), 0, message.length, this);
            }
        }

        @Override
        public void attributes(final AttributeSet attributes) {
            current = attributes;
        }

        private static Key key(final Carrier carrier, final long address, final int lengthBits) {
            return new Key(carrier == Carrier.IPV4 ? (int) address : address, lengthBits);
        }

        @Override
        public void announce(final Carrier carrier, final long address, final int lengthBits, final int pathId) {
            announcements++;
            told.get(carrier).put(key(carrier, address, lengthBits), new Told(address, current));
        }

        @Override
        public void withdraw(final Carrier carrier, final long address, final int lengthBits, final int pathId) {
            withdrawals++;
            told.get(carrier).remove(key(carrier, address, lengthBits));
        }

        @Override
        public void endOfRib(final Carrier carrier) {
            endOfRibs.add(carrier);
        }

        @Override
        public void error(final MessageError error) {
            throw new AssertionError("the RIB sent something wrong: " + error);
        }
    }

    static SessionOptions mirror(final SessionOptions o) {
        return new SessionOptions(o.peerAsn(), o.localAsn(), o.peerIdentifier(), o.localIdentifier(), o.holdTimeS(), o.carriers(), o.addPathSend(), o.addPathReceive(),
            o.isFourOctetAsn(), o.isExtendedMessage(), o.isRouteRefresh(), o.isEnhancedRefresh(), o.gracefulRestart(), o.longLived(), o.peerRole(), o.localRole());
    }

    static PeerSettings settings(final String name, final int address, final RoutePolicy in, final RoutePolicy out) {
        return new PeerSettings(name, address, in, out, false, false, 0, true, 0, 80, false, 0, 0, 0, 10);
    }

    static PeerSettings client(final PeerSettings s) {
        return new PeerSettings(s.name(), s.address(), s.in(), s.out(), true, s.isNextHopSelf(), s.allowOwnAsn(), s.isFirstAsEnforced(), s.maxPrefixes(), s.warnPercent(),
            s.isWarningOnly(), s.restartS(), s.staleTimeS(), s.longLivedStaleS(), s.sessionCost());
    }

    static PeerSettings limited(final PeerSettings s, final int maxPrefixes, final boolean isWarningOnly) {
        return new PeerSettings(s.name(), s.address(), s.in(), s.out(), s.isClient(), s.isNextHopSelf(), s.allowOwnAsn(), s.isFirstAsEnforced(), maxPrefixes, 80,
            isWarningOnly, 30, s.staleTimeS(), s.longLivedStaleS(), s.sessionCost());
    }

    static PeerSettings longLived(final PeerSettings s, final int seconds) {
        return new PeerSettings(s.name(), s.address(), s.in(), s.out(), s.isClient(), s.isNextHopSelf(), s.allowOwnAsn(), s.isFirstAsEnforced(), s.maxPrefixes(), 80,
            s.isWarningOnly(), s.restartS(), s.staleTimeS(), seconds, s.sessionCost());
    }

    static PeerSettings withPolicies(final PeerSettings s, final RoutePolicy in, final RoutePolicy out) {
        return new PeerSettings(s.name(), s.address(), in, out, s.isClient(), s.isNextHopSelf(), s.allowOwnAsn(), s.isFirstAsEnforced(), s.maxPrefixes(), s.warnPercent(),
            s.isWarningOnly(), s.restartS(), s.staleTimeS(), s.longLivedStaleS(), s.sessionCost());
    }

    /** Options with graceful restart, long-lived and enhanced refresh, all carriers preserved. */
    static SessionOptions options(final int peerAsn, final int peerIdentifier, final Set<Carrier> carriers) {
        return options(peerAsn, peerIdentifier, carriers, null, null);
    }

    static SessionOptions options(final int peerAsn, final int peerIdentifier, final Set<Carrier> carriers, final Role localRole, final Role peerRole) {
        final Map<Carrier, Integer> longLived = new HashMap<>();
        carriers.forEach(carrier -> longLived.put(carrier, 100));
        return new SessionOptions(LOCAL_ASN, peerAsn, LOCAL.routerId(), peerIdentifier, 90, carriers, Set.of(), Set.of(), true, false, true, true,
            new SessionOptions.PeerRestart(false, true, 120, carriers, carriers), longLived, localRole, peerRole);
    }

    Speaker up(final int peer, final SessionOptions options) {
        final Speaker speaker = new Speaker(peer, options);
        speakers.put(peer, speaker);
        rib.up(peer, options, 0x0A00_0001, nowNs);
        return speaker;
    }

    void down(final int peer, final SessionDown down) {
        speakers.remove(peer);
        rib.down(peer, down, nowNs);
    }

    /** The peer says a prefix. */
    void announce(final Speaker speaker, final Carrier carrier, final AttributeSet attributes, final long address, final int... lengths) {
        announce(speaker, carrier, attributes, address, lengths, 0);
    }

    void announce(final Speaker speaker, final Carrier carrier, final AttributeSet attributes, final long address, final int[] lengths, final int pathId) {
        final UpdateEncoder encoder = new UpdateEncoder(speaker.mirrored, carrier);
        encoder.begin(attributes, (int) (address >>> 32), message -> feed(speaker, message));
        for (final int length : lengths) {
            encoder.announce(address, length, pathId);
        }
        encoder.end();
    }

    void withdraw(final Speaker speaker, final Carrier carrier, final long address, final int lengthBits) {
        final UpdateEncoder encoder = new UpdateEncoder(speaker.mirrored, carrier);
        encoder.beginWithdraw(message -> feed(speaker, message));
        encoder.withdraw(address, lengthBits, 0);
        encoder.end();
    }

    void endOfRib(final Speaker speaker, final Carrier carrier) {
        feed(speaker, UpdateEncoder.endOfRib(carrier));
    }

    void feed(final Speaker speaker, final byte[] message) {
        rib.update(speaker.id, new UnsafeBuffer(message), 0, message.length, nowNs);
    }

    /** Turns until there is nothing to do. */
    void settle() {
        for (int turns = 0; rib.hasWork(); turns++) {
            turn();
            if (turns > 1_000_000) {
                throw new AssertionError("the RIB never comes to rest");
            }
        }
    }

    int turn() {
        nowNs += 1_000_000;
        return rib.turn(nowNs);
    }

    void advanceS(final int seconds) {
        nowNs += seconds * 1_000_000_000L;
        turn();
        settle();
    }

    @Override
    public boolean isReady() {
        return isJudgeReady;
    }

    @Override
    public void install(final long address, final int lengthBits, final boolean isExternal, final int originAsn, final int metric, final int nextHop) {
        if (!hops.containsKey(nextHop)) {
            throw new AssertionError("next hop " + nextHop + " is not held");
        }
        installed.put(new Key(isExternal ? address : ~address, lengthBits), new Installed(isExternal, originAsn, metric, hops.get(nextHop)));
    }

    @Override
    public void withdraw(final long address, final int lengthBits, final boolean isExternal) {
        if (installed.remove(new Key(isExternal ? address : ~address, lengthBits)) == null) {
            throw new AssertionError("withdrawn but not installed");
        }
    }

    @Override
    public int hold(final long nextHop) {
        final int id = hopIds.computeIfAbsent(nextHop, _ -> hopIds.size() + 7);
        hops.put(id, nextHop);
        hopHolds.merge(id, 1, Integer::sum);
        return id;
    }

    @Override
    public void release(final int id) {
        if (hopHolds.merge(id, -1, Integer::sum) < 0) {
            throw new AssertionError("next hop " + id + " released too often");
        }
    }

    @Override
    public boolean isUsable(final int id) {
        return !unusableHops.contains(hops.get(id));
    }

    @Override
    public Validity judge(final long address, final int lengthBits, final boolean isExternal, final int originAsn) {
        judgements++;
        return verdicts.getOrDefault((int) (address >>> 32), Validity.NOT_FOUND);
    }

    @Override
    public boolean isUsable(final Validity validity) {
        return usable.contains(validity);
    }

    @Override
    public int room(final int peer) {
        return speakers.containsKey(peer) ? speakers.get(peer).room : 0;
    }

    @Override
    public void send(final int peer, final byte[] message) {
        speakers.get(peer).take(message);
    }

    @Override
    public void reset(final int peer, final MessageError error) {
        resets.add(error);
    }

    @Override
    public void cease(final int peer, final int subcode, final String cause, final int restartS) {
        ceases.add(peer + "/" + subcode + "/" + cause + "/" + restartS);
    }

    @Override
    public void deferralEnded() {
        deferralsEnded++;
    }
}
