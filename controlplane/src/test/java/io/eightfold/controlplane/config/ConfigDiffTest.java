// SPDX-License-Identifier: Apache-2.0
// What changes between two configurations, and when it takes effect.
package io.eightfold.controlplane.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigDiffTest {
    private static final String START = """
            interface eth1
             ipv8 address 64496.10.1.0.1/24
             ip address 10.1.0.1/24
            interface eth2
             ip address 10.2.0.1/24
            ip route 10.9.0.0/16 10.1.0.2
            ip route 10.9.0.0/16 10.1.0.3
            ip route 10.8.0.0/16 10.1.0.2
            """;

    static RouterConfig read(final String text) {
        final ConfigResult result = ConfigParser.parse("f", text);
        assertEquals(List.of(), result.problems(), text);
        return result.config();
    }

    private static ConfigDiff diff(final String before, final String after) {
        return ConfigDiff.between(read(before), read(after));
    }

    @Test
    void shouldBeEmptyForTextsThatMeanTheSame() {
        final ConfigDiff diff = diff(START, "hostname eightfold\n" + START + "dpdk\n memory 256m\n");
        assertTrue(diff.isEmpty());
        assertEquals("nothing changed", diff.summary());
        assertEquals("", diff.text());
    }

    @Test
    void shouldTellRoutesThatCameWentAndChanged() {
        final ConfigDiff diff = diff(START, START.replace("ip route 10.8.0.0/16 10.1.0.2\n", "ip route 10.7.0.0/16 blackhole\n")
                .replace("10.1.0.3", "10.1.0.4") + "ip route 10.9.0.0/16 10.1.0.9 20\n");
        assertEquals("""
                -ip route 10.8.0.0/16 10.1.0.2
                -ip route 10.9.0.0/16 10.1.0.3
                +ip route 10.9.0.0/16 10.1.0.4
                +ip route 10.7.0.0/16 blackhole
                +ip route 10.9.0.0/16 10.1.0.9 20
                """, diff.text());
        assertEquals("2 routes added, 1 route removed, 1 route changed", diff.summary());
        assertEquals(20, diff.routesAdded().get(1).distance());
        assertEquals(2, diff.routesChanged().getFirst().before().nextHops().size());
        assertEquals(List.of(), diff.waiting());
    }

    @Test
    void shouldSayWhatNeedsARestartOfWhichProcess() {
        final ConfigDiff diff = diff(START, """
                hostname edge-2
                ipv8 routing
                router bgp8 64496
                dataplane
                 workers 2
                control-plane
                 fib-channel udp 192.0.2.1:1 192.0.2.2:1
                 log level warn
                """ + START.replace(" ip address 10.2.0.1/24", " ip address 10.2.0.1/24\n mtu 9000")
                .replace("interface eth2\n", "interface eth3\n vrf oob\ninterface eth2\n"));
        assertEquals("""
                +hostname edge-2
                +ipv8 routing   ! needs a restart of the dataplane
                +router bgp8 64496
                 dataplane
                + workers 2   ! needs a restart of the dataplane
                 control-plane
                + fib-channel udp 192.0.2.1:1 192.0.2.2:1   ! needs a restart of the control plane
                + log level warn
                +interface eth3   ! needs a restart of the dataplane
                 interface eth3
                + vrf oob   ! needs a restart of the dataplane
                 interface eth2
                + mtu 9000   ! needs a restart of the dataplane
                """, diff.text());
        assertEquals(6, diff.waiting().size());
        assertTrue(diff.needs(ChangeEffect.CONTROLPLANE_RESTART));
        assertEquals("9 other lines changed", diff.summary());
    }

    @Test
    void shouldNotOverlookAnotherOrderOfInterfacesOrAddresses() {
        final String swapped = "interface b\n ip address 10.2.0.1/24\ninterface a\n ip address 10.1.0.9/24\n ip address 10.1.0.1/24\n";
        final String plain = "interface a\n ip address 10.1.0.1/24\n ip address 10.1.0.9/24\ninterface b\n ip address 10.2.0.1/24\n";
        final ConfigDiff diff = diff(plain, swapped);
        assertTrue(diff.text().contains("-! interfaces in the order a b"), diff.text());
        assertTrue(diff.text().contains("+! interfaces in the order b a"), diff.text());
        assertTrue(diff.text().contains("+ ip address 10.1.0.1/24"), diff.text());
    }

    @Test
    void shouldShowThatASecretChangedButNotTheSecret() {
        final ConfigDiff diff = diff("control-plane\n metrics token first-secret\n", "control-plane\n metrics token second-secret\n");
        assertEquals(" control-plane\n- metrics token <hidden>\n+ metrics token <hidden>\n", diff.text());
        assertFalse(diff.toString().contains("first"), diff.toString());
        assertEquals(1, diff("", "control-plane\n metrics token first-secret\n").lines().size());
    }

    /** Applying the lines to the first configuration would give the second: each changed line is in exactly one of them. */
    @Test
    void shouldTurnAroundWhenTheConfigurationsAre() {
        final String after = START.replace("10.1.0.3", "10.1.0.4") + "hostname x\n";
        final List<String> there = diff(START, after).lines().stream().map(line -> (line.isAdded() ? "+" : "-") + line.text()).sorted().toList();
        final List<String> back = diff(after, START).lines().stream().map(line -> (line.isAdded() ? "-" : "+") + line.text()).sorted().toList();
        assertEquals(there, back);
    }
}
