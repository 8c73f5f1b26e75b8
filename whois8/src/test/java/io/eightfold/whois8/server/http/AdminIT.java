// SPDX-License-Identifier: Apache-2.0
// Administration over HTTP.
package io.eightfold.whois8.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.eightfold.whois8.record.RecordStatus;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminIT {
    private static final int BODY_BYTES = 4096;
    private static final int IMPORT_BYTES = 400_000;
    private static final HttpLimits LIMITS = new HttpLimits(100, 100, 8192, BODY_BYTES, IMPORT_BYTES, 1000, 1 << 20, Duration.ofSeconds(20), Duration.ofSeconds(10),
        Duration.ofSeconds(10), 1000, 0, 1, 1, 4, 4, Duration.ofSeconds(1), Duration.ofMillis(100));
    private final LabAdmin admin = new LabAdmin();
    private LabServer server;

    @BeforeEach
    void start() throws Exception {
        server = new LabServer(LIMITS, admin);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldDoWhatTheHolderOfATokenAsks() throws Exception {
        final HttpResponse<String> response = post("echo", "{\"asn\":64496,\"holder\":\"M\u00fcller\"}");
        assertEquals(200, response.statusCode(), response.body());
        final JsonObject answer = LabServer.json(response);
        assertEquals("alice", answer.get("actor").getAsString());
        assertEquals("127.0.0.1", answer.get("client").getAsString());
        assertEquals("M\u00fcller", answer.getAsJsonObject("request").get("holder").getAsString());
        assertEquals("no-store", response.headers().firstValue("cache-control").orElseThrow());
        assertTrue(response.headers().firstValue("access-control-allow-origin").isEmpty());
    }

    @Test
    void shouldRefuseWithTheStatusOfTheProblem() throws Exception {
        final HttpResponse<String> conflict = post("conflict", "{}");
        assertEquals(409, conflict.statusCode());
        assertEquals("{\"errorCode\":409,\"title\":\"conflict\",\"description\":[\"AS64496 has routes\",\"64496.10.0.0.0/8\"]}", conflict.body());
        final HttpResponse<String> crash = post("crash", "{}");
        assertEquals(500, crash.statusCode());
        assertFalse(crash.body().contains("secret detail") || crash.body().contains("Exception"), crash.body());
        assertEquals(404, post("unknown", "{}").statusCode());
        assertEquals(405, server.get("/admin/v1/echo", "Authorization", "Bearer " + LabAdmin.TOKEN).statusCode());
        assertEquals(404, server.get("/admin/v2/echo", "Authorization", "Bearer " + LabAdmin.TOKEN).statusCode());
    }

    @Test
    void shouldRefuseWhatIsNotOneObject() throws Exception {
        for (final String bad : List.of("", "[]", "null", "{", "{} {}", "{'a':1}", "{\"a\":\u0000}", "[".repeat(2000), "{\"a\":".repeat(600), "{} // comment")) {
            assertEquals(400, post("echo", bad).statusCode(), bad);
        }
        final HttpRequest.Builder request = authorized("echo");
        assertEquals(400, server.send(request.POST(BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xFF, '"', ':', '1', '}'})).build()).statusCode());
        assertEquals(0, admin.calls.get());
    }

    @Test
    void shouldTellNothingWithoutAToken() throws Exception {
        for (final String path : List.of("/admin/v1/echo", "/admin/v1/unknown", "/admin", "/admin/v1/export?rir=lab")) {
            final HttpResponse<String> response = server.get(path);
            assertEquals(401, response.statusCode(), path);
            assertTrue(response.headers().firstValue("www-authenticate").orElseThrow().startsWith("Bearer"));
        }
        for (final String wrong : List.of("Bearer wrong", "Bearer ", "Bearer " + "x".repeat(4000), "Basic " + LabAdmin.TOKEN, LabAdmin.TOKEN)) {
            assertEquals(401, server.send(server.request("/admin/v1/echo").header("Authorization", wrong).POST(BodyPublishers.ofString("{}")).build()).statusCode(), wrong);
        }
        assertEquals(0, admin.calls.get());
        // The others are no tokens.
        assertEquals(2, server.read(HttpCounter.TOKEN_REJECTED));
        server.assertCountersAddUp();
        assertEquals(9, server.read(HttpCounter.UNAUTHORIZED));
    }

    @Test
    void shouldSlowGuessersOnly() throws Exception {
        final long startNs = System.nanoTime();
        for (int i = 0; i < 5; i++) {
            assertEquals(401, server.get("/admin/v1/echo", "Authorization", "Bearer guess" + i).statusCode());
        }
        assertTrue(System.nanoTime() - startNs >= 5 * LIMITS.rejectionDelay().toNanos());
    }

    @Test
    void shouldBoundBodies() throws Exception {
        assertEquals(200, post("echo", "{\"a\":\"" + "x".repeat(BODY_BYTES - 8) + "\"}").statusCode());
        assertEquals(413, post("echo", "{\"a\":\"" + "x".repeat(BODY_BYTES - 7) + "\"}").statusCode());
        final byte[] lines = "{\"asn\":1}\n".repeat(IMPORT_BYTES / 10).getBytes(StandardCharsets.US_ASCII);
        assertEquals(IMPORT_BYTES / 10, LabServer.json(server.send(authorized("import?rir=lab").POST(BodyPublishers.ofByteArray(lines)).build())).get("added").getAsInt());
        // Without a length, so that only reading finds out.
        final HttpRequest endless = authorized("import?rir=lab").POST(BodyPublishers.ofInputStream(() -> new java.io.InputStream() {
            private int count;

            @Override
            public int read() {
                return count++ > 20 * IMPORT_BYTES ? -1 : 'x';
            }
        })).build();
        try {
            assertEquals(413, server.send(endless).statusCode());
        } catch (final IOException e) {
            // The server closes while the client still sends; the refusal may be lost then, but not the count.
            server.await("the refusal is counted", () -> server.read(HttpCounter.TOO_LARGE) + server.read(HttpCounter.ABORTED) == 2);
        }
        assertEquals(400, server.send(authorized("import").POST(BodyPublishers.ofString("x")).build()).statusCode());
        assertEquals(400, server.send(authorized("import?rir=lab").POST(BodyPublishers.ofByteArray(new byte[] {(byte) 0xC3, '\n'})).build()).statusCode());
    }

    @Test
    void shouldTakeNothingOfABodyThatBreaksOff() throws Exception {
        for (final String what : List.of("echo", "import?rir=lab")) {
            try (RawClient client = new RawClient(server.port())) {
                client.send("POST /admin/v1/" + what + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + LabAdmin.TOKEN + "\r\nContent-Length: 100\r\n\r\n{\"asn\":");
                client.endOutput();
                final String answer = client.readAll();
                assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 400"), answer);
            }
        }
        server.assertCountersAddUp();
        assertEquals(2, server.read(HttpCounter.BAD_REQUEST) + server.read(HttpCounter.ABORTED));
        assertEquals(0, server.read(HttpCounter.FAILED));
    }

    @Test
    void shouldExportOrSayWhyNot() throws Exception {
        final HttpResponse<String> all = server.get("/admin/v1/export?rir=lab", "Authorization", "Bearer " + LabAdmin.TOKEN);
        assertEquals(50_000, all.body().lines().count());
        final HttpResponse<String> none = server.get("/admin/v1/export?rir=none", "Authorization", "Bearer " + LabAdmin.TOKEN);
        assertEquals(404, none.statusCode());
        assertTrue(none.body().contains("there is no registry none"), none.body());
    }

    @Test
    void shouldNotStartWhereTokensCouldBeRead() throws Exception {
        final LabRegistry registry = new LabRegistry(LabRegistry.asn(64496, RecordStatus.ACTIVE));
        final HttpSettings settings = HttpSettings.plain(new InetSocketAddress("0.0.0.0", 0));
        final IOException refused = assertThrows(IOException.class, () -> HttpService.start(settings, registry.index(), registry, admin));
        assertEquals("administration on 0.0.0.0:0 without TLS would show tokens to the network; listen on 127.0.0.1, give a certificate and key, "
            + "or serve administration from a second, loopback address", refused.getMessage());
        HttpService.start(settings, registry.index(), registry, null).close();
    }

    @Test
    void shouldNotKnowAdministrationWhenThereIsNone() throws Exception {
        try (LabServer other = LabServer.withDefaults()) {
            assertEquals(404, other.get("/admin/v1/echo").statusCode());
        }
    }

    private HttpRequest.Builder authorized(final String what) {
        return server.request("/admin/v1/" + what).header("Authorization", "Bearer " + LabAdmin.TOKEN);
    }

    private HttpResponse<String> post(final String verb, final String body) throws IOException, InterruptedException {
        return server.send(authorized(verb).POST(BodyPublishers.ofString(body)).build());
    }
}
