// SPDX-License-Identifier: Apache-2.0
// Administration, RDAP and the feed of a real registry over HTTP.
package io.eightfold.whois8.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.eightfold.whois8.feed.DataSet;
import io.eightfold.whois8.feed.Delta;
import io.eightfold.whois8.index.RecordIndex;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.registry.AdminCaller;
import io.eightfold.whois8.registry.AdminRole;
import io.eightfold.whois8.registry.Registry;
import io.eightfold.whois8.registry.RegistryAdmin;
import io.eightfold.whois8.registry.RegistryConfig;
import io.eightfold.whois8.registry.RegistryInit;
import io.eightfold.whois8.registry.Tokens;
import io.eightfold.whois8.signature.AsnRanges;
import io.eightfold.whois8.signature.TrustAnchor;
import io.eightfold.whois8.store.RegistryStore;
import io.eightfold.whois8.store.StoreConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryOverHttpIT {
    private static final String RIR = "lab";
    private static final AdminCaller OPERATOR = new AdminCaller("operator", AdminRole.ADMIN, "127.0.0.1");
    @TempDir
    private Path directory;
    private final RecordIndex index = new RecordIndex();
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private RegistryStore store;
    private TrustAnchor anchor;
    private HttpService service;
    private String adminToken;
    private String readToken;

    @BeforeEach
    void start() throws Exception {
        final long nowS = nowS();
        store = RegistryStore.open(StoreConfig.embedded(directory.resolve("authority")), nowS);
        anchor = RegistryInit.create(store, RIR, AsnRanges.ALL, RegistryConfig.DEFAULT, OPERATOR, nowS);
        final Tokens tokens = new Tokens(store);
        adminToken = tokens.add("alice", AdminRole.ADMIN, OPERATOR, nowS);
        readToken = tokens.add("bob", AdminRole.READ, OPERATOR, nowS);
        final Registry registry = Registry.open(store, index, RegistryConfig.DEFAULT, Clock.systemUTC());
        service = HttpService.start(HttpSettings.plain(new InetSocketAddress("127.0.0.1", 0)), index, registry, new RegistryAdmin(registry));
    }

    @AfterEach
    void stop() {
        client.shutdownNow();
        service.close();
        store.close();
    }

    @Test
    void shouldPushARevocationFromTheAdministratorToTheReader() throws Exception {
        assertEquals(200, post(adminToken, "import?rir=lab", """
            {"asn": 64496, "handle": "ORG-EX1", "holder": "Example", "country": "DE", "expiry": "2090-01-01T00:00:00Z"}
            {"prefix": "64496.10.1.0.0/16", "expiry": "2090-01-01T00:00:00Z"}
            """).statusCode());
        final DataSet reader = new DataSet(List.of(anchor));
        final List<RegistryRecord> records = new ArrayList<>();
        reader.load(new ByteArrayInputStream(get("/feed/v1/lab/snapshot")), records::add, DataSet.Age.LIVE, nowS());
        assertEquals(2, records.size());
        try (RawClient events = new RawClient(service.port())) {
            events.send("GET /feed/v1/events HTTP/1.1\r\nHost: x\r\n\r\n");
            events.readUntil("}\n\n");
            final long startNs = System.nanoTime();
            final HttpResponse<String> revoked = post(adminToken, "status-set", "{\"rir\":\"lab\",\"key\":\"64496.10.1.0.0/16\",\"status\":\"revoked\"}");
            assertEquals(200, revoked.statusCode(), revoked.body());
            final String event = events.readUntil("}\n\n");
            final long tookNs = System.nanoTime() - startNs;
            assertTrue(event.contains("\"serial\":" + (reader.head().orElseThrow().serial() + 1)), event);
            assertTrue(tookNs < Duration.ofSeconds(3).toNanos(), "from request to event: " + tookNs / 1000 + " us");
        }
        final ByteBuffer deltas = ByteBuffer.wrap(get("/feed/v1/lab/deltas?from=" + reader.head().orElseThrow().serial()));
        final List<RecordChange> changes = reader.apply(Delta.read(deltas), DataSet.Age.LIVE, nowS());
        assertEquals("revoked", changes.getFirst().value().status().word());
        final JsonObject rdap = JsonParser.parseString(new String(get("/rdap/ip/64496.10.1.0.0/16"))).getAsJsonObject();
        assertEquals("revoked", rdap.get("eightfold_ipv8_status").getAsString());
        assertEquals(reader.head().orElseThrow().rootText(), rdap.getAsJsonObject("eightfold_ipv8_dataSet").get("root").getAsString());
    }

    @Test
    void shouldRefuseWhatTheRoleOrTheRegistryDoesNotAllow() throws Exception {
        final String add = "{\"rir\":\"lab\",\"asn\":65533,\"handle\":\"ORG-EX1\",\"holder\":\"Example\",\"country\":\"DE\",\"expiry\":\"2090-01-01T00:00:00Z\"}";
        assertEquals(403, post(readToken, "asn-add", add).statusCode());
        assertEquals(401, post(readToken + "x", "asn-add", add).statusCode());
        final HttpResponse<String> reserved = post(adminToken, "asn-add", add);
        assertEquals(400, reserved.statusCode());
        assertTrue(reserved.body().contains("65533 is reserved"), reserved.body());
        final HttpResponse<String> lines = post(adminToken, "import?rir=lab", "{\"asn\":1}\nnothing\n");
        assertEquals(400, lines.statusCode());
        assertTrue(lines.body().contains("line 1:") && lines.body().contains("line 2:"), lines.body());
        assertEquals(200, post(readToken, "list", "{\"rir\":\"lab\"}").statusCode());
    }

    private HttpResponse<String> post(final String token, final String what, final String body) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri("/admin/v1/" + what)).header("Authorization", "Bearer " + token).POST(BodyPublishers.ofString(body)).build(),
            BodyHandlers.ofString());
    }

    private byte[] get(final String path) throws IOException, InterruptedException {
        final HttpResponse<byte[]> response = client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofByteArray());
        assertEquals(200, response.statusCode(), () -> new String(response.body()));
        return response.body();
    }

    private URI uri(final String path) {
        return URI.create("http://127.0.0.1:" + service.port() + path);
    }

    private static long nowS() {
        return System.currentTimeMillis() / 1000;
    }
}
