// SPDX-License-Identifier: Apache-2.0
// Community-lists of both kinds.
package io.eightfold.bgp8.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.attribute.Community;
import io.eightfold.bgp8.attribute.LargeCommunities;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CommunityListTest {
    private static AttributeSet route(final String... communities) {
        return new AttributeSet.Builder().communities(Arrays.stream(communities).mapToInt(Community::parse).toArray()).build();
    }

    private static AttributeSet largeRoute(final String... communities) {
        return new AttributeSet.Builder().largeCommunities(Numbers.array(words(communities))).build();
    }

    private static List<Integer> words(final String... communities) {
        return Stream.of(communities).flatMap(text -> Arrays.stream(LargeCommunities.parse(text)).boxed()).toList();
    }

    private static CommunityRule rule(final int sequence, final Action action, final String... communities) {
        return new CommunityRule(sequence, action, Stream.of(communities).map(Community::parse).toList());
    }

    @Test
    void shouldWantAllCommunitiesOfAnEntry() {
        final CommunityList list = new CommunityList("A", List.of(rule(5, Action.PERMIT, "64496:1", "no-export")));
        assertTrue(list.permits(route("no-export", "64496:1", "64496:2"), false));
        assertFalse(list.permits(route("64496:1"), false));
        assertFalse(list.permits(route("no-export", "64496:1", "64496:2"), true));
        assertTrue(list.permits(route("no-export", "64496:1"), true));
    }

    @Test
    void shouldTakeTheFirstEntryAndDenyWithoutOne() {
        final CommunityList list = new CommunityList("A", List.of(rule(10, Action.PERMIT), rule(5, Action.DENY, "64496:666")));
        assertFalse(list.permits(route("64496:666", "64496:1"), false));
        assertTrue(list.permits(route(), false));
        assertFalse(new CommunityList("EMPTY", List.of()).permits(route("64496:1"), false));
    }

    @Test
    void shouldMatchLargeCommunitiesAsWholes() {
        final LargeCommunityList list = new LargeCommunityList("L", List.of(new LargeCommunityRule(5, Action.PERMIT, words("64496:1:2", "4294967295:0:1"))));
        assertTrue(list.permits(largeRoute("4294967295:0:1", "64496:1:2", "1:1:1"), false));
        assertFalse(list.permits(largeRoute("64496:1:2"), false));
        // The numbers are there, but across the border of two communities.
        assertFalse(new LargeCommunityList("L", List.of(new LargeCommunityRule(5, Action.PERMIT, words("2:3:4")))).permits(largeRoute("1:2:3", "4:5:6"), false));
        assertTrue(list.permits(largeRoute("4294967295:0:1", "64496:1:2"), true));
        assertFalse(list.permits(largeRoute("4294967295:0:1", "64496:1:2", "1:1:1"), true));
    }

    @Test
    void shouldRefuseHalfALargeCommunity() {
        assertThrows(IllegalArgumentException.class, () -> new LargeCommunityRule(5, Action.PERMIT, List.of(1, 2)));
    }

    @Test
    void shouldBeEqualByContent() {
        assertEquals(new CommunityList("A", List.of(rule(5, Action.PERMIT, "1:1"))), new CommunityList("A", List.of(rule(5, Action.PERMIT, "1:1"))));
        assertNotEquals(new CommunityList("A", List.of(rule(5, Action.PERMIT, "1:1"))), new CommunityList("A", List.of(rule(5, Action.DENY, "1:1"))));
        assertEquals("seq 5 permit 1:1 no-export", rule(5, Action.PERMIT, "1:1", "no-export").toString());
    }
}
