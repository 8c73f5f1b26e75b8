// SPDX-License-Identifier: Apache-2.0
// Lists and route-maps: what their lines mean and how they are written.
package io.eightfold.controlplane.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.bgp8.attribute.Origin;
import io.eightfold.bgp8.policy.Action;
import io.eightfold.bgp8.policy.Change;
import io.eightfold.bgp8.policy.Match;
import io.eightfold.bgp8.policy.PrefixRule;
import io.eightfold.bgp8.policy.RouteMapEntry;
import io.eightfold.bgp8.rib.Validity;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyConfigTest {
    /** In canonical form. */
    private static final String ALL = """
            !
            ipv8 prefix-list A seq 5 permit 64496.10.0.0.0/8 ge 9 le 24
            ipv8 prefix-list A seq 7 deny 192.0.2.0/24
            ipv8 prefix-list A seq 10 permit 0.0.0.0.0.0.0.0/0 le 32
            bgp as-path access-list P seq 5 permit ^64500_.*_64496$
            bgp as-path access-list P seq 10 deny .*
            bgp community-list standard C seq 5 permit 64496:1 no-export
            bgp large-community-list standard L seq 5 permit 64496:1:2 64496:1:3
            !
            route-map M permit 10
             match ipv8 prefix-list A
             match as-path P
             match community C exact-match
             match large-community L
             match route-asn 0 64496
             match origin-asn 64500
             match cost-factor ge 5
             match cost-factor le 4294967295
             match verdict valid not-found
             match origin incomplete
             set cost-factor -20
             set as-path prepend 64496 64496
             set community 64496:5 no-advertise additive
             set large-community 64496:5:6
             set comm-list C delete
             set large-comm-list L delete
             set metric 4294967295
             set local-preference 200
             set origin egp
             set ip next-hop 192.0.2.9
             on-match next
            !
            route-map M deny 20
             match community C
             on-match goto 30
            !
            route-map M permit 30
             set community none
             set large-community none
             set cost-factor 4294967295
             set ip next-hop 64496.10.1.0.2
            """;

    @Test
    void shouldReadEveryLine() {
        final PolicyConfig policies = ConfigDiffTest.read(ALL).policies();
        assertEquals(List.of(new PrefixRule(5, Action.PERMIT, Ipv8Prefix.parse("64496.10.0.0.0/8"), 9, 24),
            new PrefixRule(7, Action.DENY, Ipv8Prefix.parse("192.0.2.0/24"), PrefixRule.NO_BOUND, PrefixRule.NO_BOUND),
            new PrefixRule(10, Action.PERMIT, Ipv8Prefix.DEFAULT, PrefixRule.NO_BOUND, 32)), policies.lists().prefixLists().get("A").rules());
        assertEquals("^64500_.*_64496$", policies.lists().asPathLists().get("P").rules().getFirst().pattern().toString());
        assertEquals(List.of(64496 << 16 | 1, 0xFFFF_FF01), policies.lists().communityLists().get("C").rules().getFirst().communities());
        assertEquals(List.of(64496, 1, 2, 64496, 1, 3), policies.lists().largeCommunityLists().get("L").rules().getFirst().communities());
        final List<RouteMapEntry> entries = policies.routeMaps().get("M").entries();
        assertEquals(new RouteMapEntry(10, Action.PERMIT, List.of(new Match.PrefixListed("A"), new Match.AsPathListed("P"), new Match.CommunityListed("C", true),
            new Match.LargeCommunityListed("L", false), new Match.RouteAsn(List.of(0, 64496)), new Match.OriginAsn(List.of(64500)), new Match.CostAtLeast(5),
            new Match.CostAtMost(-1), new Match.VerdictIn(Set.of(Validity.VALID, Validity.NOT_FOUND)), new Match.OriginIs(Origin.INCOMPLETE)),
            List.of(new Change.CostBy(-20), new Change.Prepend(List.of(64496, 64496)), new Change.CommunitiesTo(List.of(64496 << 16 | 5, 0xFFFF_FF02), true),
                new Change.LargeCommunitiesTo(List.of(64496, 5, 6), false), new Change.CommunitiesDelete("C"), new Change.LargeCommunitiesDelete("L"),
                new Change.MedTo(-1), new Change.LocalPreferenceTo(200), new Change.OriginTo(Origin.EGP),
                new Change.NextHopTo(Ipv8Address.parse("192.0.2.9").bits())), RouteMapEntry.NEXT), entries.get(0));
        assertEquals(new RouteMapEntry(20, Action.DENY, List.of(new Match.CommunityListed("C", false)), List.of(), 30), entries.get(1));
        assertEquals(List.of(new Change.CommunitiesTo(List.of(), false), new Change.LargeCommunitiesTo(List.of(), false), new Change.CostTo(-1),
            new Change.NextHopTo(Ipv8Address.parse("64496.10.1.0.2").bits())), entries.get(2).changes());
    }

    @Test
    void shouldWriteWhatItReads() {
        assertEquals(ALL, ConfigWriter.write(ConfigDiffTest.read(ALL)));
        assertEquals(ConfigDiffTest.read(ALL), ConfigDiffTest.read(ConfigWriter.write(ConfigDiffTest.read(ALL))));
    }

    @Test
    void shouldNumberEntriesInStepsOfFive() {
        final PolicyConfig policies = ConfigDiffTest.read("""
            ipv8 prefix-list A permit any
            ipv8 prefix-list B permit any
            ipv8 prefix-list A seq 12 permit default
            ipv8 prefix-list A seq 3 permit default
            ipv8 prefix-list A permit any ge 24
            """).policies();
        assertEquals(List.of(3, 5, 12, 15), policies.lists().prefixLists().get("A").rules().stream().map(PrefixRule::sequence).toList());
        assertEquals(List.of(5), policies.lists().prefixLists().get("B").rules().stream().map(PrefixRule::sequence).toList());
        assertEquals(24, policies.lists().prefixLists().get("A").rules().getLast().ge());
    }

    @Test
    void shouldTakeBackEntriesListsAndMaps() {
        final String two = "ipv8 prefix-list A seq 5 permit any\nipv8 prefix-list A seq 10 deny any\nroute-map M permit 10\n set metric 5\nroute-map M permit 20\n";
        assertEquals(1, ConfigDiffTest.read(two + "no ipv8 prefix-list A seq 5\n").policies().lists().prefixLists().get("A").rules().size());
        assertNull(ConfigDiffTest.read(two + "no ipv8 prefix-list A\n").policies().lists().prefixLists().get("A"));
        assertEquals(1, ConfigDiffTest.read(two + "no route-map M permit 10\n").policies().routeMaps().get("M").entries().size());
        assertEquals(PolicyConfig.NONE, ConfigDiffTest.read(two + "no route-map M\nno ipv8 prefix-list A\n").policies());
    }

    @Test
    void shouldLoadTenThousandEntriesWellBelowTwoSeconds() {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            text.append("ipv8 prefix-list L permit ").append(65_536 + i).append(".10.0.0.0/8 le 16\n");
        }
        // The machine is shared: what this thread spent counts.
        final long startNs = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        assertEquals(10_000, ConfigDiffTest.read(text.toString()).policies().lists().prefixLists().get("L").rules().size());
        final long tookMs = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - startNs) / 1_000_000;
        System.out.println("10,000 prefix-list lines: " + tookMs + " ms");
        assertTrue(tookMs < 2_000, "tookMs=" + tookMs);
    }
}
