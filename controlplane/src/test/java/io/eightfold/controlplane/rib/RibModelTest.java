// SPDX-License-Identifier: Apache-2.0
// The RIB against its definition, under random churn.
package io.eightfold.controlplane.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.controlplane.rib.NaiveRib.Key;
import io.eightfold.controlplane.rib.NaiveRib.Route;
import io.eightfold.fibprotocol.NextHop;
import io.eightfold.whois8.validation.Verdict;
import io.eightfold.wire.tunnel.Encapsulation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.agrona.collections.IntHashSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class RibModelTest {
    private static final int[] LENGTHS = {0, 8, 16, 24, 32};
    private static final String[] PORTS = {"eth0", "eth1", "eth2"};
    private static final int OUR_END = 0xC633_6401;
    private static final int[] DISTANCES = {1, 1, 5, 20};

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final List<Key> keys = new ArrayList<>();
    private final List<List<RibHop>> hopLists = new ArrayList<>();
    private final List<Long> gateways = new ArrayList<>();
    private Rib rib;
    private NaiveRib model;
    private FibMirror fib;
    /** Rounds that ended because sets looped through each other in more ways than the RIB tries: the definition knows no such limit. */
    private int givenUp;

    @Test
    void shouldTellTheDataplaneWhatTheDefinitionSays() {
        for (int round = 0; round < 60; round++) {
            churn(round, 12, 6, 150);
        }
        assertTrue(givenUp <= 3, givenUp + " of 60 rounds");
    }

    @Test
    @Tag("slow")
    void shouldTellTheDataplaneWhatTheDefinitionSaysForLong() {
        for (int round = 0; round < 1000; round++) {
            churn(round, 4 + random.nextInt(30), 2 + random.nextInt(6), 200);
        }
        assertTrue(givenUp <= 50, givenUp + " of 1000 rounds");
    }

    /** One topology from nothing; few prefixes, gateways and hop lists, so that they meet: most gateways lie in prefixes that need gateways. */
    private void churn(final int round, final int prefixes, final int lists, final int steps) {
        rib = new Rib();
        model = new NaiveRib();
        fib = new FibMirror();
        rib.validator(new RouteValidator() {
            @Override
            public Verdict verdict(final int vrf, final long address, final int hostLength, final RouteSource source, final int originAsn) {
                return model.verdict(new Key(vrf, address, hostLength), source);
            }

            @Override
            public boolean isReady() {
                return true;
            }
        });
        draw(prefixes, lists);
        for (int step = 0; step < steps; step++) {
            final String at = "seed " + seed + " round " + round + " step " + step;
            try {
                act();
            } catch (final AssertionError | RuntimeException failure) {
                throw new AssertionError(at, failure);
            }
            if (rib.resolutionsGivenUp() > 0) {
                givenUp++;
                return;
            }
            if (step % 10 == 9) {
                compare(at);
            }
        }
    }

    private void draw(final int prefixes, final int lists) {
        keys.clear();
        gateways.clear();
        hopLists.clear();
        for (int i = 0; i < 5; i++) {
            gateways.add(address());
        }
        for (int i = 0; i < prefixes; i++) {
            // Half of the prefixes cover a gateway.
            final long address = random.nextBoolean() ? address() : gateways.get(random.nextInt(gateways.size()));
            final int length = LENGTHS[random.nextInt(LENGTHS.length)];
            keys.add(random.nextInt(10) == 0 ? new Key(vrf(), 0, -32) : new Key(vrf(), address & -1L << 32 - length, length));
        }
        for (int i = 0; i < lists; i++) {
            final Set<RibHop> hops = new HashSet<>();
            for (int hop = random.nextInt(3); hop >= 0; hop--) {
                hops.add(hop());
            }
            hopLists.add(List.copyOf(hops));
        }
    }

    /** Two tables, of which the second has few routes. */
    private int vrf() {
        return random.nextInt(5) == 0 ? 1 : 0;
    }

    private long address() {
        final int host = random.nextInt(2) << 24 | random.nextInt(2) << 16 | random.nextInt(2) << 8 | random.nextInt(3);
        return (long) random.nextInt(2) << 32 | host;
    }

    private RibHop hop() {
        return switch (random.nextInt(11)) {
            case 0 -> new RibHop.Blackhole();
            case 1 -> new RibHop.Unreachable();
            case 8 -> new RibHop.Prohibit();
            case 2 -> new RibHop.OnLink(port());
            case 3, 4 -> new RibHop.Gateway(gateway(), port());
            // The other ends are the gateways' host parts: what leads to a gateway of ASN 0 leads to a tunnel's end too.
            case 9, 10 -> new RibHop.Tunnel(OUR_END, (int) gateway() | 1, Encapsulation.values()[random.nextInt(3)]);
            default -> new RibHop.Gateway(gateway(), null);
        };
    }

    private String port() {
        return PORTS[random.nextInt(PORTS.length)];
    }

    private long gateway() {
        return gateways.get(random.nextInt(gateways.size()));
    }

    private Key key() {
        return keys.get(random.nextInt(keys.size()));
    }

    private void act() {
        switch (random.nextInt(24)) {
            case 0, 1, 2, 3, 4, 5, 6 -> update(key());
            case 7, 8, 9 -> connect(key());
            case 10, 11, 12, 13 -> withdraw(key());
            case 14, 15 -> flap(port());
            case 16, 17 -> probe(new NextHop.Gateway(gateway(), port()));
            case 18 -> rib.drain(fib, 1 + random.nextInt(5));
            case 19, 20 -> judge(key());
            case 21 -> decide();
            case 22 -> check();
            default -> snapshotOrDrain();
        }
    }

    private void update(final Key key) {
        final RouteSource source = RouteSource.values()[2 + random.nextInt(3)];
        final int distance = source == RouteSource.STATIC ? DISTANCES[random.nextInt(DISTANCES.length)] : source.distance();
        offer(key, source, distance, random.nextInt(2) * -1, hopLists.get(random.nextInt(hopLists.size())));
    }

    private void connect(final Key key) {
        offer(key, random.nextInt(4) == 0 ? RouteSource.LOCAL : RouteSource.CONNECTED, 0, 0, List.of(new RibHop.OnLink(port())));
    }

    private void offer(final Key key, final RouteSource source, final int distance, final int metric, final List<RibHop> hops) {
        if (random.nextBoolean()) {
            rib.update(key.vrf(), key.address(), key.hostLength(), source, distance, metric, hops);
        } else {
            final int setId = rib.hold(key.vrf(), hops);
            rib.update(key.vrf(), key.address(), key.hostLength(), source, distance, metric, setId);
            rib.release(setId);
        }
        model.update(key, new Route(source, distance, metric, Set.copyOf(hops)));
    }

    private void withdraw(final Key key) {
        final List<Route> there = model.routes.get(key);
        final RouteSource source = there == null ? RouteSource.STATIC : there.get(random.nextInt(there.size())).source();
        final int distance = there == null ? 1 : there.getFirst().distance();
        assertEquals(model.withdraw(key, source, distance), rib.withdraw(key.vrf(), key.address(), key.hostLength(), source, distance));
    }

    private void flap(final String port) {
        final boolean isUp = random.nextInt(3) != 0;
        rib.portState(port, isUp);
        if (isUp) {
            model.downPorts.remove(port);
        } else {
            model.downPorts.add(port);
        }
    }

    private void probe(final NextHop.Gateway gateway) {
        final boolean isFailed = random.nextBoolean();
        rib.gatewayState(gateway.address(), gateway.port(), isFailed);
        if (isFailed) {
            model.failed.add(gateway);
        } else {
            model.failed.remove(gateway);
        }
    }

    /** The registry says something else of a prefix. */
    private void judge(final Key key) {
        final Verdict[] decided = Verdict.decided();
        model.verdicts.put(key, decided[random.nextInt(decided.length)]);
        final IntHashSet asns = new IntHashSet();
        asns.add((int) (key.address() >>> 32));
        rib.revalidate(asns);
    }

    private void check() {
        model.checkedPorts = random.nextInt(3) == 0 ? Set.of() : Set.of(port(), "eth9");
        model.ownAsn = random.nextInt(4) == 0 ? 1 : 0;
        rib.egressCheck(model.checkedPorts, model.ownAsn);
    }

    private void decide() {
        model.policy = random.nextBoolean() ? InstallPolicy.ONLY_VALID : new InstallPolicy(Set.of(Verdict.VALID, Verdict.NOT_FOUND));
        rib.policy(model.policy);
        rib.revalidateAll();
    }

    private void snapshotOrDrain() {
        if (random.nextBoolean()) {
            fib.drain(rib);
        } else {
            rib.startSnapshot();
            fib.clear();
        }
    }

    private void compare(final String at) {
        try {
            while (rib.isRevalidating()) {
                rib.revalidate();
            }
            fib.drain(rib);
        } catch (final AssertionError | RuntimeException failure) {
            throw new AssertionError(at, failure);
        }
        if (rib.resolutionsGivenUp() > 0) {
            return;
        }
        final String state = at + "\nroutes " + model.routes + "\ndown " + model.downPorts + "\nfailed " + model.failed;
        assertEquals(model.fib(), fib.fib(), state);
        assertEquals(model.fib().size(), rib.fibCount(), state);
        assertEquals(model.routes.size(), rib.prefixCount(), state);
        assertEquals(model.routes.values().stream().mapToInt(List::size).sum(), rib.routeCount(), state);
        final Set<Set<NextHop>> announced = fib.sets.values().stream().map(Set::copyOf).collect(Collectors.toSet());
        assertTrue(announced.containsAll(model.failedSets()), () -> "failed gateways are not probed: " + state);
        compareWalk(state);
        compareViews(state);
    }

    private void compareWalk(final String state) {
        final FibMirror walked = new FibMirror();
        walked.isWalk = true;
        final FibWalk position = new FibWalk();
        while (!position.isDone()) {
            rib.walk(position, walked, 2);
        }
        assertEquals(fib.fib(), walked.fib(), state);
    }

    private void compareViews(final String state) {
        final List<RouteView> all = rib.routes(RouteFilter.all(), 0, Integer.MAX_VALUE).routes();
        final Set<Key> selected = all.stream().filter(view -> view.isFib() && !view.source().isOwnedByDataplane())
            .map(view -> new Key(view.vrf(), view.address(), view.hostLength())).collect(Collectors.toSet());
        assertEquals(model.fib().keySet(), selected, state);
        assertEquals(all.stream().filter(RouteView::isSelected).count(), all.stream().filter(RouteView::isFib).count(), state);
        for (final Verdict verdict : Verdict.values()) {
            assertEquals(all.stream().filter(view -> view.verdict() == verdict).count(), rib.verdictCount(verdict), verdict + state);
        }
        assertTrue(!model.checkedPorts.isEmpty() || all.stream().noneMatch(RouteView::isRestricted), state);
        assertEquals(all.stream().filter(RouteView::isRefused).count(), rib.refusedCount(), state);
        assertEquals(all.stream().filter(view -> !model.policy.isInstalled(view.verdict())).count(), rib.refusedCount(), state);
        assertEquals(rib.routeCount(), rib.summary().stream().mapToInt(RouteCount::routes).sum(), state);
        assertEquals(rib.fibCount(), rib.summary().stream().mapToInt(RouteCount::fib).sum(), state);
    }
}
