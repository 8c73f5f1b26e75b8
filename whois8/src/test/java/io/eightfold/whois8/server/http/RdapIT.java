// SPDX-License-Identifier: Apache-2.0
// RDAP answers, compared with files.
package io.eightfold.whois8.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.eightfold.whois8.record.AsnRecord;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.record.ReservedAsns;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code -Drdap.rewrite=true} writes the expected files anew, for review as a diff. */
class RdapIT {
    private static final Path CASES = Path.of("src/test/resources/io/eightfold/whois8/server/http");
    private LabServer server;

    @BeforeEach
    void start() throws Exception {
        server = LabServer.withDefaults();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "autnum, 200, /rdap/autnum/64496",
        "autnum, 200, /autnum/64496",
        "autnum, 200, /rdap/autnum/AS64496",
        "autnum, 200, /rdap/autnum/64496/?unknown=ignored",
        "autnum-suspended, 200, /rdap/autnum/64497",
        "ip-exact-revoked, 200, /rdap/ip/64496.10.1.0.0/16",
        "ip-exact-revoked, 200, /rdap/ip/64496.10.1.0.0%2F16",
        "ip-exact-revoked, 200, /rdap/ip/64496.10.1.0.0",
        "ip-exact-revoked, 200, /ip/0.0.251.240.10.1.0.0/48",
        "ip-covered, 200, /rdap/ip/64496.10.2.0.0/16",
        "ip-covered, 200, /rdap/ip/64496.10.2.3.4",
        "entity, 200, /rdap/entity/ORG-EX1",
        "entity, 200, /rdap/entity/org-ex1",
        "help, 200, /rdap/help",
        "bootstrap, 200, /rdap/bootstrap",
        "not-registered, 404, /rdap/autnum/64500",
        "reserved, 404, /rdap/autnum/65533",
        "not-covered, 404, /rdap/ip/64496.11.0.0.0/16",
        "ipv4, 404, /rdap/ip/192.0.2.0/24",
        "no-asn, 400, /rdap/autnum/4294967296",
        "no-prefix, 400, /rdap/ip/64496.10.1.0.0/33",
        "host-bits, 400, /rdap/ip/64496.10.1.0.1/16",
        "no-handle, 400, /rdap/entity/a_b",
        "unknown-path, 404, /rdap/nothing",
        "domain, 501, /rdap/domain/example.org",
    })
    void shouldAnswerAsExpected(final String name, final int status, final String path) throws Exception {
        final HttpResponse<String> response = server.get(path);
        final String shown = shown(response.body());
        final Path file = CASES.resolve("rdap-" + name + ".json");
        if (Boolean.getBoolean("rdap.rewrite")) {
            Files.writeString(file, shown);
        }
        assertEquals(Files.readString(file), shown);
        assertEquals(status, response.statusCode());
        assertEquals("bootstrap".equals(name) ? "application/json" : "application/rdap+json", response.headers().firstValue("content-type").orElseThrow());
        assertEquals("*", response.headers().firstValue("access-control-allow-origin").orElseThrow());
    }

    /** The key is another in each run. */
    private String shown(final String body) {
        final String text = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(JsonParser.parseString(body)) + "\n";
        return text.replace(server.registry().head().key().toString(), "KEYID");
    }

    @Test
    void shouldAnswerHeadWithTheLengthOfGet() throws Exception {
        final HttpResponse<byte[]> get = server.getBytes("/rdap/autnum/64496");
        final HttpResponse<String> head = server.send(server.request("/rdap/autnum/64496").method("HEAD", HttpRequest.BodyPublishers.noBody()).build());
        assertEquals(200, head.statusCode());
        assertEquals("", head.body());
        assertEquals(get.body().length, head.headers().firstValueAsLong("content-length").orElseThrow());
        assertEquals(404, server.send(server.request("/rdap/autnum/1").method("HEAD", HttpRequest.BodyPublishers.noBody()).build()).statusCode());
    }

    @Test
    void shouldRefuseOtherMethodsAndTypes() throws Exception {
        final HttpResponse<String> post = server.send(server.request("/rdap/autnum/64496").POST(HttpRequest.BodyPublishers.ofString("x")).build());
        assertEquals(405, post.statusCode());
        assertEquals("GET, HEAD", post.headers().firstValue("allow").orElseThrow());
        assertEquals(405, LabServer.json(post).get("errorCode").getAsInt());
        assertEquals(406, server.get("/rdap/help", "Accept", "text/html").statusCode());
        assertEquals(200, server.get("/rdap/help", "Accept", "text/html, application/rdap+json;q=0.9").statusCode());
        assertEquals(204, server.send(server.request("/rdap/help").method("OPTIONS", HttpRequest.BodyPublishers.noBody()).build()).statusCode());
        assertEquals(414, server.get("/rdap/entity/" + "A".repeat(2000)).statusCode());
        server.assertCountersAddUp();
        assertEquals(1, server.read(HttpCounter.NOT_ACCEPTABLE));
        assertEquals(1, server.read(HttpCounter.URI_TOO_LONG));
    }

    @Test
    void shouldLinkToWhereItWasAskedWithoutAPublicUrl() throws Exception {
        final LabRegistry registry = server.registry();
        final HttpSettings settings = HttpSettings.plain(new java.net.InetSocketAddress("127.0.0.1", 0));
        try (HttpService other = HttpService.start(settings, registry.index(), registry, null); RawClient client = new RawClient(other.port())) {
            client.send("GET /rdap/autnum/64496 HTTP/1.1\r\nHost: registry.example:8343\r\nConnection: close\r\n\r\n");
            assertTrue(client.readAll().contains("\"href\":\"http://registry.example:8343/rdap/autnum/64496\""));
        }
    }

    @Test
    void shouldListNoMoreThanTheLimitAndSaySo() throws Exception {
        final List<RecordChange> changes = new ArrayList<>();
        IntStream.range(0, 1500).forEach(i -> changes.add(RecordChange.put(LabRegistry.route(LabServer.ASN, 0x2000_0000 + (i << 16), 16, RecordStatus.ACTIVE))));
        IntStream.range(0, 1500).forEach(i -> changes.add(RecordChange.put(LabRegistry.asn(70_000 + i, RecordStatus.ACTIVE))));
        server.registry().change(changes);
        final JsonObject autnum = LabServer.json(server.get("/rdap/autnum/64496"));
        assertEquals(1000, autnum.getAsJsonArray("eightfold_ipv8_routes").size());
        assertTrue(autnum.get("notices").toString().contains("The first 1000 of 1502 route records"), autnum.get("notices").toString());
        final JsonObject entity = LabServer.json(server.get("/rdap/entity/ORG-EX1"));
        assertEquals(1000, entity.getAsJsonArray("autnums").size());
        assertTrue(entity.get("notices").toString().contains("result set truncated"));
    }

    @Test
    void shouldNameRegistriesThatContradict() throws Exception {
        final AsnRecord other = new AsnRecord(LabServer.ASN, "ORG-X", "Other", "FR", "other", RecordStatus.ACTIVE, LabRegistry.EXPIRY_S, 0, 1);
        server.registry().index().apply(new io.eightfold.whois8.index.RecordIndex.Version("other", 1, 1), List.of(RecordChange.put(other)));
        final JsonObject body = LabServer.json(server.get("/rdap/autnum/64496"));
        assertEquals("Example Networks", body.get("name").getAsString());
        assertTrue(body.get("notices").toString().contains("Registries lab, other all have this record"));
    }

    @Test
    void shouldNameExactlyTheRegistrableAsnsInTheBootstrap() {
        for (final long[] range : RdapBootstrap.REGISTRABLE) {
            assertFalse(ReservedAsns.isReserved((int) range[0]) || ReservedAsns.isReserved((int) range[1]), range[0] + "-" + range[1]);
            assertTrue(ReservedAsns.isReserved((int) (range[0] - 1)), "below " + range[0]);
            assertTrue(ReservedAsns.isReserved((int) (range[1] + 1)) , "above " + range[1]);
        }
    }

    @Test
    void shouldBeReadByCurl() throws Exception {
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "curl is not installed");
        final Process curl = new ProcessBuilder("/usr/bin/curl", "-sS", "-f", "-i", "-H", "Accept: application/rdap+json", "http://127.0.0.1:" + server.port() + "/rdap/ip/64496.10.1.0.0/16")
            .redirectErrorStream(true).start();
        final String output = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, curl.waitFor(), output);
        assertTrue(output.contains("\"eightfold_ipv8_prefix\":\"64496.10.1.0.0/16\""), output);
        assertFalse(output.contains("Jetty"), output);
    }
}
