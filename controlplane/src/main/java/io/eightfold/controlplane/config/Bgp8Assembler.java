// SPDX-License-Identifier: Apache-2.0
// Makes the records of the router bgp8 block.
package io.eightfold.controlplane.config;

import io.eightfold.bgp8.cost.Coordinates;
import io.eightfold.bgp8.message.Carrier;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes the records of a checked router bgp8 block. */
final class Bgp8Assembler {
    private final List<Section> sections;
    private final Section block;

    /** @param block with a good header */
    Bgp8Assembler(final List<Section> sections, final Section block) {
        this.sections = sections;
        this.block = block;
    }

    Bgp8Config assemble() {
        final Optional<Integer> given = first(Statement.BGP8_ROUTER_ID).map(line -> line.value(Bgp8Arguments.ROUTER_ID));
        return new Bgp8Config(
                (int) (long) block.header().value(Arguments.ASN),
                given.orElseGet(() -> derivedRouterId(sections)),
                given.isPresent(),
                first(Statement.BGP8_CLUSTER_ID).map(line -> line.value(Bgp8Arguments.ROUTER_ID)).orElse(0),
                listen(),
                gracefulRestart(),
                timers(),
                block.all(Statement.BGP8_NETWORK).map(line -> new Bgp8Config.Network(line.value(Bgp8Arguments.NETWORK),
                        line.optional(Bgp8Arguments.ROUTE_MAP).orElse(null))).toList(),
                block.all(Statement.BGP8_REDISTRIBUTE).map(line -> new Bgp8Config.Redistribution(line.value(Bgp8Arguments.SOURCE),
                        line.optional(Bgp8Arguments.ROUTE_MAP).orElse(null))).toList(),
                first(Statement.BGP8_COORDINATES).map(Bgp8Assembler::coordinates).orElse(null),
                first(Statement.BGP8_REQUIRES_POLICY).map(line -> line.value(Bgp8Arguments.SWITCH).equals(Statement.ON)).orElse(true),
                NeighborLines.of(block).stream().map(Bgp8Assembler::neighbor).toList());
    }

    private Optional<Entry> first(final Statement statement) {
        return block.first(statement);
    }

    /** The highest IPv4 address of an interface, else the highest host part of an IPv8 address, as a number without a sign; 0 without either. */
    static int derivedRouterId(final List<Section> sections) {
        final List<ConnectedAddress> addresses = ConnectedAddress.of(sections);
        final Optional<Integer> ipv4 = addresses.stream().filter(each -> each.value().address().isIpv4()).map(each -> each.value().address().host())
                .max(Integer::compareUnsigned);
        return ipv4.or(() -> addresses.stream().map(each -> each.value().address().host()).max(Integer::compareUnsigned)).orElse(0);
    }

    private List<Endpoint> listen() {
        if (block.has(Statement.BGP8_LISTEN_OFF)) {
            return List.of();
        }
        return block.has(Statement.BGP8_LISTEN) ? block.all(Statement.BGP8_LISTEN).map(Bgp8Assembler::endpoint).toList() : Bgp8Config.DEFAULT_LISTEN;
    }

    static Endpoint endpoint(final Entry listen) {
        return new Endpoint(listen.value(Bgp8Arguments.LISTEN_ADDRESS), listen.optional(Bgp8Arguments.PORT).orElse(Bgp8Config.DEFAULT_PORT));
    }

    private Bgp8Config.GracefulRestart gracefulRestart() {
        final Bgp8Config.GracefulRestart defaults = Bgp8Config.GracefulRestart.DEFAULT;
        return block.has(Statement.BGP8_GRACEFUL_RESTART_OFF) ? null : first(Statement.BGP8_GRACEFUL_RESTART).map(line -> new Bgp8Config.GracefulRestart(
                line.optional(Bgp8Arguments.RESTART_TIME_S).orElse(defaults.restartTimeS()),
                line.optional(Bgp8Arguments.STALE_PATH_TIME_S).orElse(defaults.stalePathTimeS()))).orElse(defaults);
    }

    private Bgp8Config.Timers timers() {
        final Bgp8Config.Timers defaults = Bgp8Config.Timers.DEFAULT;
        return new Bgp8Config.Timers(
                first(Statement.BGP8_TIMERS).map(line -> line.value(Bgp8Arguments.HOLD_S)).orElse(defaults.holdS()),
                first(Statement.BGP8_TIMERS_CONNECT).map(line -> line.value(Bgp8Arguments.CONNECT_S)).orElse(defaults.connectS()),
                first(Statement.BGP8_TIMERS_SEND_HOLD).map(line -> line.value(Bgp8Arguments.SEND_HOLD_S)).orElse(defaults.sendHoldS()));
    }

    private static Coordinates coordinates(final Entry line) {
        return new Coordinates(line.value(Bgp8Arguments.LATITUDE), line.value(Bgp8Arguments.LONGITUDE));
    }

    private static NeighborConfig neighbor(final NeighborLines lines) {
        return new NeighborConfig(lines.address(), lines.value(Statement.NEIGHBOR_REMOTE_AS, Bgp8Arguments.REMOTE_AS, 0),
                lines.text(Statement.NEIGHBOR_DESCRIPTION), session(lines), routes(lines), cost(lines));
    }

    private static NeighborConfig.Session session(final NeighborLines lines) {
        final NeighborConfig.Session defaults = NeighborConfig.Session.DEFAULT;
        final List<Carrier> carriers = carriers(lines);
        return new NeighborConfig.Session(
                lines.has(Statement.NEIGHBOR_SHUTDOWN) || lines.has(Statement.NEIGHBOR_SHUTDOWN_MESSAGE),
                lines.text(Statement.NEIGHBOR_SHUTDOWN_MESSAGE),
                lines.has(Statement.NEIGHBOR_PASSIVE),
                lines.value(Statement.NEIGHBOR_PORT, Bgp8Arguments.PORT, defaults.port()),
                lines.value(Statement.NEIGHBOR_PASSWORD, Bgp8Arguments.PASSWORD, null),
                lines.value(Statement.NEIGHBOR_UPDATE_SOURCE, Bgp8Arguments.SOURCE_ADDRESS, 0),
                lines.value(Statement.NEIGHBOR_EBGP_MULTIHOP, Bgp8Arguments.HOPS, NeighborConfig.MAX_TTL, defaults.multihopTtl()),
                lines.value(Statement.NEIGHBOR_TTL_SECURITY, Bgp8Arguments.SECURITY_HOPS, 0),
                lines.value(Statement.NEIGHBOR_TIMERS, Bgp8Arguments.HOLD_S, null),
                lines.value(Statement.NEIGHBOR_TIMERS_CONNECT, Bgp8Arguments.CONNECT_S, null),
                lines.value(Statement.NEIGHBOR_TIMERS_SEND_HOLD, Bgp8Arguments.SEND_HOLD_S, null),
                carriers,
                lines.value(Statement.NEIGHBOR_LOCAL_ROLE, Bgp8Arguments.ROLE, null),
                lines.first(Statement.NEIGHBOR_LOCAL_ROLE).flatMap(line -> line.optional(Bgp8Arguments.STRICT_MODE)).isPresent(),
                addPathReceive(lines, carriers),
                lines.isOn(Statement.NEIGHBOR_EXTENDED_MESSAGE),
                lines.isOn(Statement.NEIGHBOR_GRACEFUL_RESTART),
                lines.value(Statement.NEIGHBOR_LONG_LIVED, Bgp8Arguments.LONG_LIVED_STALE_S, 0));
    }

    static List<Carrier> carriers(final NeighborLines lines) {
        return lines.first(Statement.NEIGHBOR_CARRIER).map(line -> line.values(Bgp8Arguments.CARRIER)).orElse(NeighborConfig.Session.DEFAULT_CARRIERS);
    }

    private static Set<Carrier> addPathReceive(final NeighborLines lines, final List<Carrier> carriers) {
        return Set.copyOf(lines.first(Statement.NEIGHBOR_ADDPATH_RECEIVE)
                .map(line -> line.values(Bgp8Arguments.CARRIER).isEmpty() ? carriers : line.values(Bgp8Arguments.CARRIER)).orElse(List.of()));
    }

    private static NeighborConfig.Routes routes(final NeighborLines lines) {
        return new NeighborConfig.Routes(
                lines.policy(Statement.NEIGHBOR_ROUTE_MAP, Bgp8Arguments.IN),
                lines.policy(Statement.NEIGHBOR_ROUTE_MAP, Bgp8Arguments.OUT),
                lines.policy(Statement.NEIGHBOR_PREFIX_LIST, Bgp8Arguments.IN),
                lines.policy(Statement.NEIGHBOR_PREFIX_LIST, Bgp8Arguments.OUT),
                lines.first(Statement.NEIGHBOR_MAXIMUM_PREFIX).map(Bgp8Assembler::maximumPrefix).orElse(null),
                lines.has(Statement.NEIGHBOR_CLIENT),
                lines.has(Statement.NEIGHBOR_NEXT_HOP_SELF),
                lines.value(Statement.NEIGHBOR_ALLOW_OWN_AS, Bgp8Arguments.OCCURRENCES, NeighborConfig.Routes.DEFAULT_ALLOW_OWN_ASN, 0),
                lines.isOn(Statement.NEIGHBOR_ENFORCE_FIRST_AS));
    }

    private static NeighborConfig.MaximumPrefix maximumPrefix(final Entry line) {
        return new NeighborConfig.MaximumPrefix(line.value(Bgp8Arguments.MAXIMUM_PREFIX),
                line.optional(Bgp8Arguments.WARN_PERCENT).orElse(NeighborConfig.MaximumPrefix.DEFAULT_WARN_PERCENT),
                line.optional(Bgp8Arguments.MAXIMUM_RESTART_S).orElse(0),
                line.optional(Bgp8Arguments.WARNING_ONLY).isPresent());
    }

    private static NeighborConfig.Cost cost(final NeighborLines lines) {
        return new NeighborConfig.Cost(
                lines.value(Statement.NEIGHBOR_COST, Bgp8Arguments.COST, 0L),
                lines.first(Statement.NEIGHBOR_COST).flatMap(line -> line.optional(Bgp8Arguments.FIXED)).isPresent(),
                lines.value(Statement.NEIGHBOR_CAPACITY, Bgp8Arguments.CAPACITY_BPS, 0L),
                lines.first(Statement.NEIGHBOR_COORDINATES).map(Bgp8Assembler::coordinates).orElse(null));
    }
}
