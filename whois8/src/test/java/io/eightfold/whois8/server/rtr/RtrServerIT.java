// SPDX-License-Identifier: Apache-2.0
// The cache as a router sees it.
package io.eightfold.whois8.server.rtr;

import static io.eightfold.whois8.server.SampleRecords.asn;
import static io.eightfold.whois8.server.SampleRecords.route;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.whois8.index.RecordIndex;
import io.eightfold.whois8.record.AsnRecord;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.record.RouteRecord;
import io.eightfold.whois8.server.EndReason;
import io.eightfold.whois8.server.SampleRecords;
import io.eightfold.whois8.server.TestClient;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RtrServerIT {
    private static final RtrSettings SETTINGS = RtrSettings.DEFAULTS.withIntervals(0, 0);
    private final SampleRecords records = SampleRecords.some();
    private final AtomicLong nowS = new AtomicLong(SampleRecords.NOW_S);
    private final AtomicBoolean isLive = new AtomicBoolean(true);
    private RtrServer server;

    @AfterEach
    void shouldCountEveryConnectionOnce() {
        server.close();
        assertEquals(server.listener().accepted(), server.listener().ended().sum(), () -> "ended " + server.listener().ended());
        assertEquals(0, server.listener().ended().value(EndReason.FAULT), () -> "ended " + server.listener().ended());
    }

    private void start(final RtrSettings settings) throws IOException {
        server = RtrServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), RtrServer.DEFAULT_LIMITS.withRate(100_000, 100_000), settings, records.index(),
            (rir, atS) -> isLive.get(), () -> Instant.ofEpochSecond(nowS.get()));
    }

    /** A router of the test. */
    private final class Router implements AutoCloseable {
        private final TestClient client = new TestClient(server.listener().address());
        private final int version;
        private final TreeSet<String> vrps = new TreeSet<>();
        private Pdu.EndOfData end;

        Router(final int version) throws IOException {
            this.version = version;
        }

        Router send(final Pdu pdu) throws IOException {
            final ByteBuffer bytes = ByteBuffer.allocate(PduCodec.MAX_BYTES);
            PduCodec.encode(pdu, bytes);
            final byte[] whole = new byte[bytes.position()];
            bytes.flip().get(whole);
            client.send(whole);
            return this;
        }

        Pdu read() throws IOException {
            final byte[] header = client.read(PduCodec.HEADER_BYTES);
            try {
                final int length = PduCodec.length(header, version);
                final byte[] rest = client.read(length - header.length);
                assertEquals(length, header.length + rest.length, "bytes before the connection was closed");
                return PduCodec.decode(ByteBuffer.allocate(length).put(header).put(rest).array());
            } catch (final RtrException | IndexOutOfBoundsException e) {
                throw new AssertionError("bytes " + HexFormat.of().formatHex(header), e);
            }
        }

        Router reset() throws IOException {
            vrps.clear();
            return send(new Pdu.ResetQuery(version)).take();
        }

        Router refresh() throws IOException {
            return send(new Pdu.SerialQuery(version, end.session(), end.serial())).take();
        }

        private Router take() throws IOException {
            assertInstanceOf(Pdu.CacheResponse.class, read());
            for (Pdu pdu = read();; pdu = read()) {
                switch (pdu) {
                    case Pdu.Ipv4Prefix prefix -> assertTrue(prefix.isAnnouncement() ? vrps.add(Vrp.text(prefix.vrp())) : vrps.remove(Vrp.text(prefix.vrp())), () -> "twice: " + prefix);
                    case Pdu.EndOfData last -> {
                        end = last;
                        return this;
                    }
                    default -> throw new AssertionError("unexpected " + pdu);
                }
            }
        }

        Router notified() throws IOException {
            final Pdu.SerialNotify notify = assertInstanceOf(Pdu.SerialNotify.class, read());
            assertEquals(end.session(), notify.session());
            assertNotEquals(end.serial(), notify.serial());
            return this;
        }

        void assertVrps(final String... expected) {
            assertEquals(new TreeSet<>(List.of(expected)), vrps);
        }

        Pdu.ErrorReport error(final RtrError error) throws IOException {
            final Pdu.ErrorReport report = assertInstanceOf(Pdu.ErrorReport.class, read());
            assertEquals(error.code(), report.code(), report.text());
            return report;
        }

        @Override
        public void close() throws IOException {
            client.close();
        }
    }

    @Test
    void shouldGiveActiveRoutesOfActiveAsns() throws IOException {
        start(SETTINGS);
        for (int version = 0; version <= 1; version++) {
            try (Router router = new Router(version).reset()) {
                router.assertVrps("10.0.0.0/8-12 AS64496", "10.1.0.0/16-16 AS64496", "10.2.0.0/15-16 AS64496");
                assertEquals(version == 0 ? new Pdu.EndOfData(0, server.sessionId(0), server.serial(), 0, 0, 0)
                    : new Pdu.EndOfData(1, server.sessionId(1), server.serial(), 3600, 600, 7200), router.end);
            }
        }
        assertNotEquals(server.sessionId(0), server.sessionId(1));
    }

    @Test
    void shouldNotifyAndTellChanges() throws IOException {
        start(SETTINGS);
        try (Router router = new Router(1).reset()) {
            records.put(route("64496.10.1.0.0/16", 16, RecordStatus.REVOKED, SampleRecords.EXPIRY_S));
            router.notified().refresh().assertVrps("10.0.0.0/8-12 AS64496", "10.2.0.0/15-16 AS64496");
            records.put(asn(64497));
            router.notified().refresh().assertVrps("10.0.0.0/8-12 AS64496", "10.2.0.0/15-16 AS64496", "10.0.0.0/8-8 AS64497");
            records.put(route("64497.10.0.0.0/8", 16));
            router.notified().refresh().assertVrps("10.0.0.0/8-12 AS64496", "10.2.0.0/15-16 AS64496", "10.0.0.0/8-16 AS64497");
            records.put(asn(64496, RecordStatus.SUSPENDED));
            router.notified().refresh().assertVrps("10.0.0.0/8-16 AS64497");
            records.remove(asn(64497));
            router.notified().refresh().assertVrps();
        }
        assertEquals(1, server.counters().value(RtrCounter.FULL_ANSWERS));
        assertEquals(5, server.counters().value(RtrCounter.DELTA_ANSWERS));
    }

    @Test
    void shouldTellFirstChangeAtOnceAndFurtherOnesTogether() throws IOException {
        start(SETTINGS.withIntervals(300, 0));
        try (Router router = new Router(1).reset()) {
            records.put(route("64496.20.0.0.0/8", 8));
            router.notified().refresh();
            final long changedNs = System.nanoTime();
            for (int i = 1; i <= 20; i++) {
                records.put(route("64496.30." + i + ".0.0/16", 16));
            }
            router.notified().refresh();
            assertTrue(System.nanoTime() - changedNs > 100_000_000L, "second notify after ms " + (System.nanoTime() - changedNs) / 1_000_000);
            assertEquals(24, router.vrps.size());
        }
        assertEquals(2, server.counters().value(RtrCounter.NOTIFIES));
    }

    @Test
    void shouldDropRecordWhenItExpires() throws IOException {
        records.put(route("64496.20.0.0.0/8", 8, RecordStatus.ACTIVE, SampleRecords.NOW_S + 10));
        start(SETTINGS);
        try (Router router = new Router(1).reset()) {
            assertTrue(router.vrps.contains("20.0.0.0/8-8 AS64496"));
            nowS.set(SampleRecords.NOW_S + 10);
            router.notified().refresh().assertVrps("10.0.0.0/8-12 AS64496", "10.1.0.0/16-16 AS64496", "10.2.0.0/15-16 AS64496");
            nowS.set(SampleRecords.EXPIRY_S);
            router.notified().refresh().assertVrps();
        }
    }

    @Test
    void shouldGiveBackWhatExpiredByAClockThatWasAhead() throws IOException {
        records.put(route("64496.20.0.0.0/8", 8, RecordStatus.ACTIVE, SampleRecords.NOW_S + 10));
        start(SETTINGS);
        try (Router router = new Router(1).reset()) {
            nowS.set(SampleRecords.EXPIRY_S);
            router.notified().refresh().assertVrps();
            nowS.set(SampleRecords.NOW_S + 1);
            router.notified().refresh().assertVrps("10.0.0.0/8-12 AS64496", "10.1.0.0/16-16 AS64496", "10.2.0.0/15-16 AS64496", "20.0.0.0/8-8 AS64496");
            nowS.set(SampleRecords.NOW_S + 10);
            router.notified().refresh().assertVrps("10.0.0.0/8-12 AS64496", "10.1.0.0/16-16 AS64496", "10.2.0.0/15-16 AS64496");
        }
    }

    @Test
    void shouldDropDataSetThatIsNotLive() throws IOException {
        start(SETTINGS);
        try (Router router = new Router(1).reset()) {
            isLive.set(false);
            router.notified().refresh().assertVrps();
            isLive.set(true);
            router.notified().refresh();
            assertEquals(3, router.vrps.size());
        }
    }

    @Test
    void shouldAskForHolderOfTheSameRegistry() throws IOException {
        records.put(new RouteRecord(64497, 30 << 24, 8, 8, "other", RecordStatus.ACTIVE, SampleRecords.EXPIRY_S, 0),
            new RouteRecord(64496, 10 << 24, 8, 12, "other", RecordStatus.ACTIVE, SampleRecords.EXPIRY_S, 0),
            new AsnRecord(64496, "ORG-X", "X", "FR", "other", RecordStatus.ACTIVE, SampleRecords.EXPIRY_S, 0, 0));
        start(SETTINGS);
        try (Router router = new Router(1).reset()) {
            router.assertVrps("10.0.0.0/8-12 AS64496", "10.1.0.0/16-16 AS64496", "10.2.0.0/15-16 AS64496");
        }
    }

    @Test
    void shouldResetRouterOfAnotherSessionOrTooLongAgo() throws IOException {
        start(SETTINGS.withHistory(1, 1));
        try (Router router = new Router(1).reset()) {
            assertInstanceOf(Pdu.CacheReset.class, router.send(new Pdu.SerialQuery(1, server.sessionId(1) ^ 1, router.end.serial())).read());
            assertInstanceOf(Pdu.CacheReset.class, router.send(new Pdu.SerialQuery(1, server.sessionId(1), router.end.serial() + 1)).read());
            records.put(route("64496.20.0.0.0/8", 8));
            router.notified();
            records.put(route("64496.30.0.0.0/8", 8));
            router.notified();
            assertInstanceOf(Pdu.CacheReset.class, router.send(new Pdu.SerialQuery(1, server.sessionId(1), router.end.serial())).read());
            assertEquals(5, router.reset().vrps.size());
        }
        assertEquals(3, server.counters().value(RtrCounter.CACHE_RESETS));
    }

    @Test
    void shouldSayThatThereIsNoDataAndGoOn() throws IOException {
        final SampleRecords empty = new SampleRecords();
        server = RtrServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), RtrServer.DEFAULT_LIMITS, SETTINGS, empty.index(), (rir, atS) -> true,
            () -> Instant.ofEpochSecond(nowS.get()));
        try (Router router = new Router(1)) {
            router.send(new Pdu.ResetQuery(1)).error(RtrError.NO_DATA_AVAILABLE);
            empty.put(asn(64496), route("64496.10.0.0.0/8", 8));
            assertInstanceOf(Pdu.SerialNotify.class, router.read());
            router.reset().assertVrps("10.0.0.0/8-8 AS64496");
        }
    }

    @Test
    void shouldRefuseWhatBreaksTheProtocolAndEnd() throws IOException {
        start(SETTINGS);
        final Object[][] cases = {{RtrError.UNSUPPORTED_VERSION, 1, "0202000000000008"}, {RtrError.UNSUPPORTED_PDU_TYPE, 1, "0163000000000008"},
            {RtrError.CORRUPT_DATA, 1, "0102000000000009"}, {RtrError.CORRUPT_DATA, 0, "00020000ffffffff"}, {RtrError.INVALID_REQUEST, 1, "0103000000000008"},
            {RtrError.INVALID_REQUEST, 0, "0004000000000014 01101000 0a010000 0000fbf0"}};
        for (final Object[] each : cases) {
            try (Router router = new Router((int) each[1])) {
                final byte[] bytes = HexFormat.of().parseHex(((String) each[2]).replace(" ", ""));
                router.client.send(bytes);
                final Pdu.ErrorReport report = router.error((RtrError) each[0]);
                assertEquals(HexFormat.of().formatHex(bytes), HexFormat.of().formatHex(report.pdu()));
                assertEquals(each[1], report.version());
                assertEquals("", router.client.readAll());
            }
        }
        try (Router router = new Router(1).reset()) {
            router.send(new Pdu.ResetQuery(0)).error(RtrError.UNEXPECTED_VERSION);
        }
        TestClient.await("all ended " + server.listener().ended(), () -> server.listener().ended().value(EndReason.BAD_REQUEST) == cases.length + 1);
    }

    @Test
    void shouldEndSessionAtErrorOfRouter() throws IOException {
        start(SETTINGS);
        try (Router router = new Router(1).reset()) {
            router.send(new Pdu.ErrorReport(1, RtrError.NO_DATA_AVAILABLE.code(), new byte[0], "")).reset();
            router.send(new Pdu.ErrorReport(1, RtrError.CORRUPT_DATA.code(), new byte[8], "no \u001b[2J good"));
            assertEquals("", router.client.readAll());
        }
        try (Router router = new Router(1).reset()) {
            router.client.send(HexFormat.of().parseHex("010a000000000008"));
            assertEquals("", router.client.readAll(), "no report about a broken report");
        }
        TestClient.await("ended " + server.listener().ended(), () -> server.listener().ended().value(EndReason.PEER_ERROR) == 1);
        assertEquals(2, server.counters().value(RtrCounter.PEER_ERRORS));
    }

    @Test
    void shouldCutRouterThatDoesNotRead() throws IOException {
        final List<RecordChange> many = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            many.add(RecordChange.put(new RouteRecord(70_000 + i / 1000, i % 1000 << 16, 16, 16, "lab", RecordStatus.ACTIVE, SampleRecords.EXPIRY_S, 0)));
        }
        for (int i = 0; i < 200; i++) {
            many.add(RecordChange.put(asn(70_000 + i)));
        }
        records.apply("lab", many);
        server = RtrServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), RtrServer.DEFAULT_LIMITS.withTimeouts(5000, 60_000, 2000, 60_000), SETTINGS, records.index(),
            (rir, atS) -> true, () -> Instant.ofEpochSecond(nowS.get()));
        try (TestClient slow = new TestClient(server.listener().address(), 4096)) {
            for (int i = 0; i < 4; i++) {
                slow.send(HexFormat.of().parseHex("0102000000000008"));
            }
            records.put(route("64496.40.0.0.0/8", 8));
            TestClient.await("cut " + server.listener().ended(), () -> server.listener().ended().value(EndReason.SLOW_READER) == 1);
        }
        assertEquals(200_004, server.vrps());
        try (Router router = new Router(1)) {
            final int bytes = 8 + 20 * server.vrps() + 24;
            assertEquals(bytes, router.send(new Pdu.ResetQuery(1)).client.read(bytes).length, "one that reads gets all of it");
        }
    }

    @Test
    void shouldSurviveRandomBytes() throws IOException {
        start(SETTINGS);
        final Random random = new Random(8210);
        for (int i = 0; i < 300; i++) {
            final byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            if (bytes.length > 1 && random.nextBoolean()) {
                bytes[0] = (byte) random.nextInt(2);
                bytes[1] = (byte) random.nextInt(11);
            }
            try (TestClient client = new TestClient(server.listener().address())) {
                client.send(bytes).endInput().readAll();
            } catch (final IOException expected) {
                // Reset by the server.
            }
        }
        TestClient.await("all ended " + server.listener().ended(), () -> server.listener().open() == 0);
        try (Router router = new Router(1).reset()) {
            assertEquals(3, router.vrps.size());
        }
    }

    /** Every router that follows has the same as one that begins anew. */
    @Test
    void shouldKeepRoutersEqualThroughRandomChanges() throws IOException {
        start(SETTINGS);
        final Random random = new Random(7);
        try (Router follower = new Router(1).reset()) {
            for (int round = 0; round < 200; round++) {
                final int asn = 64496 + random.nextInt(8);
                final RecordStatus status = RecordStatus.values()[random.nextInt(3)];
                switch (random.nextInt(4)) {
                    case 0 -> records.put(asn(asn, status));
                    case 1 -> records.remove(asn(asn));
                    case 2 -> records.put(route(asn + "." + random.nextInt(5) + ".0.0.0/8", 8 + random.nextInt(9), status, SampleRecords.EXPIRY_S));
                    default -> records.remove(route(asn + "." + random.nextInt(5) + ".0.0.0/8", 8));
                }
            }
            final int serial = server.serial();
            TestClient.await("the cache rests", () -> {
                final int before = server.serial();
                sleep(300);
                return server.serial() == before;
            });
            try (Router fresh = new Router(1).reset(); Router second = new Router(1).reset()) {
                follower.send(new Pdu.SerialQuery(1, follower.end.session(), follower.end.serial()));
                while (!(follower.read() instanceof Pdu.CacheResponse)) {
                    assertNotEquals(0, serial, "notifies before the answer are skipped");
                }
                for (Pdu pdu = follower.read(); !(pdu instanceof Pdu.EndOfData); pdu = follower.read()) {
                    final Pdu.Ipv4Prefix prefix = assertInstanceOf(Pdu.Ipv4Prefix.class, pdu);
                    assertTrue(prefix.isAnnouncement() ? follower.vrps.add(Vrp.text(prefix.vrp())) : follower.vrps.remove(Vrp.text(prefix.vrp())));
                }
                assertEquals(fresh.vrps, follower.vrps);
                assertEquals(fresh.vrps, second.vrps);
                assertNotEquals(new TreeSet<>(), fresh.vrps);
            }
        }
    }

    private static void sleep(final int ms) {
        try {
            Thread.sleep(ms);
        } catch (final InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldLoadMillionRecordsInTwoSeconds() throws IOException {
        final int asns = 20_000;
        final int routes = 50;
        final List<RecordChange> many = new ArrayList<>();
        for (int a = 0; a < asns; a++) {
            many.add(RecordChange.put(asn(70_000 + a)));
            for (int r = 0; r < routes; r++) {
                many.add(RecordChange.put(new RouteRecord(70_000 + a, r << 16, 16, 16, "lab", RecordStatus.ACTIVE, SampleRecords.EXPIRY_S + r, 0)));
            }
        }
        records.apply("lab", many);
        // The time of this thread, which loads: how busy the machine is does not matter.
        final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        final long startNs = threads.getCurrentThreadCpuTime();
        start(SETTINGS);
        final long tookMs = (threads.getCurrentThreadCpuTime() - startNs) / 1_000_000;
        final long loadedNs = System.nanoTime();
        assertEquals(asns * routes + 3, server.vrps());
        try (Router router = new Router(1)) {
            router.send(new Pdu.ResetQuery(1));
            final int bytes = 8 + 20 * server.vrps() + 24;
            assertEquals(bytes, router.client.read(bytes).length);
            final long sentNs = System.nanoTime();
            records.index().apply(new RecordIndex.Version("lab", 99, many.size()), List.of(RecordChange.put(asn(70_000, RecordStatus.REVOKED))));
            assertInstanceOf(Pdu.SerialNotify.class, router.read());
            final long notifiedNs = System.nanoTime();
            System.out.printf("load %,d VRPs: %,d ms; whole set to a router: %,d ms; revocation to notify: %,d us%n", server.vrps() + routes, tookMs,
                (sentNs - loadedNs) / 1_000_000, (notifiedNs - sentNs) / 1000);
        }
        assertTrue(tookMs < 2000, "loaded in ms " + tookMs);
    }
}
