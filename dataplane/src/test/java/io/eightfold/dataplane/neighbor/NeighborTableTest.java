// SPDX-License-Identifier: Apache-2.0
// The dual probe, step by step, with a clock that the test turns.
package io.eightfold.dataplane.neighbor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.fib.FibTables;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.route.RouteInstaller;
import io.eightfold.dataplane.testing.TestPacket;
import io.eightfold.dataplane.testing.TestPorts;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import io.eightfold.wire.memory.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NeighborTableTest {
    private static final long MAC = 0x02_00_00_00_EE_02L;
    private static final long OTHER_MAC = 0x02_00_00_00_EE_03L;
    private static final String PEER = "64496.10.1.0.2";
    private static final String PEER4 = "10.1.0.2";
    private static final int IPV4_ONLY_PORT = 1;
    private static final int WORKERS = 2;

    private final List<RouterPort> ports = List.of(TestPorts.port(0, "64496.10.1.0.1/24", "10.1.0.1/24"), TestPorts.port(1, "10.2.0.1/24"));
    private final Fib fib = new Fib();
    private final NextHopTable nextHops = new NextHopTable(256);
    private final FakeActions actions = new FakeActions();
    private NeighborTable table = table(new NeighborSettings(TimeUnit.HOURS.toNanos(4), TimeUnit.MILLISECONDS.toNanos(50),
        TimeUnit.SECONDS.toNanos(1), 3, TimeUnit.SECONDS.toNanos(5), 3, 8));
    private long nowNs = -500;

    @AfterEach
    void free() {
        nextHops.close();
    }

    // --- the dual probe ---

    @Test
    void shouldAskByArp8FirstAndByArpAfterFiftyMilliseconds() {
        send(PEER, 1);
        assertEvents("arp8 64496.10.1.0.2 to all");
        advanceMs(49);
        assertEvents();
        advanceMs(1);
        assertEvents("arp 64496.10.1.0.2 to all");
    }

    @Test
    void shouldTakeArp8AnswerAsIpv8AndReleaseWhatWaited() {
        send(PEER, 1);
        send(PEER, 2);
        actions.take();
        table.onHeard(0, bits(PEER), MAC, true, true, nowNs);
        assertEvents("release 1", "release 2");
        assertView("ipv8", "reachable", MAC);
        assertRecord(PEER, MAC, 0);
        advanceMs(5_000);
        assertEvents();
        send(PEER, 3);
        assertEvents("release 3");
    }

    @Test
    void shouldTakeArpAnswerAsIpv4Only() {
        send(PEER4, 1);
        advanceMs(50);
        actions.take();
        table.onHeard(0, bits(PEER4), MAC, false, true, nowNs);
        assertEvents("release 1");
        assertView("ipv4-only", "reachable", MAC);
        assertRecord(PEER4, MAC, NextHopTable.FLAG_IPV4_ONLY);
    }

    @Test
    void shouldLetArpAnswerSearchOfSameHostInAnAsn() {
        send(PEER, 1);
        advanceMs(50);
        actions.take();
        table.onHeard(0, bits(PEER4), MAC, false, false, nowNs);
        assertEvents("release 1");
        assertRecord(PEER, MAC, NextHopTable.FLAG_IPV4_ONLY);
    }

    @Test
    void shouldNotLetArpAnswerBeforeArpWasAsked() {
        send(PEER, 1);
        actions.take();
        table.onHeard(0, bits(PEER4), MAC, false, false, nowNs);
        assertEvents();
        assertView("unknown", "incomplete", 0);
    }

    @Test
    void shouldPreferArp8WhenItComesAfterArp() {
        send(PEER, 1);
        advanceMs(50);
        table.onHeard(0, bits(PEER4), MAC, false, false, nowNs);
        assertView("ipv4-only", "reachable", MAC);
        table.onHeard(0, bits(PEER), MAC, true, true, nowNs);
        assertView("ipv8", "reachable", MAC);
        assertRecord(PEER, MAC, 0);
    }

    @Test
    void shouldPreferArp8WhenItComesBeforeArp() {
        send(PEER4, 1);
        advanceMs(50);
        table.onHeard(0, bits(PEER4), MAC, true, true, nowNs);
        table.onHeard(0, bits(PEER4), MAC, false, true, nowNs);
        assertView("ipv8", "reachable", MAC);
        assertRecord(PEER4, MAC, 0);
    }

    @Test
    void shouldTakeAnotherStationOnSameAddressAsIpv4OnlyUntilItProvesMore() {
        heard(PEER4, MAC, true);
        heard(PEER4, OTHER_MAC, false);
        assertRecord(PEER4, OTHER_MAC, NextHopTable.FLAG_IPV4_ONLY);
        heard(PEER4, OTHER_MAC, true);
        assertRecord(PEER4, OTHER_MAC, 0);
    }

    @Test
    void shouldUseOnlyArpOnPortWithoutIpv8() {
        table.sendToConnected(IPV4_ONLY_PORT, bits("10.2.0.9"), 1, 100, 60, nowNs);
        assertEvents("arp 10.2.0.9 to all");
        advanceMs(999);
        assertEvents();
        advanceMs(1);
        assertEvents("arp 10.2.0.9 to all");
    }

    // --- failure ---

    @Test
    void shouldTryThreeTimesASecondApartThenFailAndTellSources() {
        send(PEER, 1);
        send(PEER, 2);
        assertEvents("arp8 64496.10.1.0.2 to all");
        for (int attempt = 2; attempt <= 3; attempt++) {
            advanceMs(50);
            assertEvents("arp 64496.10.1.0.2 to all");
            advanceMs(949);
            assertEvents();
            advanceMs(1);
            assertEvents("arp8 64496.10.1.0.2 to all");
        }
        advanceMs(50);
        actions.take();
        advanceMs(949);
        assertEvents();
        advanceMs(1);
        assertEvents("discard 1 NEIGHBOR_UNRESOLVED told", "discard 2 NEIGHBOR_UNRESOLVED told");
        assertView("unknown", "failed", 0);
    }

    @Test
    void shouldNotAskNeighborAgainForTheTimeOfAHold() {
        table.sendToConnected(0, bits(PEER), 1, 100, 60, nowNs);
        advanceMs(3_000, 10);
        actions.take();
        advanceMs(4_990, 10);
        table.sendToConnected(0, bits(PEER), 2, 100, 60, nowNs);
        assertEvents("discard 2 NEIGHBOR_UNRESOLVED told");
    }

    @Test
    void shouldNotAskGatewayAgainWhileFailureIsFresh() {
        final int gateway = table.gateway(0, bits(PEER), nowNs);
        advanceMs(3_000, 10);
        actions.take();
        advanceMs(990, 10);
        table.sendByRecord(gateway, 1, 100, 60, nowNs);
        assertEvents("discard 1 NEIGHBOR_UNRESOLVED told");
        advanceMs(20);
        table.sendByRecord(gateway, 2, 100, 60, nowNs);
        assertEvents("arp8 64496.10.1.0.2 to all");
        heard(PEER, MAC, true);
        assertEvents("release 2");
    }

    @Test
    void shouldForgetFailedNeighborAfterItsHold() {
        send(PEER, 1);
        advanceMs(3_000, 10);
        assertEquals(1, table.size());
        advanceMs(5_100, 50);
        assertEquals(0, table.size());
        assertEquals(NextHopTable.TYPE_GLEAN, nextHops.type(fib.lookup(bits(PEER))));
    }

    @Test
    void shouldDropOldestWhenTooManyWait() {
        for (int packet = 1; packet <= 5; packet++) {
            send(PEER, packet);
        }
        assertEvents("arp8 64496.10.1.0.2 to all", "discard 1 NEIGHBOR_QUEUE_FULL silent", "discard 2 NEIGHBOR_QUEUE_FULL silent");
        heard(PEER, MAC, true);
        assertEvents("release 3", "release 4", "release 5");
    }

    @Test
    void shouldGiveUpAnEntryThatLeadsNowhereWhenFull() {
        heard("64496.10.1.0.9", MAC, true);
        for (int host = 10; host < 17; host++) {
            send("64496.10.1.0." + host, host);
        }
        assertEquals(8, table.size());
        actions.take();
        send("64496.10.1.0.30", 99);
        assertEquals(8, table.size());
        assertTrue(table.knows(0, bits("64496.10.1.0.30")));
        assertTrue(table.knows(0, bits("64496.10.1.0.9")), "an entry that works outlives those that wait");
        assertTrue(actions.take().getFirst().endsWith("NEIGHBOR_UNRESOLVED silent"));
    }

    @Test
    void shouldKeepAQuarterFreeOfWhatOthersTellUnasked() {
        for (int host = 10; host < 30; host++) {
            heard("64496.10.1.0." + host, MAC, true);
        }
        assertEquals(6, table.size());
    }

    @Test
    void shouldNeverGiveUpAGateway() {
        for (int host = 10; host < 18; host++) {
            table.gateway(0, bits("64496.10.1.0." + host), nowNs);
        }
        actions.take();
        send("64496.10.1.0.30", 99);
        assertEvents("discard 99 NEIGHBOR_TABLE_FULL told");
    }

    @Test
    void shouldBoundPacketsThatWaitForAllNeighborsTogether() {
        table = table(new NeighborSettings(TimeUnit.HOURS.toNanos(4), TimeUnit.MILLISECONDS.toNanos(50), TimeUnit.SECONDS.toNanos(1), 3,
            TimeUnit.SECONDS.toNanos(5), 64, 50));
        for (int host = 10; host < 40; host++) {
            for (int packet = 0; packet < 64; packet++) {
                send("64496.10.1.0." + host, packet + 1);
            }
        }
        final long waiting = table.view(nowNs).stream().mapToLong(NeighborTable.View::waiting).sum();
        assertEquals(NeighborTable.WAITING_LIMIT, waiting);
    }

    @Test
    void shouldPutBackTheRouteThatANeighborHid() {
        final Ipv8Prefix host = Ipv8Prefix.parse(PEER + "/32");
        final int onLink = nextHops.addSpecial(NextHopTable.TYPE_GLEAN, 0, 1500);
        fib.put(host, onLink);
        send(PEER, 1);
        assertNotEquals(onLink, fib.lookup(bits(PEER)));
        advanceMs(10_000, 50);
        assertEquals(0, table.size());
        assertEquals(onLink, fib.lookup(bits(PEER)));
    }

    @Test
    void shouldEndWaitingPacketsAtShutdown() {
        send(PEER, 1);
        actions.take();
        table.close();
        assertEvents("discard 1 SHUTDOWN silent");
    }

    // --- ageing ---

    @Test
    void shouldProbeKnownStationFirstWhenLifetimeEndsAndKeepForwarding() {
        heard(PEER, MAC, true);
        advanceMs(TimeUnit.HOURS.toMillis(4) - 100);
        assertEvents();
        advanceMs(100);
        assertEvents("arp8 64496.10.1.0.2 to 2000000ee02");
        assertView("ipv8", "probe", MAC);
        assertRecord(PEER, MAC, 0);
        send(PEER, 1);
        assertEvents("release 1");
        advanceMs(50);
        assertEvents("arp 64496.10.1.0.2 to 2000000ee02");
        advanceMs(950);
        assertEvents("arp8 64496.10.1.0.2 to all");
        heard(PEER, MAC, true);
        assertView("ipv8", "reachable", MAC);
        advanceMs(60_000, 100);
        assertEvents();
    }

    @Test
    void shouldForgetNeighborThatStoppedAnswering() {
        heard(PEER, MAC, true);
        advanceMs(TimeUnit.HOURS.toMillis(4));
        advanceMs(3_000, 10);
        assertView("unknown", "failed", 0);
        assertRecord(PEER, 0, NextHopTable.FLAG_SPECIAL);
        advanceMs(5_100, 50);
        assertEquals(0, table.size());
    }

    @Test
    void shouldBecomeIpv4OnlyWhenOnlyArpAnswersAllProbes() {
        heard(PEER4, MAC, true);
        advanceMs(TimeUnit.HOURS.toMillis(4));
        advanceMs(50);
        heard(PEER4, MAC, false);
        assertView("ipv8", "probe", MAC);
        advanceMs(3_000, 10);
        assertView("ipv4-only", "reachable", MAC);
    }

    @Test
    void shouldStayIpv8WhenOneArp8AnswerIsLost() {
        heard(PEER4, MAC, true);
        advanceMs(TimeUnit.HOURS.toMillis(4));
        advanceMs(50);
        heard(PEER4, MAC, false);
        advanceMs(1_000, 10);
        heard(PEER4, MAC, true);
        assertView("ipv8", "reachable", MAC);
    }

    @Test
    void shouldAskIpv4OnlyStationOfAnAsnAgainEveryMinute() {
        send(PEER, 1);
        advanceMs(50);
        table.onHeard(0, bits(PEER4), MAC, false, false, nowNs);
        actions.take();
        for (int passedMs = 0; passedMs < 59_900; passedMs += 100) {
            advanceMs(100);
        }
        assertEvents();
        advanceMs(100);
        advanceMs(100);
        assertEvents("arp8 64496.10.1.0.2 to 2000000ee02", "arp 64496.10.1.0.2 to 2000000ee02");
        assertView("ipv4-only", "probe", MAC);
        heard(PEER, MAC, true);
        assertView("ipv8", "reachable", MAC);
    }

    @Test
    void shouldNotBecomeIpv4OnlyByArpThatAnswersNothing() {
        heard(PEER4, MAC, true);
        advanceMs(TimeUnit.HOURS.toMillis(4));
        heard(PEER4, MAC, false);
        assertView("ipv8", "probe", MAC);
        assertRecord(PEER4, MAC, 0);
    }

    @Test
    void shouldForgetManyAtOnce() {
        table = table(new NeighborSettings(TimeUnit.SECONDS.toNanos(10), TimeUnit.MILLISECONDS.toNanos(50), TimeUnit.SECONDS.toNanos(1), 1,
            TimeUnit.SECONDS.toNanos(1), 3, 50));
        for (int host = 2; host < 38; host++) {
            heard("64496.10.1.0." + host, MAC, true);
        }
        assertEquals(36, table.size());
        advanceMs(13_000, 50);
        assertEquals(0, table.size());
    }

    @Test
    void shouldNeverForgetGateway() {
        final int record = table.gateway(0, bits(PEER), nowNs);
        advanceMs(3_000, 10);
        advanceMs(3_600_000, 1_000);
        assertEquals(1, table.size());
        assertEquals(record, fib.lookup(bits(PEER)));
        heard(PEER, MAC, true);
        assertRecord(PEER, MAC, 0);
    }

    @Test
    void shouldLookForFailedGatewayWithoutPacketsAndTellOfChanges() {
        final List<String> changes = new ArrayList<>();
        final int record = table.gateway(0, bits(PEER), nowNs);
        table.onGatewayChange(r -> changes.add(r + (table.hasFailed(r) ? " failed" : " usable")));
        advanceMs(3_000, 10);
        assertEquals(List.of(record + " failed"), changes);
        actions.take();
        advanceMs(1_050, 50);
        assertEquals("arp8 64496.10.1.0.2 to all", actions.take().getFirst());
        heard(PEER, MAC, true);
        assertEquals(List.of(record + " failed", record + " usable"), changes);
        heard(PEER, MAC, true);
        assertEquals(2, changes.size(), "only changes are told");
    }

    @Test
    void shouldGiveSameRecordForSameGateway() {
        final int record = table.gateway(0, bits(PEER), nowNs);
        assertEquals(record, table.gateway(0, bits(PEER), nowNs));
        assertEquals(1, table.size());
    }

    @Test
    void shouldNotHideTheWayToAGatewayThatIsOnNoLinkAndDropItWithItsLastUse() {
        final String address = "64499.10.9.9.9";
        final int elsewhere = nextHops.addSpecial(NextHopTable.TYPE_BLACKHOLE, 0, 1500);
        fib.put(Ipv8Prefix.parse("64499.10.9.0.0/16"), elsewhere);
        final int record = table.gateway(1, bits(address), nowNs);
        table.gateway(1, bits(address), nowNs);
        table.onHeard(1, bits(address), MAC, true, true, nowNs);
        assertEquals(elsewhere, fib.lookup(bits(address)), "packets to the gateway itself");
        table.releaseGateway(record);
        assertEquals(1, table.size());
        table.releaseGateway(record);
        assertEquals(0, table.size(), "or it would stay for as long as it answers");
        assertEquals(elsewhere, fib.lookup(bits(address)));
    }

    @Test
    void shouldKeepConnectedGatewayAsNeighborAfterItsLastUse() {
        table.releaseGateway(table.gateway(0, bits(PEER), nowNs));
        assertEquals(1, table.size());
    }

    @Test
    void shouldGiveGatewayItsRouteWhenALinkComesToCoverIt() {
        final String address = "64499.10.9.9.9";
        final int record = table.gateway(0, bits(address), nowNs);
        final int onLink = nextHops.addSpecial(NextHopTable.TYPE_GLEAN, 0, 1500);
        for (final int covering : new int[] {onLink, fib.addGroup(new int[] {onLink})}) {
            assertEquals(Fib.NO_ASN, fib.lookup(bits(address)));
            fib.put(Ipv8Prefix.parse("64499.10.9.0.0/16"), covering);
            send(address, 1);
            assertEquals(record, fib.lookup(bits(address)));
            fib.remove(Ipv8Prefix.parse("64499.10.9.0.0/16"));
            table.forgetOffLink();
        }
        assertEquals(1, table.size());
    }

    // --- reuse of records ---

    @Test
    void shouldLeaveNoRouteToARecordWhenTheTableRefusedARouteBeforeIt() {
        heard(PEER, MAC, true);
        final int record = fib.lookup(bits(PEER));
        // The neighbour is told of a route to its address, and the table is full: it still holds the neighbour's.
        table.hostRoute(0, bits(PEER), nextHops.addSpecial(NextHopTable.TYPE_BLACKHOLE, 0, 1500));
        advanceMs(TimeUnit.HOURS.toMillis(4));
        advanceMs(3_000, 10);
        advanceMs(5_100, 50);
        assertEquals(0, table.size());
        assertNotEquals(record, fib.lookup(bits(PEER)), "or packets would go to whoever has the record next");
    }

    @Test
    void shouldReuseRecordOnlyAfterEveryWorkerPassedTwoTurns() {
        heard(PEER, MAC, true);
        final int record = fib.lookup(bits(PEER));
        actions.turns[0] = 1_000;
        advanceMs(TimeUnit.HOURS.toMillis(4));
        advanceMs(3_000, 10);
        advanceMs(5_100, 50);
        assertEquals(0, table.size());
        actions.turns[0] += 100;
        actions.turns[1] += 1;
        assertNotEquals(record, recordOfNew("64496.10.1.0.3"));
        actions.turns[1] += 1;
        assertEquals(record, recordOfNew("64496.10.1.0.4"));
    }

    private int recordOfNew(final String address) {
        table.tick(nowNs);
        heard(address, MAC, true);
        return fib.lookup(bits(address));
    }

    // --- learning ---

    @Test
    void shouldUpdateKnownNeighborByGratuitousAnnouncement() {
        heard(PEER, MAC, true);
        table.onHeard(0, bits(PEER), OTHER_MAC, true, false, nowNs);
        assertRecord(PEER, OTHER_MAC, 0);
    }

    @Test
    void shouldNotLearnFromWhatWasNotSaidToUs() {
        table.onHeard(0, bits(PEER), MAC, true, false, nowNs);
        assertEquals(0, table.size());
    }

    @Test
    void shouldNeverLearnOffLink() {
        heard("64496.10.9.0.2", MAC, true);
        heard("64497.10.1.0.2", MAC, true);
        heard("10.9.0.2", MAC, false);
        assertEquals(0, table.size());
    }

    @Test
    void shouldNotLetAStationTakeOverBroadcastAddress() {
        final int network = fib.lookup(bits("64496.10.1.0.0"));
        final int broadcast = fib.lookup(bits("64496.10.1.0.255"));
        heard("64496.10.1.0.0", MAC, true);
        heard("64496.10.1.0.255", MAC, true);
        assertEquals(0, table.size());
        assertEquals(network, fib.lookup(bits("64496.10.1.0.0")));
        assertEquals(broadcast, fib.lookup(bits("64496.10.1.0.255")));
    }

    @Test
    void shouldNotLetAStationTakeOverAddressWithItsOwnRoute() {
        final int blackhole = nextHops.addSpecial(NextHopTable.TYPE_BLACKHOLE, 0, 1500);
        fib.put(Ipv8Prefix.parse("64496.10.1.0.7/32"), blackhole);
        heard("64496.10.1.0.7", MAC, true);
        assertEquals(blackhole, fib.lookup(bits("64496.10.1.0.7")));
    }

    /** A released packet that cannot go on makes an error, whose way leads to the same host part in another ASN: a search among the searches. */
    @Test
    void shouldStartASearchWhileItAnswersAnother() {
        send(PEER, 1);
        advanceMs(50);
        actions.take();
        actions.onRelease = () -> table.sendToConnected(0, bits("64497.10.1.0.2"), 2, 100, 60, nowNs);
        table.onHeard(0, bits(PEER4), MAC, false, false, nowNs);
        assertEvents("release 1", "arp8 64497.10.1.0.2 to all");
        assertEquals(2, table.size());
    }

    @Test
    void shouldShowAgeAndQueue() {
        heard(PEER, MAC, true);
        send("64496.10.1.0.3", 1);
        advanceMs(20);
        final List<NeighborTable.View> views = table.view(nowNs);
        assertEquals(2, views.size());
        final NeighborTable.View known = views.stream().filter(v -> v.mac() == MAC).findFirst().orElseThrow();
        assertEquals(20, known.ageMs());
        assertEquals("p0", known.port());
        assertEquals(1, views.stream().filter(v -> v.mac() != MAC).findFirst().orElseThrow().waiting());
    }

    // --- words of the tests ---

    private NeighborTable table(final NeighborSettings settings) {
        final NeighborTable made = new NeighborTable(ports, FibTables.single(fib), nextHops, settings, actions, WORKERS);
        new RouteInstaller(ports, FibTables.single(fib), nextHops, made).installOwn();
        return made;
    }

    private static long bits(final String address) {
        return TestPacket.bits(address);
    }

    private void send(final String address, final int packet) {
        table.sendToConnected(0, bits(address), packet, 100, 60, nowNs);
    }

    private void heard(final String address, final long mac, final boolean isArp8) {
        table.onHeard(0, bits(address), mac, isArp8, true, nowNs);
    }

    private void advanceMs(final long ms) {
        nowNs += TimeUnit.MILLISECONDS.toNanos(ms);
        table.tick(nowNs);
    }

    /** Advances in steps, since one tick does one thing for a neighbour. */
    private void advanceMs(final long ms, final long stepMs) {
        for (long passed = 0; passed < ms; passed += stepMs) {
            advanceMs(stepMs);
        }
    }

    private void assertEvents(final String... expected) {
        assertEquals(List.of(expected), actions.take());
    }

    private void assertView(final String capability, final String state, final long mac) {
        final List<NeighborTable.View> views = table.view(nowNs);
        assertEquals(1, views.size(), views.toString());
        assertEquals(capability + " " + state + " " + Long.toHexString(mac),
            views.getFirst().capability() + " " + views.getFirst().state() + " " + Long.toHexString(views.getFirst().mac()));
    }

    /** What a worker finds for the address: MAC and flags. */
    private void assertRecord(final String address, final long mac, final int flags) {
        final int record = fib.lookup(bits(address));
        assertTrue(record >= 0, "no route to " + address);
        assertEquals(NextHopTable.TYPE_NEIGHBOR, nextHops.type(record));
        final long word = Memory.acquireLong(nextHops.address(record));
        assertEquals(Long.toHexString(mac), Long.toHexString(Memory.u48(nextHops.address(record))));
        assertEquals(flags, word >>> NextHopTable.FLAGS_SHIFT);
    }

    private static final class FakeActions implements NeighborTable.Actions {
        private final long[] turns = new long[WORKERS];
        private List<String> events = new ArrayList<>();
        private Runnable onRelease = () -> { };

        List<String> take() {
            final List<String> taken = events;
            events = new ArrayList<>();
            return taken;
        }

        @Override
        public void probeArp8(final int port, final long address, final long mac) {
            events.add("arp8 " + text(address) + " to " + (mac == 0 ? "all" : Long.toHexString(mac)));
        }

        @Override
        public void probeArp(final int port, final long address, final long mac) {
            events.add("arp " + text(address) + " to " + (mac == 0 ? "all" : Long.toHexString(mac)));
        }

        @Override
        public void release(final long mbuf, final long data, final int lengthBytes, final int record) {
            events.add("release " + mbuf);
            onRelease.run();
        }

        @Override
        public void discard(final long mbuf, final long data, final int lengthBytes, final DropReason reason,
                            final boolean isSourceTold) {
            events.add("discard " + mbuf + " " + reason + (isSourceTold ? " told" : " silent"));
        }

        @Override
        public long workerTurns(final int worker) {
            return turns[worker];
        }

        private static String text(final long address) {
            return Ipv8Address.ofBits(address).conventional();
        }
    }
}
