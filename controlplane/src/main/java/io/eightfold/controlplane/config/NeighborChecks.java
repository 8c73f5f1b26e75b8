// SPDX-License-Identifier: Apache-2.0
// Checks the lines of one neighbour.
package io.eightfold.controlplane.config;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.wire.address.AddressClass;
import io.eightfold.wire.address.Ipv8Address;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks the lines of one neighbour after the other. */
final class NeighborChecks {
    /** What a neighbour has once; the direction is null for lines without one. */
    private record Subject(Statement statement, String direction) {
    }

    private final Section block;
    private final int localAsn;
    private final Set<Integer> ownAddresses = new HashSet<>();
    /** IPv4 prefixes of interfaces, whatever their table. */
    private final PrefixIndex<ConnectedAddress> links = new PrefixIndex<>();
    private final boolean knowsLinks;
    private final Findings findings;
    private final PolicyNames names;

    /**
     * @param block                 with a good header
     * @param isAnyInterfaceDamaged some line of an interface was refused, which may be the one that a neighbour is on
     */
    NeighborChecks(final Section block, final List<ConnectedAddress> own, final boolean isAnyInterfaceDamaged, final Findings findings, final PolicyNames names) {
        this.block = block;
        localAsn = (int) (long) block.header().value(Arguments.ASN);
        own.stream().filter(each -> each.value().address().isIpv4()).forEach(each -> {
            ownAddresses.add(each.value().address().host());
            links.add(Vrf.DEFAULT, each.value().prefix(), each);
        });
        // Without any the sessions run over interfaces that the file does not name.
        knowsLinks = !ownAddresses.isEmpty() && !isAnyInterfaceDamaged;
        this.findings = findings;
        this.names = names;
    }

    void run(final NeighborLines neighbor) {
        once(neighbor);
        texts(neighbor);
        carriers(neighbor);
        policies(neighbor);
        reach(neighbor);
        limits(neighbor);
        final Entry remoteAs = neighbor.first(Statement.NEIGHBOR_REMOTE_AS).orElse(null);
        if (remoteAs != null) {
            side(neighbor, remoteAs.value(Bgp8Arguments.REMOTE_AS) == localAsn);
        } else if (!block.isDamaged()) {
            findings.problem(neighbor.lines().getFirst(), Bgp8Arguments.NEIGHBOR, "the neighbour has no ASN; add 'neighbor " + Bgp8Words.ipv4(neighbor.address())
                    + " remote-as ASN'");
        }
    }

    private void once(final NeighborLines neighbor) {
        final Map<Subject, Entry> earlier = new HashMap<>();
        neighbor.lines().forEach(line -> {
            final Entry same = earlier.putIfAbsent(new Subject(line.statement(), line.optional(Bgp8Arguments.DIRECTION).orElse(null)), line);
            if (same != null) {
                findings.problem(line, Bgp8Arguments.NEIGHBOR, "already given on line " + same.line().number() + " for this neighbour; keep one of the two");
            }
        });
        neighbor.first(Statement.NEIGHBOR_SHUTDOWN).ifPresent(line -> neighbor.first(Statement.NEIGHBOR_SHUTDOWN_MESSAGE).ifPresent(other ->
                findings.problem(line, "is said on line " + other.line().number() + " with a message already; keep one of the two")));
    }

    private void texts(final NeighborLines neighbor) {
        final int length = neighbor.text(Statement.NEIGHBOR_DESCRIPTION).length();
        if (length > NeighborConfig.MAX_DESCRIPTION_LENGTH) {
            findings.problem(neighbor.first(Statement.NEIGHBOR_DESCRIPTION).orElseThrow(), Bgp8Arguments.TEXT, length + " characters are above the "
                    + NeighborConfig.MAX_DESCRIPTION_LENGTH + " of a description");
        }
        final int bytes = neighbor.text(Statement.NEIGHBOR_SHUTDOWN_MESSAGE).getBytes(StandardCharsets.UTF_8).length;
        if (bytes > NeighborConfig.Session.MAX_SHUTDOWN_MESSAGE_BYTES) {
            findings.problem(neighbor.first(Statement.NEIGHBOR_SHUTDOWN_MESSAGE).orElseThrow(), Bgp8Arguments.TEXT, bytes + " bytes are above the "
                    + NeighborConfig.Session.MAX_SHUTDOWN_MESSAGE_BYTES + " of a shutdown message (RFC 9003)");
        }
    }

    private void carriers(final NeighborLines neighbor) {
        neighbor.first(Statement.NEIGHBOR_CARRIER).ifPresent(line -> {
            final List<Carrier> carriers = line.values(Bgp8Arguments.CARRIER);
            if (new HashSet<>(carriers).size() != carriers.size()) {
                findings.problem(line, Bgp8Arguments.CARRIER, "names a carrier twice; keep one of the two");
            }
        });
        final List<Carrier> carriers = Bgp8Assembler.carriers(neighbor);
        neighbor.first(Statement.NEIGHBOR_ADDPATH_RECEIVE).ifPresent(line -> line.values(Bgp8Arguments.CARRIER).stream().filter(each -> !carriers.contains(each))
                .findFirst().ifPresent(each -> findings.problem(line, Bgp8Arguments.CARRIER, each.word() + " is not a carrier of this neighbour; expected some of "
                        + String.join(", ", carriers.stream().map(Carrier::word).toList()))));
    }

    private void policies(final NeighborLines neighbor) {
        neighbor.lines().forEach(line -> {
            if (line.statement() == Statement.NEIGHBOR_ROUTE_MAP) {
                names.require(line, Bgp8Arguments.POLICY_NAME, Statement.ROUTE_MAP);
            } else if (line.statement() == Statement.NEIGHBOR_PREFIX_LIST) {
                names.require(line, Bgp8Arguments.POLICY_NAME, Statement.PREFIX_LIST);
            }
        });
    }

    private void reach(final NeighborLines neighbor) {
        neighbor.first(Statement.NEIGHBOR_TIMERS).ifPresent(line -> Bgp8Checks.timers(line, findings));
        if (ownAddresses.contains(neighbor.address())) {
            findings.problem(neighbor.lines().getFirst(), Bgp8Arguments.NEIGHBOR, "is an address of this router; expected the neighbour's");
        }
        excludes(neighbor, Statement.NEIGHBOR_TTL_SECURITY, Statement.NEIGHBOR_EBGP_MULTIHOP);
        if (block.has(Statement.BGP8_LISTEN_OFF)) {
            neighbor.first(Statement.NEIGHBOR_PASSIVE).ifPresent(line -> findings.problem(line, "waits for a connection that 'listen off' never accepts;"
                    + " remove one of the two"));
        }
    }

    private void excludes(final NeighborLines neighbor, final Statement statement, final Statement other) {
        neighbor.first(statement).ifPresent(line -> neighbor.first(other).ifPresent(second -> findings.problem(line, "does not go with line "
                + second.line().number() + ", which says how far the neighbour is too; keep one of the two")));
    }

    private void limits(final NeighborLines neighbor) {
        neighbor.first(Statement.NEIGHBOR_MAXIMUM_PREFIX).filter(line -> line.optional(Bgp8Arguments.WARNING_ONLY).isPresent()
                && line.optional(Bgp8Arguments.MAXIMUM_RESTART_S).isPresent()).ifPresent(line -> findings.problem(line, Bgp8Arguments.WARNING_ONLY,
                        "a session that is only warned about never waits for a restart; keep one of the two"));
        neighbor.first(Statement.NEIGHBOR_LONG_LIVED).filter(line -> block.has(Statement.BGP8_GRACEFUL_RESTART_OFF)
                || !neighbor.isOn(Statement.NEIGHBOR_GRACEFUL_RESTART)).ifPresent(line -> findings.problem(line, Bgp8Arguments.LONG_LIVED_STALE_S,
                        "needs graceful restart, which is off (RFC 9494 §4.2); remove one of the two"));
        neighbor.first(Statement.NEIGHBOR_COST).filter(line -> line.optional(Bgp8Arguments.FIXED).isPresent()).ifPresent(line -> {
            if (neighbor.has(Statement.NEIGHBOR_CAPACITY) || neighbor.has(Statement.NEIGHBOR_COORDINATES)) {
                findings.warning(line, Bgp8Arguments.FIXED, "is used as it is, so that capacity and coordinates of this neighbour have no effect");
            }
        });
    }

    private void side(final NeighborLines neighbor, final boolean isInternal) {
        only(neighbor, isInternal, Statement.NEIGHBOR_CLIENT, "internal neighbours are reflected (RFC 4456)");
        only(neighbor, isInternal, Statement.NEIGHBOR_NEXT_HOP_SELF, "internal neighbours need it; an external one is always told our own address");
        only(neighbor, !isInternal, Statement.NEIGHBOR_EBGP_MULTIHOP, "external neighbours are limited to one hop");
        only(neighbor, !isInternal, Statement.NEIGHBOR_LOCAL_ROLE, "external neighbours have roles (RFC 9234)");
        only(neighbor, !isInternal, Statement.NEIGHBOR_ENFORCE_FIRST_AS, "external neighbours put their ASN first");
        if (!isInternal) {
            onLink(neighbor);
        }
        final boolean isRequired = block.first(Statement.BGP8_REQUIRES_POLICY).map(line -> line.value(Bgp8Arguments.SWITCH).equals(Statement.ON)).orElse(true);
        if (!isInternal && isRequired && !neighbor.has(Statement.NEIGHBOR_SHUTDOWN)) {
            hasPolicies(neighbor);
        }
    }

    /** A session to an external neighbour has a TTL of 1 unless a line says otherwise. */
    private void onLink(final NeighborLines neighbor) {
        final boolean isFar = neighbor.has(Statement.NEIGHBOR_EBGP_MULTIHOP) || neighbor.has(Statement.NEIGHBOR_TTL_SECURITY);
        if (!knowsLinks || isFar || neighbor.has(Statement.NEIGHBOR_SHUTDOWN) || neighbor.has(Statement.NEIGHBOR_SHUTDOWN_MESSAGE)
                || AddressClass.isLoopbackHost(neighbor.address()) || links.longest(Vrf.DEFAULT, Ipv8Address.ofIpv4(neighbor.address()), any -> true).isPresent()) {
            return;
        }
        findings.warning(neighbor.first(Statement.NEIGHBOR_REMOTE_AS).orElseThrow(), Bgp8Arguments.NEIGHBOR, "an external neighbour is one hop away, and this one is on no"
                + " connected prefix, so the session stays down; correct the address, or add 'neighbor " + Bgp8Words.ipv4(neighbor.address()) + " ebgp-multihop HOPS'");
    }

    private void only(final NeighborLines neighbor, final boolean isFine, final Statement statement, final String why) {
        if (!isFine) {
            neighbor.first(statement).ifPresent(line -> findings.problem(line, Bgp8Arguments.NEIGHBOR, "only " + why + "; remove this line, or correct 'remote-as'"));
        }
    }

    private void hasPolicies(final NeighborLines neighbor) {
        final boolean hasIn = hasPolicy(neighbor, Bgp8Arguments.IN);
        final boolean hasOut = hasPolicy(neighbor, Bgp8Arguments.OUT);
        if (!hasIn || !hasOut) {
            final String what = hasIn ? "told nothing" : hasOut ? "believed nothing" : "believed nothing and told nothing";
            findings.warning(neighbor.first(Statement.NEIGHBOR_REMOTE_AS).orElseThrow(), Bgp8Arguments.NEIGHBOR, "an external neighbour without a policy is " + what
                    + " (RFC 8212); add 'neighbor " + Bgp8Words.ipv4(neighbor.address()) + " route-map NAME " + (hasIn ? Bgp8Arguments.OUT : Bgp8Arguments.IN) + "'");
        }
    }

    private static boolean hasPolicy(final NeighborLines neighbor, final String direction) {
        return neighbor.policy(Statement.NEIGHBOR_ROUTE_MAP, direction) != null || neighbor.policy(Statement.NEIGHBOR_PREFIX_LIST, direction) != null;
    }
}
