// SPDX-License-Identifier: Apache-2.0
// The router bgp8 block: what its lines mean, how it is written, what a change does, and what session and RIB get of it.
package io.eightfold.controlplane.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.cost.Coordinates;
import io.eightfold.bgp8.cost.CostSettings;
import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.Role;
import io.eightfold.bgp8.policy.RoutePolicy;
import io.eightfold.bgp8.rib.LocalSettings;
import io.eightfold.bgp8.rib.PeerSettings;
import io.eightfold.bgp8.rib.Validity;
import io.eightfold.bgp8.session.NeighborSettings;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class Bgp8ConfigTest {
    static final String POLICIES = """
            ipv8 prefix-list OURS permit 64496.10.0.0.0/8 le 24
            ipv8 prefix-list THEIRS permit any
            route-map FROM-EDGE permit 10
             set cost-factor +20
            """;
    static final String BLOCK = """
            router bgp8 64496
             router-id 192.0.2.1
             cluster-id 192.0.2.100
             listen 192.0.2.1
             listen 127.0.0.1 port 1790
             graceful-restart restart-time 60 stalepath-time 5m
             timers bgp 3 9
             timers connect 5
             timers send-hold 0
             coordinates 50.11 8.68
             network 64496.10.0.0.0/8
             network default route-map FROM-EDGE
             redistribute static route-map FROM-EDGE
             redistribute connected
             neighbor 192.0.2.2 remote-as 64500
             neighbor 192.0.2.2 description edge of the  north
             neighbor 192.0.2.2 shutdown message moving to the new room
             neighbor 192.0.2.2 passive
             neighbor 192.0.2.2 port 1179
             neighbor 192.0.2.2 password lab
             neighbor 192.0.2.2 update-source 192.0.2.1
             neighbor 192.0.2.2 ttl-security hops 1
             neighbor 192.0.2.2 carrier vpnv4 ipv4
             neighbor 192.0.2.2 timers 10 30
             neighbor 192.0.2.2 timers connect 7
             neighbor 192.0.2.2 timers send-hold 60
             neighbor 192.0.2.2 route-map FROM-EDGE in
             neighbor 192.0.2.2 prefix-list THEIRS in
             neighbor 192.0.2.2 prefix-list OURS out
             neighbor 192.0.2.2 maximum-prefix 1000 80 restart 2m
             neighbor 192.0.2.2 allowas-in
             neighbor 192.0.2.2 enforce-first-as off
             neighbor 192.0.2.2 local-role provider strict-mode
             neighbor 192.0.2.2 addpath-receive ipv4
             neighbor 192.0.2.2 extended-message off
             neighbor 192.0.2.2 long-lived-graceful-restart stale-time 1h
             neighbor 192.0.2.2 capacity 10g
             neighbor 192.0.2.2 coordinates -33.865 151.2
             neighbor 192.0.2.3 route-reflector-client
             neighbor 192.0.2.3 next-hop-self
             neighbor 192.0.2.3 graceful-restart off
             neighbor 192.0.2.3 maximum-prefix 5 warning-only
             neighbor 192.0.2.3 cost 5 fixed
             neighbor 192.0.2.2 cost 7
             neighbor 192.0.2.3 remote-as 64496
            """;

    private static RouterConfig complete() {
        return ConfigDiffTest.read(POLICIES + BLOCK);
    }

    @Test
    void shouldReadEveryLineOfTheBlock() {
        final Bgp8Config bgp8 = complete().bgp8();
        assertEquals(new Bgp8Config(64496, 0xC0000201, true, 0xC0000264, List.of(new Endpoint("192.0.2.1", 179), new Endpoint("127.0.0.1", 1790)),
            new Bgp8Config.GracefulRestart(60, 300), new Bgp8Config.Timers(9, 5, 0),
            List.of(new Bgp8Config.Network(Ipv8Prefix.parse("64496.10.0.0.0/8"), null), new Bgp8Config.Network(Ipv8Prefix.DEFAULT, "FROM-EDGE")),
            List.of(new Bgp8Config.Redistribution("static", "FROM-EDGE"), new Bgp8Config.Redistribution("connected", null)),
            new Coordinates(50_110_000, 8_680_000), true, bgp8.neighbors()), bgp8);
        assertEquals(new NeighborConfig(0xC0000202, 64500, "edge of the north",
            new NeighborConfig.Session(true, "moving to the new room", true, 1179, new Secret("lab"), 0xC0000201, 1, 1, 30, 7, 60, List.of(Carrier.VPNV4, Carrier.IPV4),
                Role.PROVIDER, true, Set.of(Carrier.IPV4), false, true, 3600),
            new NeighborConfig.Routes("FROM-EDGE", null, "THEIRS", "OURS", new NeighborConfig.MaximumPrefix(1000, 80, 120, false), false, false, 3, false),
            new NeighborConfig.Cost(7, false, 10_000_000_000L, new Coordinates(-33_865_000, 151_200_000))), bgp8.neighbors().get(0));
        assertEquals(new NeighborConfig(0xC0000203, 64496, "",
            new NeighborConfig.Session(false, "", false, 179, null, 0, 1, 0, null, null, null, List.of(Carrier.NATIVE), null, false, Set.of(), true, false, 0),
            new NeighborConfig.Routes(null, null, null, null, new NeighborConfig.MaximumPrefix(5, 75, 0, true), true, true, 0, true),
            new NeighborConfig.Cost(5, true, 0, null)), bgp8.neighbors().get(1));
        assertEquals(0xC0000264, bgp8.effectiveClusterId());
    }

    @Test
    void shouldTellNothingButTheAsnFromTheFourLinesOfTheDesign() {
        final RouterConfig config = ConfigDiffTest.read("ipv8 routing\ninterface eth1\n ipv8 address 64496.10.1.0.1/24\nrouter bgp8 64496\n");
        assertFalse(config.bgp8().hasNeighbors());
        assertEquals(64496L, config.localAsn());
        assertNull(ConfigDiffTest.read("ipv8 routing\n").bgp8());
    }

    @Test
    void shouldTakeTheRouterIdFromTheHighestAddress() {
        final String neighbor = "router bgp8 64496\n neighbor 10.1.0.9 remote-as 64496\n";
        final String links = "interface e1\n ip address 10.1.0.1/24\n ipv8 address 64496.203.0.113.1/24\ninterface e2\n ip address 192.0.2.1/24\n";
        assertEquals(0xC0000201, ConfigDiffTest.read(links + neighbor).bgp8().routerId());
        assertEquals(0xCB007101, ConfigDiffTest.read("interface e1\n ipv8 address 64496.203.0.113.1/24\n" + neighbor).bgp8().routerId());
        assertEquals(7, ConfigDiffTest.read(links + neighbor + " router-id 0.0.0.7\n").bgp8().routerId());
        assertEquals(7, ConfigDiffTest.read(links + neighbor + " router-id 0.0.0.7\n").bgp8().effectiveClusterId());
    }

    @Test
    void shouldReadBackWhatItWrites() {
        final RouterConfig config = complete();
        final String written = ConfigWriter.write(config);
        assertEquals(config, ConfigDiffTest.read(written));
        assertEquals(written, ConfigWriter.write(ConfigDiffTest.read(written)));
        assertTrue(written.contains(" neighbor 192.0.2.2 password lab\n"));
        assertEquals(written.replace("password lab", "password <hidden>"), ConfigWriter.writeMasked(config));
    }

    @Test
    void shouldWriteTheCanonicalFormsAndLeaveDefaultsOut() {
        assertEquals("""
            !
            router bgp8 64496
             router-id 192.0.2.1
             bgp ebgp-requires-policy off
             timers bgp 20 60
             network default
             network 192.0.2.0/24
             neighbor 192.0.2.2 remote-as 64500
             neighbor 192.0.2.2 ebgp-multihop
             neighbor 192.0.2.2 timers 0 0
             neighbor 192.0.2.2 addpath-receive
             neighbor 192.0.2.2 allowas-in
             neighbor 192.0.2.2 capacity 1500m
            """, ConfigWriter.write(ConfigDiffTest.read("""
            router bgp8 64496
             neighbor 192.0.2.2 capacity 1500000k
             neighbor 192.0.2.2 ebgp-multihop 255
             neighbor 192.0.2.2 carrier native
             neighbor 192.0.2.2 allowas-in 3
             neighbor 192.0.2.2 remote-as 64500
             neighbor 192.0.2.2 addpath-receive native
             neighbor 192.0.2.2 timers 0 0
             neighbor 192.0.2.2 extended-message on
             timers bgp 20 1m
             graceful-restart restart-time 2m
             listen 0.0.0.0 port 179
             network 0.0.0.0.0.0.0.0/0
             network 0.0.0.0.192.0.2.0/56
             bgp ebgp-requires-policy off
             router-id 192.0.2.1
            """)));
    }

    @Test
    void shouldReadBackRandomBlocks() {
        final long seed = Long.getLong("eightfold.seed", 20260106L);
        System.out.println("Bgp8ConfigTest seed=" + seed);
        final Random random = new Random(seed);
        final List<String> lines = BLOCK.lines().skip(1).toList();
        for (int round = 0; round < 300; round++) {
            final StringBuilder text = new StringBuilder(POLICIES).append("router bgp8 64496\n router-id 192.0.2.1\n neighbor 192.0.2.2 remote-as 64500\n"
                + " neighbor 192.0.2.3 remote-as 64496\n");
            lines.stream().filter(line -> !line.contains("remote-as") && !line.contains("router-id") && random.nextInt(3) > 0
                && (!line.contains("addpath") || text.indexOf("carrier") >= 0)).forEach(line -> text.append(line).append('\n'));
            final RouterConfig config = ConfigDiffTest.read(text.toString());
            assertEquals(config, ConfigDiffTest.read(ConfigWriter.write(config)), "seed=" + seed + " round=" + round);
        }
    }

    @Test
    void shouldTakeBackALineOrANeighbor() {
        final String start = POLICIES + BLOCK;
        assertEquals(List.of("192.0.2.3"), ConfigDiffTest.read(start + " no neighbor 192.0.2.2\n").bgp8().neighbors().stream().map(NeighborConfig::name).toList());
        assertNull(ConfigDiffTest.read(start + " no neighbor 192.0.2.2 password\n").bgp8().neighbors().getFirst().session().password());
        assertEquals(8, ConfigDiffTest.read(start + " no neighbor 192.0.2.2 timers connect\n neighbor 192.0.2.2 timers connect 8\n").bgp8().neighbors().getFirst().session().connectS());
        assertNull(ConfigDiffTest.read(start + "no router bgp8\n").bgp8());
        assertFalse(ConfigDiffTest.read(start + " no neighbor\n").bgp8().hasNeighbors());
    }

    @Test
    void shouldSayWhatAChangeOfANeighborDoes() {
        final RouterConfig before = complete();
        final ConfigDiff diff = ConfigDiff.between(before, ConfigDiffTest.read((POLICIES + BLOCK)
            .replace("password lab", "password other")
            .replace("prefix-list OURS out", "prefix-list THEIRS out")
            .replace(" neighbor 192.0.2.3 graceful-restart off\n", "")
            .replace("set cost-factor +20", "set cost-factor 7")
            + " neighbor 192.0.2.9 remote-as 64496\n"));
        assertEquals("""
             route-map FROM-EDGE permit 10
            - set cost-factor +20
            + set cost-factor 7
             router bgp8 64496
            - neighbor 192.0.2.2 prefix-list OURS out
            + neighbor 192.0.2.2 prefix-list THEIRS out
            - neighbor 192.0.2.2 password <hidden>   ! resets a session
            + neighbor 192.0.2.2 password <hidden>   ! resets a session
            - neighbor 192.0.2.3 graceful-restart off   ! resets a session
            + neighbor 192.0.2.9 remote-as 64496
            """, diff.text());
        assertEquals(List.of(), diff.waiting());
        assertTrue(ConfigDiff.ofSettings(before, ConfigDiffTest.read("")).waiting().isEmpty());
    }

    @Test
    void shouldSayThatAnotherAsnResetsOnlySessionsThatThereAre() {
        assertEquals("-router bgp8 64496   ! resets a session\n+router bgp8 64497   ! resets a session\n", ConfigDiffTest.read(POLICIES + BLOCK).bgp8().hasNeighbors()
            ? ConfigDiff.between(ConfigDiffTest.read("interface e\n ip address 10.0.0.1/24\nrouter bgp8 64496\n bgp ebgp-requires-policy off\n neighbor 10.0.0.2 remote-as 1\n"),
                ConfigDiffTest.read("interface e\n ip address 10.0.0.1/24\nrouter bgp8 64497\n bgp ebgp-requires-policy off\n neighbor 10.0.0.2 remote-as 1\n")).text() : "");
        assertEquals("-router bgp8 64496\n+router bgp8 64497\n", ConfigDiff.between(ConfigDiffTest.read("router bgp8 64496\n"), ConfigDiffTest.read("router bgp8 64497\n")).text());
    }

    @Test
    void shouldGiveTheSessionItsSettings() {
        final Bgp8Config bgp8 = complete().bgp8();
        final NeighborSettings edge = bgp8.neighbors().get(0).session(bgp8, true, false);
        assertEquals(new NeighborSettings(0xC0000202, 1179, 0xC0000201, 64496, 64500, 0xC0000201, true, "moving to the new room", true, 30, 7, 60, "lab", 1, 1,
            edge.carriers(), Role.PROVIDER, true, new NeighborSettings.LocalRestart(true, false, 60), 3600, Set.of(Carrier.IPV4), false), edge);
        assertEquals(List.of(Carrier.VPNV4, Carrier.IPV4), List.copyOf(edge.carriers()));
        final NeighborSettings inner = bgp8.neighbors().get(1).session(bgp8, false, false);
        assertEquals(9, inner.holdTimeS());
        assertEquals(5, inner.connectRetryS());
        assertEquals(0, inner.sendHoldS());
        assertNull(inner.gracefulRestart());
        assertEquals(edge, complete().bgp8().neighbors().get(0).session(bgp8, true, false), "a reload without a change is no change");
    }

    @Test
    void shouldGiveTheRibItsSettings() {
        final RouterConfig config = complete();
        final Bgp8Policies policies = Bgp8Policies.of(config);
        final PeerSettings edge = config.bgp8().neighbors().get(0).peer(config.bgp8(), policies, 107);
        assertEquals(new PeerSettings("192.0.2.2", 0xC0000202, edge.in(), edge.out(), false, false, 3, false, 1000, 80, false, 120, 300, 3600, 107), edge);
        final PeerSettings inner = config.bgp8().neighbors().get(1).peer(config.bgp8(), policies, 107);
        assertEquals(new PeerSettings("192.0.2.3", 0xC0000203, RoutePolicy.PERMIT, RoutePolicy.PERMIT, true, true, 0, true, 5, 75, true, 0, 0, 0, 107), inner);
        assertEquals(edge, config.bgp8().neighbors().get(0).peer(config.bgp8(), Bgp8Policies.of(complete()), 107), "a reload without a change is no change");
    }

    @Test
    void shouldGiveTheMeterItsSettings() {
        final Bgp8Config bgp8 = complete().bgp8();
        assertEquals(new CostSettings(false, 7, 10_000_000_000L, new Coordinates(50_110_000, 8_680_000), new Coordinates(-33_865_000, 151_200_000)),
            bgp8.neighbors().get(0).cost(bgp8));
    }

    @Test
    void shouldAskThePrefixListBeforeTheRouteMap() {
        final RouterConfig config = complete();
        final Bgp8Policies policies = Bgp8Policies.of(config);
        final AttributeSet attributes = new AttributeSet.Builder().costFactor(5).build();
        final RoutePolicy in = policies.in(config.bgp8().neighbors().get(0));
        final RoutePolicy out = policies.out(config.bgp8().neighbors().get(0));
        final Ipv8Prefix ours = Ipv8Prefix.parse("64496.10.7.0.0/16");
        final Ipv8Prefix other = Ipv8Prefix.parse("64497.10.7.0.0/16");
        assertEquals(25, in.apply(other.address().bits(), other.lengthBits(), attributes, Validity.EXEMPT).costFactor());
        assertSame(attributes, out.apply(ours.address().bits(), ours.lengthBits(), attributes, Validity.EXEMPT));
        assertNull(out.apply(other.address().bits(), other.lengthBits(), attributes, Validity.EXEMPT));
        assertEquals("THEIRS+FROM-EDGE", in.name());
        assertEquals("OURS", out.name());
        assertTrue(out.describe(other.address().bits(), other.lengthBits(), attributes, Validity.EXEMPT).startsWith("ipv8 prefix-list OURS"));
        assertEquals(new LocalSettings(64496, 0xC0000201, 0xC0000264), config.bgp8().local());
        assertEquals("FROM-EDGE", policies.of(config.bgp8().networks().get(1)).name());
        assertSame(RoutePolicy.PERMIT, policies.of(config.bgp8().networks().get(0)));
        assertNotEquals(in, out);
    }

    @Test
    void shouldDenyExternalNeighborsWithoutAPolicyAndWarn() {
        final String text = "router bgp8 64496\n router-id 1.1.1.1\n neighbor 192.0.2.2 remote-as 64500\n neighbor 192.0.2.3 remote-as 64496\n";
        final ConfigResult result = ConfigParser.parse("f", text);
        assertEquals(List.of("f:3:11: '192.0.2.2': an external neighbour without a policy is believed nothing and told nothing (RFC 8212);"
            + " add 'neighbor 192.0.2.2 route-map NAME in'"), result.warnings().stream().map(ConfigProblem::toString).toList());
        final Bgp8Policies policies = Bgp8Policies.of(result.config());
        assertSame(RoutePolicy.DENY, policies.in(result.config().bgp8().neighbors().get(0)));
        assertSame(RoutePolicy.DENY, policies.out(result.config().bgp8().neighbors().get(0)));
        assertSame(RoutePolicy.PERMIT, policies.in(result.config().bgp8().neighbors().get(1)));
        final RouterConfig lifted = ConfigDiffTest.read(text + " bgp ebgp-requires-policy off\n");
        assertEquals(List.of(), ConfigParser.parse("f", text + " bgp ebgp-requires-policy off\n").warnings());
        assertSame(RoutePolicy.PERMIT, Bgp8Policies.of(lifted).in(lifted.bgp8().neighbors().get(0)));
    }
}
