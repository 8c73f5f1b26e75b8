// SPDX-License-Identifier: Apache-2.0
// A neighbour of BGP8.
package io.eightfold.controlplane.config;

import io.eightfold.bgp8.cost.Coordinates;
import io.eightfold.bgp8.cost.CostSettings;
import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.Role;
import io.eightfold.bgp8.rib.PeerSettings;
import io.eightfold.bgp8.session.NeighborSettings;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A neighbour of BGP8. {@link #session} and {@link #peer} make of it what the session and the RIB want to know.
 * <p>Thread: any; immutable.
 *
 * @param address     IPv4, never 0
 * @param remoteAsn   its ASN, without a sign, never 0
 * @param description for people; may be empty
 * @param session     how it is reached, and what is agreed with it
 * @param routes      what happens to its routes and to ours for it
 * @param cost        what the way to it costs
 */
public record NeighborConfig(int address, int remoteAsn, String description, Session session, Routes routes, Cost cost) {
    public static final int MAX_DESCRIPTION_LENGTH = 200;
    public static final int MAX_TTL = 255;

    /**
     * How a neighbour is reached, and what is agreed with it.
     *
     * @param isShutdown          no session is wanted
     * @param shutdownMessage     that it is told why (RFC 9003); may be empty
     * @param isPassive           we wait for it to connect
     * @param port                TCP port it listens at
     * @param password            for TCP MD5 (RFC 2385), or null
     * @param updateSource        IPv4 to connect from, and where only it is accepted; 0: any
     * @param multihopTtl         TTL of packets to an external neighbour, 1 when it is on the link
     * @param ttlSecurityHops     how far it is at most (GTSM, RFC 5082); 0: not checked
     * @param holdS               its hold time; null: that of the block
     * @param connectS            null: that of the block
     * @param sendHoldS           null: that of the block
     * @param carriers            in which routes go, the preferred one first; never empty
     * @param role                ours towards it (RFC 9234), or null
     * @param isRoleStrict        it must say its role
     * @param addPathReceive      in which we take several paths a prefix (RFC 7911)
     * @param isExtendedMessage   messages of up to 65,535 bytes are offered (RFC 8654)
     * @param isGracefulRestart   graceful restart is offered, if the block has it
     * @param longLivedStaleS     for which its routes stay after a long absence (RFC 9494); 0: not
     */
    public record Session(
            boolean isShutdown,
            String shutdownMessage,
            boolean isPassive,
            int port,
            Secret password,
            int updateSource,
            int multihopTtl,
            int ttlSecurityHops,
            Integer holdS,
            Integer connectS,
            Integer sendHoldS,
            List<Carrier> carriers,
            Role role,
            boolean isRoleStrict,
            Set<Carrier> addPathReceive,
            boolean isExtendedMessage,
            boolean isGracefulRestart,
            int longLivedStaleS) {
        /** RFC 9003 §2. */
        public static final int MAX_SHUTDOWN_MESSAGE_BYTES = 255;
        /** The field has 24 bits (RFC 9494 §3). */
        public static final int MAX_LONG_LIVED_STALE_S = 0xFF_FFFF;
        public static final List<Carrier> DEFAULT_CARRIERS = List.of(Carrier.NATIVE);
        public static final Session DEFAULT = new Session(false, "", false, Bgp8Config.DEFAULT_PORT, null, 0, 1, 0, null, null, null, DEFAULT_CARRIERS, null,
                false, Set.of(), true, true, 0);

        public Session {
            carriers = List.copyOf(new LinkedHashSet<>(carriers));
            addPathReceive = Set.copyOf(addPathReceive);
            Limits.require("port", port, 1, Endpoint.MAX_PORT);
            Limits.require("multihopTtl", multihopTtl, 1, MAX_TTL);
            Limits.require("ttlSecurityHops", ttlSecurityHops, 0, MAX_TTL - 1);
            Limits.require("longLivedStaleS", longLivedStaleS, 0, MAX_LONG_LIVED_STALE_S);
            Limits.require(!carriers.isEmpty(), "a neighbour has no carrier");
            Limits.require(carriers.containsAll(addPathReceive), "addPathReceive=" + addPathReceive + " is not among carriers=" + carriers);
        }
    }

    /**
     * What happens to the routes of a neighbour, and to ours for it. Names are those of {@link PolicyConfig}; null: none.
     *
     * @param maximumPrefix how many it may have, or null without a limit
     * @param isClient      we reflect its routes (RFC 4456)
     * @param isNextHopSelf we are its next hop for external routes
     * @param allowOwnAsn   how often our ASN may be on a path from it
     * @param isFirstAsEnforced the first ASN of a path must be its own
     */
    public record Routes(
            String routeMapIn,
            String routeMapOut,
            String prefixListIn,
            String prefixListOut,
            MaximumPrefix maximumPrefix,
            boolean isClient,
            boolean isNextHopSelf,
            int allowOwnAsn,
            boolean isFirstAsEnforced) {
        public static final int MAX_ALLOW_OWN_ASN = 10;
        /** What {@code allowas-in} means without a number, as in FRR. */
        public static final int DEFAULT_ALLOW_OWN_ASN = 3;
        public static final Routes DEFAULT = new Routes(null, null, null, null, null, false, false, 0, true);

        public Routes {
            Limits.require("allowOwnAsn", allowOwnAsn, 0, MAX_ALLOW_OWN_ASN);
        }
    }

    /**
     * How many routes a neighbour may have.
     *
     * @param count         1 to {@value #MAX_COUNT}
     * @param warnPercent   of that, from which a warning is logged
     * @param restartS      after which a session that had more starts again; 0: when it is cleared
     * @param isWarningOnly more are taken, with a warning
     */
    public record MaximumPrefix(int count, int warnPercent, int restartS, boolean isWarningOnly) {
        public static final int MAX_COUNT = 10_000_000;
        public static final int DEFAULT_WARN_PERCENT = 75;
        public static final int MAX_RESTART_S = 7 * 86_400;

        public MaximumPrefix {
            Limits.require("count", count, 1, MAX_COUNT);
            Limits.require("warnPercent", warnPercent, 1, 100);
            Limits.require("restartS", restartS, 0, MAX_RESTART_S);
        }
    }

    /**
     * What the way to a neighbour costs.
     *
     * @param policy      what the operator adds, without a sign
     * @param isFixed     that is all of it, and nothing is measured
     * @param capacityBps bits per second of the link; 0: not known
     * @param coordinates where the neighbour is, or null
     */
    public record Cost(long policy, boolean isFixed, long capacityBps, Coordinates coordinates) {
        public static final long MAX_POLICY = 0xFFFF_FFFFL;
        public static final long MAX_CAPACITY_BPS = 10_000_000_000_000L;
        public static final Cost DEFAULT = new Cost(0, false, 0, null);

        public Cost {
            Limits.require("policy", policy, 0, MAX_POLICY);
            Limits.require("capacityBps", capacityBps, 0, MAX_CAPACITY_BPS);
        }
    }

    public NeighborConfig {
        Limits.require(address != 0, "a neighbour has the address 0.0.0.0");
        Limits.require(remoteAsn != 0, "a neighbour has the ASN 0");
        Limits.require("description", description.length(), 0, MAX_DESCRIPTION_LENGTH);
    }

    /** {@code 192.0.2.1}, its name in output and log. */
    public String name() {
        return Bgp8Words.ipv4(address);
    }

    /**
     * What its session wants to know.
     *
     * @param bgp8         the block that it stands in
     * @param hasRestarted the router is just coming back
     * @param isPreserved  packets were forwarded all the time
     */
    public NeighborSettings session(final Bgp8Config bgp8, final boolean hasRestarted, final boolean isPreserved) {
        final Bgp8Config.Timers timers = bgp8.timers();
        final Bgp8Config.GracefulRestart restart = session.isGracefulRestart ? bgp8.gracefulRestart() : null;
        return new NeighborSettings(address, session.port, session.updateSource, bgp8.asn(), remoteAsn, bgp8.routerId(), session.isShutdown, session.shutdownMessage,
                session.isPassive, orElse(session.holdS, timers.holdS()), orElse(session.connectS, timers.connectS()), orElse(session.sendHoldS, timers.sendHoldS()),
                session.password == null ? null : session.password.value(), session.ttlSecurityHops, session.multihopTtl,
                Collections.unmodifiableSet(new LinkedHashSet<>(session.carriers)), session.role, session.isRoleStrict,
                restart == null ? null : new NeighborSettings.LocalRestart(hasRestarted, isPreserved, restart.restartTimeS()), session.longLivedStaleS,
                session.addPathReceive, session.isExtendedMessage);
    }

    /** What its Cost Factor is made of besides measurements. @param bgp8 the block that it stands in */
    public CostSettings cost(final Bgp8Config bgp8) {
        return new CostSettings(cost.isFixed, (int) cost.policy, cost.capacityBps, bgp8.coordinates(), cost.coordinates);
    }

    /**
     * What the RIB wants to know.
     *
     * @param bgp8        the block that it stands in
     * @param policies    of the same configuration
     * @param sessionCost of now, without a sign; {@link Cost#initial} before anything was measured
     */
    public PeerSettings peer(final Bgp8Config bgp8, final Bgp8Policies policies, final int sessionCost) {
        final MaximumPrefix most = routes.maximumPrefix;
        final Bgp8Config.GracefulRestart restart = session.isGracefulRestart ? bgp8.gracefulRestart() : null;
        return new PeerSettings(name(), address, policies.in(this), policies.out(this), routes.isClient, routes.isNextHopSelf, routes.allowOwnAsn,
                routes.isFirstAsEnforced, most == null ? 0 : most.count, most == null ? MaximumPrefix.DEFAULT_WARN_PERCENT : most.warnPercent,
                most != null && most.isWarningOnly, most == null ? 0 : most.restartS, restart == null ? 0 : restart.stalePathTimeS(), session.longLivedStaleS,
                sessionCost);
    }

    private static int orElse(final Integer own, final int ofBlock) {
        return own == null ? ofBlock : own;
    }
}
