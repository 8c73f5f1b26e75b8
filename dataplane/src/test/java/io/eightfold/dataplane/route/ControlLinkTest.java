// SPDX-License-Identifier: Apache-2.0
// When a dataplane says that it has something, and what it says unasked.
package io.eightfold.dataplane.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.dataplane.testing.TestPacket;
import io.eightfold.fibprotocol.FibWire;
import io.eightfold.fibprotocol.FrameFault;
import io.eightfold.fibprotocol.FrameSink;
import io.eightfold.fibprotocol.ResyncCause;
import io.eightfold.fibprotocol.StatusDecoder;
import io.eightfold.fibprotocol.StatusEncoder;
import io.eightfold.fibprotocol.StatusHandler;
import io.eightfold.fibprotocol.channel.FibChannel;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControlLinkTest {
    private static final long MS = 1_000_000L;
    private final SessionFixture d = new SessionFixture();
    private final long[] turns = new long[3];
    private final Wire wire = new Wire();
    private long nowNs = SessionFixture.SECOND_NS;
    private final ControlLink link = new ControlLink(wire, wire.streams::add, d.installer, d.neighbors, 9,
        () -> List.of(new StatusHandler.Port("p0", 0, 1, 1500, true, 0)), turns.length, i -> turns[i], nowNs);

    @AfterEach
    void free() {
        d.close();
    }

    /** Takes the fixture's frames to the link, and what the link says to a list. */
    private final class Wire implements FibChannel, StatusHandler {
        private final StatusDecoder decoder = new StatusDecoder();
        private final List<String> said = new ArrayList<>();
        private final List<Gateway> told = new ArrayList<>();
        private boolean isFull;
        private boolean isConnected = true;
        private final List<Integer> streams = new ArrayList<>();

        @Override
        public boolean offer(final DirectBuffer buffer, final int offset, final int lengthBytes) {
            if (isFull) {
                return false;
            }
            assertEquals(FrameFault.NONE, decoder.decode(buffer, offset, lengthBytes, this));
            return true;
        }

        @Override
        public int poll(final FrameSink handler, final int frames) {
            int polled = 0;
            for (; polled < frames && !d.frames.isEmpty(); polled++) {
                final byte[] frame = d.frames.removeFirst();
                handler.frame(new UnsafeBuffer(frame), 0, frame.length);
            }
            return polled;
        }

        @Override
        public boolean isConnected() {
            return isConnected;
        }

        @Override
        public long generation() {
            return 1;
        }

        @Override
        public void close() {
        }

        @Override
        public void onHello(final long instance, final long epoch, final long peer, final long configuration, final List<Port> ports) {
            said.add("hello " + instance + " " + epoch + " " + peer + " " + ports.size() + (configuration == 0 ? "" : " configuration " + configuration));
        }

        @Override
        public void onAck(final long instance, final long epoch, final long batch, final long routes, final long digest, final long refused) {
            said.add("ack " + epoch + " " + batch + " " + routes);
        }

        @Override
        public void onResync(final long instance, final long epoch, final long expected, final long seen, final ResyncCause cause) {
            said.add("resync " + epoch + " " + cause.label());
        }

        @Override
        public void onGateways(final long instance, final int part, final boolean isLast, final List<Gateway> gateways) {
            said.add("gateways " + gateways.size() + (part == 0 && isLast ? "" : " part " + part + (isLast ? " last" : "")));
            told.addAll(gateways);
        }
    }

    private List<String> round(final long milliseconds) {
        wire.said.clear();
        link.round(nowNs += milliseconds * MS);
        return List.copyOf(wire.said);
    }

    private void turn(final int worker) {
        turns[worker]++;
    }

    @Test
    void shouldSayNothingBeforeAnybodyAsks() {
        assertEquals(List.of(), round(5000));
        assertFalse(link.isAlive());
    }

    @Test
    void shouldSayWhatItWasStartedWith() {
        link.configuration(0x77);
        link.onPortChange();
        assertEquals(List.of("hello 9 0 0 1 configuration 119"), round(1).subList(0, 1));
    }

    @Test
    void shouldAnswerConnectOnTheStreamItNames() {
        d.encoder.connect(55, 1234);
        assertEquals(List.of("hello 9 0 55 1", "gateways 0"), round(1).subList(0, 2));
        assertEquals(List.of(1234), wire.streams);
        assertTrue(link.isAlive());
        round(3500);
        assertFalse(link.isAlive());
    }

    @Test
    void shouldAcknowledgeWhenEveryWorkerHasMadeTwoTurns() {
        d.open(10).begin(1).set(0, false, SessionFixture.blackhole()).route("64500.0.0.0.0/0", 0).end(1, true);
        assertEquals(List.of(), round(1));
        round(1);
        assertEquals(1, link.session().appliedBatch(), "applied, and not said so");
        for (int i = 0; i < 5; i++) {
            turn(0);
            turn(1);
            assertEquals(List.of(), round(1), "one worker has made no turn");
        }
        turn(2);
        assertEquals(List.of(), round(1), "its turn may have begun before");
        turn(2);
        assertEquals(List.of("ack 10 1 1"), round(1));
        assertEquals(1, link.visibleBatch());
        assertEquals(1, link.acks());
    }

    @Test
    void shouldAcknowledgeTheNewestAtOnceAfterSlowTurns() {
        d.open(10).begin(1).end(1, true);
        round(1);
        round(1);
        d.begin(2).end(2, false).begin(3).end(3, false);
        assertEquals(List.of(), round(1));
        for (int i = 0; i < turns.length; i++) {
            turns[i] += 2;
        }
        assertEquals(List.of("ack 10 1 0"), round(1));
        for (int i = 0; i < turns.length; i++) {
            turns[i] += 2;
        }
        assertEquals(List.of("ack 10 3 0"), round(1), "2 needs no acknowledgement of its own");
    }

    @Test
    void shouldRepeatWhatMayHaveBeenLost() {
        d.encoder.connect(55, 1234);
        d.open(10).begin(2).begin(3);
        round(1);
        assertTrue(link.session().brokenBy() == ResyncCause.MALFORMED);
        int resyncs = 0;
        int acks = 0;
        int hellos = 0;
        for (int i = 0; i < 100; i++) {
            for (final String said : round(100)) {
                resyncs += said.equals("resync 10 malformed") ? 1 : 0;
                acks += said.startsWith("ack 0 0") ? 1 : 0;
                hellos += said.startsWith("hello 9 10 55") ? 1 : 0;
            }
        }
        assertTrue(resyncs >= 45 && acks >= 45 && hellos >= 9, resyncs + " " + acks + " " + hellos);
    }

    @Test
    void shouldTellPortChangeAtOnce() {
        d.encoder.connect(55, 1234);
        round(1);
        link.onPortChange();
        assertEquals(List.of("hello 9 0 55 1"), round(1));
    }

    @Test
    void shouldSweepBeforeWhatComesBehindTheSnapshot() {
        d.open(10).begin(1).set(0, false, SessionFixture.blackhole()).route("64500.0.0.0.0/0", 0).route("64501.0.0.0.0/0", 0).end(1, true);
        round(1);
        d.open(11).begin(1).set(0, false, SessionFixture.blackhole()).route("64501.0.0.0.0/0", 0).end(1, true)
            .begin(2).route("64500.0.0.0.0/0", 0).end(2, false);
        for (int i = 0; i < 5; i++) {
            round(1);
        }
        assertTrue(link.session().isSynchronized());
        assertEquals(2, link.session().routeCount());
        assertEquals(2, link.session().appliedBatch());
    }

    @Test
    void shouldSweepAPieceARoundWhateverComesBehindTheSnapshot() {
        final int routes = 3 * FibWire.MAX_BATCH_ROUTES;
        d.open(10).begin(1).set(0, false, SessionFixture.blackhole());
        for (int i = 0; i < routes; i++) {
            if (i > 0 && i % FibWire.MAX_BATCH_ROUTES == 0) {
                d.end(i / FibWire.MAX_BATCH_ROUTES, false).begin(i / FibWire.MAX_BATCH_ROUTES + 1);
            }
            d.route("64500." + (i >> 16) + "." + (i >> 8 & 0xFF) + "." + (i & 0xFF) + ".0/24", 0);
        }
        d.end(3, true);
        for (int i = 0; i < 50 && !link.session().isSynchronized(); i++) {
            round(1);
        }
        assertEquals(routes, link.session().routeCount());
        d.open(11).begin(1).end(1, true).begin(2).end(2, false);
        round(1);
        for (int left = 2; left >= 0; left--) {
            round(1);
            assertEquals((long) left * FibWire.MAX_BATCH_ROUTES, link.session().routeCount(), "a batch of withdrawals a round");
        }
        round(1);
        assertEquals(2, link.session().appliedBatch());
    }

    private static long gatewayAddress(final int i) {
        return TestPacket.bits("64496.10.1.0.0") + i;
    }

    @Test
    void shouldTellEveryGatewayInPartsThoseThatFailedFirst() {
        final int count = StatusEncoder.MAX_GATEWAYS + 100;
        for (int i = 0; i < count; i++) {
            d.neighbors.gateway(0, gatewayAddress(i), nowNs);
        }
        d.encoder.connect(55, 1234);
        wire.isFull = true;
        round(1);
        wire.isFull = false;
        assertEquals(List.of("gateways 800 part 0"), round(2).stream().filter(s -> s.startsWith("gateways")).toList());
        wire.isFull = true;
        round(1);
        wire.isFull = false;
        assertEquals(List.of("gateways 100 part 1 last"), round(2).stream().filter(s -> s.startsWith("gateways")).toList(), "a part without room comes again");
        assertEquals(count, wire.told.stream().map(StatusHandler.Gateway::address).distinct().count());
        for (int i = 0; i < count - 50; i++) {
            d.neighbors.onHeard(0, gatewayAddress(i), 0x02_00_00_00_EE_10L, true, true, nowNs);
        }
        for (int i = 0; i < 4000; i++) {
            d.neighbors.tick(nowNs += MS);
        }
        wire.told.clear();
        for (int i = 0; i < 4; i++) {
            round(1);
        }
        assertEquals(count, wire.told.size());
        assertTrue(wire.told.subList(0, 50).stream().allMatch(g -> g.state() == StatusHandler.Gateway.State.FAILED));
        assertTrue(wire.told.subList(50, count).stream().allMatch(g -> g.state() == StatusHandler.Gateway.State.REACHABLE));
    }

    @Test
    void shouldGiveReportUpWhenNobodyIsThere() {
        d.encoder.connect(55, 1234);
        wire.isFull = true;
        wire.isConnected = false;
        round(1);
        wire.isFull = false;
        wire.isConnected = true;
        assertFalse(round(1).contains("gateways 0"));
        assertTrue(round(5000).contains("gateways 0"));
    }
}
