// SPDX-License-Identifier: Apache-2.0
// What the RIB does in situations that operators know by name.
package io.eightfold.bgp8.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.bgp8.attribute.AsPath;
import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.attribute.Community;
import io.eightfold.bgp8.attribute.TunnelEndpoint;
import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.ErrorKind;
import io.eightfold.bgp8.message.Role;
import io.eightfold.bgp8.message.SessionOptions;
import io.eightfold.bgp8.policy.RoutePolicy;
import io.eightfold.bgp8.rib.RibWorld.Key;
import io.eightfold.bgp8.rib.RibWorld.Speaker;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BgpRibTest {
    private static final Set<Carrier> NATIVE = Set.of(Carrier.NATIVE);
    private static final long A = 64_601L << 32 | 0x0A01_0000;
    private static final long B = 64_601L << 32 | 0x0A02_0000;
    private static final int LENGTH = 48;

    private final RibWorld world = new RibWorld();
    private final BgpRib rib = world.rib;

    private int peer(final int number) {
        return rib.addPeer(RibWorld.settings("192.0.2." + number, 0xC000_0200 + number, RoutePolicy.PERMIT, RoutePolicy.PERMIT));
    }

    private Speaker external(final int id, final int asn) {
        return world.up(id, RibWorld.options(asn, 0x0A00_0100 + id, NATIVE));
    }

    private static AttributeSet set(final int... path) {
        return new AttributeSet.Builder().asPath(AsPath.of(path)).nextHop(0x0A00_0020).build();
    }

    private static Map<Key, RibWorld.Told> told(final Speaker speaker) {
        return speaker.told.get(Carrier.NATIVE);
    }

    @Test
    void shouldTakeNoTunnelEndWithAPrefixOfIpv4() {
        final Speaker from = external(peer(1), 64_501);
        final Speaker to = external(peer(2), 64_502);
        final TunnelEndpoint end = new TunnelEndpoint(0xC633_6409);
        final long ipv4 = 0x0A03_0000;
        world.announce(from, Carrier.NATIVE, set(64_501).with().tunnelEndpoint(end).build(), A, LENGTH);
        world.announce(from, Carrier.NATIVE, set(64_501).with().tunnelEndpoint(end).build(), ipv4, LENGTH);
        world.settle();
        assertEquals(end, told(to).get(new Key(A, LENGTH)).attributes().tunnelEndpoint());
        assertNull(told(to).get(new Key(ipv4, LENGTH)).attributes().tunnelEndpoint());
    }

    @Test
    void shouldEncodeOnceForAllThatAreToldTheSame() {
        final Speaker from = external(peer(1), 64_501);
        final Speaker one = external(peer(2), 64_502);
        final Speaker two = external(peer(3), 64_503);
        world.settle();
        one.sent.clear();
        two.sent.clear();
        world.announce(from, Carrier.NATIVE, set(64_501), A, LENGTH);
        world.announce(from, Carrier.NATIVE, set(64_501), B, LENGTH);
        world.settle();
        assertEquals(1, one.sent.size(), "both prefixes have the same attributes");
        assertSame(one.sent.getFirst(), two.sent.getFirst());
        assertEquals(1, rib.updateGroups());
        assertTrue(told(from).isEmpty(), "split horizon");
    }

    @Test
    void shouldSendOnlyRealChanges() {
        final Speaker from = external(peer(1), 64_501);
        final Speaker other = external(peer(2), 64_502);
        final Speaker to = external(peer(3), 64_503);
        world.announce(from, Carrier.NATIVE, set(64_501), A, LENGTH);
        world.settle();
        final int before = to.messages;
        world.announce(from, Carrier.NATIVE, set(64_501), A, LENGTH);
        world.announce(other, Carrier.NATIVE, set(64_502, 64_601), A, LENGTH);
        world.settle();
        assertEquals(before, to.messages);
    }

    @Test
    void shouldLeaveASlowMemberBehindAndTellItTheLatestState() {
        final Speaker from = external(peer(1), 64_501);
        final Speaker fast = external(peer(2), 64_502);
        final Speaker slow = external(peer(3), 64_503);
        world.announce(from, Carrier.NATIVE, set(64_501), A, LENGTH);
        world.settle();
        slow.room = 0;
        for (int round = 1; round <= 50; round++) {
            world.announce(from, Carrier.NATIVE, set(64_501).with().costFactor(round).build(), A, LENGTH);
            world.nowNs += 25_000_000;
            world.turn();
            world.turn();
        }
        world.announce(from, Carrier.NATIVE, set(64_501), B, LENGTH);
        world.withdraw(from, Carrier.NATIVE, B, LENGTH);
        world.settle();
        assertEquals(60, told(fast).get(new Key(A, LENGTH)).attributes().costFactor());
        final int before = slow.announcements;
        assertEquals(1, rib.peer(slow.id).owed());
        slow.room = 1000;
        world.settle();
        assertEquals(60, told(slow).get(new Key(A, LENGTH)).attributes().costFactor());
        assertEquals(before + 1, slow.announcements, "what it missed is told once, as it is now");
        assertEquals(0, rib.peer(slow.id).owed());
    }

    @Test
    void shouldNotLetAStalledMemberHoldUpOneThatComesFromAnotherGroup() {
        final Speaker from = external(peer(1), 64_501);
        final Speaker stalled = external(peer(2), 64_502);
        final Speaker leaving = external(peer(3), 64_503);
        final int id = rib.addPeer(RibWorld.settings("192.0.2.4", 0xC000_0204, RoutePolicy.PERMIT, RoutePolicy.DENY));
        final Speaker coming = external(id, 64_504);
        world.announce(from, Carrier.NATIVE, set(64_501), A, LENGTH);
        world.settle();
        stalled.room = 0;
        from.room = 0;
        rib.softOut(leaving.id);
        world.down(leaving.id, RibWorld.CLOSED);
        rib.changePeer(id, RibWorld.settings("192.0.2.4", 0xC000_0204, RoutePolicy.PERMIT, RoutePolicy.PERMIT));
        world.settle();
        assertEquals(Set.of(new Key(A, LENGTH)), told(coming).keySet());
    }

    @Test
    void shouldNotForgetAWithdrawThatASlowMemberIsOwed() {
        final Speaker from = external(peer(1), 64_501);
        external(peer(2), 64_502);
        final Speaker slow = external(peer(3), 64_503);
        world.announce(from, Carrier.NATIVE, set(64_501), A, LENGTH);
        world.settle();
        slow.room = 0;
        world.withdraw(from, Carrier.NATIVE, A, LENGTH);
        for (int i = 0; i < 50; i++) {
            world.turn();
        }
        assertEquals(1, rib.prefixes(), "kept for who has to hear of it");
        world.announce(from, Carrier.NATIVE, set(64_501), B, LENGTH);
        world.settle();
        slow.room = 1000;
        world.settle();
        assertEquals(Set.of(new Key(B, LENGTH)), told(slow).keySet());
        assertEquals(1, rib.prefixes());
    }

    @Test
    void shouldTellTheFirstTableAndThenItsEnd() {
        final Speaker from = external(peer(1), 64_501);
        for (int i = 0; i < 5000; i++) {
            world.announce(from, Carrier.NATIVE, set(64_501), (long) (70_000 + i) << 32, LENGTH);
        }
        world.settle();
        final Speaker late = external(peer(2), 64_502);
        world.turn();
        assertTrue(late.endOfRibs.isEmpty());
        world.settle();
        assertEquals(5000, told(late).size());
        assertEquals(NATIVE, late.endOfRibs);
        assertEquals(NATIVE, rib.peer(late.id).endOfRibSent());
    }

    @Test
    void shouldDenyAnExternalPeerWithoutAPolicyAndShowWhy() {
        final int id = rib.addPeer(RibWorld.settings("192.0.2.1", 1, RoutePolicy.DENY, RoutePolicy.DENY));
        final Speaker from = external(id, 64_501);
        world.announce(from, Carrier.NATIVE, set(64_501), A, LENGTH);
        world.settle();
        assertTrue(world.installed.isEmpty());
        assertEquals(Map.of(RefusalReason.NO_POLICY, 1), rib.peer(id).refused());
        assertEquals(RefusalReason.NO_POLICY, rib.received(id, 0, 10).routes().getFirst().paths().getFirst().reason());
        rib.changePeer(id, RibWorld.settings("192.0.2.1", 1, RoutePolicy.PERMIT, RoutePolicy.DENY));
        world.settle();
        assertEquals(1, world.installed.size(), "worked out from what was kept");
        assertEquals(1, rib.peer(id).accepted());
    }

    @Test
    void shouldKeepRoutesOfARestartingPeerUntilItHasToldAll() {
        final int id = peer(1);
        final Speaker from = external(id, 64_501);
        final Speaker to = external(peer(2), 64_502);
        world.announce(from, Carrier.NATIVE, set(64_501), A, LENGTH);
        world.announce(from, Carrier.NATIVE, set(64_501), B, LENGTH);
        world.settle();
        final int before = to.messages;
        world.down(id, RibWorld.GRACEFUL);
        world.settle();
        assertEquals(2, world.installed.size());
        assertEquals(2, rib.peer(id).stale());
        final Speaker again = external(id, 64_501);
        world.announce(again, Carrier.NATIVE, set(64_501), A, LENGTH);
        world.settle();
        assertEquals(2, world.installed.size());
        assertEquals(before, to.messages, "nobody noticed");
        world.endOfRib(again, Carrier.NATIVE);
        world.settle();
        assertEquals(Set.of(new Key(A, LENGTH)), world.installed.keySet());
        assertEquals(Set.of(new Key(A, LENGTH)), told(to).keySet());
        assertEquals(0, rib.peer(id).stale());
    }

    @Test
    void shouldDropRoutesOfAPeerThatDoesNotComeBackInTime() {
        final int id = peer(1);
        world.announce(external(id, 64_501), Carrier.NATIVE, set(64_501), A, LENGTH);
        world.settle();
        world.down(id, RibWorld.GRACEFUL);
        world.advanceS(119);
        assertEquals(1, world.installed.size());
        world.advanceS(2);
        assertTrue(world.installed.isEmpty());
        assertEquals(0, rib.prefixes());
    }

    @Test
    void shouldDropWhatARestartedPeerHasNotPreserved() {
        final int id = peer(1);
        world.announce(external(id, 64_501), Carrier.NATIVE, set(64_501), A, LENGTH);
        world.settle();
        world.down(id, RibWorld.GRACEFUL);
        final SessionOptions o = RibWorld.options(64_501, 9, NATIVE);
        world.up(id, new SessionOptions(o.localAsn(), o.peerAsn(), o.localIdentifier(), o.peerIdentifier(), 90, NATIVE, Set.of(), Set.of(), true, false, true, true,
            new SessionOptions.PeerRestart(true, true, 120, NATIVE, Set.of()), Map.of(), null, null));
        world.settle();
        assertTrue(world.installed.isEmpty());
    }

    @Test
    void shouldKeepLongLivedStaleRoutesAsTheLastChoice() {
        final int id = rib.addPeer(RibWorld.longLived(RibWorld.settings("192.0.2.1", 1, RoutePolicy.PERMIT, RoutePolicy.PERMIT), 50));
        final Speaker from = external(id, 64_501);
        final Speaker other = external(peer(2), 64_502);
        final Speaker to = external(peer(3), 64_503);
        world.announce(from, Carrier.NATIVE, set(64_501), A, LENGTH);
        world.announce(from, Carrier.NATIVE, set(64_501).with().communities(Community.NO_LLGR).build(), B, LENGTH);
        world.settle();
        world.down(id, RibWorld.GRACEFUL);
        world.advanceS(121);
        assertEquals(Set.of(new Key(A, LENGTH)), world.installed.keySet(), "one is marked no-llgr");
        assertTrue(told(to).get(new Key(A, LENGTH)).attributes().hasCommunity(Community.LLGR_STALE));
        world.announce(other, Carrier.NATIVE, set(64_502, 64_777, 64_888), A, LENGTH);
        world.settle();
        assertEquals(64_888, world.installed.get(new Key(A, LENGTH)).originAsn());
        assertEquals(DecisionStep.LONG_LIVED_STALE, rib.exact(A, LENGTH).paths().get(1).lostBy());
        world.advanceS(51);
        assertEquals(1, rib.exact(A, LENGTH).paths().size());
    }

    @Test
    void shouldEndTheSessionOfAPeerThatSendsTooMuch() {
        final int id = rib.addPeer(RibWorld.limited(RibWorld.settings("192.0.2.1", 1, RoutePolicy.PERMIT, RoutePolicy.PERMIT), 10, false));
        final Speaker from = external(id, 64_501);
        for (int i = 0; i < 20; i++) {
            world.announce(from, Carrier.NATIVE, set(64_501), (long) (70_000 + i) << 32, LENGTH);
        }
        assertEquals(List.of(id + "/1/max-prefix/30"), world.ceases);
        assertEquals(11, rib.peer(id).received(), "nothing is taken after that");
    }

    @Test
    void shouldTakeTooMuchWithAWarningOnly() {
        final int id = rib.addPeer(RibWorld.limited(RibWorld.settings("192.0.2.1", 1, RoutePolicy.PERMIT, RoutePolicy.PERMIT), 10, true));
        final Speaker from = external(id, 64_501);
        for (int i = 0; i < 20; i++) {
            world.announce(from, Carrier.NATIVE, set(64_501), (long) (70_000 + i) << 32, LENGTH);
        }
        assertTrue(world.ceases.isEmpty());
        assertEquals(20, rib.peer(id).received());
    }

    @Test
    void shouldSweepWhatAnEnhancedRefreshDidNotSayAgain() {
        final int id = peer(1);
        final Speaker from = external(id, 64_501);
        world.announce(from, Carrier.NATIVE, set(64_501), A, LENGTH);
        world.announce(from, Carrier.NATIVE, set(64_501), B, LENGTH);
        world.settle();
        rib.refresh(id, Carrier.NATIVE, 1, world.nowNs);
        world.announce(from, Carrier.NATIVE, set(64_501), B, LENGTH);
        world.settle();
        assertEquals(2, world.installed.size());
        assertEquals(0, rib.peer(id).stale());
        rib.refresh(id, Carrier.NATIVE, 2, world.nowNs);
        world.settle();
        assertEquals(Set.of(new Key(B, LENGTH)), world.installed.keySet());
    }

    @Test
    void shouldLeaveOutBeginningsOfARefreshThatComeTooOften() {
        final Speaker from = external(peer(1), 64_501);
        world.announce(from, Carrier.NATIVE, set(64_501), A, LENGTH);
        world.announce(from, Carrier.NATIVE, set(64_501), B, LENGTH);
        rib.refresh(from.id, Carrier.NATIVE, RefreshMark.BEGIN, world.nowNs);
        rib.refresh(from.id, Carrier.NATIVE, RefreshMark.BEGIN, world.nowNs);
        world.announce(from, Carrier.NATIVE, set(64_501), A, LENGTH);
        rib.refresh(from.id, Carrier.NATIVE, RefreshMark.BEGIN, world.nowNs);
        rib.refresh(from.id, Carrier.NATIVE, RefreshMark.END, world.nowNs);
        world.settle();
        assertEquals(1, rib.pathCount(), "the third was left out");
        assertEquals(1, rib.peer(from.id).errors().get(ErrorKind.REFRESH_TOO_OFTEN));
    }

    @Test
    void shouldTellAllAgainBetweenMarks() {
        final Speaker from = external(peer(1), 64_501);
        final Speaker to = external(peer(2), 64_502);
        world.announce(from, Carrier.NATIVE, set(64_501), A, LENGTH);
        world.settle();
        final int before = to.announcements;
        rib.refresh(to.id, Carrier.NATIVE, 0, world.nowNs);
        world.settle();
        assertEquals(before + 1, to.announcements);
        assertEquals(List.of(1, 2), to.refreshMarks);
        assertEquals(2, to.sent.getLast()[21], "the mark of the end comes last");
    }

    @Test
    void shouldTellAllAgainOnlyNowAndThenHoweverOftenItIsAsked() {
        final Speaker from = external(peer(1), 64_501);
        final Speaker to = external(peer(2), 64_502);
        world.announce(from, Carrier.NATIVE, set(64_501), A, LENGTH);
        world.settle();
        final int before = to.announcements;
        for (int i = 0; i < 50; i++) {
            rib.refresh(to.id, Carrier.NATIVE, 0, world.nowNs);
            world.settle();
        }
        assertEquals(before + 1, to.announcements);
        world.nowNs += 3_000_000_000L;
        world.turn();
        world.settle();
        assertEquals(before + 2, to.announcements, "what was asked for meanwhile is not lost");
    }

    @Test
    void shouldTakeAConfiguredCostAlsoWhenItIsTheOneOfBefore() {
        final int peer = peer(1);
        external(peer, 64_501);
        rib.sessionCost(peer, 205);
        final PeerSettings same = RibWorld.settings("192.0.2.1", 0xC000_0201, RoutePolicy.PERMIT, RoutePolicy.PERMIT);
        rib.changePeer(peer, same);
        assertEquals(same.sessionCost(), rib.peer(peer).sessionCost());
    }

    @Test
    void shouldTellTheLowestAsnWhereIpv4CannotTellThemApart() {
        final Speaker from = external(peer(1), 64_501);
        final Speaker to = world.up(peer(2), RibWorld.options(64_502, 5, Set.of(Carrier.IPV4)));
        final long higher = 64_777L << 32 | 0x0A01_0000;
        world.announce(from, Carrier.NATIVE, set(64_501), higher, LENGTH);
        world.settle();
        world.announce(from, Carrier.NATIVE, set(64_501), A, LENGTH);
        world.settle();
        final Map<Key, RibWorld.Told> told = to.told.get(Carrier.IPV4);
        assertEquals(A, told.get(new Key(0x0A01_0000, LENGTH)).address());
        assertEquals(1, rib.advertised(to.id, 0, 10).routes().size());
        world.withdraw(from, Carrier.NATIVE, A, LENGTH);
        world.settle();
        assertEquals(higher, told.get(new Key(0x0A01_0000, LENGTH)).address());
        world.announce(from, Carrier.NATIVE, set(64_501), 0x0A01_0000, LENGTH);
        world.announce(from, Carrier.NATIVE, set(64_501), A, LENGTH);
        world.settle();
        assertEquals(0x0A01_0000, told.get(new Key(0x0A01_0000, LENGTH)).address());
        assertEquals(1L, rib.peer(to.id).refusals().get(RefusalReason.CARRIER_COLLISION));
    }

    @Test
    void shouldReplaceTheAsnOfARouteInCarrierIpv4() {
        final Speaker from = world.up(peer(1), RibWorld.options(64_501, 5, Set.of(Carrier.IPV4)));
        world.announce(from, Carrier.IPV4, set(64_501), A, LENGTH);
        world.announce(from, Carrier.IPV4, set(64_501), 64_700L << 32 | 0x0A01_0000, LENGTH);
        world.settle();
        assertEquals(Set.of(new Key(64_700L << 32 | 0x0A01_0000, LENGTH)), world.installed.keySet());
        world.withdraw(from, Carrier.IPV4, 0x0A01_0000, LENGTH);
        world.settle();
        assertEquals(0, rib.prefixes());
    }

    @Test
    void shouldHandARefusedRouteToTheInstallerButTellNobody() {
        final Speaker from = external(peer(1), 64_501);
        final Speaker to = external(peer(2), 64_502);
        world.verdicts.put(64_601, Validity.INVALID);
        world.announce(from, Carrier.NATIVE, set(64_501), A, LENGTH);
        world.settle();
        assertEquals(1, world.installed.size());
        assertTrue(told(to).isEmpty());
        assertFalse(rib.exact(A, LENGTH).paths().getFirst().isBest());
        world.verdicts.put(64_601, Validity.VALID);
        rib.revalidateAll();
        world.settle();
        assertEquals(1, told(to).size());
    }

    @Test
    void shouldRefuseLeaksByRoleAndMarkRoutes() {
        final Speaker provider = world.up(peer(1), RibWorld.options(64_501, 1, NATIVE, Role.CUSTOMER, Role.PROVIDER));
        final Speaker customer = world.up(peer(2), RibWorld.options(64_502, 2, NATIVE, Role.PROVIDER, Role.CUSTOMER));
        final Speaker equal = world.up(peer(3), RibWorld.options(64_503, 3, NATIVE, Role.PEER, Role.PEER));
        world.announce(provider, Carrier.NATIVE, set(64_501), A, LENGTH);
        world.announce(customer, Carrier.NATIVE, set(64_502).with().onlyToCustomer(64_502).build(), B, LENGTH);
        world.settle();
        assertEquals(64_501, told(customer).get(new Key(A, LENGTH)).attributes().onlyToCustomer());
        assertTrue(told(equal).isEmpty(), "what came from a provider is for customers only");
        assertEquals(Map.of(RefusalReason.OTC_LEAK, 1), rib.peer(customer.id).refused());
        world.announce(customer, Carrier.NATIVE, set(64_502), B, LENGTH);
        world.settle();
        assertEquals(RibWorld.LOCAL_ASN, told(equal).get(new Key(B, LENGTH)).attributes().onlyToCustomer());
        assertEquals(0, told(provider).get(new Key(B, LENGTH)).attributes().onlyToCustomer());
    }

    @Test
    void shouldReflectBetweenClientsAndMarkTheWay() {
        final PeerSettings plain = RibWorld.settings("192.0.2.1", 1, RoutePolicy.PERMIT, RoutePolicy.PERMIT);
        final Speaker client = world.up(rib.addPeer(RibWorld.client(plain)), RibWorld.options(RibWorld.LOCAL_ASN, 11, NATIVE));
        final Speaker one = world.up(rib.addPeer(plain), RibWorld.options(RibWorld.LOCAL_ASN, 12, NATIVE));
        final Speaker two = world.up(rib.addPeer(plain), RibWorld.options(RibWorld.LOCAL_ASN, 13, NATIVE));
        world.announce(one, Carrier.NATIVE, set(), A, LENGTH);
        world.settle();
        assertTrue(told(two).isEmpty());
        final AttributeSet reflected = told(client).get(new Key(A, LENGTH)).attributes();
        assertEquals(12, reflected.originatorId());
        assertEquals(List.of(RibWorld.LOCAL.clusterId()), java.util.Arrays.stream(reflected.clusterList()).boxed().toList());
        assertEquals(0x0A00_0020, reflected.nextHop());
    }

    @Test
    void shouldExplainInWords() {
        final Speaker one = external(peer(1), 64_501);
        final Speaker two = external(peer(2), 64_502);
        world.announce(one, Carrier.NATIVE, set(64_501, 64_777), A, LENGTH);
        world.announce(two, Carrier.NATIVE, set(64_502).with().costFactor(90).build(), A, LENGTH);
        world.settle();
        assertEquals(List.of("64601.10.1.0.0/16: 2 paths",
            "  from 192.0.2.2 native cost=100 path=\"64502\" verdict=not-found best",
            "  from 192.0.2.1 native cost=210 path=\"64501 64777\" verdict=not-found lost (cost-factor): higher total Cost Factor"), rib.explain(A, LENGTH).summary());
        assertNull(rib.explain(B, LENGTH));
        assertEquals(A, rib.longestMatch(A | 0x0101).address());
        assertNull(rib.longestMatch(B));
    }

    @Test
    void shouldTellNobodyAfterARestartUntilPeersHaveToldAll() {
        rib.startedAfterRestart(world.nowNs + 120_000_000_000L);
        final Speaker from = external(peer(1), 64_501);
        final Speaker to = external(peer(2), 64_502);
        world.announce(from, Carrier.NATIVE, set(64_501), A, LENGTH);
        world.settle();
        assertEquals(1, world.installed.size());
        assertEquals(0, to.messages);
        world.endOfRib(from, Carrier.NATIVE);
        world.endOfRib(to, Carrier.NATIVE);
        world.turn();
        world.settle();
        assertEquals(1, world.deferralsEnded);
        assertEquals(1, told(to).size());
        assertEquals(NATIVE, to.endOfRibs);
    }

    @Test
    void shouldTellThemAllTheSameWhenAPeerNeverComes() {
        rib.startedAfterRestart(world.nowNs + 120_000_000_000L);
        peer(1);
        final Speaker to = external(peer(2), 64_502);
        world.endOfRib(to, Carrier.NATIVE);
        world.turn();
        world.advanceS(28);
        assertEquals(0, to.messages);
        world.advanceS(4);
        assertEquals(NATIVE, to.endOfRibs, "one that is away is waited for only a while");
    }

    @Test
    void shouldWaitForAPeerThatIsThereUntilTheTimeIsOver() {
        rib.startedAfterRestart(world.nowNs + 120_000_000_000L);
        external(peer(1), 64_501);
        final Speaker to = external(peer(2), 64_502);
        world.endOfRib(to, Carrier.NATIVE);
        world.advanceS(119);
        assertEquals(0, to.messages);
        world.advanceS(2);
        assertEquals(NATIVE, to.endOfRibs);
    }

    @Test
    void shouldNotWaitAtAllForAPeerThatIsShutDown() {
        rib.startedAfterRestart(world.nowNs + 120_000_000_000L);
        rib.isExpected(peer(1), false);
        final Speaker to = external(peer(2), 64_502);
        world.turn();
        assertEquals(0, to.messages);
        world.endOfRib(to, Carrier.NATIVE);
        world.turn();
        world.settle();
        assertEquals(NATIVE, to.endOfRibs);
    }

    @Test
    void shouldTellAPeerThatIsNotWaitedForAfterAWhileWhenTheOtherDoesNotCome() {
        rib.startedAfterRestart(world.nowNs + 120_000_000_000L);
        peer(1);
        final int id = peer(2);
        rib.isExpected(id, false);
        final Speaker to = external(id, 64_502);
        world.turn();
        world.advanceS(28);
        assertEquals(0, to.messages);
        world.advanceS(4);
        assertEquals(NATIVE, to.endOfRibs);
    }

    /** It was there and told something: it will be back, and the rest comes. */
    @Test
    void shouldWaitUntilTheDeadlineForAPeerThatWasUpAndForAllIfNobodyWas() {
        rib.startedAfterRestart(world.nowNs + 120_000_000_000L);
        final int flapping = peer(1);
        final int late = peer(2);
        world.turn();
        world.advanceS(60);
        assertEquals(0, world.deferralsEnded);
        external(flapping, 64_501);
        world.down(flapping, RibWorld.GRACEFUL);
        final Speaker to = external(late, 64_502);
        world.endOfRib(to, Carrier.NATIVE);
        world.advanceS(59);
        assertEquals(0, to.messages);
        world.advanceS(2);
        assertEquals(NATIVE, to.endOfRibs);
    }

    @Test
    void shouldTellNobodyAfterARestartBeforeVerdictsRestOnData() {
        world.isJudgeReady = false;
        rib.startedAfterRestart(world.nowNs + 120_000_000_000L);
        final Speaker to = external(peer(1), 64_501);
        world.endOfRib(to, Carrier.NATIVE);
        world.advanceS(60);
        assertEquals(0, to.messages);
        world.isJudgeReady = true;
        world.turn();
        world.settle();
        assertEquals(NATIVE, to.endOfRibs);
    }

    @Test
    void shouldEndASessionThatHasMoreThanALimitThatWasLowered() {
        final int id = peer(1);
        final Speaker from = external(id, 64_501);
        world.announce(from, Carrier.NATIVE, set(64_501), A, LENGTH);
        world.announce(from, Carrier.NATIVE, set(64_501), B, LENGTH);
        world.settle();
        final PeerSettings before = RibWorld.settings("192.0.2.1", 0xC000_0201, RoutePolicy.PERMIT, RoutePolicy.PERMIT);
        rib.changePeer(id, RibWorld.limited(before, 2, false));
        assertEquals(List.of(), world.ceases);
        rib.changePeer(id, RibWorld.limited(before, 1, false));
        assertEquals(1, world.ceases.size());
    }

    @Test
    void shouldTakeABoundedNumberOfPathsOfOnePrefix() {
        final SessionOptions o = RibWorld.options(64_501, 0x0A00_0101, NATIVE);
        final SessionOptions several = new SessionOptions(o.localAsn(), o.peerAsn(), o.localIdentifier(), o.peerIdentifier(), o.holdTimeS(), o.carriers(), NATIVE,
            NATIVE, o.isFourOctetAsn(), o.isExtendedMessage(), o.isRouteRefresh(), o.isEnhancedRefresh(), o.gracefulRestart(), o.longLived(), o.localRole(), o.peerRole());
        final int id = peer(1);
        paths(world.up(id, several), 1, 100);
        assertEquals(64, rib.pathCount());
        assertEquals(36, rib.peer(id).errors().get(ErrorKind.TOO_MANY_PATHS));
        world.settle();
        world.down(id, RibWorld.GRACEFUL);
        paths(world.up(id, several), 1001, 100);
        assertEquals(128, rib.pathCount(), "those from before its restart are still there, and leave room");
        rib.refresh(id, Carrier.NATIVE, RefreshMark.BEGIN, world.nowNs);
        paths(world.speakers.get(id), 1, 100);
        assertEquals(128, rib.pathCount());
        world.endOfRib(world.speakers.get(id), Carrier.NATIVE);
        world.settle();
        assertEquals(64, rib.pathCount());
    }

    private void paths(final Speaker from, final int firstPathId, final int count) {
        for (int i = 0; i < count; i++) {
            world.announce(from, Carrier.NATIVE, set(64_501), A, new int[] {LENGTH}, firstPathId + i);
        }
    }

    @Test
    void shouldWithdrawWhatANewPolicyNoLongerTells() {
        final Speaker from = external(peer(1), 64_501);
        final int id = peer(2);
        final Speaker to = external(id, 64_502);
        world.announce(from, Carrier.NATIVE, set(64_501), A, LENGTH);
        world.settle();
        final int before = to.announcements;
        rib.changePeer(id, RibWorld.settings("192.0.2.2", 0xC000_0202, RoutePolicy.PERMIT, RoutePolicy.DENY));
        world.settle();
        assertTrue(told(to).isEmpty());
        assertEquals(before, to.announcements);
        assertEquals(1, to.withdrawals);
    }

    @Test
    void shouldResetASessionOnlyWhereTheStandardSaysSo() {
        final Speaker from = external(peer(1), 64_501);
        final byte[] broken = new byte[23];
        java.util.Arrays.fill(broken, 0, 16, (byte) 0xFF);
        broken[17] = 23;
        broken[18] = 2;
        broken[20] = 99;
        world.feed(from, broken);
        assertEquals(1, world.resets.size());
        world.announce(from, Carrier.NATIVE, set(64_501), A, LENGTH);
        assertEquals(0, rib.pathCount(), "nothing is taken of a peer that was told to go");
    }

    @Test
    void shouldCarryThePrefixInAllItsCarriers() {
        final Speaker from = external(peer(1), 64_501);
        final Speaker to = world.up(peer(2), RibWorld.options(64_502, 5, EnumSet.allOf(Carrier.class)));
        world.announce(from, Carrier.NATIVE, set(64_501), A, LENGTH);
        world.settle();
        for (final Carrier carrier : Carrier.values()) {
            assertEquals(1, to.told.get(carrier).size(), carrier.word());
        }
    }

    @Test
    void shouldRemovePeersWithoutAWalkWhenTheyHaveNoPaths() {
        final Speaker from = external(peer(1), 64_501);
        final int idle = peer(2);
        external(idle, 64_502);
        world.announce(from, Carrier.NATIVE, set(64_501), A, LENGTH);
        world.settle();
        rib.revalidateAll();
        world.judgements = 0;
        rib.removePeers(idle, peer(3));
        assertEquals(0, world.judgements, "the walk that waits is done in turns, not in the call");
        world.settle();
        assertEquals(1, world.judgements);
    }

    @Test
    void shouldRemoveSeveralPeersWithAllTheirPathsAtOnce() {
        final Speaker stale = external(peer(1), 64_501);
        final Speaker refreshing = external(peer(2), 64_502);
        final Speaker to = external(peer(3), 64_503);
        world.announce(stale, Carrier.NATIVE, set(64_501), A, LENGTH);
        world.announce(refreshing, Carrier.NATIVE, set(64_502), A, LENGTH);
        world.settle();
        world.down(stale.id, RibWorld.GRACEFUL);
        rib.refresh(refreshing.id, Carrier.NATIVE, RefreshMark.BEGIN, world.nowNs);
        world.announce(refreshing, Carrier.NATIVE, set(64_502), B, LENGTH);
        world.settle();
        assertEquals(3, rib.pathCount());
        world.speakers.remove(refreshing.id);
        rib.removePeers(stale.id, refreshing.id);
        assertEquals(0, rib.pathCount());
        world.settle();
        assertEquals(Map.of(), told(to));
        assertEquals(0, rib.prefixes());
        assertThrows(IllegalArgumentException.class, () -> rib.peer(stale.id));
    }

    @Test
    void shouldNotGiveTheNumberOfARemovedPeerToTheNext() {
        final int kept = peer(1);
        int before = peer(2);
        for (int i = 0; i < 1000; i++) {
            rib.removePeers(before);
            final int next = peer(3);
            assertTrue(next != before && next != kept && next > BgpRib.LOCAL && next < 64, "number " + next + " after " + before);
            before = next;
        }
    }

    @Test
    void shouldHaveAsManyPeersAsThereAreNumbers() {
        final Set<Integer> numbers = new HashSet<>();
        for (int i = 1; i < Peers.MAX_PEERS; i++) {
            assertTrue(numbers.add(peer(1)));
        }
        assertThrows(IllegalStateException.class, () -> peer(1));
        rib.removePeers(77);
        assertEquals(77, peer(1));
    }

    @Test
    void shouldNotLetAPeerChoosePrefixesWithEqualHashes() {
        final Set<Integer> hashes = new HashSet<>();
        for (long high = 1; high <= 10_000; high++) {
            // The steps of the hash backwards, as one that knows them but not the seeds can do.
            final long again = high << 32 | high ^ 0x1234_5678L;
            final long folded = again * inverse(0xD6E8_FEB8_6659_FD93L);
            final long address = (folded ^ folded >>> 32) * inverse(0x9E37_79B9_7F4A_7C15L) ^ 64 * 0x632B_E59B_D9B4_E019L;
            hashes.add(EntryTable.hash(address, 64) & 0xF_FFFF);
        }
        assertTrue(hashes.size() > 9_000, () -> hashes.size() + " places of 10000 prefixes");
    }

    private static long inverse(final long odd) {
        long inverse = odd;
        for (int i = 0; i < 6; i++) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }
}
