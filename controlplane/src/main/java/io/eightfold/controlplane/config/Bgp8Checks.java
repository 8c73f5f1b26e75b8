// SPDX-License-Identifier: Apache-2.0
// Checks the router bgp8 block.
package io.eightfold.controlplane.config;

import io.eightfold.controlplane.config.SyntaxPart.Argument;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Checks the router bgp8 block as a whole; what concerns one neighbour is in {@link NeighborChecks}. */
final class Bgp8Checks {
    private final List<Section> sections;
    private final Findings findings;
    private final PolicyNames names;

    Bgp8Checks(final List<Section> sections, final Findings findings, final PolicyNames names) {
        this.sections = sections;
        this.findings = findings;
        this.names = names;
    }

    void run() {
        sections.stream().filter(section -> section.block() == Block.ROUTER_BGP8 && section.header() != null).forEach(this::block);
    }

    private void block(final Section block) {
        final Collection<NeighborLines> neighbors = NeighborLines.of(block);
        listen(block);
        restart(block);
        block.first(Statement.BGP8_TIMERS).ifPresent(line -> timers(line, findings));
        origin(block);
        routerId(block, neighbors);
        if (neighbors.size() > Bgp8Config.MAX_NEIGHBORS) {
            findings.problem(block.header(), "has " + neighbors.size() + " neighbours where " + Bgp8Config.MAX_NEIGHBORS + " are possible; remove some");
        }
        final boolean isAnyInterfaceDamaged = sections.stream().anyMatch(section -> section.block() == Block.INTERFACE && (section.header() == null || section.isDamaged()));
        final NeighborChecks checks = new NeighborChecks(block, ConnectedAddress.of(sections), isAnyInterfaceDamaged, findings, names);
        neighbors.forEach(checks::run);
    }

    private void listen(final Section block) {
        unique(block, Statement.BGP8_LISTEN, Bgp8Arguments.LISTEN_ADDRESS, Bgp8Assembler::endpoint);
        block.first(Statement.BGP8_LISTEN_OFF).ifPresent(off -> block.all(Statement.BGP8_LISTEN).forEach(line ->
                findings.problem(line, Bgp8Arguments.LISTEN_ADDRESS, "contradicts 'listen off' on line " + off.line().number() + "; keep one of the two")));
        final long count = block.all(Statement.BGP8_LISTEN).count();
        if (count > Bgp8Config.MAX_LISTENERS) {
            findings.problem(block.first(Statement.BGP8_LISTEN).orElseThrow(), "is one of " + count + " listeners where " + Bgp8Config.MAX_LISTENERS
                    + " are possible; remove some");
        }
    }

    private void restart(final Section block) {
        block.first(Statement.BGP8_GRACEFUL_RESTART_OFF).ifPresent(off -> block.first(Statement.BGP8_GRACEFUL_RESTART).ifPresent(line ->
                findings.problem(line, "contradicts 'graceful-restart off' on line " + off.line().number() + "; keep one of the two")));
    }

    /** Hold times of 1 and 2 s leave no time for three keepalives. */
    static void timers(final Entry line, final Findings findings) {
        final int holdS = line.value(Bgp8Arguments.HOLD_S);
        final int keepaliveS = line.value(Bgp8Arguments.KEEPALIVE_S);
        if (holdS != 0 && holdS < Bgp8Config.Timers.MIN_HOLD_S) {
            findings.problem(line, Bgp8Arguments.HOLD_S, "a hold time is 0, or " + Bgp8Config.Timers.MIN_HOLD_S + " to " + Bgp8Config.Timers.MAX_S
                    + " seconds (RFC 4271 §4.2)");
        } else if (keepaliveS != holdS / 3) {
            findings.warning(line, Bgp8Arguments.KEEPALIVE_S, "keepalives go out every third of the hold time, here " + holdS / 3 + " s; expected " + holdS / 3);
        }
    }

    private void origin(final Section block) {
        unique(block, Statement.BGP8_NETWORK, Bgp8Arguments.NETWORK, line -> line.value(Bgp8Arguments.NETWORK));
        unique(block, Statement.BGP8_REDISTRIBUTE, Bgp8Arguments.SOURCE, line -> line.value(Bgp8Arguments.SOURCE));
        block.all(Statement.BGP8_NETWORK).forEach(line -> names.require(line, Bgp8Arguments.ROUTE_MAP, Statement.ROUTE_MAP));
        block.all(Statement.BGP8_REDISTRIBUTE).forEach(line -> names.require(line, Bgp8Arguments.ROUTE_MAP, Statement.ROUTE_MAP));
        final long networks = block.all(Statement.BGP8_NETWORK).count();
        if (networks > Bgp8Config.MAX_NETWORKS) {
            findings.problem(block.header(), "has " + networks + " networks where " + Bgp8Config.MAX_NETWORKS + " are possible; remove some");
        }
    }

    private <T> void unique(final Section block, final Statement statement, final Argument<?> argument, final Function<Entry, T> subject) {
        final Map<T, Entry> earlier = new HashMap<>();
        block.all(statement).forEach(line -> {
            final Entry same = earlier.putIfAbsent(subject.apply(line), line);
            if (same != null) {
                findings.problem(line, argument, "already given on line " + same.line().number() + "; keep one of the two");
            }
        });
    }

    private void routerId(final Section block, final Collection<NeighborLines> neighbors) {
        final boolean isComplete = !block.isDamaged() && sections.stream().filter(section -> section.block() == Block.INTERFACE).noneMatch(Section::isDamaged);
        if (isComplete && !neighbors.isEmpty() && !block.has(Statement.BGP8_ROUTER_ID) && Bgp8Assembler.derivedRouterId(sections) == 0) {
            findings.problem(block.header(), Arguments.ASN, "there are neighbours, but no interface has an address to take the router id from; add 'router-id 192.0.2.1'");
        }
    }
}
