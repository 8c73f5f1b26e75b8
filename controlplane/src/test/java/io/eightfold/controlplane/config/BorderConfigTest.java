// SPDX-License-Identifier: Apache-2.0
// Borders, zones and tunnel ends in a configuration file.
package io.eightfold.controlplane.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.tunnel.Encapsulation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BorderConfigTest {
    private static final String COMPLETE = """
        ipv8 routing
        ipv8 zone permit 127.1.0.0 127.2.0.0
        8to4 endpoint 198.51.100.1 encapsulation udp protocol https
        8to4 https /etc/e8/key.p12 /etc/e8/password /etc/e8/trust.p12
        8to4 source-check loose
        interface eth0
         ipv8 address 64496.10.1.0.1/24
        interface eth1
         ipv8 address 64496.10.2.0.1/24
         border source 64497
         border source 65000-65010
         border rine
        interface eth2
         ip address 192.0.2.1/24
         border source any
        ipv8 route 64499.0.0.0.0/0 8to4:203.0.113.9
        ipv8 route 64500.0.0.0.0/0 8to4:203.0.113.9/udp 20
        router bgp8 64496
        """;

    @Test
    void shouldReadEveryLine() {
        final RouterConfig config = good(COMPLETE);
        assertEquals(List.of(new ZonePermit(0x7F010000, 0x7F020000)), config.zonePermits());
        assertEquals(new TunnelEndConfig(Ipv8Address.parse("198.51.100.1").host(), List.of(Encapsulation.UDP, Encapsulation.PROTOCOL, Encapsulation.HTTPS),
            new TunnelEndConfig.Https(Path.of("/etc/e8/key.p12"), Path.of("/etc/e8/password"), Path.of("/etc/e8/trust.p12")), true), config.tunnelEnd());
        assertNull(config.interfaces().get(0).border());
        assertEquals(new BorderConfig(List.of(new AsnSpan(64497, 64497), new AsnSpan(65000, 65010)), true), config.interfaces().get(1).border());
        assertTrue(config.interfaces().get(2).border().isAnySource());
        assertEquals(List.of(new NextHopConfig.Tunnel(Ipv8Address.parse("203.0.113.9").host(), Encapsulation.UDP)), config.routes().get(1).nextHops());
        assertEquals(20, config.routes().get(1).distance());
    }

    @Test
    void shouldWriteWhatItReads() {
        final RouterConfig config = good(COMPLETE);
        final String text = ConfigWriter.write(config);
        assertEquals(config, good(text), text);
        assertEquals(text, ConfigWriter.write(good(text)));
    }

    @Test
    void shouldTakeLinesBack() {
        final RouterConfig config = good(COMPLETE.replace(" border rine\n", " border rine\n no border source 65000-65010\n no border rine\n")
            .replace(" border source any\n", " border source any\n no border source\n").replace("8to4 endpoint", "no ipv8 zone permit 127.1.0.0\n8to4 endpoint"));
        assertEquals(List.of(), config.zonePermits());
        assertEquals(new BorderConfig(List.of(new AsnSpan(64497, 64497)), false), config.interfaces().get(1).border());
        assertNull(config.interfaces().get(2).border());
    }

    @Test
    void shouldSayWhatWaitsForTheDataplane() {
        final RouterConfig before = good(COMPLETE);
        for (final String after : List.of(COMPLETE.replace("127.2.0.0", "127.3.0.0"), COMPLETE.replace("source 64497", "source 64510"), COMPLETE.replace("198.51.100.1", "198.51.100.2"))) {
            final ConfigDiff diff = ConfigDiff.between(before, good(after));
            assertTrue(diff.needs(ChangeEffect.DATAPLANE_RESTART), diff.text());
            assertNotEquals(ConfigWriter.startFingerprint(before), ConfigWriter.startFingerprint(good(after)), after);
        }
        assertNotEquals(ConfigWriter.startFingerprint(before), ConfigWriter.startFingerprint(good(COMPLETE.replace("bgp8 64496", "bgp8 64511"))), "any but our own");
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        problem("interface eth1\n ipv8 address 64496.10.2.0.1/24\n border rine\n", "border source ASN");
        problem("interface eth1\n ip address 192.0.2.1/24\n border rine\nrouter bgp8 64496\n router-id 1.1.1.1\n neighbor 192.0.2.2 remote-as 64497\n", "border source 64497");
        problem("interface eth1\n ipv8 address 64496.10.2.0.1/24\n border rine\n", "border source");
        problem("interface eth1\n border source any\n border source 64497\nrouter bgp8 1\n", "stands alone");
        problem("interface eth1\n border source any\n", "router bgp8 ASN");
        problem("interface eth1\n border source 64497\n border source 64497\n", "already given on line 2");
        problem("interface eth1\n ipv8 address 64496.222.0.0.0/31\n border source 64497\n", "222/8");
        problem("interface eth1\n border source 64497-64496\n", "lower number first");
        problem("interface eth1\n border source 0\n", "below the minimum");
        problem("ipv8 zone permit 127.1.0.0 127.1.0.0\n", "reaches itself");
        problem("ipv8 zone permit 126.1.0.0 127.1.0.0\n", "127.0.0.0/8");
        problem("ipv8 zone permit 127.1.0.0 127.2.0.0\nipv8 zone permit 127.2.0.0 127.1.0.0\n", "line 1");
        problem("8to4 endpoint 127.0.0.1\n", "loopback");
        problem("8to4 endpoint 224.0.0.1\n", "no host");
        problem("8to4 endpoint 64496.10.0.0.1\n", "not an IPv4 address");
        problem("8to4 endpoint 198.51.100.1 encapsulation udp udp\n", "twice");
        problem("8to4 endpoint 198.51.100.1 encapsulation https\n", "8to4 https KEYSTORE");
        problem("8to4 endpoint 198.51.100.1\n8to4 https /a /b /c\n", "has no effect");
        problem("8to4 source-check loose\n", "has no effect without '8to4 endpoint ADDRESS'");
        problem("8to4 endpoint 198.51.100.1\n8to4 source-check none\n", "neither strict nor loose");
        problem("8to4 endpoint 192.0.2.2\ninterface eth1\n ip address 192.0.2.1/24\nrouter bgp8 64496\n neighbor 192.0.2.2 remote-as 64497\n", "address of a neighbour");
        problem("ipv8 routing\nipv8 route 64499.0.0.0.0/0 8to4:203.0.113.9\n", "8to4 endpoint ADDRESS");
        problem("ipv8 routing\n8to4 endpoint 203.0.113.9\nipv8 route 64499.0.0.0.0/0 8to4:203.0.113.9\n", "our own end");
        problem("ip route 10.0.0.0/8 8to4:203.0.113.9\n", "no tunnel across IPv4");
        problem("ipv8 route 64499.0.0.0.0/0 8to4:203.0.113.9/gre\n", "protocol, udp, https");
        problem("ipv8 routing\n8to4 endpoint 198.51.100.1\nipv8 route 64499.0.0.0.0/0 8to4:203.0.113.9/https\n", "'https' to the encapsulations on line 2");
        problem("interface eth1\n border source 64496\nrouter bgp8 64496\n", "AS 64496 is our own (line 3), and nobody outside sends for it; give the ASN of the peer");
        problem("interface eth1\n border source 64490-64500\nrouter bgp8 64496\n", "give ranges that leave it out");
        problem("ipv8 route 64497.0.0.0.0/0 via 64496.10.1.0.2\n", "leave out 'via'");
        problem("ip prefix-list A permit 10.0.0.0/8\n", "expected ipv8, which is for both families here; the line reads: ipv8 prefix-list NAME");
        problem("ipv8 route 64497.0.0.0.0/0 %\n", "a tunnel 8to4:ADDRESS[/udp|/https]");
    }

    @Test
    void shouldWarnOfTunnelWithoutWay() {
        final String start = "ipv8 routing\n8to4 endpoint 198.51.100.1\ninterface eth1\n ip address 192.0.2.1/24\nipv8 route 64499.0.0.0.0/0 8to4:203.0.113.9\n";
        warning(start, "add 'ip route 203.0.113.9/32 GATEWAY'");
        noWarning(start + "ip route 203.0.113.0/24 192.0.2.2\n");
        noWarning(start + "ip route default 192.0.2.2\n");
        noWarning(start.replace("192.0.2.1/24", "203.0.113.1/24"));
        noWarning(start + "router bgp8 64496\n bgp ebgp-requires-policy off\n neighbor 192.0.2.2 remote-as 64511\n");
        warning(start + "router bgp8 64496\n", "so the tunnel stays unused");
        final ConfigResult twice = ConfigParser.parse("test.conf", start + "ipv8 route 64498.0.0.0.0/0 8to4:203.0.113.9/udp\n");
        assertEquals(1, twice.warnings().size(), "once for each end");
    }

    @Test
    void shouldWarnOfTunnelThatLeavesByAnOpenInterface() {
        final String start = "ipv8 routing\n8to4 endpoint 198.51.100.1\ninterface eth1\n ip address 192.0.2.1/24\n ipv8 address 64496.10.1.0.1/24\n"
            + "ipv8 route 64499.0.0.0.0/0 8to4:203.0.113.9\n";
        for (final String way : List.of("192.0.2.2", "eth1", "192.0.2.2 eth1")) {
            warning(start + "ip route 203.0.113.0/24 " + way + "\n", "leaves by eth1, which has no border");
        }
        warning(start + "ip route 203.0.113.0/24 198.18.0.1\nip route 198.18.0.0/16 192.0.2.2\n", "leaves by eth1, which has no border");
        final String route = "ip route 203.0.113.0/24 192.0.2.2\n";
        noWarning(start.replace(" ip address", " border source 64497\n ip address") + route);
        // The longer prefix decides, and an interface without IPv8 lets none in.
        noWarning(start.replace(" ipv8 address 64496.10.1.0.1/24\n", "") + route);
        noWarning(start.replace("ipv8 route", "interface eth2\n ip address 203.0.113.1/28\nipv8 route") + route);
        // Gateways that name each other come to an end.
        noWarning(start + "ip route 203.0.113.0/24 198.18.0.1\nip route 198.18.0.0/16 198.19.0.1\nip route 198.19.0.0/16 198.18.0.1\n");
    }

    @Test
    void shouldWarnOfExternalNeighborOnNoLink() {
        final String start = "interface eth1\n ip address 192.0.2.1/24\nrouter bgp8 64496\n bgp ebgp-requires-policy off\n";
        warning(start + " neighbor 203.0.113.9 remote-as 64497\n", "'neighbor 203.0.113.9 ebgp-multihop HOPS'");
        for (final String fine : List.of("neighbor 192.0.2.2 remote-as 64497", "neighbor 203.0.113.9 remote-as 64496", "neighbor 127.0.0.2 remote-as 64497",
                "neighbor 203.0.113.9 remote-as 64497\n neighbor 203.0.113.9 ebgp-multihop 4", "neighbor 203.0.113.9 remote-as 64497\n neighbor 203.0.113.9 shutdown")) {
            noWarning(start + " " + fine + "\n");
        }
        noWarning("router bgp8 64496\n bgp ebgp-requires-policy off\n router-id 1.1.1.1\n neighbor 203.0.113.9 remote-as 64497\n");
    }

    @Test
    void shouldWarnOfStreamsWithoutAKernelAndOfTrustInEverybody() {
        final String https = "8to4 endpoint 192.0.2.1 encapsulation https\n8to4 https /a /b /c\n8to4 source-check loose\ninterface eth0\n ip address 192.0.2.1/24\n";
        warning(https, "add 'punt tap'");
        assertEquals(List.of(), ConfigParser.parse("t", https + " punt tap\n").warnings());
        warning(https.replace("encapsulation https", "encapsulation https udp") + " punt tap\n", "take 'encapsulation https' alone");
        warning("8to4 endpoint 192.0.2.1\n8to4 source-check loose\n", "everybody who reaches it");
    }

    private static void warning(final String text, final String words) {
        final ConfigResult result = ConfigParser.parse("test.conf", text);
        assertEquals(List.of(), result.problems(), text);
        assertTrue(result.warnings().stream().anyMatch(w -> w.toString().contains(words)), text + result.warnings());
    }

    private static void noWarning(final String text) {
        final ConfigResult result = ConfigParser.parse("test.conf", text);
        assertEquals(List.of(), result.problems(), text);
        assertEquals(List.of(), result.warnings(), text);
    }

    private static RouterConfig good(final String text) {
        final ConfigResult result = ConfigParser.parse("test.conf", text);
        assertEquals(List.of(), result.problems(), text);
        return result.config();
    }

    private static void problem(final String text, final String words) {
        final ConfigResult result = ConfigParser.parse("test.conf", text);
        assertTrue(result.problems().stream().anyMatch(p -> p.toString().contains(words)), text + result.problems());
    }
}
