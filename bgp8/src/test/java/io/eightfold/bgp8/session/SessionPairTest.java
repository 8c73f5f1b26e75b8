// SPDX-License-Identifier: Apache-2.0
// Two machines: up, down, and what each end hears of it.
package io.eightfold.bgp8.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.MessageHeader;
import io.eightfold.bgp8.message.NotificationMessage;
import io.eightfold.bgp8.message.SessionOptions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SessionPairTest {
    private static SessionDown lastDown(final SessionEnd end) {
        return end.downs().getLast();
    }

    @Test
    void shouldComeUpWithWhatBothCan() {
        final TestNeighbor a = TestNeighbor.first().restarting();
        a.carriers = Set.of(Carrier.NATIVE, Carrier.IPV4);
        a.holdTimeS = 30;
        a.isExtendedMessage = true;
        a.longLivedStaleS = 600;
        final TestNeighbor b = TestNeighbor.second().restarting();
        b.carriers = Set.of(Carrier.VPNV4, Carrier.IPV4);
        b.isExtendedMessage = true;
        b.longLivedStaleS = 700;
        b.localAsn = 400_000;
        a.remoteAsn = 400_000;
        final SessionPair pair = SessionPair.up(a, b);
        final SessionOptions options = pair.first().up();
        assertEquals(EnumSet.of(Carrier.IPV4), options.carriers());
        assertEquals(30, options.holdTimeS());
        assertEquals(400_000, options.peerAsn());
        assertEquals(0x0A00_0002, options.peerIdentifier());
        assertTrue(options.isFourOctetAsn() && options.isExtendedMessage() && options.isRouteRefresh() && options.isEnhancedRefresh());
        assertTrue(options.gracefulRestart().isForNotification());
        assertEquals(700, options.longLived().get(Carrier.IPV4));
        assertEquals(65_535, pair.first().machine().maxMessageBytes(pair.first().machine().side()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldStayUpForAnHourAndSayWhatItCounted(final boolean isLossy) {
        final SessionPair pair = new SessionPair(TestNeighbor.first(), TestNeighbor.second(), 7, isLossy ? 0.2 : 0).start().runForS(60).assertUp();
        final long flaps = pair.first().machine().counters().timesEstablished();
        pair.runForS(3600).assertUp();
        assertEquals(flaps, pair.first().machine().counters().timesEstablished());
        final SessionCounters counters = pair.first().machine().counters();
        final long keepalives = counters.sent(MessageHeader.KEEPALIVE);
        // 30 s and less, but not less than three quarters of it
        assertTrue(keepalives >= 3600 / 30 && keepalives <= 3600 * 4 / 3 / 30 + 5, "keepalives=" + keepalives);
        assertTrue(Math.abs(counters.received(MessageHeader.KEEPALIVE) - pair.second().machine().counters().sent(MessageHeader.KEEPALIVE)) <= 1);
    }

    @Test
    void shouldNotSendKeepalivesWithoutHoldTime() {
        final TestNeighbor a = TestNeighbor.first();
        a.holdTimeS = 0;
        final SessionPair pair = SessionPair.up(a, TestNeighbor.second());
        final long sent = pair.first().machine().counters().sent(MessageHeader.KEEPALIVE);
        pair.first().blackHole();
        pair.runForS(7200).assertUp();
        assertEquals(sent, pair.first().machine().counters().sent(MessageHeader.KEEPALIVE));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldEndWhenThePeerIsSilent(final boolean hasRestart) {
        final SessionPair pair = hasRestart ? SessionPair.up(TestNeighbor.first().restarting(), TestNeighbor.second().restarting())
            : SessionPair.up(TestNeighbor.first(), TestNeighbor.second());
        pair.first().blackHole();
        pair.runForS(58);
        assertTrue(pair.first().downs().isEmpty());
        pair.runForS(34);
        final SessionDown down = lastDown(pair.first());
        assertEquals(new SessionDown("hold-timer", 4, 0, "", hasRestart), down);
        assertEquals(new NotificationMessage(4, 0), pair.first().machine().counters().lastSent());
        pair.runForS(60).assertUp();
    }

    @Test
    void shouldNotExpireWhileNobodyReads() {
        final SessionPair pair = SessionPair.up(TestNeighbor.first(), TestNeighbor.second());
        pair.first().blackHole();
        pair.first().tell(() -> pair.first().machine().readingPaused(true, pair.wire().nowNs()));
        pair.wire().at(pair.wire().nowNs() + 500 * Timer.SECOND_NS, () -> { });
        pair.runForS(500);
        assertTrue(pair.first().downs().isEmpty());
        assertEquals(1, pair.second().downs().size(), "the other end reads, and hears nothing");
        pair.first().tell(() -> pair.first().machine().readingPaused(false, pair.wire().nowNs()));
        pair.runForS(29);
        assertTrue(pair.first().downs().isEmpty(), "one keepalive's time at least");
        pair.runForS(62);
        assertEquals("hold-timer", lastDown(pair.first()).cause());
    }

    @Test
    void shouldEndWhenThePeerTakesNothing() {
        final SessionPair pair = SessionPair.up(TestNeighbor.first(), TestNeighbor.second());
        final SessionMachine machine = pair.first().machine();
        pair.first().tell(() -> machine.stalled(machine.side(), pair.wire().nowNs()));
        pair.runForS(100);
        pair.first().tell(() -> machine.progress(machine.side(), true, pair.wire().nowNs()));
        pair.runForS(179).assertUp();
        pair.first().tell(() -> machine.stalled(machine.side(), pair.wire().nowNs()));
        pair.runForS(2);
        assertEquals(new SessionDown("send-hold-timer", 8, 0, "", false), lastDown(pair.first()));
        pair.runForS(60).assertUp();
        pair.first().tell(() -> machine.stalled(machine.side(), pair.wire().nowNs()));
        pair.first().tell(() -> machine.progress(machine.side(), false, pair.wire().nowNs()));
        pair.runForS(1000).assertUp();
        assertEquals(2, machine.counters().timesEstablished());
    }

    @Test
    void shouldTellTheOperatorsWordsAndStayDown() {
        final SessionPair pair = SessionPair.up(TestNeighbor.first().restarting(), TestNeighbor.second().restarting());
        pair.first().tell(() -> pair.first().machine().shutdown("Wartung bis 6 Uhr \u00fc", pair.wire().nowNs()));
        pair.runForS(1);
        assertEquals(new SessionDown("admin-shutdown", 6, 2, "Wartung bis 6 Uhr \u00fc", false), lastDown(pair.first()));
        // RFC 8538: a shutdown is for good, and both ends can hard resets
        assertEquals(new SessionDown("notification-received", 6, 9, "Wartung bis 6 Uhr \u00fc", false), lastDown(pair.second()));
        pair.runForS(600);
        assertEquals(SessionState.IDLE, pair.first().machine().state());
        assertTrue(pair.first().machine().counters().connectionsRefused() > 2);
        pair.first().start();
        pair.runForS(150).assertUp();
    }

    @Test
    void shouldSayShutdownPlainlyToPeersWithoutRestart() {
        final SessionPair pair = SessionPair.up(TestNeighbor.first(), TestNeighbor.second().restarting());
        pair.first().tell(() -> pair.first().machine().deconfigure(pair.wire().nowNs()));
        pair.runForS(1);
        assertEquals(new SessionDown("notification-received", 6, 3, "", false), lastDown(pair.second()));
    }

    @Test
    void shouldKeepTheRoutesOfAPeerThatComesBack() {
        final SessionPair pair = SessionPair.up(TestNeighbor.first().restarting(), TestNeighbor.second().restarting());
        pair.second().tell(() -> pair.second().machine().halt(pair.wire().nowNs()));
        pair.runForS(1);
        assertEquals("closed-by-peer", lastDown(pair.first()).cause());
        assertTrue(lastDown(pair.first()).isGraceful());
        pair.second().start();
        pair.runForS(30).assertUp();
    }

    @Test
    void shouldTakeTheNewConnectionOfAPeerThatHasRestarted() {
        final TestNeighbor passive = TestNeighbor.first().restarting();
        passive.isPassive = true;
        final SessionPair pair = SessionPair.up(passive, TestNeighbor.second().restarting());
        pair.second().blackHole();
        pair.second().crash();
        pair.runForS(10).assertUp();
        assertEquals(List.of(new SessionDown("connection-replaced", 0, 0, "", true)), pair.first().downs());
    }

    @Test
    void shouldKeepTheOldConnectionWithoutRestart() {
        final TestNeighbor passive = TestNeighbor.first();
        passive.isPassive = true;
        final SessionPair pair = SessionPair.up(passive, TestNeighbor.second());
        pair.second().blackHole();
        pair.second().crash();
        pair.runForS(30);
        assertTrue(pair.first().downs().isEmpty());
        assertTrue(pair.first().machine().counters().connectionsRefused() > 0);
        pair.runForS(240).assertUp();
        assertEquals("hold-timer", lastDown(pair.first()).cause());
    }

    @Test
    void shouldComeBackAfterTheTimeThatTooManyPrefixesCost() {
        final SessionPair pair = SessionPair.up(TestNeighbor.first(), TestNeighbor.second());
        final SessionMachine machine = pair.first().machine();
        pair.first().tell(() -> machine.reset(6, 1, "max-prefix", new byte[0], 300, pair.wire().nowNs()));
        pair.runForS(299);
        assertNull(pair.first().up());
        pair.runForS(150).assertUp();
        pair.first().tell(() -> machine.reset(6, 1, "max-prefix", new byte[0], SessionInputs.RESTART_BY_OPERATOR, pair.wire().nowNs()));
        pair.runForS(10_000);
        assertTrue(machine.isHeldDown());
        assertEquals(SessionState.IDLE, machine.state());
        pair.first().start();
        pair.runForS(150).assertUp();
        assertFalse(machine.isHeldDown());
    }

    @Test
    void shouldResetOnlyForSettingsThatTheSessionUses() {
        final SessionPair pair = SessionPair.up(TestNeighbor.first(), TestNeighbor.second());
        final TestNeighbor changed = TestNeighbor.first();
        changed.connectRetryS = 77;
        changed.sendHoldS = 99;
        changed.shutdownMessage = "later";
        pair.first().tell(() -> pair.first().machine().reconfigure(changed.build(), pair.wire().nowNs()));
        pair.assertUp();
        assertEquals(77, pair.first().machine().settings().connectRetryS());
        changed.carriers = Set.of(Carrier.VPNV4);
        pair.first().tell(() -> pair.first().machine().reconfigure(changed.build(), pair.wire().nowNs()));
        assertEquals("config-change", lastDown(pair.first()).cause());
        pair.runForS(30).assertUp();
        assertEquals(EnumSet.of(Carrier.VPNV4), pair.first().up().carriers());
        changed.isShutdown = true;
        pair.first().tell(() -> pair.first().machine().reconfigure(changed.build(), pair.wire().nowNs()));
        assertEquals("later", lastDown(pair.first()).text());
        pair.first().start();
        assertEquals(SessionState.IDLE, pair.first().machine().state());
        changed.isShutdown = false;
        pair.first().tell(() -> pair.first().machine().reconfigure(changed.build(), pair.wire().nowNs()));
        pair.runForS(30).assertUp();
    }

    @Test
    void shouldAskForRoutesAgain() {
        final List<String> asked = new ArrayList<>();
        final VirtualWire wire = new VirtualWire(3, 0);
        final SessionEnd a = new SessionEnd("a", wire, TestNeighbor.first().build(), new NothingAbove(), 1);
        final SessionEnd b = new SessionEnd("b", wire, TestNeighbor.second().build(), new NothingAbove() {
            @Override
            public void refresh(final Carrier carrier, final int subtype) {
                asked.add(carrier.word() + ' ' + subtype);
            }
        }, 2);
        SessionEnd.join(a, b);
        assertFalse(a.machine().requestRefresh(Carrier.NATIVE));
        a.start();
        b.start();
        wire.runForS(20);
        assertTrue(a.machine().requestRefresh(Carrier.VPNV4));
        assertFalse(a.machine().requestRefresh(Carrier.IPV4), "not agreed on");
        wire.runForS(1);
        assertEquals(List.of("vpnv4 0"), asked);
    }

    @Test
    void shouldWaitLongerAfterEachFailureAndBeQuickAgainAfterAStableSession() {
        final TestNeighbor stranger = TestNeighbor.second();
        stranger.localAsn = 64_999;
        final SessionPair pair = new SessionPair(TestNeighbor.first(), stranger).start().runForS(3600);
        final long tries = pair.first().machine().counters().sent(MessageHeader.OPEN);
        assertTrue(tries > 25 && tries < 120, "opens in an hour=" + tries);
        assertEquals("open-peer-as", pair.first().errors().getFirst().kind().label());
        final SessionPair stable = SessionPair.up(TestNeighbor.first(), TestNeighbor.second());
        for (int i = 0; i < 10; i++) {
            stable.runForS(100);
            stable.first().cut();
            stable.runForS(12).assertUp();
        }
    }
}
