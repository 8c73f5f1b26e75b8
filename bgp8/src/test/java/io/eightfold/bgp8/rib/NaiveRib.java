// SPDX-License-Identifier: Apache-2.0
// What the RIB should come to, worked out anew each time.
package io.eightfold.bgp8.rib;

import static io.eightfold.bgp8.rib.RibWorld.LOCAL_ASN;

import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.attribute.Community;
import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.MessageError;
import io.eightfold.bgp8.message.SessionOptions;
import io.eightfold.bgp8.message.UpdateDecoder;
import io.eightfold.bgp8.message.UpdateHandler;
import io.eightfold.bgp8.rib.RibWorld.Installed;
import io.eightfold.bgp8.rib.RibWorld.Key;
import io.eightfold.bgp8.rib.RibWorld.Told;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;

/** What the RIB should come to: maps and lists, all worked out anew each time, in the order in which the standards put it. */
final class NaiveRib {
    private final RibWorld world;
    final Map<Integer, Neighbour> neighbours = new TreeMap<>();
    final Map<Key, AttributeSet> origins = new HashMap<>();

    /** In carrier IPv4 the key has no ASN. */
    record RouteKey(Carrier carrier, Key key) {
    }

    static final class Route {
        long address;
        int lengthBits;
        AttributeSet attributes;
        boolean isStale;
    }

    static final class Neighbour implements UpdateHandler {
        final int id;
        PeerSettings settings;
        SessionOptions options;
        boolean isUp;
        int cost;
        UpdateDecoder decoder;
        final Map<RouteKey, Route> routes = new HashMap<>();
        private AttributeSet current;

        Neighbour(final int id, final PeerSettings settings) {
            this.id = id;
            this.settings = settings;
            cost = settings.sessionCost();
        }

        boolean isExternal() {
            return options.peerAsn() != LOCAL_ASN;
        }

        void up(final SessionOptions newOptions) {
            options = newOptions;
            isUp = true;
            decoder = new UpdateDecoder(options, settings.isFirstAsEnforced());
            routes.entrySet().removeIf(e -> !options.carriers().contains(e.getKey().carrier()));
        }

        void down(final boolean isGraceful) {
            isUp = false;
            routes.values().removeIf(route -> !isGraceful || route.isStale);
            routes.values().forEach(route -> route.isStale = true);
        }

        void take(final byte[] message) {
            decoder.decode(new UnsafeBuffer(message), 0, message.length, this);
        }

        private static RouteKey key(final Carrier carrier, final long address, final int lengthBits) {
            return new RouteKey(carrier, new Key(carrier == Carrier.IPV4 ? (int) address : address, lengthBits));
        }

        @Override
        public void attributes(final AttributeSet attributes) {
            current = attributes;
        }

        @Override
        public void announce(final Carrier carrier, final long address, final int lengthBits, final int pathId) {
            final Route route = new Route();
            route.address = address;
            route.lengthBits = lengthBits;
            route.attributes = current;
            routes.put(key(carrier, address, lengthBits), route);
        }

        @Override
        public void withdraw(final Carrier carrier, final long address, final int lengthBits, final int pathId) {
            routes.remove(key(carrier, address, lengthBits));
        }

        @Override
        public void endOfRib(final Carrier carrier) {
            routes.entrySet().removeIf(e -> e.getKey().carrier() == carrier && e.getValue().isStale);
        }

        @Override
        public void error(final MessageError error) {
        }
    }

    /** A path that the policy let in. */
    record Candidate(Neighbour from, Carrier carrier, AttributeSet received, AttributeSet used, Validity validity, long cost) {
        boolean isLocal() {
            return from == null;
        }

        boolean isExternal() {
            return from != null && from.isExternal();
        }
    }

    NaiveRib(final RibWorld world) {
        this.world = world;
    }

    private Set<Key> prefixes() {
        final Set<Key> all = new HashSet<>(origins.keySet());
        neighbours.values().forEach(n -> n.routes.values().forEach(route -> all.add(new Key(route.address, route.lengthBits))));
        return all;
    }

    private static boolean isBarred(final Key key) {
        final int asn = (int) (key.address() >>> 32);
        final int host = (int) key.address();
        final int hostBits = key.lengthBits() - 32;
        return hostBits > (asn == 0 ? 24 : 16) || asn != 0 && (asn >>> 24 == 127 || asn >>> 24 == 100 || asn >>> 16 == 0xFFFF || hostBits >= 8 && host >>> 24 == 222);
    }

    private Candidate candidate(final Neighbour from, final Carrier carrier, final Route route) {
        final AttributeSet set = route.attributes;
        final Key key = new Key(route.address, route.lengthBits);
        final boolean isLooped = Arrays.stream(set.asPath().toString().split(" ")).anyMatch(Integer.toString(LOCAL_ASN)::equals)
            || set.originatorId() == RibWorld.LOCAL.routerId() || Arrays.stream(set.clusterList()).anyMatch(c -> c == RibWorld.LOCAL.clusterId());
        if (from.isExternal() && isBarred(key) || isLooped) {
            return null;
        }
        final Validity validity = world.judge(route.address, route.lengthBits, from.isExternal(), 0);
        final AttributeSet used = from.settings.in().apply(route.address, route.lengthBits, set, validity);
        if (used == null || world.unusableHops.contains(used.nextHop())) {
            return null;
        }
        final long external = used.hasCostFactor() ? used.costFactor() & 0xFFFF_FFFFL : 100L * used.asPath().length();
        return new Candidate(from, carrier, set, used, validity, Math.min(0xFFFF_FFFFL, external + from.cost));
    }

    private List<Candidate> candidates(final Key prefix) {
        final List<Candidate> all = new ArrayList<>();
        if (origins.containsKey(prefix)) {
            final AttributeSet set = origins.get(prefix);
            all.add(new Candidate(null, null, set, set, Validity.EXEMPT, set.hasCostFactor() ? set.costFactor() : 0));
        }
        for (final Neighbour neighbour : neighbours.values()) {
            neighbour.routes.forEach((key, route) -> {
                if (route.address == prefix.address() && route.lengthBits == prefix.lengthBits()) {
                    final Candidate candidate = candidate(neighbour, key.carrier(), route);
                    if (candidate != null) {
                        all.add(candidate);
                    }
                }
            });
        }
        return all;
    }

    private static int origin(final AttributeSet set) {
        return set.asPath().isEmpty() ? LOCAL_ASN : set.asPath().originAsn();
    }

    private static int routerId(final Candidate c) {
        return c.used().originatorId() != 0 ? c.used().originatorId() : c.isLocal() ? 0 : c.from().options.peerIdentifier();
    }

    private static boolean isBetter(final Candidate a, final Candidate b) {
        final long[][] steps = {
            {a.isLocal() ? 0 : 1, b.isLocal() ? 0 : 1},
            {a.used().hasCommunity(Community.GRACEFUL_SHUTDOWN) ? 1 : 0, b.used().hasCommunity(Community.GRACEFUL_SHUTDOWN) ? 1 : 0},
            {a.cost(), b.cost()},
            {a.used().asPath().length(), b.used().asPath().length()},
            {origin(a.used()) & 0xFFFF_FFFFL, origin(b.used()) & 0xFFFF_FFFFL},
            {a.used().origin().ordinal(), b.used().origin().ordinal()},
            {a.isExternal() ? 0 : 1, b.isExternal() ? 0 : 1},
            {a.used().clusterList().length, b.used().clusterList().length},
            {routerId(a) & 0xFFFF_FFFFL, routerId(b) & 0xFFFF_FFFFL},
            {a.isLocal() ? 0 : a.from().settings.address(), b.isLocal() ? 0 : b.from().settings.address()},
            {a.carrier() == null ? 9 : a.carrier().ordinal(), b.carrier() == null ? 9 : b.carrier().ordinal()}};
        for (final long[] step : steps) {
            if (step[0] != step[1]) {
                return step[0] < step[1];
            }
        }
        throw new AssertionError("two paths are the same: " + a + " and " + b);
    }

    private static Candidate best(final List<Candidate> candidates) {
        Candidate best = null;
        for (final Candidate each : candidates) {
            best = best == null || isBetter(each, best) ? each : best;
        }
        return best;
    }

    private Candidate bestUsable(final Key prefix) {
        return best(candidates(prefix).stream().filter(c -> world.isUsable(c.validity())).toList());
    }

    /** What the installer should have. */
    Map<Key, Installed> installed() {
        final Map<Key, Installed> all = new HashMap<>();
        for (final Key prefix : prefixes()) {
            final Candidate usable = bestUsable(prefix);
            final Candidate best = usable != null ? usable : best(candidates(prefix));
            if (best != null && !best.isLocal()) {
                all.put(new Key(best.isExternal() ? prefix.address() : ~prefix.address(), prefix.lengthBits()),
                    new Installed(best.isExternal(), origin(best.received()), (int) best.cost(), best.used().nextHop()));
            }
        }
        return all;
    }

    /** What a neighbour should have been told in a carrier. */
    Map<Key, Told> told(final Neighbour to, final Carrier carrier) {
        final Map<Key, Told> all = new HashMap<>();
        final Map<Key, Long> winners = new HashMap<>();
        for (final Key prefix : prefixes()) {
            final Candidate best = bestUsable(prefix);
            final AttributeSet set = best == null ? null : export(prefix, best, to);
            if (set == null || carrier != Carrier.NATIVE && prefix.lengthBits() < 32) {
                continue;
            }
            final Key key = new Key(carrier == Carrier.IPV4 ? (int) prefix.address() : prefix.address(), prefix.lengthBits());
            final Long rival = winners.get(key);
            if (rival == null || Long.compareUnsigned(prefix.address(), rival) < 0) {
                winners.put(key, prefix.address());
                all.remove(key);
                // Where two are the same in IPv4 the lower ASN is told, or nothing to the peer that it came from.
                if (best.from() != to && (carrier == Carrier.NATIVE || set.nextHop() >>> 32 == 0)) {
                    all.put(key, new Told(prefix.address(), set));
                }
            }
        }
        return all;
    }

    private AttributeSet export(final Key prefix, final Candidate best, final Neighbour to) {
        final AttributeSet set = best.used();
        final boolean isReflected = !best.isLocal() && !best.isExternal() && !to.isExternal();
        if (set.hasCommunity(Community.NO_ADVERTISE) || to.isExternal() && (set.hasCommunity(Community.NO_EXPORT) || isBarred(prefix))
            || isReflected && !best.from().settings.isClient() && !to.settings.isClient()) {
            return null;
        }
        final AttributeSet.Builder builder = set.with().costFactor((int) best.cost());
        if (to.isExternal()) {
            builder.nextHop(0x0A00_0001).originatorId(0).clusterList().noLocalPreference();
            if (!best.isLocal()) {
                builder.noMed();
            }
        } else {
            builder.localPreference(set.hasLocalPreference() ? set.localPreference() : 100);
            if (best.isLocal()) {
                builder.nextHop(set.nextHop() == 0 ? 0x0A00_0001 : set.nextHop());
            }
            if (isReflected) {
                final List<Integer> clusters = new ArrayList<>(List.of(RibWorld.LOCAL.clusterId()));
                Arrays.stream(set.clusterList()).forEach(clusters::add);
                builder.clusterList(clusters.stream().mapToInt(i -> i).toArray()).originatorId(routerId(best));
            }
        }
        final AttributeSet after = to.settings.out().apply(prefix.address(), prefix.lengthBits(), builder.build(), best.validity());
        if (after == null || !to.isExternal()) {
            return after;
        }
        return after.with().asPath(after.asPath().prepend(LOCAL_ASN, 1)).noLocalPreference().build();
    }
}
