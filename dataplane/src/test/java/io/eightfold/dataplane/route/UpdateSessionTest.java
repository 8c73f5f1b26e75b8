// SPDX-License-Identifier: Apache-2.0
// What a dataplane makes of what a control plane says, and of what goes wrong on the way.
package io.eightfold.dataplane.route;

import static io.eightfold.dataplane.route.SessionFixture.blackhole;
import static io.eightfold.dataplane.route.SessionFixture.on;
import static io.eightfold.dataplane.route.SessionFixture.via;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.testing.TestPacket;
import io.eightfold.fibprotocol.FibWire;
import io.eightfold.fibprotocol.NextHop;
import io.eightfold.fibprotocol.ResyncCause;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpdateSessionTest {
    private static final int GONE = FibWire.WITHDRAWN;
    /** As many as a table has: GroupTable.CAPACITY. */
    private static final int GROUPS = 32_767;
    private SessionFixture d = new SessionFixture();

    @AfterEach
    void free() {
        d.close();
    }

    /** An epoch with 64500/0 and 64501/0 by way of set 0, synchronized. */
    private void start() {
        d.open(10).begin(1).set(0, false, via("64496.10.1.0.2", 0)).route("64500.0.0.0.0/0", 0).route("64501.0.0.0.0/0", 0).end(1, true).deliver();
        assertTrue(d.session.isSynchronized());
        assertEquals(2, d.session.routeCount());
    }

    private void assertBroken(final ResyncCause cause) {
        assertEquals(cause, d.session.brokenBy());
        assertEquals(List.of(cause), d.resyncs);
        assertFalse(d.session.isSynchronized());
        d.session.repeatResync();
        assertEquals(List.of(cause, cause), d.resyncs, "said again, as the first may be lost");
    }

    @Test
    void shouldReplaceTheWholeTableBySnapshot() {
        start();
        d.open(11).begin(1).set(7, false, blackhole()).route("64501.0.0.0.0/0", 7).route("64502.0.0.0.0/0", 7).end(1, true).deliver();
        assertTrue(d.session.isSynchronized());
        assertEquals(Fib.NO_ASN, d.lookup("64500.1.1.1.1"));
        assertEquals(NextHopTable.TYPE_BLACKHOLE, d.type("64501.1.1.1.1"));
        assertEquals(NextHopTable.TYPE_BLACKHOLE, d.type("64502.1.1.1.1"));
        assertEquals(1, d.counter(SessionCounter.SWEPT));
        assertEquals(2, d.installer.appliedCount());
        assertEquals(1, d.installer.hopSets(), "the set of the epoch before is gone");
    }

    @Test
    void shouldForwardOldRoutesUntilTheSnapshotHasEnded() {
        start();
        d.open(11).begin(1).set(0, false, blackhole()).route("64501.0.0.0.0/0", 0).end(1, false).deliver();
        assertFalse(d.session.isSynchronized());
        assertEquals(NextHopTable.TYPE_NEIGHBOR, d.type("64500.1.1.1.1"));
        d.begin(2).end(2, true).deliver();
        assertEquals(Fib.NO_ASN, d.lookup("64500.1.1.1.1"));
    }

    @Test
    void shouldFollowSnapshotThatIsLongerThanTheOneBefore() {
        start();
        d.open(11).begin(1).set(0, false, blackhole()).route("64510.0.0.0.0/0", 0).end(1, false)
            .begin(2).route("64511.0.0.0.0/0", 0).end(2, false).begin(3).route("64512.0.0.0.0/0", 0).end(3, true).deliver();
        assertNull(d.session.brokenBy());
        assertEquals(3, d.session.appliedBatch());
        assertTrue(d.session.isSynchronized());
        assertEquals(3, d.session.routeCount());
    }

    @Test
    void shouldSweepWhenEpochsHaveTheSameLowestByte() {
        start();
        d.open(10 + 256).begin(1).end(1, true).deliver();
        assertEquals(0, d.session.routeCount());
        assertTrue(d.resyncs.isEmpty());
    }

    @Test
    void shouldAdoptWhatIsThereAlready() {
        d.open(10).begin(1).set(0, false, via("64496.10.1.0.2", 0)).set(1, false, via("64496.10.1.0.2", 0), via("64496.10.2.0.2", 1))
            .route("64500.0.0.0.0/0", 0).route("64501.0.0.0.0/0", 1).end(1, true).deliver();
        final int single = d.lookup("64500.1.1.1.1");
        final int group = d.lookup("64501.1.1.1.1");
        d.open(11).begin(1).set(5, false, via("64496.10.1.0.2", 0), via("64496.10.2.0.2", 1)).set(6, false, via("64496.10.1.0.2", 0))
            .route("64501.0.0.0.0/0", 5).route("64500.0.0.0.0/0", 6).end(1, true).deliver();
        assertEquals(single, d.lookup("64500.1.1.1.1"));
        assertEquals(group, d.lookup("64501.1.1.1.1"));
        assertEquals(2, d.installer.hopSets());
        assertTrue(d.session.isSynchronized());
    }

    @Test
    void shouldBreakOnGapAndApplyNothingMoreOfTheEpoch() {
        start();
        d.begin(2).route("64503.0.0.0.0/0", 0).end(2, false);
        d.frames.remove(1);
        d.deliver();
        assertBroken(ResyncCause.GAP);
        assertEquals(1, d.counter(SessionCounter.GAPS));
        d.begin(3).route("64504.0.0.0.0/0", 0).end(3, false).deliver();
        assertEquals(3, d.counter(SessionCounter.AFTER_GAP));
        assertEquals(2, d.session.routeCount());
        assertEquals(Fib.NO_ASN, d.lookup("64504.1.1.1.1"));
        d.open(11).begin(1).end(1, true).deliver();
        assertTrue(d.session.isSynchronized());
    }

    @Test
    void shouldLeaveRepeatedFramesOut() {
        start();
        d.begin(2).route("64503.0.0.0.0/0", 0).end(2, false);
        final List<byte[]> twice = new ArrayList<>();
        d.frames.forEach(f -> {
            twice.add(f);
            twice.add(f);
        });
        d.frames.clear();
        d.frames.addAll(twice);
        d.deliver();
        assertEquals(3, d.counter(SessionCounter.DUPLICATES));
        assertTrue(d.session.isSynchronized());
        assertEquals(3, d.session.routeCount());
    }

    @Test
    void shouldBreakOnReordering() {
        start();
        d.begin(2).route("64503.0.0.0.0/0", 0).end(2, false);
        d.frames.add(d.frames.remove(0));
        d.deliver();
        assertBroken(ResyncCause.GAP);
        assertEquals(Fib.NO_ASN, d.lookup("64503.1.1.1.1"));
    }

    @Test
    void shouldLeaveOldEpochsOut() {
        start();
        d.open(9).begin(1).end(1, true).deliver();
        assertEquals(3, d.counter(SessionCounter.OLD_EPOCH));
        assertEquals(10, d.session.epoch());
        d.encoder.open(10);
        d.deliver();
        assertEquals(4, d.counter(SessionCounter.OLD_EPOCH), "the same once more");
        assertEquals(2, d.session.routeCount());
    }

    @Test
    void shouldAskForEpochWhoseOpeningWasLost() {
        start();
        d.open(12).begin(1).end(1, true);
        d.frames.removeFirst();
        d.deliver();
        assertBroken(ResyncCause.GAP);
        assertEquals(12, d.session.epoch());
    }

    @Test
    void shouldNoticeLostLastFrameByHeartbeat() {
        start();
        d.encoder.heartbeat();
        d.deliver();
        assertNull(d.session.brokenBy(), "nothing is missing");
        d.begin(2).route("64503.0.0.0.0/0", 0).end(2, false);
        d.frames.removeLast();
        d.deliver();
        d.encoder.heartbeat();
        d.deliver();
        assertBroken(ResyncCause.GAP);
        assertEquals(Fib.NO_ASN, d.lookup("64503.1.1.1.1"));
    }

    @Test
    void shouldNoticeLostEpochByHeartbeat() {
        start();
        d.open(12).frames.clear();
        d.encoder.heartbeat();
        d.deliver();
        assertBroken(ResyncCause.GAP);
        assertEquals(12, d.session.epoch());
    }

    @Test
    void shouldShowNothingOfBatchThatNamesUnknownSet() {
        d.open(10).begin(1).set(0, true, via("64496.10.1.0.2", 0)).route("64500.0.0.0.0/0", 0).end(1, true).deliver();
        final int[] members = d.fib.members(d.lookup("64500.1.1.1.1"));
        d.begin(2).set(0, true, via("64496.10.2.0.2", 1)).route("64503.0.0.0.0/0", 0);
        d.encoder.route(0, TestPacket.bits("64504.0.0.0.0"), 0, 99, 3, 1);
        d.end(2, false).deliver();
        assertBroken(ResyncCause.UNKNOWN_HOP_SET);
        assertEquals(1, d.counter(SessionCounter.UNKNOWN_HOP_SET));
        assertEquals(Fib.NO_ASN, d.lookup("64503.1.1.1.1"));
        assertArrayEquals(members, d.fib.members(d.lookup("64500.1.1.1.1")), "the set's change belongs to the broken batch");
    }

    @Test
    void shouldBreakOnUnreadableFrames() {
        for (final int position : new int[] {0, 2, 4, 6, 8, 12, 20, 30}) {
            free();
            d = new SessionFixture();
            start();
            d.begin(2).route("64503.0.0.0.0/0", 0).end(2, false);
            d.frames.get(1)[position] ^= 0x40;
            d.deliver();
            assertBroken(ResyncCause.MALFORMED);
            assertEquals(1, d.counter(SessionCounter.MALFORMED));
            assertEquals(Fib.NO_ASN, d.lookup("64503.1.1.1.1"));
        }
    }

    @Test
    void shouldRefuseBatchThatIsTooLarge() {
        start();
        d.begin(2);
        for (int i = 0; i <= FibWire.MAX_BATCH_ROUTES; i++) {
            d.encoder.route(0, (70_000L + i) << 32, 0, 0, 3, 1);
        }
        d.end(2, false).deliver();
        assertBroken(ResyncCause.MALFORMED);
        assertEquals(Fib.NO_ASN, d.lookup("70000.1.1.1.1"));
        d.resyncs.clear();
        d.open(11).begin(1);
        for (int i = 0; i <= FibWire.MAX_BATCH_SETS; i++) {
            d.encoder.hopSet(i, false, List.of(new NextHop.Blackhole()));
        }
        d.end(1, true).deliver();
        assertBroken(ResyncCause.MALFORMED);
    }

    @Test
    void shouldRefuseRoutesOutsideBatchAndBatchWithinBatch() {
        start();
        d.route("64503.0.0.0.0/0", 0).end(2, false).deliver();
        assertBroken(ResyncCause.MALFORMED);
        d.resyncs.clear();
        d.open(11).begin(1).begin(2).deliver();
        assertBroken(ResyncCause.MALFORMED);
    }

    @Test
    void shouldShowBatchAtItsEndOnly() {
        start();
        d.begin(2).route("64503.0.0.0.0/0", 0).route("64500.0.0.0.0/0", GONE).end(2, false);
        final byte[] end = d.frames.removeLast();
        d.deliver();
        assertEquals(Fib.NO_ASN, d.lookup("64503.1.1.1.1"));
        assertEquals(NextHopTable.TYPE_NEIGHBOR, d.type("64500.1.1.1.1"));
        d.give(end);
        assertEquals(NextHopTable.TYPE_NEIGHBOR, d.type("64503.1.1.1.1"));
        assertEquals(Fib.NO_ASN, d.lookup("64500.1.1.1.1"));
        assertEquals(2, d.session.appliedBatch());
    }

    @Test
    void shouldAskForTheWholeTableWhenDigestsDiffer() {
        start();
        d.begin(2).route("64503.0.0.0.0/0", 0);
        d.encoder.endBatch(2, 3, 42, false);
        d.deliver();
        assertBroken(ResyncCause.DIGEST);
        assertEquals(1, d.counter(SessionCounter.DIGEST_MISMATCHES));
    }

    @Test
    void shouldChangeGroupsInPlace() {
        d.open(10).begin(1).set(0, true, via("64496.10.1.0.2", 0)).route("64500.0.0.0.0/0", 0).end(1, true).deliver();
        final int group = d.lookup("64500.1.1.1.1");
        assertTrue(group >= Fib.GROUP_BIT);
        d.begin(2).set(0, true, via("64496.10.2.0.2", 1), via("64496.10.2.0.3", 1)).end(2, false).deliver();
        assertEquals(group, d.lookup("64500.1.1.1.1"));
        assertArrayEquals(new int[] {d.lookup("64496.10.2.0.2"), d.lookup("64496.10.2.0.3")}, d.fib.members(group));
        assertTrue(d.session.isSynchronized(), "the digest follows");
    }

    @Test
    void shouldMoveRoutesOfSingleHop() {
        start();
        final int before = d.lookup("64500.1.1.1.1");
        d.begin(2).set(0, false, via("64496.10.2.0.2", 1)).end(2, false).deliver();
        assertNotEquals(before, d.lookup("64500.1.1.1.1"));
        assertEquals(d.lookup("64496.10.2.0.2"), d.lookup("64500.1.1.1.1"));
        assertEquals(d.lookup("64496.10.2.0.2"), d.lookup("64501.1.1.1.1"));
        assertTrue(d.session.isSynchronized());
        assertEquals(1, d.installer.hopSets());
    }

    @Test
    void shouldNotRunOutOfGroupsNorRecords() {
        d.open(10).begin(1).end(1, true).deliver();
        for (int i = 0; i < 100_000; i += 50) {
            d.begin(2 + i / 25);
            for (int j = 0; j < 50; j++) {
                d.set(j, true, via("64496.10.1.0." + (2 + (i + j) % 100), 0)).route("645" + (10 + j) + ".0.0.0.0/0", j);
            }
            d.end(2 + i / 25, false).begin(3 + i / 25);
            for (int j = 0; j < 50; j++) {
                d.route("645" + (10 + j) + ".0.0.0.0/0", GONE).set(j, false);
            }
            d.end(3 + i / 25, false).deliver();
        }
        assertTrue(d.session.isSynchronized());
        assertEquals(0, d.session.refused());
        assertEquals(0, d.installer.hopSets());
        assertEquals(0, d.session.routeCount());
        assertTrue(d.neighbors.gateways(d.nowNs).isEmpty(), "nobody is a gateway any more");
    }

    @Test
    void shouldLookForGatewaysOfSetWithoutRoutes() {
        d.open(10).begin(1).set(0, false, via("64496.10.1.0.77", 0)).end(1, true).deliver();
        assertEquals(1, d.neighbors.gateways(d.nowNs).size());
        d.begin(2).set(0, false).end(2, false).deliver();
        assertEquals(0, d.neighbors.gateways(d.nowNs).size());
        assertTrue(d.session.isSynchronized());
    }

    @Test
    void shouldPutHostRouteBeforeNeighborInBothOrders() {
        d.neighbors.onHeard(0, TestPacket.bits("64496.10.1.0.50"), 0x02_00_00_00_EE_10L, true, true, d.nowNs);
        final int neighbor = d.lookup("64496.10.1.0.50");
        assertEquals(NextHopTable.TYPE_NEIGHBOR, d.type("64496.10.1.0.50"));
        d.open(10).begin(1).set(0, false, blackhole()).set(1, false, on(0)).route("64496.10.1.0.50/32", 0).route("64496.10.1.0.51/32", 0).end(1, true).deliver();
        assertEquals(NextHopTable.TYPE_BLACKHOLE, d.type("64496.10.1.0.50"));
        d.neighbors.onHeard(0, TestPacket.bits("64496.10.1.0.51"), 0x02_00_00_00_EE_11L, true, true, d.nowNs);
        assertEquals(NextHopTable.TYPE_BLACKHOLE, d.type("64496.10.1.0.51"), "nobody takes over an address with a route of its own");
        d.begin(2).route("64496.10.1.0.50/32", 1).end(2, false).deliver();
        assertEquals(neighbor, d.lookup("64496.10.1.0.50"), "on its own link it is the neighbour");
        d.begin(3).route("64496.10.1.0.50/32", GONE).route("64496.10.1.0.51/32", GONE).end(3, false).deliver();
        assertEquals(neighbor, d.lookup("64496.10.1.0.50"));
        assertEquals(NextHopTable.TYPE_GLEAN, d.type("64496.10.1.0.51"));
        assertTrue(d.session.isSynchronized());
    }

    @Test
    void shouldKeepRouteToOwnPrefixAndNotUseIt() {
        d.open(10).begin(1).set(0, false, blackhole()).route("64496.10.1.0.1/32", 0).route("64496.10.1.0.0/24", 0).end(1, true).deliver();
        assertEquals(NextHopTable.TYPE_LOCAL, d.type("64496.10.1.0.1"));
        assertEquals(NextHopTable.TYPE_GLEAN, d.type("64496.10.1.0.9"));
        assertEquals(2, d.session.routeCount());
        d.begin(2).route("64496.10.1.0.1/32", GONE).route("64496.10.1.0.0/24", GONE).end(2, false).deliver();
        assertEquals(NextHopTable.TYPE_LOCAL, d.type("64496.10.1.0.1"));
        assertEquals(NextHopTable.TYPE_GLEAN, d.type("64496.10.1.0.9"));
    }

    @Test
    void shouldForgetNeighborsOfOnLinkRouteThatIsWithdrawn() {
        d.open(10).begin(1).set(0, false, on(0)).route("64499.10.0.0.0/8", 0).end(1, true).deliver();
        d.neighbors.sendToConnected(0, TestPacket.bits("64499.10.0.0.9"), 0, 0, 0, d.nowNs);
        assertTrue(d.neighbors.knows(0, TestPacket.bits("64499.10.0.0.9")));
        d.neighbors.onHeard(0, TestPacket.bits("64496.10.1.0.50"), 0x02_00_00_00_EE_10L, true, true, d.nowNs);
        answered("64499.10.0.0.9");
        d.begin(2).route("64499.10.0.0.0/8", GONE).end(2, false).deliver();
        assertFalse(d.neighbors.knows(0, TestPacket.bits("64499.10.0.0.9")));
        assertEquals(Fib.NO_ASN, d.lookup("64499.10.0.0.9"));
        assertTrue(d.neighbors.knows(0, TestPacket.bits("64496.10.1.0.50")), "a connected one stays");
    }

    @Test
    void shouldForgetNeighborsOfOnLinkSetThatChangesInPlace() {
        for (final boolean isGroup : new boolean[] {false, true}) {
            free();
            d = new SessionFixture();
            d.open(10).begin(1).set(0, isGroup, on(0)).route("64499.10.0.0.0/8", 0).end(1, true).deliver();
            d.neighbors.sendToConnected(0, TestPacket.bits("64499.10.0.0.9"), 0, 0, 0, d.nowNs);
            answered("64499.10.0.0.9");
            d.begin(2).set(0, isGroup, blackhole()).end(2, false).deliver();
            final int hop = d.lookup("64499.10.0.0.9");
            assertEquals(d.lookup("64499.10.0.0.10"), hop, "as the rest of the prefix");
        }
    }

    /** The packet that waits goes out: with that the fixture has nothing to do. */
    private void answered(final String address) {
        try {
            d.neighbors.onHeard(0, TestPacket.bits(address), 0x02_00_00_00_EE_12L, true, true, d.nowNs);
        } catch (final AssertionError released) {
            assertEquals("nothing waits", released.getMessage());
        }
    }

    @Test
    void shouldKeepVrfsApart() {
        d.open(10).begin(1).set(0, false, via("64496.10.1.0.2", 0)).set(1, true, via("64496.10.3.0.2", 2)).route(0, "64500.0.0.0.0/0", 0)
            .route(1, "64500.0.0.0.0/0", 1).route(1, "64501.0.0.0.0/0", 1).route(2, "64502.0.0.0.0/0", 1).end(1, true).deliver();
        assertTrue(d.session.isSynchronized(), "a table that nobody can ask does not matter");
        assertEquals(4, d.session.routeCount());
        assertEquals(NextHopTable.TYPE_NEIGHBOR, d.type("64500.1.1.1.1"));
        assertEquals(Fib.NO_ASN, d.lookup("64501.1.1.1.1"));
        final Fib management = d.tables.of(1);
        final int member = management.members(management.lookup(TestPacket.bits("64500.1.1.1.1")))[0];
        assertEquals(2, d.nextHops.port(member));
        d.begin(2).set(1, true, blackhole()).end(2, false).deliver();
        assertTrue(d.session.isSynchronized());
        d.open(11).begin(1).end(1, true).deliver();
        assertEquals(Fib.NO_ASN, management.lookup(TestPacket.bits("64500.1.1.1.1")));
    }

    @Test
    void shouldServeDefaultRouteOfIpv8() {
        d.open(10).begin(1).set(0, false, blackhole());
        d.encoder.route(0, 0, FibWire.DEFAULT_ROUTE_LENGTH, 0, 3, 1);
        d.encoder.endBatch(1, 1, 0, false);
        d.deliver();
        assertEquals(NextHopTable.TYPE_BLACKHOLE, d.type("99999.1.2.3.4"));
        assertEquals(Fib.NO_ROUTE, d.lookup("9.9.9.9"), "not IPv4's");
        d.begin(2);
        d.encoder.route(0, 0, FibWire.DEFAULT_ROUTE_LENGTH, GONE, 0, 0);
        d.end(2, true).deliver();
        assertEquals(Fib.NO_ASN, d.lookup("99999.1.2.3.4"));
        assertTrue(d.session.isSynchronized());
    }

    @Test
    void shouldCountWhatDoesNotFitAndApplyTheRest() {
        free();
        d = new SessionFixture(4 << 20, 1024);
        d.open(10).begin(1).set(0, false, blackhole());
        long batch = 1;
        final int routes = 200_000;
        for (int i = 0; i < routes; i++) {
            d.encoder.route(0, 64500L << 32 | (i * 37L & 0xFF_FFFFL) << 8, 24, 0, 3, 1);
            if (i % 8000 == 7999) {
                d.encoder.endBatch(batch, 0, 0, i == routes - 1);
                d.encoder.beginBatch(++batch);
            }
        }
        d.deliver();
        assertTrue(d.session.refused() > 0, "the table is small");
        assertEquals(routes, d.session.refused() + d.session.routeCount());
        assertEquals(d.session.routeCount(), d.installer.appliedCount());
        assertNull(d.session.brokenBy(), "tables differ for a known reason");
        final long[] wrong = {0};
        d.installer.forSomeApplied(0, Integer.MAX_VALUE, (vrf, address, length, hops, source, distance) -> {
            final int hop = d.fib.lookup(address);
            wrong[0] += hop >= 0 && d.nextHops.type(hop) == NextHopTable.TYPE_BLACKHOLE ? 0 : 1;
        });
        assertEquals(0, wrong[0], "what is said to be applied is");
    }

    @Test
    void shouldGoOnWhenNoRecordIsLeft() {
        free();
        d = new SessionFixture(Fib.DEFAULT_LIMIT_BYTES, 24);
        d.open(10).begin(1);
        for (int i = 0; i < 40; i++) {
            d.set(i, false, via("64496.10.1.0." + (10 + i), 0)).route((64510 + i) + ".0.0.0.0/0", i);
        }
        d.set(40, false, on(2)).route(1, "64600.0.0.0.0/0", 40).end(1, true).deliver();
        assertTrue(d.session.isSynchronized());
        assertEquals(NextHopTable.TYPE_UNREACHABLE, d.type("64549.1.1.1.1"), "not missing, or a shorter route would take its packets");
        assertTrue(d.installer.unusableHops() > 0);
    }

    /** Sets of two hops, as many as there are groups. */
    private void takeAllGroups() {
        d.open(10).begin(1).set(0, false, blackhole()).route("64500.0.0.0.0/0", 0);
        long batch = 1;
        for (int i = 1; i <= GROUPS; i++) {
            d.set(i, false, via("64496.10.1.0.2", 0), blackhole());
            d.encoder.route(0, 64600L << 32 | (long) i << 8, 24, i, 3, 1);
            if (i % 8000 == 0) {
                d.encoder.endBatch(batch, 0, 0, false);
                d.encoder.beginBatch(++batch);
            }
        }
        d.route("64501.10.0.0.0/8", 1);
        d.encoder.endBatch(batch, 0, 0, false);
        d.deliver();
        assertEquals(0, d.session.refused());
        d.encoder.beginBatch(batch + 1);
    }

    @Test
    void shouldStandInOneHopWhenNoGroupIsLeft() {
        takeAllGroups();
        d.set(GROUPS + 2, false, via("64496.10.1.0.5", 0), via("64496.10.1.0.6", 0));
        d.encoder.endBatch(5, 0, 0, false);
        d.deliver();
        assertEquals(0, d.session.refused(), "no route uses it");
        d.begin(6).set(GROUPS + 1, false, blackhole(), via("64496.10.1.0.3", 0)).route("64501.0.0.0.0/0", 0).route("64501.20.0.0.0/8", GROUPS + 1)
            .route("64501.10.0.0.0/8", GROUPS + 1);
        d.encoder.endBatch(6, 0, 0, false);
        d.deliver();
        assertNull(d.session.brokenBy());
        assertEquals(NextHopTable.TYPE_BLACKHOLE, d.type("64501.20.1.1.1"), "not missing, or the shorter route would take its packets");
        assertEquals(NextHopTable.TYPE_BLACKHOLE, d.type("64501.10.1.1.1"), "a route that was there stays");
        assertEquals(2, d.session.refused());
        assertEquals(2, d.counter(SessionCounter.STAND_INS));
        d.begin(7).set(GROUPS + 1, false, via("64496.10.1.0.3", 0), via("64496.10.1.0.4", 0));
        d.encoder.endBatch(7, 0, 0, false);
        d.deliver();
        assertNull(d.session.brokenBy());
        assertEquals(NextHopTable.TYPE_NEIGHBOR, d.type("64501.20.1.1.1"), "a stand-in follows its set");
        d.begin(8).set(0, false, via("64496.10.1.0.3", 0), blackhole());
        d.encoder.endBatch(8, 0, 0, false);
        d.deliver();
        assertNull(d.session.brokenBy(), "a set of one hop comes to have several");
        assertEquals(NextHopTable.TYPE_NEIGHBOR, d.type("64500.1.1.1.1"));
        d.begin(9).set(3, false);
        d.encoder.route(0, 64600L << 32 | 3L << 8, 24, GONE, 0, 0);
        d.encoder.endBatch(9, 0, 0, false);
        d.begin(10).set(GROUPS + 1, false, via("64496.10.1.0.4", 0), blackhole());
        d.encoder.endBatch(10, 0, 0, false);
        d.deliver();
        assertTrue(d.lookup("64501.20.1.1.1") >= Fib.GROUP_BIT, "a group that became free is taken");
    }

    @Test
    void shouldShowRoutesInPieces() {
        start();
        d.begin(2).route("64502.0.0.0.0/0", 0).route("64500.0.0.0.0/0", GONE).end(2, false).deliver();
        final List<Long> asns = new ArrayList<>();
        int pieces = 0;
        for (int from = 0; from >= 0; pieces++) {
            from = d.installer.forSomeApplied(from, 2, (vrf, address, length, hops, source, distance) -> asns.add(address >>> 32));
        }
        asns.sort(null);
        assertEquals(List.of(64501L, 64502L), asns);
        assertEquals(2, pieces);
    }

    /** By the thread's own time: what others do to the machine does not count. */
    @Test
    void shouldMoveManySetsInOnePass() {
        final int sets = 4000;
        final int routes = 300_000;
        d.open(10).begin(1).set(sets, false, blackhole());
        for (int i = 0; i < sets; i++) {
            d.set(i, false, via("64496.10.1.0.2", 0)).route((65000 + i) + ".0.0.0.0/0", i);
        }
        for (int i = 0; i < routes; i++) {
            if (i % 4000 == 0) {
                d.encoder.endBatch(i / 4000 + 1, 0, 0, false);
                d.encoder.beginBatch(i / 4000 + 2);
            }
            d.route("64500." + (i >> 16) + "." + (i >> 8 & 0xFF) + "." + (i & 0xFF) + ".0/24", sets);
        }
        d.end(routes / 4000 + 1, true).deliver();
        assertTrue(d.session.isSynchronized());
        d.begin(100);
        for (int i = 0; i < sets; i++) {
            d.set(i, false, blackhole());
        }
        final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        final long beforeNs = threads.getCurrentThreadCpuTime();
        d.end(100, false).deliver();
        final long tookNs = threads.getCurrentThreadCpuTime() - beforeNs;
        assertEquals(NextHopTable.TYPE_BLACKHOLE, d.type("65000.1.1.1.1"));
        assertEquals(NextHopTable.TYPE_BLACKHOLE, d.type((65000 + sets - 1) + ".1.1.1.1"));
        assertTrue(d.session.isSynchronized());
        assertTrue(tookNs < 1_000_000_000L, "took ms " + tookNs / 1_000_000);
    }
}
