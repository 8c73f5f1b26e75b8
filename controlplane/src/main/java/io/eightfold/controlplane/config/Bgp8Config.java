// SPDX-License-Identifier: Apache-2.0
// The router bgp8 block: who we are to our neighbours, what we originate, and the neighbours.
package io.eightfold.controlplane.config;

import io.eightfold.bgp8.cost.Coordinates;
import io.eightfold.bgp8.rib.LocalSettings;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.List;
import java.util.Optional;

/**
 * Settings of BGP8. Without neighbours nothing listens and nothing runs: the block then only says which ASN is ours. Lists and route-maps are in
 * {@link PolicyConfig}, for they may stand in a file without the block.
 * <p>Thread: any; immutable.
 *
 * @param asn             our ASN, without a sign, never 0
 * @param routerId        our router id as the file gives it, or derived from the interfaces when it does not; 0 only without neighbours
 * @param isRouterIdGiven whether the file gives it
 * @param clusterId       of a route reflector (RFC 4456); 0: the router id
 * @param listen          where sessions are accepted; empty: nowhere
 * @param gracefulRestart what our restarts mean to neighbours, or null when nothing
 * @param timers          of every neighbour that has none of its own
 * @param networks        prefixes that originate here
 * @param redistributed   routes of other sources that are told to neighbours
 * @param coordinates     where the router is, or null
 * @param requiresPolicy  whether external neighbours without a policy are told nothing and believed nothing (RFC 8212)
 * @param neighbors       in the order of the file
 */
public record Bgp8Config(
        int asn,
        int routerId,
        boolean isRouterIdGiven,
        int clusterId,
        List<Endpoint> listen,
        GracefulRestart gracefulRestart,
        Timers timers,
        List<Network> networks,
        List<Redistribution> redistributed,
        Coordinates coordinates,
        boolean requiresPolicy,
        List<NeighborConfig> neighbors) {
    public static final int DEFAULT_PORT = 179;
    public static final int MAX_LISTENERS = 64;
    public static final int MAX_NETWORKS = 100_000;
    public static final int MAX_NEIGHBORS = 4_096;
    public static final List<Endpoint> DEFAULT_LISTEN = List.of(new Endpoint("0.0.0.0", DEFAULT_PORT));
    /** What the words {@code redistribute SOURCE} take. */
    public static final List<String> SOURCES = List.of("connected", "static", "api");

    /**
     * What our restarts mean to neighbours, and theirs to us. Source: RFC 4724.
     *
     * @param restartTimeS   within which we are back, 1 to {@value #MAX_RESTART_TIME_S}
     * @param stalePathTimeS for which the routes of a neighbour that restarts stay at most
     */
    public record GracefulRestart(int restartTimeS, int stalePathTimeS) {
        /** The field has 12 bits. */
        public static final int MAX_RESTART_TIME_S = 4_095;
        public static final int MAX_STALE_PATH_TIME_S = 86_400;
        /** As FRR. */
        public static final GracefulRestart DEFAULT = new GracefulRestart(120, 360);

        public GracefulRestart {
            Limits.require("restartTimeS", restartTimeS, 1, MAX_RESTART_TIME_S);
            Limits.require("stalePathTimeS", stalePathTimeS, 1, MAX_STALE_PATH_TIME_S);
        }
    }

    /**
     * Timers of a session. Keepalives go out every third of the hold time that both sides agree on.
     *
     * @param holdS     after which a silent neighbour counts as gone: 0, which is never, or 3 to 65535
     * @param connectS  between attempts to connect
     * @param sendHoldS after which a neighbour that takes nothing counts as gone (RFC 9687); 0: never
     */
    public record Timers(int holdS, int connectS, int sendHoldS) {
        public static final int MIN_HOLD_S = 3;
        public static final int MAX_S = 65_535;
        /** 90 s and 8 minutes are what RFC 4271 §10 and RFC 9687 §7 suggest. */
        public static final Timers DEFAULT = new Timers(90, 30, 480);

        public Timers {
            Limits.require(holdS == 0 || holdS >= MIN_HOLD_S && holdS <= MAX_S, "holdS=" + holdS + " is neither 0 nor " + MIN_HOLD_S + " to " + MAX_S);
            Limits.require("connectS", connectS, 1, MAX_S);
            Limits.require("sendHoldS", sendHoldS, 0, MAX_S);
        }

        /** Seconds between keepalives that this hold time would give. Source: RFC 4271 §10. */
        public int keepaliveS() {
            return holdS / 3;
        }
    }

    /**
     * A prefix that originates here.
     *
     * @param routeMap that gives its attributes, or null
     */
    public record Network(Ipv8Prefix prefix, String routeMap) {
    }

    /**
     * Routes of another source that are told to neighbours.
     *
     * @param source   one of {@link #SOURCES}
     * @param routeMap that chooses among them and gives their attributes, or null
     */
    public record Redistribution(String source, String routeMap) {
        public Redistribution {
            Limits.require(SOURCES.contains(source), "source=" + source + " is none of " + SOURCES);
        }
    }

    public Bgp8Config {
        listen = List.copyOf(listen);
        networks = List.copyOf(networks);
        redistributed = List.copyOf(redistributed);
        neighbors = List.copyOf(neighbors);
        Limits.require(asn != 0, "asn is 0");
        Limits.require("listen", listen.size(), 0, MAX_LISTENERS);
        Limits.require("networks", networks.size(), 0, MAX_NETWORKS);
        Limits.require("neighbors", neighbors.size(), 0, MAX_NEIGHBORS);
        Limits.require(neighbors.isEmpty() || routerId != 0, "there are neighbours and no router id");
        Limits.require(neighbors.stream().map(NeighborConfig::address).distinct().count() == neighbors.size(), "two neighbours have the same address");
    }

    /** A block without lines. */
    public static Bgp8Config ofAsn(final int asn) {
        return new Bgp8Config(asn, 0, false, 0, DEFAULT_LISTEN, GracefulRestart.DEFAULT, Timers.DEFAULT, List.of(), List.of(), null, true, List.of());
    }

    /** Who we are, for the RIB. */
    public LocalSettings local() {
        return new LocalSettings(asn, routerId, effectiveClusterId());
    }

    /** The cluster id of a route reflector. */
    public int effectiveClusterId() {
        return clusterId == 0 ? routerId : clusterId;
    }

    /** Whether there is anybody to talk to. */
    public boolean hasNeighbors() {
        return !neighbors.isEmpty();
    }

    /** The neighbour of that IPv4 address. */
    public Optional<NeighborConfig> neighbor(final int address) {
        return neighbors.stream().filter(each -> each.address() == address).findFirst();
    }
}
