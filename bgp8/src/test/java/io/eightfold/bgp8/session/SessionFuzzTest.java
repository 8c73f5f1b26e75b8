// SPDX-License-Identifier: Apache-2.0
// A machine that is told anything.
package io.eightfold.bgp8.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.bgp8.message.Capability;
import io.eightfold.bgp8.message.Capability.Family;
import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.ErrorKind;
import io.eightfold.bgp8.message.MessageError;
import io.eightfold.bgp8.message.MessageHeader;
import io.eightfold.bgp8.message.NotificationMessage;
import io.eightfold.bgp8.message.OpenEncoder;
import io.eightfold.bgp8.message.OpenMessage;
import io.eightfold.bgp8.message.RefreshMessage;
import io.eightfold.bgp8.message.SessionOptions;
import io.eightfold.bgp8.testing.Hunt;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * A machine that is told anything that a transport may tell, in any order, and things that it may not: it never throws, and keeps what the transport
 * relies on. Each run is recorded and replayed, with the same actions. A fixed number of runs, and a {@link Hunt}.
 */
final class SessionFuzzTest {
    private static final int RUNS = 1500;
    private static final int STEPS = 300;

    /** Keeps the books of a transport. */
    private static final class Books extends NothingAbove {
        private final Set<Side> open = EnumSet.noneOf(Side.class);
        private boolean isConnecting;
        private Side up;

        @Override
        public void connect() {
            assertFalse(isConnecting, "one attempt at a time");
            assertFalse(open.contains(Side.OUTGOING), "connects beside a connection");
            isConnecting = true;
        }

        @Override
        public void stopConnecting() {
            assertTrue(isConnecting);
            isConnecting = false;
        }

        @Override
        public void send(final Side side, final byte[] message) {
            assertTrue(open.contains(side), "sends after the close");
            assertEquals(message.length, (message[16] & 0xFF) << 8 | message[17] & 0xFF);
        }

        @Override
        public void close(final Side side) {
            assertTrue(open.remove(side), "closes twice");
        }

        @Override
        public void established(final Side side, final SessionOptions options) {
            assertEquals(null, up, "up twice");
            assertTrue(open.contains(side));
            up = side;
        }

        @Override
        public void down(final SessionDown down) {
            assertTrue(up != null, "down twice");
            up = null;
        }

        @Override
        public void update(final DirectBuffer buffer, final int offset, final int length) {
            assertTrue(up != null, "UPDATE before up");
        }

        @Override
        public void refresh(final Carrier carrier, final int subtype) {
            assertTrue(up != null, "ROUTE-REFRESH before up");
        }
    }

    private static byte[] message(final Random random) {
        final byte[] message = switch (random.nextInt(8)) {
            case 0, 1 -> OpenEncoder.encode(new OpenMessage(random.nextInt(20) == 0 ? 7 : 64_501, random.nextInt(3) * 30, random.nextInt(1, 4) << 24, capabilities(random)));
            case 2, 3, 4 -> MessageHeader.keepalive();
            case 5 -> HexFormat.of().parseHex("ffffffffffffffffffffffffffffffff00170200000000");
            case 6 -> RefreshMessage.encode(Carrier.values()[random.nextInt(3)], random.nextInt(4));
            default -> new NotificationMessage(random.nextInt(9), random.nextInt(12), new byte[random.nextInt(4)]).encode();
        };
        if (random.nextInt(30) == 0) {
            // what the framer lets through may still be anything behind its header
            for (int i = MessageHeader.LENGTH; i < message.length; i++) {
                message[i] = (byte) random.nextInt(256);
            }
        }
        return message;
    }

    private static List<Capability> capabilities(final Random random) {
        final List<Capability> some = new ArrayList<>();
        some.add(new Capability.Multiprotocol(random.nextInt(10) == 0 ? Carrier.IPV4 : Carrier.NATIVE));
        some.add(new Capability.RouteRefresh(false));
        if (random.nextBoolean()) {
            some.add(new Capability.GracefulRestart(random.nextBoolean(), random.nextBoolean(), 9, List.of(new Capability.GracefulRestart.Kept(new Family(0x8008, 1), true))));
        }
        return some;
    }

    private static NeighborSettings settings(final Random random) {
        final TestNeighbor neighbor = random.nextBoolean() ? TestNeighbor.first().restarting() : TestNeighbor.first();
        neighbor.localIdentifier = random.nextInt(1, 4) << 24;
        neighbor.isPassive = random.nextInt(5) == 0;
        neighbor.isShutdown = random.nextInt(8) == 0;
        neighbor.holdTimeS = random.nextInt(3) * 45;
        neighbor.sendHoldS = random.nextInt(2) * 10;
        return neighbor.build();
    }

    private static final class Told {
        private final Random random;
        private final Books books = new Books();
        private final List<String> inputs = new ArrayList<>();
        private final List<String> actions = new ArrayList<>();
        private final NeighborSettings settings;
        private final SessionMachine machine;
        private final SessionRecorder recorder;
        private long nowNs;
        private boolean wasUp;

        Told(final long seed) {
            random = new Random(seed);
            nowNs = random.nextBoolean() ? Long.MAX_VALUE - 5_000_000_000L : random.nextLong();
            settings = settings(random);
            machine = new SessionMachine(settings, new ActionLog(books, actions::add), seed);
            recorder = new SessionRecorder(machine, inputs::add);
        }

        void run() {
            recorder.start(nowNs);
            for (int step = 0; step < STEPS; step++) {
                nowNs += random.nextInt(8) == 0 ? random.nextLong(40 * Timer.SECOND_NS) : random.nextLong(1000);
                step();
                wasUp |= books.up != null;
                assertEquals(books.up, machine.side());
                assertEquals(books.up != null, machine.state() == SessionState.ESTABLISHED);
            }
        }

        private void step() {
            final Side side = random.nextInt(3) > 0 && machine.side() != null ? machine.side() : Side.values()[random.nextInt(2)];
            final int what = random.nextInt(100);
            if (what < 15) {
                transport();
            } else if (what < 75) {
                final byte[] message = random.nextBoolean() ? message(random) : next();
                recorder.received(side, new UnsafeBuffer(message), 0, message.length, nowNs);
            } else if (what < 90) {
                nowNs = random.nextBoolean() ? machine.deadlineNs() : nowNs;
                recorder.onTime(nowNs);
            } else {
                rare(side);
            }
        }

        /** The message that leads on. */
        private byte[] next() {
            return machine.state() == SessionState.OPEN_SENT
                ? OpenEncoder.encode(new OpenMessage(64_501, 90, random.nextInt(1, 4) << 24, capabilities(random))) : MessageHeader.keepalive();
        }

        /** What happens to connections, told as a transport may. */
        private void transport() {
            if (books.isConnecting && random.nextBoolean()) {
                books.isConnecting = false;
                if (random.nextInt(4) > 0) {
                    books.open.add(Side.OUTGOING);
                    recorder.connected(Side.OUTGOING, nowNs);
                } else {
                    recorder.connectFailed("refused", nowNs);
                }
            } else if (recorder.accept(nowNs)) {
                assertTrue(books.open.add(Side.INCOMING), "accepts beside a connection of the same side");
                recorder.connected(Side.INCOMING, nowNs);
            }
        }

        private void rare(final Side side) {
            switch (random.nextInt(14)) {
                case 0 -> recorder.start(nowNs);
                case 1 -> recorder.shutdown("bye", nowNs);
                case 2 -> recorder.halt(nowNs);
                case 3 -> recorder.deconfigure(nowNs);
                case 4 -> recorder.reset(6, random.nextInt(10), "max-prefix", new byte[1], random.nextInt(-1, 3), nowNs);
                case 5 -> recorder.reconfigure(settings(random), nowNs);
                case 6, 7 -> {
                    if (books.open.remove(side)) {
                        recorder.closed(side, "reset", nowNs);
                    }
                }
                case 8 -> recorder.framingError(side, new MessageError(ErrorKind.MESSAGE_TYPE, "type=9", new byte[] {9}), nowNs);
                case 9 -> recorder.stalled(side, nowNs);
                case 10 -> recorder.progress(side, random.nextBoolean(), nowNs);
                case 11 -> recorder.readingPaused(random.nextBoolean(), nowNs);
                case 12 -> recorder.requestRefresh(Carrier.NATIVE);
                default -> recorder.start(nowNs);
            }
        }

        void replay(final long seed) {
            final List<String> again = new ArrayList<>();
            final SessionMachine other = new SessionMachine(settings, new ActionLog(new NothingAbove(), again::add), seed);
            final SessionReplay replay = new SessionReplay(other, recorder.settings());
            inputs.forEach(replay::line);
            assertEquals(actions, again);
            assertEquals(machine.state(), other.state());
            assertEquals(machine.counters().sent(), other.counters().sent());
        }
    }

    private static boolean run(final long seed) {
        final Told told = new Told(seed);
        try {
            told.run();
            told.replay(seed);
        } catch (final RuntimeException | AssertionError e) {
            throw new AssertionError("seed=" + seed + "\n" + String.join("\n", told.inputs) + "\ndid\n" + String.join("\n", told.actions), e);
        }
        return told.wasUp;
    }

    @Test
    void shouldKeepItsPromisesWhateverItIsTold() {
        final long first = Hunt.seed(6608);
        int ups = 0;
        for (int i = 0; i < RUNS; i++) {
            ups += run(first + i) ? 1 : 0;
        }
        assertTrue(ups > RUNS / 2, "runs in which the session was up: " + ups);
        Hunt.seeds().forEach(SessionFuzzTest::run);
    }
}
