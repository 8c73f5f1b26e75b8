// SPDX-License-Identifier: Apache-2.0
// Clients that are slow, greedy or talk nonsense.
package io.eightfold.whois8.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordStatus;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After each, all connections and requests must have ended under one reason each. */
class HostileClientsIT {
    private static final String GOOD = "/rdap/autnum/64496";
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");

    @Test
    void shouldAnswerAGoodClientWhileHalfOpenRequestsWait() throws Exception {
        try (LabServer server = new LabServer(limits(1000, 500, Duration.ofSeconds(6), 0, 1), null)) {
            final List<RawClient> halfOpen = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                final RawClient client = new RawClient(server.port());
                client.send(i % 2 == 0 ? "GET " + GOOD + " HTTP/1.1\r\nHost: x\r\nX-Slow: " : "G");
                halfOpen.add(client);
            }
            server.await("all are connected", () -> server.service().connections() == 200);
            for (int i = 0; i < 20; i++) {
                final long startNs = System.nanoTime();
                assertEquals(200, server.get(GOOD).statusCode());
                // Behind them it would wait until they are cut.
                assertTrue(System.nanoTime() - startNs < Duration.ofSeconds(3).toNanos(), "a good client waited " + (System.nanoTime() - startNs) / 1_000_000 + " ms");
            }
            // A byte each 100 ms keeps an idle timeout away, but not the deadline of the head.
            server.await("all are cut", () -> {
                halfOpen.forEach(HostileClientsIT::drip);
                return server.read(HttpCounter.CONNECTION_CUT_SLOW_REQUEST) == 200;
            });
            close(halfOpen);
            server.assertCountersAddUp();
        }
    }

    @Test
    void shouldCutAHeadThatDripsAfterAnAnswer() throws Exception {
        try (LabServer server = new LabServer(limits(100, 100, Duration.ofMillis(500), 0, 1), null); RawClient client = new RawClient(server.port())) {
            client.send("GET " + GOOD + " HTTP/1.1\r\nHost: x\r\n\r\n");
            client.readUntil("\"port43\":\"whois8.example\"}");
            Thread.sleep(1200);
            assertEquals(1, server.service().connections(), "silence after an answer is no slow request");
            server.await("it is cut", () -> {
                drip(client);
                return server.read(HttpCounter.CONNECTION_CUT_SLOW_REQUEST) == 1;
            });
            server.assertCountersAddUp();
        }
    }

    @Test
    void shouldCutAReaderThatIsTooSlow() throws Exception {
        try (LabServer server = new LabServer(limits(100, 100, Duration.ofSeconds(5), Duration.ofSeconds(3), 0, 1), null)) {
            fill(server);
            try (RawClient slow = new RawClient("127.0.0.1", server.port(), 4096)) {
                slow.send("GET /feed/v1/lab/snapshot HTTP/1.1\r\nHost: x\r\n\r\n");
                slow.readUntil("\r\n\r\n");
                server.await("it is cut", () -> {
                    read(slow, 200);
                    return server.read(HttpCounter.CONNECTION_CUT_SLOW_TRANSFER) == 1;
                });
            }
            // Its place among the transfers is free again: there is but one.
            server.await("another gets the snapshot", () -> statusOf(server, "/feed/v1/lab/snapshot") == 200);
            server.assertCountersAddUp();
        }
    }

    @Test
    void shouldRefuseTransfersBeyondTheLimit() throws Exception {
        try (LabServer server = new LabServer(limits(100, 100, Duration.ofSeconds(5), 0, 1), null)) {
            fill(server);
            try (RawClient slow = new RawClient("127.0.0.1", server.port(), 4096)) {
                slow.send("GET /feed/v1/lab/snapshot HTTP/1.1\r\nHost: x\r\n\r\n");
                slow.readUntil("\r\n\r\n");
                final HttpResponse<String> refused = server.get("/feed/v1/lab/snapshot");
                assertEquals(503, refused.statusCode());
                assertEquals("2", refused.headers().firstValue("retry-after").orElseThrow());
                assertEquals(200, server.get(GOOD).statusCode());
            }
        }
    }

    @Test
    void shouldHoldOneAnswerOfDeltasForEachTransfer() throws Exception {
        try (LabServer server = new LabServer(limits(100, 100, 64 << 20), null)) {
            fill(server);
            final List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                final RawClient deaf = new RawClient("127.0.0.1", server.port(), 4096);
                clients.add(deaf);
                deaf.send("GET /feed/v1/lab/deltas?from=1 HTTP/1.1\r\nHost: x\r\n\r\n");
                // The head comes when its turn is decided; the rest is left where it is.
                assertEquals(i == 0 ? "HTTP/1.1 200" : "HTTP/1.1 503", new String(deaf.in().readNBytes(12), StandardCharsets.ISO_8859_1));
            }
            assertEquals(503, statusOf(server, "/feed/v1/lab/snapshot"));
            for (final RawClient client : clients) {
                client.close();
            }
            server.await("the permit is back", () -> statusOf(server, "/feed/v1/lab/deltas?from=1") == 200);
            server.assertCountersAddUp();
        }
    }

    @Test
    void shouldBoundConnectionsInAllAndPerAddress() throws Exception {
        try (LabServer server = new LabServer(limits(30, 20, Duration.ofSeconds(5), 0, 1), null)) {
            final List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < 25; i++) {
                clients.add(new RawClient("127.0.0.2", server.port(), 0));
            }
            server.await("5 are refused", () -> server.read(HttpCounter.CONNECTION_REFUSED_ADDRESS) == 5);
            assertEquals(200, server.get(GOOD).statusCode());
            for (int i = 0; i < 15; i++) {
                clients.add(new RawClient("127.0.0.3", server.port(), 0));
            }
            server.await("the rest is refused", () -> server.read(HttpCounter.CONNECTION_REFUSED_FULL) == 6);
            close(clients);
            server.await("their places are free", () -> server.service().connections() <= 1);
            assertEquals(200, server.get(GOOD).statusCode());
            server.assertCountersAddUp();
        }
    }

    @Test
    void shouldLimitTheRateOfAnAddressOnly() throws Exception {
        try (LabServer server = new LabServer(limits(100, 100, Duration.ofSeconds(5), 2, 10), null)) {
            int refused = 0;
            final long startNs = System.nanoTime();
            for (int i = 0; i < 30; i++) {
                final HttpResponse<String> response = server.get(GOOD);
                if (response.statusCode() == 429) {
                    refused++;
                    assertEquals("1", response.headers().firstValue("retry-after").orElseThrow());
                    assertEquals(429, LabServer.json(response).get("errorCode").getAsInt());
                }
            }
            // A burst of 10, then 2 more for each second that this machine took.
            final long tokens = 10 + 2 * (System.nanoTime() - startNs) / 1_000_000_000L + 1;
            assertTrue(refused >= 30 - tokens && refused <= 20, "refused " + refused + " of 30 with " + tokens + " tokens");
            try (RawClient other = new RawClient("127.0.0.2", server.port(), 0)) {
                other.send("GET " + GOOD + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
                assertTrue(other.readAll().startsWith("HTTP/1.1 200"));
            }
            assertEquals(refused, server.read(HttpCounter.RATE_LIMITED));
            server.assertCountersAddUp();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "414|GET /rdap/autnum/LONG HTTP/1.1\r\nHost: x\r\n\r\n",
        "431|GET /rdap/autnum/64496 HTTP/1.1\r\nHost: x\r\nX-Long: LONG\r\n\r\n",
        "400|GET /rdap/autnum/64496 HTTP/1.1\r\n\r\n",
        "400|GET /rdap/autnum/64496 HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
        "400|GET /rdap/help HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n",
        "400|POST /rdap/help HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "400|POST /rdap/help HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
        "400|POST /rdap/help HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "505|GET /rdap/help HTTP/9.9\r\nHost: x\r\n\r\n",
        "400|GET /rdap/help\u0000 HTTP/1.1\r\nHost: x\r\n\r\n",
        "400|GET /rdap/ip/%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "400|GET /rdap/entity/%00 HTTP/1.1\r\nHost: x\r\n\r\n",
        "400|GET /rdap/entity/%ff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "400|\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n",
        "400|\u0000\u0001\u0000\u0000\r\n\r\n",
        "400|GET /rdap/../../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    })
    void shouldRefuseAndClose(final String statusAndRequest) throws Exception {
        final String status = statusAndRequest.substring(0, 3);
        final String request = statusAndRequest.substring(4).replace("LONG", "9".repeat(20_000));
        try (LabServer server = LabServer.withDefaults(); RawClient client = new RawClient(server.port())) {
            client.send(request);
            final String answer = client.readAll();
            assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
            assertTrue(answer.contains("{\"rdapConformance\":[\"rdap_level_0\",\"eightfold_ipv8\"],\"errorCode\":" + status), answer);
            assertHarmless(answer);
            client.endOutput();
            server.assertCountersAddUp();
            assertEquals(1, server.read(HttpCounter.REQUEST));
        }
    }

    @Test
    void shouldAnswerPipelinedRequestsInOrder() throws Exception {
        try (LabServer server = LabServer.withDefaults(); RawClient client = new RawClient(server.port())) {
            final StringBuilder requests = new StringBuilder();
            for (int i = 0; i < 50; i++) {
                requests.append("GET /rdap/autnum/").append(i % 2 == 0 ? "64496" : "64500").append(" HTTP/1.1\r\nHost: x\r\n").append(i == 49 ? "Connection: close\r\n" : "").append("\r\n");
            }
            client.send(requests.toString());
            final Matcher statuses = STATUS.matcher(client.readAll());
            for (int i = 0; i < 50; i++) {
                assertTrue(statuses.find(), "answers: " + i);
                assertEquals(i % 2 == 0 ? "200" : "404", statuses.group(1));
            }
            assertFalse(statuses.find());
            client.endOutput();
            server.assertCountersAddUp();
        }
    }

    @Test
    void shouldSurviveFuzzedRequests() throws Exception {
        final long seed = Long.getLong("fuzz.seed", 20_260_808L);
        final Random random = new Random(seed);
        try (LabServer server = new LabServer(limits(1000, 1000, Duration.ofSeconds(5), 0, 1), new LabAdmin())) {
            for (int i = 0; i < 2000; i++) {
                final byte[] request = fuzzed(random);
                try (RawClient client = new RawClient(server.port())) {
                    client.send(request);
                    client.endOutput();
                    assertAnswered(client.readAll(), "seed " + seed + " request " + i + ": " + new String(request, StandardCharsets.ISO_8859_1));
                }
            }
            assertEquals(200, server.get(GOOD).statusCode());
            assertEquals(0, server.read(HttpCounter.FAILED));
            server.assertCountersAddUp();
        }
    }

    /** A request that can be taken for one, with some bytes replaced. */
    private static byte[] fuzzed(final Random random) {
        final String[] paths = {"/rdap/autnum/", "/rdap/ip/", "/ip/", "/rdap/entity/", "/rdap/help", "/feed/v1/", "/feed/v1/lab/deltas?from=", "/admin/v1/", "/", "//", "*", "http://x/"};
        final StringBuilder target = new StringBuilder(paths[random.nextInt(paths.length)]);
        final String alphabet = "0123456789./-:%?&=#;+AsN\\\"'<>{}[]|^`~@!$ \u00e4\u0000\u0001\u00ff";
        for (int i = random.nextInt(40); i > 0; i--) {
            target.append(alphabet.charAt(random.nextInt(random.nextInt(4) == 0 ? alphabet.length() : 20)));
        }
        final String[] methods = {"GET", "HEAD", "POST", "OPTIONS", "DELETE", "TRACE", "CONNECT", "get", "X", ""};
        final String request = methods[random.nextInt(random.nextBoolean() ? 1 : methods.length)] + " " + target + " HTTP/1.1\r\nHost: x\r\n"
            + (random.nextInt(8) == 0 ? "Accept: " + target + "\r\n" : "") + "\r\n";
        final byte[] bytes = request.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = random.nextInt(3); i > 0 && random.nextInt(3) == 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static void assertAnswered(final String answer, final String request) {
        final Matcher status = STATUS.matcher(answer);
        assertTrue(status.lookingAt() || answer.isEmpty(), () -> request + "\nanswered " + answer);
        if (!answer.isEmpty()) {
            // RFC 9082 section 5.2 wants 501 for queries that are not implemented, HTTP 505 for other versions.
            assertTrue(status.group(1).charAt(0) != '5' || List.of("501", "505").contains(status.group(1)), () -> request + "\nanswered " + answer);
            assertHarmless(answer);
        }
    }

    private static void assertHarmless(final String answer) {
        assertFalse(answer.contains("Exception") || answer.contains("\tat ") || answer.contains("etty"), answer);
    }

    /** A snapshot that no socket's buffer takes in. */
    private static void fill(final LabServer server) {
        final List<RecordChange> many = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            many.add(RecordChange.put(LabRegistry.asn(200_000 + i, RecordStatus.ACTIVE)));
        }
        server.registry().change(many);
    }

    private static int statusOf(final LabServer server, final String path) {
        try {
            return server.getBytes(path).statusCode();
        } catch (final IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void drip(final RawClient client) {
        try {
            client.send("x");
        } catch (final IOException e) {
            // It is cut: what the test waits for.
        }
    }

    private static void read(final RawClient client, final int bytes) {
        try {
            client.in().readNBytes(bytes);
        } catch (final IOException e) {
            // It is cut: what the test waits for.
        }
    }

    private static void close(final List<RawClient> clients) throws IOException {
        for (final RawClient client : clients) {
            client.endOutput();
        }
    }

    private static HttpLimits limits(final int connections, final int perAddress, final int deltasBytes) {
        return new HttpLimits(connections, perAddress, 8192, 1000, 1000, 1000, deltasBytes, Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20), 1_000_000, 0, 1, 1,
            4, 4, Duration.ofSeconds(1), Duration.ZERO);
    }

    private static HttpLimits limits(final int connections, final int perAddress, final Duration headerTime, final int requestsPerS, final int burst) {
        return limits(connections, perAddress, headerTime, Duration.ofSeconds(20), requestsPerS, burst);
    }

    private static HttpLimits limits(final int connections, final int perAddress, final Duration headerTime, final Duration requestTime, final int requestsPerS, final int burst) {
        return new HttpLimits(connections, perAddress, 8192, 1000, 1000, 1000, 1 << 20, Duration.ofSeconds(20), headerTime, requestTime, 1_000_000, requestsPerS, burst, 1,
            4, 4, Duration.ofSeconds(1), Duration.ZERO);
    }
}
