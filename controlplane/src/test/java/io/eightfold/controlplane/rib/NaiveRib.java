// SPDX-License-Identifier: Apache-2.0
// The RIB as its definition says it, with nothing remembered and everything computed from scratch.
package io.eightfold.controlplane.rib;

import io.eightfold.fibprotocol.NextHop;
import io.eightfold.whois8.validation.Verdict;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@link Rib} must amount to: no caches, no order of events, only what there is now. */
final class NaiveRib {
    record Key(int vrf, long address, int hostLength) {
        Ipv8Prefix prefix() {
            return new Ipv8Prefix(Ipv8Address.ofBits(address), 32 + hostLength);
        }

        boolean covers(final int otherVrf, final long gateway) {
            final boolean isVersion4PastDefault = hostLength == -32 && gateway >>> 32 == 0;
            return vrf == otherVrf && prefix().contains(gateway) && !isVersion4PastDefault;
        }
    }

    record Route(RouteSource source, int distance, int metric, Set<RibHop> hops) {
    }

    record Told(Set<NextHop> hops, int source, int distance) {
    }

    private record Led(int vrf, Set<RibHop> hops) {
    }

    private static final Comparator<Route> PREFERENCE = Comparator.comparingInt(Route::distance).thenComparing(Route::metric, Integer::compareUnsigned)
        .thenComparingInt(route -> route.source().id());

    final Map<Key, List<Route>> routes = new HashMap<>();
    final Set<String> downPorts = new HashSet<>();
    final Set<NextHop> failed = new HashSet<>();
    /** On routes learnt from other autonomous systems; a prefix that is not in it is valid. */
    final Map<Key, Verdict> verdicts = new HashMap<>();
    /** Through which foreign ASNs are reached by valid routes only. */
    Set<String> checkedPorts = Set.of();
    int ownAsn;
    InstallPolicy policy = InstallPolicy.ONLY_VALID;

    void update(final Key key, final Route route) {
        withdraw(key, route.source, route.distance);
        routes.computeIfAbsent(key, _ -> new ArrayList<>()).add(route);
    }

    boolean withdraw(final Key key, final RouteSource source, final int distance) {
        final List<Route> there = routes.getOrDefault(key, new ArrayList<>());
        final boolean isFound = there.removeIf(route -> route.source == source && route.distance == distance);
        if (there.isEmpty()) {
            routes.remove(key);
        }
        return isFound;
    }

    Map<Key, Told> fib() {
        final Map<Key, Told> fib = new HashMap<>();
        routes.forEach((key, offered) -> {
            final Route winner = winner(key, new ArrayDeque<>());
            if (winner != null && winner.source != RouteSource.CONNECTED && winner.source != RouteSource.LOCAL) {
                fib.put(key, new Told(restrict(key, winner, resolve(key.vrf, winner.hops, new ArrayDeque<>())), winner.source.id(), winner.distance));
            }
        });
        return fib;
    }

    /** Where routes lead that are usable, but whose gateways have all failed. */
    Set<Set<NextHop>> failedSets() {
        return routes.entrySet().stream().flatMap(entry -> entry.getValue().stream()
                .map(route -> restrict(entry.getKey(), route, resolve(entry.getKey().vrf, route.hops, new ArrayDeque<>()))))
            .filter(hops -> !hops.isEmpty() && isFailed(hops)).collect(Collectors.toSet());
    }

    private Set<NextHop> restrict(final Key key, final Route route, final Set<NextHop> hops) {
        final long asn = key.address >>> 32;
        final boolean isConcerned = route.source != RouteSource.CONNECTED && route.source != RouteSource.LOCAL && verdict(key, route.source) != Verdict.VALID
            && (key.hostLength == -32 || asn != 0 && asn != ownAsn);
        final Set<NextHop> left = new HashSet<>(hops);
        if (isConcerned && left.removeIf(hop -> hop instanceof NextHop.OnLink(String port) && checkedPorts.contains(port)
            || under(hop) instanceof NextHop.Gateway(long _, String at) && checkedPorts.contains(at)) && left.isEmpty()) {
            left.add(new NextHop.Prohibit());
        }
        return left;
    }

    Verdict verdict(final Key key, final RouteSource source) {
        return source == RouteSource.BGP8_EXTERNAL ? verdicts.getOrDefault(key, Verdict.VALID) : Verdict.EXEMPT;
    }

    private Route winner(final Key key, final Deque<Led> path) {
        final List<Route> usable = routes.get(key).stream().filter(route -> policy.isInstalled(verdict(key, route.source)))
            .filter(route -> !resolve(key.vrf, route.hops, path).isEmpty()).sorted(PREFERENCE).toList();
        // A stable sort: among equals the preferred stays first.
        return usable.stream().min(Comparator.comparingInt(route -> rank(key, route, resolve(key.vrf, route.hops, path)))).orElse(null);
    }

    private int rank(final Key key, final Route route, final Set<NextHop> hops) {
        final Set<NextHop> left = restrict(key, route, hops);
        return left.contains(new NextHop.Prohibit()) && !hops.contains(new NextHop.Prohibit()) ? 2 : isFailed(left) ? 1 : 0;
    }

    private boolean isFailed(final Set<NextHop> hops) {
        return hops.stream().allMatch(hop -> failed.contains(under(hop)));
    }

    /** The neighbour that packets go to: into a tunnel, that of the outer packets. */
    private static NextHop under(final NextHop hop) {
        return hop instanceof NextHop.Tunnel tunnel ? new NextHop.Gateway(tunnel.gateway(), tunnel.port()) : hop;
    }

    private Set<NextHop> resolve(final int vrf, final Set<RibHop> hops, final Deque<Led> path) {
        final Led here = new Led(vrf, hops);
        final Set<NextHop> result = new HashSet<>();
        if (path.contains(here) || path.size() > HopResolver.MAX_DEPTH) {
            return result;
        }
        path.push(here);
        for (final RibHop hop : hops) {
            switch (hop) {
                case RibHop.Blackhole _ -> result.add(new NextHop.Blackhole());
                case RibHop.Unreachable _ -> result.add(new NextHop.Unreachable());
                case RibHop.Prohibit _ -> result.add(new NextHop.Prohibit());
                case RibHop.OnLink(String port) -> result.add(new NextHop.OnLink(port));
                case RibHop.Gateway(long address, String port) when port != null -> result.add(new NextHop.Gateway(address, port));
                case RibHop.Tunnel(int local, int remote, var encapsulation) -> lookUp(vrf, Integer.toUnsignedLong(remote), path).forEach(under -> {
                    if (under instanceof NextHop.Gateway(long address, String port) && address >>> 32 == 0) {
                        result.add(new NextHop.Tunnel(local, remote, encapsulation, address, port));
                    }
                });
                case RibHop.Gateway(long address, String _) -> result.addAll(lookUp(vrf, address, path));
            }
        }
        path.pop();
        result.removeIf(hop -> hop instanceof NextHop.OnLink(String port) && downPorts.contains(port)
            || hop instanceof NextHop.Gateway(long _, String at) && downPorts.contains(at));
        if (result.stream().anyMatch(NaiveRib::isForwarding)) {
            result.removeIf(hop -> !isForwarding(hop));
        } else if (result.contains(new NextHop.Blackhole())) {
            return Set.of(new NextHop.Blackhole());
        } else if (result.contains(new NextHop.Prohibit())) {
            return Set.of(new NextHop.Prohibit());
        }
        return result;
    }

    private Set<NextHop> lookUp(final int vrf, final long gateway, final Deque<Led> path) {
        final List<Key> covering = routes.keySet().stream().filter(key -> key.covers(vrf, gateway))
            .sorted(Comparator.comparingInt(Key::hostLength).reversed()).toList();
        for (final Key key : covering) {
            final Route winner = winner(key, path);
            if (winner != null && winner.source == RouteSource.LOCAL) {
                return Set.of();
            } else if (winner != null) {
                return resolve(vrf, winner.hops, path).stream()
                    .map(hop -> hop instanceof NextHop.OnLink(String port) ? new NextHop.Gateway(gateway, port) : hop).collect(Collectors.toSet());
            }
        }
        return Set.of();
    }

    private static boolean isForwarding(final NextHop hop) {
        return hop instanceof NextHop.Gateway || hop instanceof NextHop.OnLink || hop instanceof NextHop.Tunnel;
    }
}
