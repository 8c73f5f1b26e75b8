// SPDX-License-Identifier: Apache-2.0
// Limits on clients.
package io.eightfold.whois8.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TcpListenerIT {
    private static final Limits LIMITS = new Limits(100, 100, 1000, 1000, 5000, 5000, 5000, 5000);
    private static final int BIG_BYTES = 8 << 20;
    private TcpListener listener;

    /** Echoes a byte; 'k' keeps the session, 'b' answers with much, 'f' is a mistake of the server, 'r' breaks a rule. */
    private static final class Echo implements ConnectionHandler {
        @Override
        public EndReason serve(final Connection connection) throws IOException {
            final byte[] one = new byte[1];
            connection.awaitRequest();
            while (connection.read(one, 0, 1) > 0) {
                connection.requestComplete();
                if (!connection.takeQuery()) {
                    return EndReason.QUERY_RATE;
                }
                if (one[0] == 'f') {
                    throw new IllegalStateException("on purpose");
                }
                answer(connection, one[0] == 'b' ? new byte[BIG_BYTES] : one);
                if (one[0] != 'k') {
                    return one[0] == 'r' ? EndReason.BAD_REQUEST : EndReason.ANSWERED;
                }
                connection.awaitNext();
            }
            return EndReason.PEER_CLOSED;
        }

        private static void answer(final Connection connection, final byte[] bytes) throws IOException {
            connection.beginAnswer();
            connection.write(bytes, 0, bytes.length);
            connection.endAnswer();
        }

        @Override
        public byte[] refusal(final EndReason reason, final String address) {
            return ("no: " + reason.word()).getBytes(StandardCharsets.US_ASCII);
        }
    }

    private TcpListener start(final Limits limits) throws IOException {
        listener = TcpListener.start("test", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), limits, new Echo());
        return listener;
    }

    @AfterEach
    void shouldCountEveryConnectionOnce() {
        if (listener != null) {
            listener.close();
            assertEquals(0, listener.open(), () -> "open; ended " + listener.ended());
            assertEquals(listener.accepted(), listener.ended().sum(), () -> "ended " + listener.ended());
            assertEquals(0, listener.ended().value(EndReason.FAULT) - faults, () -> "ended " + listener.ended());
        }
    }

    private int faults;

    private void assertEnds(final EndReason reason, final int count) {
        TestClient.await(reason + " " + count + " times; ended " + listener.ended(), () -> listener.ended().value(reason) == count);
    }

    @Test
    void shouldAnswer() throws IOException {
        try (TestClient client = new TestClient(start(LIMITS).address())) {
            assertEquals("x", client.send("x").readAll());
        }
        assertEnds(EndReason.ANSWERED, 1);
    }

    @Test
    void shouldRefuseMoreConnectionsThanOneAddressMayHave() throws IOException {
        start(LIMITS.withConnections(10, 2));
        try (TestClient first = new TestClient(listener.address()); TestClient second = new TestClient(listener.address())) {
            TestClient.await("two are served", () -> listener.open() == 2);
            try (TestClient third = new TestClient(listener.address())) {
                assertEquals("no: too-many-from-address", third.send("x").readAll());
            }
            assertEquals("x", first.send("x").readAll());
            assertEnds(EndReason.ANSWERED, 1);
            try (TestClient fourth = new TestClient(listener.address())) {
                assertEquals("x", fourth.send("x").readAll(), "a place became free");
            }
            second.send("x");
        }
        assertEnds(EndReason.TOO_MANY_FROM_ADDRESS, 1);
    }

    @Test
    void shouldRefuseMoreConnectionsThanItHas() throws IOException {
        start(LIMITS.withConnections(1, 1));
        try (TestClient first = new TestClient(listener.address())) {
            TestClient.await("one is served", () -> listener.open() == 1);
            try (TestClient second = new TestClient(listener.address())) {
                assertEquals("no: too-many-connections", second.readAll());
            }
            assertEquals("x", first.send("x").readAll());
        }
        assertEnds(EndReason.TOO_MANY_CONNECTIONS, 1);
    }

    @Test
    void shouldEndClientThatDoesNotAsk() throws IOException {
        try (TestClient client = new TestClient(start(LIMITS.withTimeouts(50, 5000, 5000, 5000)).address())) {
            assertEquals("", client.readAll());
        }
        assertEnds(EndReason.REQUEST_TIMEOUT, 1);
    }

    @Test
    void shouldEndIdleSession() throws IOException {
        try (TestClient client = new TestClient(start(LIMITS.withTimeouts(5000, 50, 5000, 5000)).address())) {
            assertEquals("k", client.send("k").readAll());
        }
        assertEnds(EndReason.IDLE_TIMEOUT, 1);
    }

    @Test
    void shouldCutReaderThatStalls() throws IOException {
        start(LIMITS.withTimeouts(5000, 5000, 100, 5000));
        try (TestClient client = new TestClient(listener.address(), 4096)) {
            client.send("b");
            assertEnds(EndReason.SLOW_READER, 1);
        }
    }

    @Test
    void shouldCutReaderThatDrips() throws IOException, InterruptedException {
        start(LIMITS.withTimeouts(5000, 5000, 300, 600));
        try (TestClient client = new TestClient(listener.address(), 4096)) {
            client.send("b");
            final long endNs = System.nanoTime() + TestClient.MAX_WAIT_MS * 1_000_000L;
            while (listener.ended().value(EndReason.SLOW_READER) == 0 && endNs - System.nanoTime() > 0) {
                client.read(Connection.CHUNK_BYTES);
                Thread.sleep(10);
            }
        } catch (final IOException expected) {
            // Cut while it read.
        }
        assertEnds(EndReason.SLOW_READER, 1);
    }

    @Test
    void shouldLimitQueriesOfAddressAcrossConnections() throws IOException {
        start(LIMITS.withRate(1, 3));
        for (int i = 0; i < 3; i++) {
            try (TestClient client = new TestClient(listener.address())) {
                assertEquals("x", client.send("x").readAll());
            }
        }
        try (TestClient client = new TestClient(listener.address())) {
            assertEquals("", client.send("x").readAll());
        }
        assertEnds(EndReason.QUERY_RATE, 1);
    }

    @Test
    void shouldCountItsOwnMistakes() throws IOException {
        try (TestClient client = new TestClient(start(LIMITS).address())) {
            assertEquals("", client.send("f").readAll());
        }
        faults = 1;
        assertEnds(EndReason.FAULT, 1);
    }

    @Test
    void shouldLetClientReadLastWordsWhenItSentMore() throws IOException {
        try (TestClient client = new TestClient(start(LIMITS).address())) {
            assertEquals("r", client.send("r" + "more".repeat(1000)).readAll());
        }
        assertEnds(EndReason.BAD_REQUEST, 1);
    }

    @Test
    void shouldEndWaitingClientsAtShutdownAndFinishAnswers() throws IOException, InterruptedException {
        start(LIMITS);
        try (TestClient waiting = new TestClient(listener.address()); TestClient reading = new TestClient(listener.address(), 4096)) {
            reading.send("b");
            reading.read(1);
            TestClient.await("both are served", () -> listener.open() == 2);
            final Thread closer = Thread.ofVirtual().start(listener::close);
            assertEquals(BIG_BYTES - 1, reading.readAll().length());
            assertEquals("", waiting.readAll());
            closer.join();
        }
        assertEquals(1, listener.ended().value(EndReason.SHUTDOWN), () -> "ended " + listener.ended());
        assertEquals(1, listener.ended().value(EndReason.ANSWERED), () -> "ended " + listener.ended());
    }

    @Test
    void shouldSayWhyItCannotListen() throws IOException {
        start(LIMITS);
        final String message = assertThrows(IOException.class, () -> TcpListener.start("test", listener.address(), LIMITS, new Echo())).getMessage();
        assertTrue(message.contains("127.0.0.1:" + listener.address().getPort()) && message.contains("ss -ltn"), message);
    }

    /** All kinds of clients at once: whatever they do, the counts must agree (see above), and nothing is a fault of the server. */
    @Test
    void shouldCountEveryKindOfClient() throws IOException, InterruptedException {
        final long seed = 8;
        start(LIMITS.withConnections(20, 15).withTimeouts(100, 100, 100, 200).withRate(1000, 1000));
        final List<Thread> clients = new ArrayList<>();
        final Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            final int kind = random.nextInt(6);
            clients.add(Thread.ofVirtual().start(() -> behave(kind)));
            Thread.sleep(random.nextInt(5));
        }
        for (final Thread client : clients) {
            client.join();
        }
        TestClient.await("all ended, seed " + seed + "; ended " + listener.ended(), () -> listener.open() == 0);
        assertEquals(200, listener.accepted());
        assertTrue(listener.ended().value(EndReason.ANSWERED) > 0 && listener.ended().value(EndReason.REQUEST_TIMEOUT) > 0, () -> "ended " + listener.ended());
    }

    private void behave(final int kind) {
        try (TestClient client = new TestClient(listener.address(), 4096)) {
            switch (kind) {
                case 0 -> client.send("x").readAll();
                case 1 -> client.readAll();
                case 2 -> client.send("b").read(1);
                case 3 -> client.send("kkkk").endInput().readAll();
                case 4 -> client.send("r").readAll();
                default -> client.send("k");
            }
        } catch (final IOException expected) {
            // Refused or cut: the server's counts say so.
        }
    }

    @Test
    void shouldNameLimitThatCannotBe() {
        final String message = assertThrows(IllegalArgumentException.class, () -> LIMITS.withConnections(1, 2)).getMessage();
        assertEquals("maxConnectionsPerAddress=2 is not from 1 to 1; change it in the limits of the server", message);
    }
}
