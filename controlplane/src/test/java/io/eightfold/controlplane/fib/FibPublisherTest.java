// SPDX-License-Identifier: Apache-2.0
// How a control plane speaks to a dataplane that is slow, breaks, restarts or is not there.
package io.eightfold.controlplane.fib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.controlplane.rib.Rib;
import io.eightfold.controlplane.rib.RibHop;
import io.eightfold.controlplane.rib.RouteSource;
import io.eightfold.fibprotocol.FibWire;
import io.eightfold.fibprotocol.ResyncCause;
import io.eightfold.fibprotocol.StatusHandler;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FibPublisherTest {
    private static final long INSTANCE = 4711;
    private static final long MS = 1_000_000L;
    private static final List<RibHop> BLACKHOLE = List.of(new RibHop.Blackhole());
    private static final List<RibHop> UNREACHABLE = List.of(new RibHop.Unreachable());

    private final Rib rib = new Rib();
    private final ScriptedDataplane dataplane = new ScriptedDataplane();
    private final KeptFrames journal = new KeptFrames();
    private final List<String> heard = new ArrayList<>();
    private final FibPublisher publisher = new FibPublisher(rib, dataplane, () -> dataplane.stream, journal, new DataplaneListener() {
        @Override
        public void dataplane(final boolean isFresh, final long configuration) {
            heard.add((isFresh ? "fresh " : "known ") + configuration);
        }

        @Override
        public void ports(final List<StatusHandler.Port> ports, final boolean isNew) {
            heard.add("ports " + ports.size() + (isNew ? " new" : ""));
        }

        @Override
        public void gateways(final List<StatusHandler.Gateway> gateways) {
            heard.add("gateways " + gateways.size());
        }
    }, INSTANCE, 1000, 0);
    private long nowNs;

    private void rounds(final int milliseconds) {
        for (int i = 0; i < milliseconds; i++) {
            nowNs += MS;
            publisher.round(nowNs);
        }
    }

    private void add(final int from, final int to, final List<RibHop> hops) {
        for (int i = from; i < to; i++) {
            rib.update(0, (70_000L + i) << 32, 0, RouteSource.STATIC, 1, 0, hops);
        }
    }

    /** Connected, the whole table told and acknowledged. */
    private void start() {
        rounds(1);
        dataplane.hello(0, INSTANCE);
        rounds(1);
        dataplane.ackAll();
        rounds(1);
        assertTrue(publisher.isQuiet());
        assertEquals("up", publisher.view().state());
    }

    @Test
    void shouldAskUntilAnswered() {
        dataplane.stream = 0;
        rounds(200);
        assertTrue(dataplane.connects.isEmpty(), "there is no channel to be answered on");
        dataplane.stream = 5;
        rounds(200);
        assertEquals(4, dataplane.connects.size());
        dataplane.hello(0, INSTANCE + 1);
        rounds(1);
        assertEquals("connecting", publisher.view().state(), "that was to somebody else");
        assertEquals(1, publisher.view().counter(PublisherCounter.STALE_ANSWERS));
        assertTrue(dataplane.epochs.isEmpty());
        start();
        assertEquals(List.of("fresh 0", "ports 1 new"), heard);
    }

    @Test
    void shouldTellADataplaneThatWasStartedSinceFromOneThatForwardsAlready() {
        dataplane.configuration = 9;
        rounds(1);
        dataplane.hello(900, INSTANCE);
        rounds(1);
        dataplane.ackAll();
        rounds(1);
        assertEquals(List.of("known 9", "ports 1 new"), heard);
        dataplane.restart(78);
        dataplane.hello(0, INSTANCE);
        dataplane.hello(0, INSTANCE);
        rounds(1);
        assertEquals(List.of("fresh 9", "ports 1 new", "ports 1"), heard.subList(2, heard.size()));
    }

    @Test
    void shouldSendTheWholeTableThenWhatChanges() {
        add(0, 20_000, BLACKHOLE);
        start();
        assertEquals(List.of(1001L), dataplane.epochs);
        assertEquals(20_000, dataplane.routes.size());
        assertEquals(3, dataplane.snapshotEnd);
        assertEquals(FibWire.MAX_BATCH_ROUTES, dataplane.mostBatchRoutes);
        final long told = dataplane.routeMessages;
        add(5, 6, UNREACHABLE);
        rib.withdraw(0, 70_000L << 32, 0, RouteSource.STATIC, 1);
        rounds(1);
        assertEquals(told + 2, dataplane.routeMessages);
        assertEquals(19_999, dataplane.routes.size());
        assertEquals(1, publisher.view().snapshots().get(ResyncCause.CONTROLPLANE_START));
    }

    @Test
    void shouldEndSnapshotOfEmptyTable() {
        start();
        assertEquals(1, dataplane.snapshotEnd);
    }

    @Test
    void shouldKeepToTheWindowAndCoalesceBehindIt() {
        start();
        for (int i = 0; i < 51; i++) {
            add(0, 10, i % 2 == 0 ? BLACKHOLE : UNREACHABLE);
            rounds(1);
        }
        assertEquals(1 + FibPublisher.WINDOW_BATCHES, dataplane.batch, "one was acknowledged");
        assertTrue(publisher.view().counter(PublisherCounter.WINDOW_FULL) > 0);
        assertTrue(publisher.view().coalesced() > 0);
        final long told = dataplane.routeMessages;
        dataplane.ackAll();
        rounds(1);
        assertEquals(told + 10, dataplane.routeMessages, "the latest state of each prefix, once");
        assertEquals(1, dataplane.routes.values().stream().distinct().count());
        assertEquals("[blackhole]", dataplane.sets.get(dataplane.routes.values().iterator().next()).toString());
        dataplane.ackAll();
        rounds(1);
        assertTrue(publisher.isQuiet());
    }

    @Test
    void shouldOfferTheSameFrameAgainWhenTheChannelIsFull() {
        start();
        dataplane.takesFrames = false;
        add(0, 3000, BLACKHOLE);
        rounds(100);
        add(0, 3000, UNREACHABLE);
        rounds(100);
        assertEquals(0, dataplane.routes.size());
        assertTrue(publisher.view().counter(PublisherCounter.BACK_PRESSURE) > 0);
        dataplane.takesFrames = true;
        rounds(3);
        assertEquals(3000, dataplane.routes.size());
        dataplane.ackAll();
        rounds(1);
        assertTrue(publisher.isQuiet());
        assertEquals(1, dataplane.epochs.size());
    }

    @Test
    void shouldOpenNewEpochsWithGrowingPauses() {
        start();
        final List<Long> openedNs = new ArrayList<>();
        for (int i = 0; i < 30_000; i++) {
            final int before = dataplane.epochs.size();
            dataplane.resync(ResyncCause.DIGEST);
            // Batches before the broken one are acknowledged all the same.
            dataplane.ack(Math.max(0, dataplane.snapshotEnd - 1), 0);
            rounds(1);
            if (dataplane.epochs.size() > before) {
                openedNs.add(nowNs);
            }
        }
        assertTrue(openedNs.size() >= 8 && openedNs.size() < 20, openedNs.size() + " epochs in 30 s");
        for (int i = 2; i < openedNs.size(); i++) {
            final long pause = openedNs.get(i) - openedNs.get(i - 1);
            final long before = openedNs.get(i - 1) - openedNs.get(i - 2);
            assertTrue(pause >= before && pause <= 5_001 * MS, pause + " after " + before);
        }
        dataplane.ackAll();
        rounds(10_000);
        dataplane.ackAll();
        rounds(1);
        final long startNs = nowNs;
        final int before = dataplane.epochs.size();
        dataplane.resync(ResyncCause.GAP);
        while (dataplane.epochs.size() == before) {
            rounds(1);
        }
        assertTrue(nowNs - startNs < 20 * MS, "the pauses are short again once an epoch has held");
        assertEquals(1, publisher.view().snapshots().get(ResyncCause.GAP));
        assertTrue(publisher.view().counter(PublisherCounter.DIGEST_MISMATCHES) > 0);
    }

    @Test
    void shouldPauseEvenIfBatchesBeforeTheBrokenOneAreAcknowledged() {
        add(0, 20_000, BLACKHOLE);
        start();
        int epochs = 0;
        for (int i = 0; i < 10_000; i++) {
            dataplane.ack(1, 0);
            dataplane.resync(ResyncCause.DIGEST);
            rounds(1);
        }
        epochs = dataplane.epochs.size();
        assertTrue(epochs < 15, epochs + " whole tables in 10 s");
    }

    @Test
    void shouldLeaveOutAnswersOfOldEpochs() {
        start();
        dataplane.resync(900, ResyncCause.GAP);
        rounds(100);
        assertEquals(1, dataplane.epochs.size());
        assertEquals(1, publisher.view().counter(PublisherCounter.STALE_ANSWERS));
        dataplane.garbage();
        rounds(1);
        assertEquals(1, publisher.view().counter(PublisherCounter.MALFORMED));
    }

    @Test
    void shouldSendTheWholeTableToNewDataplane() {
        add(0, 5, BLACKHOLE);
        start();
        dataplane.restart(78);
        dataplane.hello(0, INSTANCE);
        rounds(1);
        assertEquals(2, dataplane.epochs.size());
        assertEquals(5, dataplane.routes.size());
        assertEquals(1, publisher.view().snapshots().get(ResyncCause.DATAPLANE_START));
        assertEquals(78, publisher.view().dataplane());
    }

    @Test
    void shouldStartAnewWhenTheChannelWasBuiltAnew() {
        add(0, 5, BLACKHOLE);
        start();
        dataplane.generation++;
        add(5, 10, BLACKHOLE);
        final int connects = dataplane.connects.size();
        rounds(1);
        assertEquals("connecting", publisher.view().state());
        assertEquals(connects + 1, dataplane.connects.size());
        assertEquals(5, dataplane.routes.size(), "nothing is sent before a dataplane has answered");
        dataplane.hello(1001, INSTANCE);
        rounds(1);
        assertEquals(10, dataplane.routes.size());
        assertEquals(1, publisher.view().snapshots().get(ResyncCause.CHANNEL));
    }

    @Test
    void shouldGoAboveTheEpochOfAnotherControlPlane() {
        rounds(1);
        dataplane.hello(5000, INSTANCE);
        rounds(1);
        assertEquals(List.of(5001L), dataplane.epochs);
        dataplane.ackAll();
        rounds(1);
        dataplane.hello(6000, INSTANCE);
        rounds(100);
        assertEquals(List.of(5001L, 6001L), dataplane.epochs);
    }

    @Test
    void shouldTryAgainLaterWhenRoutesWereRefused() {
        add(0, 5, BLACKHOLE);
        start();
        dataplane.ack(dataplane.batch, 2);
        rounds(1);
        assertEquals(2, publisher.view().refused());
        for (int i = 0; i < 29; i++) {
            dataplane.ack(dataplane.batch, 2);
            rounds(1000);
        }
        assertEquals(1, dataplane.epochs.size());
        dataplane.ack(dataplane.batch, 2);
        rounds(2000);
        dataplane.ack(dataplane.batch, 2);
        rounds(10);
        assertEquals(2, dataplane.epochs.size());
        assertEquals(1, publisher.view().snapshots().get(ResyncCause.REFUSED));
    }

    @Test
    void shouldSayThatNothingIsNew() {
        start();
        rounds(1000);
        assertTrue(dataplane.heartbeats >= 9 && dataplane.heartbeats <= 11, dataplane.heartbeats + " in 1 s");
    }

    @Test
    void shouldAskSilentDataplaneAgain() {
        start();
        final int before = dataplane.connects.size();
        rounds(2900);
        assertEquals(before, dataplane.connects.size());
        assertTrue(publisher.view().isHeard());
        rounds(3000);
        assertFalse(publisher.view().isHeard());
        assertTrue(dataplane.connects.size() > before && dataplane.connects.size() < before + 5, "now and then");
        dataplane.hello(dataplane.epochs.getLast(), INSTANCE);
        rounds(1);
        assertTrue(publisher.view().isHeard());
        assertEquals(1, dataplane.epochs.size(), "it was only slow");
    }

    @Test
    void shouldTellPortsAndGateways() {
        start();
        dataplane.gateways(0, true, new StatusHandler.Gateway(9, "p0", StatusHandler.Gateway.State.FAILED));
        dataplane.hello(1001, INSTANCE);
        rounds(1);
        assertEquals(List.of("fresh 0", "ports 1 new", "gateways 1", "ports 1"), heard);
    }

    @Test
    void shouldTellOnlyWholeReportsOfGateways() {
        start();
        heard.clear();
        final StatusHandler.Gateway gateway = new StatusHandler.Gateway(9, "p0", StatusHandler.Gateway.State.FAILED);
        dataplane.gateways(0, false, gateway, gateway);
        dataplane.gateways(1, false, gateway);
        rounds(1);
        assertEquals(List.of(), heard);
        dataplane.gateways(2, true, gateway);
        rounds(1);
        assertEquals(List.of("gateways 4"), heard);
        dataplane.gateways(0, false, gateway);
        dataplane.gateways(2, true, gateway);
        dataplane.gateways(1, true, gateway);
        dataplane.gateways(3, true, gateway);
        rounds(1);
        assertEquals(List.of("gateways 4"), heard, "a part is missing");
        dataplane.gateways(0, false, gateway);
        dataplane.gateways(0, true, gateway);
        rounds(1);
        assertEquals(List.of("gateways 4", "gateways 1"), heard, "a new report begins");
    }

    @Test
    void shouldResyncWhenAnOperatorSaysSo() {
        start();
        publisher.resync();
        rounds(50);
        assertEquals(1, publisher.view().snapshots().get(ResyncCause.OPERATOR));
        assertEquals(2, dataplane.epochs.size());
    }

    @Test
    void shouldWriteTheWholeTableToTheJournalAndChangesBesides() {
        add(0, 20_000, BLACKHOLE);
        start();
        add(20_000, 20_010, UNREACHABLE);
        rounds(60);
        assertEquals(1, journal.checkpoints);
        assertEquals(20_010, restored());
        dataplane.ackAll();
        rib.withdraw(0, 70_000L << 32, 0, RouteSource.STATIC, 1);
        rounds(1);
        assertEquals(20_009, restored());
        journal.needsCheckpoint = true;
        rounds(60);
        assertEquals(2, journal.checkpoints);
        assertEquals(20_009, restored());
    }

    /** Changes that a snapshot carries are in no other frame of the journal. */
    @Test
    void shouldTryACheckpointAgainUntilTheDiskHasItAndSayIncompleteUntilThen() {
        add(0, 100, BLACKHOLE);
        journal.losing = 2;
        start();
        rounds(100);
        assertEquals(1, journal.begun);
        assertEquals(0, journal.checkpoints);
        assertTrue(journal.isIncomplete);
        assertEquals(0, restored());
        rounds(3_000);
        assertEquals(2, journal.begun, "not in every turn: a full disk needs time");
        rounds(3_000);
        assertEquals(3, journal.begun);
        assertEquals(1, journal.checkpoints);
        assertFalse(journal.isIncomplete);
        assertEquals(100, restored());
        rounds(10_000);
        assertEquals(3, journal.begun, "it has it");
        publisher.resync();
        rounds(1);
        assertTrue(journal.isIncomplete, "the next snapshot");
    }

    @Test
    void shouldHandTheEndOfACheckpointOverWhenThereIsRoom() {
        add(0, 100, BLACKHOLE);
        journal.commitsRefused = 5;
        start();
        rounds(20);
        assertEquals(1, journal.begun);
        assertEquals(1, journal.checkpoints);
        assertEquals(100, restored());
    }

    /** The ring takes 2 MiB of a checkpoint, and half a MiB may wait there when the next piece is written. */
    @Test
    void shouldWriteCheckpointsInPiecesThatTheRingTakes() {
        for (int i = 0; i < 2_000; i++) {
            final List<RibHop> hops = new ArrayList<>();
            for (int hop = 0; hop < FibWire.MAX_HOPS; hop++) {
                hops.add(new RibHop.Gateway(1_000_000 + i * FibWire.MAX_HOPS + hop, "p0"));
            }
            add(i, i + 1, hops);
        }
        start();
        rounds(60);
        assertEquals(1, journal.checkpoints);
        assertEquals(2_000, restored());
        assertTrue(journal.mostPieceBytes > 400_000, "sets of many next hops");
        assertTrue(journal.mostPieceBytes < 3 << 19, "bytes " + journal.mostPieceBytes);
    }

    @Test
    void shouldWaitForRoomInTheJournal() {
        add(0, 20_000, BLACKHOLE);
        journal.hasRoom = false;
        start();
        rounds(50);
        assertEquals(0, journal.begun);
        journal.hasRoom = true;
        rounds(1);
        journal.hasRoom = false;
        rounds(50);
        assertEquals(0, journal.checkpoints, "begun, not done");
        dataplane.generation++;
        rounds(1);
        dataplane.hello(1001, INSTANCE);
        rounds(1);
        journal.hasRoom = true;
        rounds(60);
        assertEquals(2, journal.begun, "a new epoch gives the old walk up");
        assertEquals(1, journal.checkpoints);
        assertEquals(20_000, restored());
    }

    /** A crash between a new epoch and its checkpoint: what the journal has then must not be read with another epoch's numbers. */
    @Test
    void shouldKeepNumbersOfSetsApartInTheJournal() {
        final KeptFrames before = new KeptFrames();
        final Rib earlier = new Rib();
        final ScriptedDataplane old = new ScriptedDataplane();
        final FibPublisher dead = new FibPublisher(earlier, old, () -> 5, before, new Deaf(), 1, 500, 0);
        earlier.update(0, 60_000L << 32, 0, RouteSource.STATIC, 1, 0, UNREACHABLE);
        dead.round(1);
        old.hello(0, 1);
        for (int i = 2; i < 10; i++) {
            dead.round(i);
        }
        assertEquals(1, before.checkpoints);
        journal.current = before.current;
        journal.hasRoom = false;
        add(0, 1, BLACKHOLE);
        start();
        add(1, 2, BLACKHOLE);
        rounds(1);
        final Rib back = new Rib();
        assertEquals(2, journal.restore().into(back));
        final RibRestoreTest.Table table = RibRestoreTest.table(back);
        assertEquals("[unreachable]", table.hops(0, 60_000L << 32, 0));
        assertEquals("[blackhole]", table.hops(0, 70_001L << 32, 0), "announced in the snapshot, which the journal does not have");
    }

    private int restored() {
        return journal.restore().into(new Rib());
    }

    /** Listens to nothing. */
    static final class Deaf implements DataplaneListener {
        @Override
        public void dataplane(final boolean isFresh, final long configuration) {
        }

        @Override
        public void ports(final List<StatusHandler.Port> ports, final boolean isNew) {
        }

        @Override
        public void gateways(final List<StatusHandler.Gateway> gateways) {
        }
    }
}
