// SPDX-License-Identifier: Apache-2.0
// Route-maps: which entry decides, what it changes, what it depends on.
package io.eightfold.bgp8.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.bgp8.attribute.AsPath;
import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.attribute.Community;
import io.eightfold.bgp8.attribute.Origin;
import io.eightfold.bgp8.rib.Validity;
import io.eightfold.wire.address.Ipv8Prefix;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouteMapTest {
    private static final long ADDRESS = Ipv8Prefix.parse("64496.10.1.0.0/16").address().bits();
    private static final int LENGTH = 48;
    private static final AttributeSet ROUTE = new AttributeSet.Builder().asPath(AsPath.of(64_500, 64_496)).communities(Community.parse("64500:1"))
        .largeCommunities(1, 2, 3).build();
    private static final PolicyLists LISTS = new PolicyLists(
        Map.of("TEN", new PrefixList("TEN", List.of(new PrefixRule(5, Action.PERMIT, Ipv8Prefix.parse("64496.10.0.0.0/8"), PrefixRule.NO_BOUND, 16)))),
        Map.of("PEER", new AsPathList("PEER", List.of(new AsPathRule(5, Action.PERMIT, AsPathPattern.of("^64500_"))))),
        Map.of("ONE", new CommunityList("ONE", List.of(new CommunityRule(5, Action.PERMIT, List.of(Community.parse("64500:1")))))),
        Map.of("BIG", new LargeCommunityList("BIG", List.of(new LargeCommunityRule(5, Action.PERMIT, List.of(1, 2, 3))))));

    private static RouteMapEntry permit(final int sequence, final List<Match> matches, final Change... changes) {
        return new RouteMapEntry(sequence, Action.PERMIT, matches, List.of(changes), RouteMapEntry.STOP);
    }

    private static RouteMapEntry deny(final int sequence, final Match... matches) {
        return new RouteMapEntry(sequence, Action.DENY, List.of(matches), List.of(), RouteMapEntry.STOP);
    }

    private static RouteMap map(final RouteMapEntry... entries) {
        return new RouteMap("IN", List.of(entries), LISTS);
    }

    private static AttributeSet apply(final RouteMap map) {
        return map.apply(ADDRESS, LENGTH, ROUTE, Validity.VALID);
    }

    private static boolean holds(final Match match, final AttributeSet route, final Validity validity) {
        return map(permit(10, List.of(match))).apply(ADDRESS, LENGTH, route, validity) != null;
    }

    private static boolean holds(final Match match) {
        return holds(match, ROUTE, Validity.VALID);
    }

    private static AttributeSet changed(final Change... changes) {
        return apply(map(permit(10, List.of(), changes)));
    }

    @Test
    void shouldRefuseWithoutAnEntryThatMatches() {
        assertNull(apply(map()));
        assertNull(apply(map(permit(10, List.of(new Match.OriginIs(Origin.EGP))))));
    }

    @Test
    void shouldLetTheFirstEntryDecideInOrderOfSequence() {
        assertNull(apply(map(permit(20, List.of()), deny(10, new Match.PrefixListed("TEN")))));
        assertSame(ROUTE, apply(map(deny(20), permit(10, List.of(new Match.PrefixListed("TEN"))))));
    }

    @Test
    void shouldWantAllMatchesOfAnEntry() {
        final Match yes = new Match.AsPathListed("PEER");
        final Match no = new Match.VerdictIn(Set.of(Validity.INVALID));
        assertSame(ROUTE, apply(map(permit(10, List.of(yes, yes)))));
        assertNull(apply(map(permit(10, List.of(yes, no)))));
        assertNull(apply(map(permit(10, List.of(no, yes)))));
    }

    @Test
    void shouldMatchEachKind() {
        assertTrue(holds(new Match.CommunityListed("ONE", true)));
        assertTrue(holds(new Match.LargeCommunityListed("BIG", false)));
        assertTrue(holds(new Match.RouteAsn(List.of(1, 64_496))));
        assertFalse(holds(new Match.RouteAsn(List.of(64_500))));
        assertTrue(holds(new Match.OriginAsn(List.of(64_496))));
        assertFalse(holds(new Match.OriginAsn(List.of(64_500))));
        assertTrue(holds(new Match.VerdictIn(Set.of(Validity.VALID, Validity.EXEMPT))));
        assertFalse(holds(new Match.VerdictIn(Set.of(Validity.VALID)), ROUTE, Validity.NOT_FOUND));
        assertTrue(holds(new Match.OriginIs(Origin.IGP)));
    }

    @Test
    void shouldNotTakeTheDefaultRouteForOneOfIpv4() {
        final RouteMap map = map(permit(10, List.of(new Match.RouteAsn(List.of(0)))));
        assertNull(map.apply(0, 0, ROUTE, Validity.VALID));
        assertSame(ROUTE, map.apply(0, 32, ROUTE, Validity.VALID));
    }

    @Test
    void shouldCompareCostWithoutASignAndCountHopsWhenThereIsNone() {
        assertTrue(holds(new Match.CostAtLeast(200)));
        assertTrue(holds(new Match.CostAtMost(200)));
        assertFalse(holds(new Match.CostAtLeast(201)));
        assertFalse(holds(new Match.CostAtMost(199)));
        final AttributeSet dear = ROUTE.with().costFactor(-1).build();
        assertTrue(holds(new Match.CostAtLeast(201), dear, Validity.VALID));
        assertFalse(holds(new Match.CostAtMost(Integer.MAX_VALUE), dear, Validity.VALID));
    }

    @Test
    void shouldSetTheCostFactorAndSaturate() {
        assertEquals(70, changed(new Change.CostTo(70)).costFactor());
        assertEquals(250, changed(new Change.CostBy(50)).costFactor());
        assertEquals(0, changed(new Change.CostBy(-1_000)).costFactor());
        assertTrue(changed(new Change.CostBy(-1_000)).hasCostFactor());
        assertEquals(-1, changed(new Change.CostTo(-2), new Change.CostBy(0xFFFF_FFFFL)).costFactor());
        assertThrows(IllegalArgumentException.class, () -> new Change.CostBy(1L << 32));
    }

    @Test
    void shouldPrependInTheOrderWritten() {
        assertEquals("1 2 2 64500 64496", changed(new Change.Prepend(List.of(1, 2, 2))).asPath().toString());
        assertThrows(IllegalArgumentException.class, () -> new Change.Prepend(List.of()));
    }

    @Test
    void shouldReplaceAddAndRemoveCommunities() {
        final int added = Community.parse("1:1");
        assertArrayEquals(new int[] {added}, changed(new Change.CommunitiesTo(List.of(added), false)).communities());
        assertEquals(2, changed(new Change.CommunitiesTo(List.of(added), true)).communities().length);
        assertEquals(0, changed(new Change.CommunitiesTo(List.of(), false)).communities().length);
        assertEquals(0, changed(new Change.CommunitiesDelete("ONE")).communities().length);
        assertArrayEquals(new int[] {added}, changed(new Change.CommunitiesTo(List.of(added), true), new Change.CommunitiesDelete("ONE")).communities());
        assertArrayEquals(new int[] {1, 2, 3, 7, 8, 9}, changed(new Change.LargeCommunitiesTo(List.of(7, 8, 9), true)).largeCommunities());
        assertArrayEquals(new int[] {7, 8, 9}, changed(new Change.LargeCommunitiesTo(List.of(7, 8, 9), true), new Change.LargeCommunitiesDelete("BIG")).largeCommunities());
        assertEquals(0, changed(new Change.LargeCommunitiesTo(List.of(), false)).largeCommunities().length);
    }

    @Test
    void shouldSetTheOtherAttributes() {
        final AttributeSet set = changed(new Change.MedTo(5), new Change.LocalPreferenceTo(200), new Change.OriginTo(Origin.EGP), new Change.NextHopTo(42));
        assertEquals(5, set.med());
        assertEquals(200, set.localPreference());
        assertEquals(Origin.EGP, set.origin());
        assertEquals(42, set.nextHop());
    }

    @Test
    void shouldReturnTheSameObjectWhenChangesChangeNothing() {
        assertSame(ROUTE, changed(new Change.OriginTo(Origin.IGP), new Change.CommunitiesTo(List.of(Community.parse("64500:1")), true)));
    }

    @Test
    void shouldGoOnAfterOnMatchNextWithTheChangedRoute() {
        final RouteMapEntry first = new RouteMapEntry(10, Action.PERMIT, List.of(), List.of(new Change.CostTo(7)), RouteMapEntry.NEXT);
        assertEquals(9, apply(map(first, permit(20, List.of(new Match.CostAtMost(7)), new Change.CostBy(2)))).costFactor());
        // The last entry that matched decides.
        assertEquals(7, apply(map(first, deny(20, new Match.CostAtLeast(8)))).costFactor());
        assertNull(apply(map(first, deny(20))));
    }

    @Test
    void shouldGoToTheSequenceNamedOrTheNextAfterIt() {
        final RouteMapEntry first = new RouteMapEntry(10, Action.PERMIT, List.of(), List.of(), 25);
        assertEquals(3, apply(map(first, deny(20), permit(30, List.of(), new Change.MedTo(3)))).med());
        assertSame(ROUTE, apply(map(first, deny(20))));
        assertThrows(IllegalArgumentException.class, () -> new RouteMapEntry(10, Action.PERMIT, List.of(), List.of(), 10));
    }

    @Test
    void shouldSayWhatTheAnswerDependsOn() {
        final RouteMapEntry all = permit(10, List.of());
        final RouteMapEntry byPrefix = deny(20, new Match.PrefixListed("TEN"));
        assertFalse(map(all, byPrefix).dependsOnPrefix(), "nothing gets past entry 10");
        assertTrue(map(permit(10, List.of(new Match.OriginIs(Origin.IGP))), byPrefix).dependsOnPrefix());
        assertTrue(map(new RouteMapEntry(10, Action.PERMIT, List.of(), List.of(), RouteMapEntry.NEXT), byPrefix).dependsOnPrefix());
        assertTrue(map(deny(10, new Match.RouteAsn(List.of(1)))).dependsOnPrefix());
        assertFalse(map(byPrefix).dependsOnValidity());
        assertTrue(map(permit(10, List.of(new Match.VerdictIn(Set.of(Validity.VALID))))).dependsOnValidity());
    }

    @Test
    void shouldRefuseListsThatDoNotExist() {
        final RouteMapEntry entry = permit(10, List.of(new Match.PrefixListed("GONE")));
        assertEquals("route-map IN permit 10: ipv8 prefix-list GONE does not exist; make it, or correct the name",
            assertThrows(IllegalArgumentException.class, () -> map(entry)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> map(permit(10, List.of(), new Change.CommunitiesDelete("GONE"))));
    }

    @Test
    void shouldBeEqualWhenTheListsAreToo() {
        final List<RouteMapEntry> entries = List.of(permit(10, List.of(new Match.PrefixListed("TEN"))));
        final PolicyLists same = new PolicyLists(Map.of("TEN", new PrefixList("TEN", LISTS.prefixList("TEN").rules())), Map.of(), Map.of(), Map.of());
        final PolicyLists other = new PolicyLists(Map.of("TEN", new PrefixList("TEN", List.of())), Map.of(), Map.of(), Map.of());
        assertEquals(new RouteMap("IN", entries, LISTS), new RouteMap("IN", entries, same));
        assertEquals(new RouteMap("IN", entries, LISTS).hashCode(), new RouteMap("IN", entries, same).hashCode());
        assertNotEquals(new RouteMap("IN", entries, LISTS), new RouteMap("IN", entries, other));
        assertNotEquals(new RouteMap("IN", entries, LISTS), new RouteMap("OUT", entries, LISTS));
    }

    @Test
    void shouldDescribeWhichEntryDecided() {
        final RouteMap map = map(deny(10, new Match.CommunityListed("ONE", false), new Match.VerdictIn(Set.of(Validity.INVALID))),
            new RouteMapEntry(20, Action.PERMIT, List.of(new Match.PrefixListed("TEN")), List.of(new Change.CostTo(5)), RouteMapEntry.NEXT), deny(30, new Match.CostAtMost(5)));
        assertEquals("route-map IN permit 20 (match ipv8 prefix-list TEN seq 5 permit 64496.10.0.0.0/8 le 16; set cost-factor 5), "
            + "then route-map IN deny 30 (match cost-factor le 5)", map.describe(ADDRESS, LENGTH, ROUTE, Validity.VALID));
        assertEquals("route-map IN refuses it: no entry matches", map.describe(0, 32, ROUTE, Validity.VALID));
    }

    @Test
    void shouldChainPoliciesAndStopAtARefusal() {
        final PrefixFilter filter = new PrefixFilter(LISTS.prefixList("TEN"));
        final PolicyChain chain = new PolicyChain(List.of(filter, map(permit(10, List.of(), new Change.MedTo(9)))));
        assertEquals(9, chain.apply(ADDRESS, LENGTH, ROUTE, Validity.VALID).med());
        assertNull(chain.apply(0, 32, ROUTE, Validity.VALID));
        assertTrue(chain.dependsOnPrefix());
        assertEquals("TEN+IN", chain.name());
        assertEquals("ipv8 prefix-list TEN refuses it: no entry matches", chain.describe(0, 32, ROUTE, Validity.VALID));
        assertNull(new PolicyChain(List.of(RoutePolicy.PERMIT, RoutePolicy.DENY)).apply(ADDRESS, LENGTH, ROUTE, Validity.VALID));
    }

    @Test
    void shouldNotAllocateWhenNothingChanges() {
        final RouteMap map = map(deny(10, new Match.VerdictIn(Set.of(Validity.INVALID))), deny(20, new Match.CommunityListed("ONE", true), new Match.OriginIs(Origin.EGP)),
            deny(30, new Match.RouteAsn(List.of(1, 2, 3))), permit(40, List.of(new Match.PrefixListed("TEN"), new Match.AsPathListed("PEER"))));
        final com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        boolean isSame = true;
        long before = 0;
        for (int i = 0; i < 30_000; i++) {
            if (i == 20_000) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            isSame &= map.apply(ADDRESS, LENGTH, ROUTE, Validity.VALID) == ROUTE;
        }
        final long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(isSame);
        assertTrue(allocated < 10_000, () -> allocated + " bytes for 10,000 answers");
    }
}
