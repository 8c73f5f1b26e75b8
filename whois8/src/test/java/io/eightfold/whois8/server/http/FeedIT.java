// SPDX-License-Identifier: Apache-2.0
// The feed over HTTP, read by the verifying reader.
package io.eightfold.whois8.server.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.eightfold.whois8.feed.DataSet;
import io.eightfold.whois8.feed.Delta;
import io.eightfold.whois8.feed.FeedCatalog;
import io.eightfold.whois8.feed.FeedSource;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.signature.KeyList;
import io.eightfold.whois8.signature.SignedHead;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedIT {
    private LabServer server;

    @BeforeEach
    void start() throws Exception {
        server = LabServer.withDefaults();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldBeForgottenByItsRegistryWhenClosed() {
        assertEquals(1, server.registry().listeners());
        server.close();
        assertEquals(0, server.registry().listeners());
    }

    @Test
    void shouldLeadAReaderFromNothingToTheHead() throws Exception {
        final DataSet reader = new DataSet(List.of(server.registry().anchor()));
        final List<RegistryRecord> records = new ArrayList<>();
        reader.load(new ByteArrayInputStream(server.getBytes("/feed/v1/lab/snapshot").body()), records::add, DataSet.Age.LIVE, LabRegistry.NOW_S);
        assertEquals(4, records.size());
        revoke(64496);
        revoke(64497);
        final HttpResponse<byte[]> response = server.getBytes("/feed/v1/lab/deltas?from=1");
        assertEquals("application/octet-stream", response.headers().firstValue("content-type").orElseThrow());
        final ByteBuffer deltas = ByteBuffer.wrap(response.body());
        while (deltas.hasRemaining()) {
            assertEquals(1, reader.apply(Delta.read(deltas), DataSet.Age.LIVE, LabRegistry.NOW_S).size());
        }
        final Delta head = Delta.decode(server.getBytes("/feed/v1/lab/head").body());
        assertEquals(head.head(), reader.head().orElseThrow());
        assertEquals(head.keys(), reader.keys().orElseThrow());
        assertFalse(reader.renew(head.keys(), head.head(), DataSet.Age.LIVE, LabRegistry.NOW_S));
    }

    @Test
    void shouldSayNothingNewGoneOrWrong() throws Exception {
        assertEquals(0, server.getBytes("/feed/v1/lab/deltas?from=1").body().length);
        revoke(64496);
        server.registry().forgetDeltas();
        assertEquals(410, server.get("/feed/v1/lab/deltas?from=1").statusCode());
        assertEquals(410, server.get("/feed/v1/lab/deltas?from=99").statusCode());
        for (final String bad : List.of("", "?from=", "?from=-1", "?from=x", "?from=9999999999999999999999", "?from=%zz", "?from=%ff", "?other=1")) {
            try (RawClient raw = new RawClient(server.port())) {
                raw.send("GET /feed/v1/lab/deltas" + bad + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
                assertTrue(raw.readAll().startsWith("HTTP/1.1 400"), bad);
            }
        }
        assertEquals(404, server.get("/feed/v1/nobody/head").statusCode());
        assertEquals(404, server.get("/feed/v1/lab/heads").statusCode());
        assertEquals(404, server.get("/feed/v2/lab/head").statusCode());
        assertEquals(405, server.send(server.request("/feed/v1/lab/head").DELETE().build()).statusCode());
    }

    @Test
    void shouldSayNotModifiedUntilTheHeadChanges() throws Exception {
        for (final String what : List.of("head", "snapshot")) {
            final String path = "/feed/v1/lab/" + what;
            final String tag = server.getBytes(path).headers().firstValue("etag").orElseThrow();
            assertEquals(304, server.get(path, "If-None-Match", tag).statusCode());
            assertEquals(304, server.get(path, "If-None-Match", "\"other\", " + tag).statusCode());
            revoke(64496);
            assertEquals(200, server.getBytes(path, "If-None-Match", tag).statusCode());
            final String second = server.getBytes(path).headers().firstValue("etag").orElseThrow();
            server.registry().revokeAnotherKey();
            assertEquals(200, server.getBytes(path, "If-None-Match", second).statusCode(), "the key list is another one");
        }
        assertEquals(4, server.read(HttpCounter.NOT_MODIFIED));
    }

    @Test
    void shouldZipASnapshotWhenAsked() throws Exception {
        final byte[] plain = server.getBytes("/feed/v1/lab/snapshot", "Accept-Encoding", "gzip;q=0, br").body();
        final HttpResponse<byte[]> zipped = server.getBytes("/feed/v1/lab/snapshot", "Accept-Encoding", "br, gzip;q=0.5");
        assertEquals("gzip", zipped.headers().firstValue("content-encoding").orElseThrow());
        assertArrayEquals(plain, new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes());
        assertTrue(server.registry().head().equals(Delta.decode(server.getBytes("/feed/v1/lab/head").body()).head()));
    }

    @Test
    void shouldCutDeltasThatAreTooManyForOneAnswer() throws Exception {
        final int oneDelta = new Delta(server.registry().keys(), server.registry().head(), List.of()).encode().length + 100;
        try (LabServer small = new LabServer(limits(64, 64, Duration.ofSeconds(10), 2 * oneDelta), null)) {
            for (int i = 0; i < 5; i++) {
                small.registry().change(List.of(RecordChange.put(LabRegistry.asn(70_000 + i, RecordStatus.ACTIVE))));
            }
            final DataSet reader = new DataSet(List.of(small.registry().anchor()));
            // Its own deltas begin at the first serial: an empty reader asks for the snapshot of that time.
            reader.load(new ByteArrayInputStream(small.getBytes("/feed/v1/lab/snapshot").body()), record -> { }, DataSet.Age.LIVE, LabRegistry.NOW_S);
            assertEquals(6, reader.head().orElseThrow().serial());
            final ByteBuffer some = ByteBuffer.wrap(small.getBytes("/feed/v1/lab/deltas?from=1").body());
            assertEquals(2, Delta.read(some).head().serial());
            int count = 1;
            while (some.hasRemaining()) {
                count++;
                assertEquals(count + 1, Delta.read(some).head().serial());
            }
            assertTrue(count < 5, "deltas in one answer: " + count);
        }
    }

    @Test
    void shouldPushEachHeadAtOnce() throws Exception {
        try (Events events = new Events(server, "127.0.0.1")) {
            assertEquals(1, events.next().get("serial").getAsInt());
            long slowestNs = 0;
            for (int serial = 2; serial <= 50; serial++) {
                final long startNs = System.nanoTime();
                final SignedHead head = revoke(64496);
                final JsonObject event = events.next();
                slowestNs = Math.max(slowestNs, System.nanoTime() - startNs);
                assertEquals(serial, event.get("serial").getAsInt());
                assertEquals(head.rootText(), event.get("root").getAsString());
                assertEquals(head, Delta.decode(Base64.getDecoder().decode(event.get("head").getAsString())).head());
            }
            // Far less than a heartbeat, also on a machine that does much besides.
            assertTrue(slowestNs < Duration.ofSeconds(3).toNanos(), "slowest of 49 pushes took " + slowestNs / 1000 + " us");
        }
        server.await("the subscriber's end is seen", () -> {
            revoke(64496);
            return server.service().subscribers() == 0;
        });
        server.assertCountersAddUp();
    }

    @Test
    void shouldPushAKeyListOfTheSameSecond() throws Exception {
        try (Events events = new Events(server, "127.0.0.1")) {
            events.next();
            server.registry().revokeAnotherKey();
            final JsonObject event = events.next();
            assertEquals(1, event.get("serial").getAsInt());
            assertEquals(2, Delta.decode(Base64.getDecoder().decode(event.get("head").getAsString())).keys().version());
        }
    }

    @Test
    void shouldReachHundredsOfSubscribersSoon() throws Exception {
        final List<Events> all = new ArrayList<>();
        try (LabServer large = new LabServer(limits(300, 300, Duration.ofSeconds(10), 1 << 20), null)) {
            for (int i = 0; i < 300; i++) {
                all.add(new Events(large, "127.0.0.1"));
                all.getLast().next();
            }
            final long startNs = System.nanoTime();
            large.registry().change(List.of(RecordChange.put(LabRegistry.asn(64496, RecordStatus.REVOKED))));
            for (final Events events : all) {
                assertEquals(2, events.next().get("serial").getAsInt());
            }
            final long tookNs = System.nanoTime() - startNs;
            assertTrue(tookNs < Duration.ofSeconds(3).toNanos(), "the last of 300 had it after " + tookNs / 1000 + " us");
        } finally {
            for (final Events events : all) {
                events.close();
            }
        }
    }

    @Test
    void shouldBreakOffASnapshotThatFails() throws Exception {
        final HttpSettings settings = HttpSettings.plain(new InetSocketAddress("127.0.0.1", 0));
        for (final int length : List.of(10, 1 << 20)) {
            final Broken broken = new Broken(server.registry(), length);
            try (HttpService other = HttpService.start(settings, server.registry().index(), broken, null); RawClient client = new RawClient(other.port())) {
                client.send("GET /feed/v1/lab/snapshot HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
                final String answer = client.readAll();
                // Nothing is sent before the first buffer is full; later, the last chunk must be missing.
                assertTrue(answer.startsWith(length == 10 ? "HTTP/1.1 500" : "HTTP/1.1 200"), answer.substring(0, Math.min(200, answer.length())));
                assertTrue(length == 10 || !answer.endsWith("\r\n0\r\n\r\n"));
                assertFalse(answer.contains("disk"));
            }
        }
    }

    /** A source whose disk fails. */
    private record Broken(LabRegistry registry, int length) implements FeedCatalog, FeedSource {
        @Override
        public List<FeedSource> sources() {
            return List.of(this);
        }

        @Override
        public void listen(final Consumer<SignedHead> listener) {
            registry.listen(listener);
        }

        @Override
        public void unlisten(final Consumer<SignedHead> listener) {
            registry.unlisten(listener);
        }

        @Override
        public String rir() {
            return registry.rir();
        }

        @Override
        public KeyList keys() {
            return registry.keys();
        }

        @Override
        public SignedHead head() {
            return registry.head();
        }

        @Override
        public Delta present() {
            return registry.present();
        }

        @Override
        public void writeSnapshot(final OutputStream to) throws IOException {
            to.write(new byte[length]);
            throw new IOException("disk failed");
        }

        @Override
        public Optional<List<Delta>> deltasFrom(final long serial, final int limit) {
            return Optional.empty();
        }
    }

    @Test
    void shouldBeatWhenThereIsNothingToSay() throws Exception {
        try (LabServer quick = new LabServer(limits(64, 64, Duration.ofMillis(100), 1 << 20), null); Events events = new Events(quick, "127.0.0.1")) {
            events.next();
            events.readUntil("\n:\n\n:\n\n:\n");
        }
    }

    @Test
    void shouldBoundSubscribersInAllAndPerAddress() throws Exception {
        try (LabServer small = new LabServer(limits(3, 2, Duration.ofSeconds(10), 1 << 20), null);
                Events first = new Events(small, "127.0.0.1"); Events second = new Events(small, "127.0.0.1"); RawClient third = new RawClient(small.port())) {
            first.next();
            second.next();
            third.send("GET /feed/v1/events HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            final String refused = third.readAll();
            assertTrue(refused.startsWith("HTTP/1.1 429") && refused.contains("Retry-After: 30"), refused);
            try (Events other = new Events(small, "127.0.0.2"); RawClient fourth = new RawClient("127.0.0.3", small.port(), 0)) {
                other.next();
                fourth.send("GET /feed/v1/events HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
                assertTrue(fourth.readAll().startsWith("HTTP/1.1 503"));
            }
        }
    }

    @Test
    void shouldCutASubscriberThatReadsNothing() throws Exception {
        try (LabServer quick = new LabServer(limits(64, 64, Duration.ofMillis(200), 1 << 20), null); RawClient deaf = new RawClient("127.0.0.1", quick.port(), 1024);
                Events good = new Events(quick, "127.0.0.1")) {
            deaf.send("GET /feed/v1/events HTTP/1.1\r\nHost: x\r\n\r\n");
            quick.await("both subscribe", () -> quick.service().subscribers() == 2);
            final int[] serial = new int[1];
            quick.await("the deaf one is cut", () -> {
                quick.registry().change(List.of(RecordChange.put(LabRegistry.asn(64496, RecordStatus.ACTIVE))));
                while (serial[0] < quick.registry().head().serial()) {
                    serial[0] = nextSerial(good);
                }
                return quick.read(HttpCounter.CONNECTION_CUT_SLOW_SUBSCRIBER) == 1;
            });
            quick.await("one is left", () -> quick.service().subscribers() == 1);
        }
    }

    @Test
    void shouldEndStreamsWhenTheServerCloses() throws Exception {
        try (Events events = new Events(server, "127.0.0.1")) {
            events.next();
            server.service().close();
            assertEquals("", events.readRest().replace(":\n\n", "").replace("0\r\n\r\n", "").replaceAll("\\R", ""));
        }
    }

    private static int nextSerial(final Events events) {
        try {
            return events.next().get("serial").getAsInt();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SignedHead revoke(final int asn) {
        return server.registry().change(List.of(RecordChange.put(LabRegistry.asn(asn, RecordStatus.REVOKED))));
    }

    private static HttpLimits limits(final int subscribers, final int perAddress, final Duration heartbeat, final int deltasBytes) {
        return new HttpLimits(500, 500, 8192, 1000, 1000, 1000, deltasBytes, Duration.ofSeconds(20), Duration.ofSeconds(10), Duration.ofSeconds(10), 1000, 0, 1, 4,
            subscribers, perAddress, heartbeat, Duration.ZERO);
    }

    /** Reads an event stream over a raw socket: its chunks are lines of their own, which no event's line looks like. */
    private static final class Events implements AutoCloseable {
        private final RawClient client;

        private Events(final LabServer server, final String from) throws IOException {
            client = new RawClient(from, server.port(), 0);
            client.send("GET /feed/v1/events HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n");
            final String head = client.readUntil("\r\n\r\n");
            assertTrue(head.startsWith("HTTP/1.1 200") && head.contains("Content-Type: text/event-stream"), head);
        }

        private JsonObject next() throws IOException {
            final String event = client.readUntil("}\n\n");
            assertTrue(event.contains("event: head\nid: lab-"), event);
            return JsonParser.parseString(event.substring(event.indexOf("data: ") + 6)).getAsJsonObject();
        }

        private void readUntil(final String text) throws IOException {
            final InputStream in = client.in();
            final StringBuilder seen = new StringBuilder();
            while (seen.indexOf(text) < 0) {
                final int value = in.read();
                assertTrue(value >= 0, "closed after " + seen);
                // The frame of a chunk: its length before, an empty line behind.
                seen.append((char) value);
                final String plain = seen.toString().replaceAll("\r\n[0-9a-fA-F]+\r\n", "");
                seen.setLength(0);
                seen.append(plain);
            }
        }

        private String readRest() throws IOException {
            return client.readAll();
        }

        @Override
        public void close() throws IOException {
            client.close();
        }
    }
}
