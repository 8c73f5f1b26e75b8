// SPDX-License-Identifier: Apache-2.0
// The arguments of BGP8's lines: name, kind and limits.
package io.eightfold.controlplane.config;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.Role;
import io.eightfold.controlplane.config.SyntaxPart.Argument;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.List;

/** The arguments of BGP8's lines. The limits are those of the records. */
final class Bgp8Arguments {
    static final String WARNING_ONLY_WORD = "warning-only";
    static final String STRICT_MODE_WORD = "strict-mode";
    static final String FIXED_WORD = "fixed";
    static final String IN = "in";
    static final String OUT = "out";

    static final Argument<Integer> ROUTER_ID = new Argument<>("ID", Bgp8Words.IDENTIFIER);
    static final Argument<String> LISTEN_ADDRESS = new Argument<>("ADDRESS", Bgp8Words.LISTEN);
    static final Argument<Integer> PORT = new Argument<>("PORT", ValueKinds.number(1, Endpoint.MAX_PORT));
    static final Argument<Integer> RESTART_TIME_S = new Argument<>("TIME", Bgp8Words.timeS(1, Bgp8Config.GracefulRestart.MAX_RESTART_TIME_S));
    static final Argument<Integer> STALE_PATH_TIME_S = new Argument<>("TIME", Bgp8Words.timeS(1, Bgp8Config.GracefulRestart.MAX_STALE_PATH_TIME_S));
    static final Argument<Integer> KEEPALIVE_S = new Argument<>("KEEPALIVE", Bgp8Words.timeS(0, Bgp8Config.Timers.MAX_S));
    static final Argument<Integer> HOLD_S = new Argument<>("HOLD", Bgp8Words.timeS(0, Bgp8Config.Timers.MAX_S));
    static final Argument<Integer> CONNECT_S = new Argument<>("TIME", Bgp8Words.timeS(1, Bgp8Config.Timers.MAX_S));
    static final Argument<Integer> SEND_HOLD_S = new Argument<>("TIME", Bgp8Words.timeS(0, Bgp8Config.Timers.MAX_S));
    static final Argument<Ipv8Prefix> NETWORK = new Argument<>("PREFIX", Bgp8Words.PREFIX);
    static final Argument<String> SOURCE = new Argument<>("SOURCE", ValueKinds.choice(Bgp8Config.SOURCES));
    static final Argument<String> ROUTE_MAP = new Argument<>("NAME", Bgp8Words.NAME);
    static final Argument<Integer> LATITUDE = new Argument<>("LATITUDE", Bgp8Words.LATITUDE);
    static final Argument<Integer> LONGITUDE = new Argument<>("LONGITUDE", Bgp8Words.LONGITUDE);
    static final Argument<String> SWITCH = new Argument<>("SWITCH", ValueKinds.choice(List.of(Statement.ON, Statement.OFF)));

    /** Tells the lines of one neighbour from those of others, in front of the words that tell one kind of line from another. */
    static final Argument<Integer> NEIGHBOR = new Argument<>("ADDRESS", Bgp8Words.NEIGHBOR);
    static final Argument<Integer> REMOTE_AS = new Argument<>("ASN", Bgp8Words.ASN);
    static final Argument<String> TEXT = new Argument<>("TEXT", Bgp8Words.TEXT);
    static final Argument<Secret> PASSWORD = new Argument<>("PASSWORD", Secret.PASSWORD_KIND);
    static final Argument<Integer> SOURCE_ADDRESS = new Argument<>("SOURCE", Bgp8Words.ADDRESS);
    static final Argument<Integer> HOPS = new Argument<>("HOPS", ValueKinds.number(1, NeighborConfig.MAX_TTL));
    static final Argument<Integer> SECURITY_HOPS = new Argument<>("HOPS", ValueKinds.number(1, NeighborConfig.MAX_TTL - 1));
    static final Argument<Carrier> CARRIER = new Argument<>("CARRIER", Bgp8Words.CARRIER);
    static final Argument<String> POLICY_NAME = new Argument<>("NAME", Bgp8Words.NAME);
    static final Argument<String> DIRECTION = new Argument<>("DIRECTION", ValueKinds.choice(List.of(IN, OUT)));
    static final Argument<Integer> MAXIMUM_PREFIX = new Argument<>("COUNT", ValueKinds.number(1, NeighborConfig.MaximumPrefix.MAX_COUNT));
    static final Argument<Integer> WARN_PERCENT = new Argument<>("PERCENT", ValueKinds.number(1, 100));
    /** FRR counts this time in minutes, so that a number without a unit would mean two things. */
    static final Argument<Integer> MAXIMUM_RESTART_S = new Argument<>("TIME", Bgp8Words.timeWithUnitS(1, NeighborConfig.MaximumPrefix.MAX_RESTART_S));
    static final Argument<String> WARNING_ONLY = new Argument<>(WARNING_ONLY_WORD, Bgp8Words.word(WARNING_ONLY_WORD));
    static final Argument<Integer> OCCURRENCES = new Argument<>("COUNT", ValueKinds.number(1, NeighborConfig.Routes.MAX_ALLOW_OWN_ASN));
    static final Argument<Role> ROLE = new Argument<>("ROLE", Bgp8Words.ROLE);
    static final Argument<String> STRICT_MODE = new Argument<>(STRICT_MODE_WORD, Bgp8Words.word(STRICT_MODE_WORD));
    static final Argument<Integer> LONG_LIVED_STALE_S = new Argument<>("TIME", Bgp8Words.timeS(1, NeighborConfig.Session.MAX_LONG_LIVED_STALE_S));
    static final Argument<Long> COST = new Argument<>("COST", ValueKinds.longNumber(0, NeighborConfig.Cost.MAX_POLICY));
    static final Argument<String> FIXED = new Argument<>(FIXED_WORD, Bgp8Words.word(FIXED_WORD));
    static final Argument<Long> CAPACITY_BPS = new Argument<>("RATE", Bgp8Words.RATE_BPS);

    private Bgp8Arguments() {
    }
}
