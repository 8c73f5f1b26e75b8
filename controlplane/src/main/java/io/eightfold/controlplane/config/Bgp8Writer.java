// SPDX-License-Identifier: Apache-2.0
// Writes the router bgp8 block, lists and route-maps in their canonical form.
package io.eightfold.controlplane.config;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.policy.RouteMap;
import io.eightfold.bgp8.policy.RouteMapEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/** Writes the router bgp8 block, lists and route-maps; what equals its default is left out. */
final class Bgp8Writer {
    private final List<String> lines = new ArrayList<>();
    private final boolean isMasked;

    private Bgp8Writer(final boolean isMasked) {
        this.isMasked = isMasked;
    }

    /** The lines of all lists, by kind and name. */
    static List<String> listLines(final PolicyConfig policies) {
        final List<String> lines = new ArrayList<>();
        list(lines, policies.lists().prefixLists(), list -> list.rules());
        list(lines, policies.lists().asPathLists(), list -> list.rules());
        list(lines, policies.lists().communityLists(), list -> list.rules());
        list(lines, policies.lists().largeCommunityLists(), list -> list.rules());
        return lines;
    }

    /** A list's text is what its lines start with, an entry's is what follows. */
    private static <T> void list(final List<String> lines, final Map<String, T> lists, final Function<T, List<?>> rules) {
        new TreeMap<>(lists).values().forEach(list -> rules.apply(list).forEach(rule -> lines.add(list + " " + rule)));
    }

    /** The lines of each entry of all route-maps, by the line that opens its block. */
    static Map<String, List<String>> routeMapBlocks(final PolicyConfig policies) {
        final Map<String, List<String>> blocks = new LinkedHashMap<>();
        for (final RouteMap map : policies.routeMaps().values()) {
            map.entries().forEach(entry -> blocks.put("route-map " + map.name() + " " + entry.action().word() + " " + entry.sequence(), entryLines(entry)));
        }
        return blocks;
    }

    private static List<String> entryLines(final RouteMapEntry entry) {
        final List<String> lines = new ArrayList<>();
        entry.matches().forEach(match -> lines.add(match.toString()));
        entry.changes().forEach(change -> lines.add(change.toString()));
        if (entry.next() == RouteMapEntry.NEXT) {
            lines.add("on-match next");
        } else if (entry.next() != RouteMapEntry.STOP) {
            lines.add("on-match goto " + entry.next());
        }
        return lines;
    }

    /** The lines of the block without those of its neighbours. */
    static List<String> blockLines(final Bgp8Config bgp8) {
        final Bgp8Writer writer = new Bgp8Writer(true);
        writer.block(bgp8);
        return writer.lines;
    }

    /** The lines of a neighbour. */
    static List<String> neighborLines(final NeighborConfig neighbor, final boolean isMasked) {
        final Bgp8Writer writer = new Bgp8Writer(isMasked);
        writer.neighbor(neighbor);
        return writer.lines;
    }

    private void block(final Bgp8Config bgp8) {
        final Bgp8Config.Timers timers = bgp8.timers();
        final Bgp8Config.Timers defaults = Bgp8Config.Timers.DEFAULT;
        when(bgp8.isRouterIdGiven(), "router-id " + Bgp8Words.ipv4(bgp8.routerId()));
        when(bgp8.clusterId() != 0, "cluster-id " + Bgp8Words.ipv4(bgp8.clusterId()));
        when(bgp8.listen().isEmpty(), "listen off");
        when(!bgp8.requiresPolicy(), "bgp ebgp-requires-policy off");
        if (!bgp8.listen().equals(Bgp8Config.DEFAULT_LISTEN)) {
            bgp8.listen().forEach(each -> line("listen " + each.address() + (each.port() == Bgp8Config.DEFAULT_PORT ? "" : " port " + each.port())));
        }
        gracefulRestart(bgp8.gracefulRestart());
        when(timers.holdS() != defaults.holdS(), "timers bgp " + timers.keepaliveS() + " " + timers.holdS());
        when(timers.connectS() != defaults.connectS(), "timers connect " + timers.connectS());
        when(timers.sendHoldS() != defaults.sendHoldS(), "timers send-hold " + timers.sendHoldS());
        when(bgp8.coordinates() != null, "coordinates " + bgp8.coordinates());
        bgp8.networks().forEach(network -> line("network " + (network.prefix().isDefault() ? RouteWords.DEFAULT : network.prefix()) + routeMap(network.routeMap())));
        bgp8.redistributed().forEach(each -> line("redistribute " + each.source() + routeMap(each.routeMap())));
    }

    private void gracefulRestart(final Bgp8Config.GracefulRestart restart) {
        final Bgp8Config.GracefulRestart defaults = Bgp8Config.GracefulRestart.DEFAULT;
        when(restart == null, "graceful-restart off");
        if (restart != null && !restart.equals(defaults)) {
            line("graceful-restart" + (restart.restartTimeS() == defaults.restartTimeS() ? "" : " restart-time " + restart.restartTimeS())
                    + (restart.stalePathTimeS() == defaults.stalePathTimeS() ? "" : " stalepath-time " + restart.stalePathTimeS()));
        }
    }

    private static String routeMap(final String name) {
        return name == null ? "" : " route-map " + name;
    }

    private void neighbor(final NeighborConfig neighbor) {
        final String start = "neighbor " + neighbor.name() + " ";
        line(start + "remote-as " + Bgp8Words.asn(neighbor.remoteAsn()));
        when(!neighbor.description().isEmpty(), start + "description " + neighbor.description());
        connection(start, neighbor.session());
        agreed(start, neighbor.session());
        routes(start, neighbor.routes());
        cost(start, neighbor.cost());
    }

    private void connection(final String start, final NeighborConfig.Session session) {
        final NeighborConfig.Session defaults = NeighborConfig.Session.DEFAULT;
        when(session.isShutdown(), start + "shutdown" + (session.shutdownMessage().isEmpty() ? "" : " message " + session.shutdownMessage()));
        when(session.isPassive(), start + "passive");
        when(session.port() != defaults.port(), start + "port " + session.port());
        if (session.password() != null) {
            line(start + "password " + (isMasked ? Secret.HIDDEN : session.password().value()));
        }
        when(session.updateSource() != 0, start + "update-source " + Bgp8Words.ipv4(session.updateSource()));
        when(session.multihopTtl() != defaults.multihopTtl(), start + "ebgp-multihop" + (session.multihopTtl() == NeighborConfig.MAX_TTL ? ""
                : " " + session.multihopTtl()));
        when(session.ttlSecurityHops() != 0, start + "ttl-security hops " + session.ttlSecurityHops());
        when(session.holdS() != null, start + "timers " + Objects.requireNonNullElse(session.holdS(), 0) / 3 + " " + session.holdS());
        when(session.connectS() != null, start + "timers connect " + session.connectS());
        when(session.sendHoldS() != null, start + "timers send-hold " + session.sendHoldS());
    }

    private void agreed(final String start, final NeighborConfig.Session session) {
        when(!session.carriers().equals(NeighborConfig.Session.DEFAULT_CARRIERS), start + "carrier " + words(session.carriers()));
        if (session.role() != null) {
            line(start + "local-role " + session.role().word() + (session.isRoleStrict() ? " " + Bgp8Arguments.STRICT_MODE_WORD : ""));
        }
        final List<Carrier> several = session.carriers().stream().filter(session.addPathReceive()::contains).toList();
        when(!several.isEmpty(), start + "addpath-receive" + (several.equals(session.carriers()) ? "" : " " + words(several)));
        when(!session.isExtendedMessage(), start + "extended-message off");
        when(!session.isGracefulRestart(), start + "graceful-restart off");
        when(session.longLivedStaleS() != 0, start + "long-lived-graceful-restart stale-time " + session.longLivedStaleS());
    }

    private static String words(final List<Carrier> carriers) {
        return String.join(" ", carriers.stream().map(Carrier::word).toList());
    }

    private void routes(final String start, final NeighborConfig.Routes routes) {
        policy(start + "prefix-list ", routes.prefixListIn(), Bgp8Arguments.IN);
        policy(start + "prefix-list ", routes.prefixListOut(), Bgp8Arguments.OUT);
        policy(start + "route-map ", routes.routeMapIn(), Bgp8Arguments.IN);
        policy(start + "route-map ", routes.routeMapOut(), Bgp8Arguments.OUT);
        final NeighborConfig.MaximumPrefix most = routes.maximumPrefix();
        if (most != null) {
            line(start + "maximum-prefix " + most.count() + (most.warnPercent() == NeighborConfig.MaximumPrefix.DEFAULT_WARN_PERCENT ? "" : " " + most.warnPercent())
                    + (most.restartS() == 0 ? "" : " restart " + ValueKinds.writeTimeMs(most.restartS() * 1_000L))
                    + (most.isWarningOnly() ? " " + Bgp8Arguments.WARNING_ONLY_WORD : ""));
        }
        when(routes.isClient(), start + "route-reflector-client");
        when(routes.isNextHopSelf(), start + "next-hop-self");
        when(routes.allowOwnAsn() != 0, start + "allowas-in" + (routes.allowOwnAsn() == NeighborConfig.Routes.DEFAULT_ALLOW_OWN_ASN ? "" : " " + routes.allowOwnAsn()));
        when(!routes.isFirstAsEnforced(), start + "enforce-first-as off");
    }

    private void policy(final String start, final String name, final String direction) {
        when(name != null, start + name + " " + direction);
    }

    private void cost(final String start, final NeighborConfig.Cost cost) {
        when(cost.policy() != 0 || cost.isFixed(), start + "cost " + cost.policy() + (cost.isFixed() ? " " + Bgp8Arguments.FIXED_WORD : ""));
        when(cost.capacityBps() != 0, start + "capacity " + Bgp8Words.writeRate(cost.capacityBps()));
        when(cost.coordinates() != null, start + "coordinates " + cost.coordinates());
    }

    private void when(final boolean condition, final String line) {
        if (condition) {
            lines.add(line);
        }
    }

    private void line(final String line) {
        lines.add(line);
    }
}
