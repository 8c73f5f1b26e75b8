// SPDX-License-Identifier: Apache-2.0
// A router's client against servers good and bad.
package io.eightfold.whois8.client;

import static io.eightfold.whois8.client.TestFeedServer.bytes;
import static io.eightfold.whois8.client.TestFeedServer.endless;
import static io.eightfold.whois8.client.TestFeedServer.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.whois8.feed.Delta;
import io.eightfold.whois8.feed.FeedFault;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.signature.AsnRanges;
import io.eightfold.whois8.signature.SigningKey;
import io.eightfold.whois8.signature.TrustAnchor;
import io.eightfold.whois8.validation.Overrides;
import io.eightfold.whois8.validation.Records;
import io.eightfold.whois8.validation.VerdictReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedClientIT {
    private static final long NOW_S = 1_800_000_000L;
    private static final String PREFIX = "64496.10.1.0.0/16";
    private final AtomicLong clockS = new AtomicLong(NOW_S);
    private final FeedRegistry registry = new FeedRegistry(NOW_S);
    private final List<AutoCloseable> open = new ArrayList<>();
    private final TestRouter router = new TestRouter(clockS::get);
    private TestFeedServer server;

    @TempDir
    private Path directory;

    @BeforeEach
    void serve() throws IOException {
        registry.put(Records.asn("lab", 64496), Records.route("lab", PREFIX, 16));
        server = add(new TestFeedServer(registry));
    }

    @AfterEach
    void close() throws Exception {
        for (final AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    private <T extends AutoCloseable> T add(final T value) {
        open.add(value);
        return value;
    }

    private FeedSettings settings(final URI... urls) {
        return new FeedSettings(List.of(urls), List.of(registry.anchor()), directory, Duration.ofMillis(300), Duration.ofMillis(20), Duration.ofMillis(100),
            Duration.ofMillis(500), Duration.ofMillis(800), 20_000, 1 << 20, 1 << 16, Duration.ofSeconds(60));
    }

    /** Rounds and pauses so long that none is a help. */
    private FeedSettings patient(final URI... urls) {
        final FeedSettings usual = settings(urls);
        return new FeedSettings(usual.servers(), usual.anchors(), directory, Duration.ofHours(1), Duration.ofMinutes(5), Duration.ofMinutes(10), usual.answerTime(),
            Duration.ofMinutes(5), usual.minRateBps(), usual.maxSnapshotBytes(), usual.maxDeltaBytes(), usual.maxLag());
    }

    private FeedClient client(final URI... urls) throws IOException {
        return client(settings(urls));
    }

    private FeedClient client(final FeedSettings settings) throws IOException {
        final FeedClient client = add(new FeedClient(settings, false, Overrides.NONE, router, clockS::get, new Random(1)));
        client.start();
        return client;
    }

    private void awaitReason(final VerdictReason reason) {
        router.await("reason " + reason, () -> router.reason(PREFIX) == reason);
    }

    private void revoke() {
        registry.put(Records.route("lab", PREFIX, 16, RecordStatus.REVOKED, Records.LONG_S));
    }

    @Test
    void shouldHearOfARevocationAtOnce() throws IOException {
        client(server.url());
        awaitReason(VerdictReason.COVERED);
        router.await("stream", () -> router.state(server).isStreaming());
        revoke();
        final long startNs = System.nanoTime();
        server.announce();
        awaitReason(VerdictReason.ROUTE_REVOKED);
        assertTrue(System.nanoTime() - startNs < 250_000_000L || router.tables() == 2, "it took " + (System.nanoTime() - startNs) / 1_000_000 + " ms");
        router.await("state", () -> Long.valueOf(2).equals(router.state(server).serials().get("lab")));
        assertEquals("active", router.state(server).word());
        assertEquals(List.of(), router.alarms());
    }

    @Test
    void shouldPollWithoutEvents() throws IOException {
        server.withoutEvents();
        client(server.url());
        awaitReason(VerdictReason.COVERED);
        revoke();
        awaitReason(VerdictReason.ROUTE_REVOKED);
        assertFalse(router.state(server).isStreaming());
    }

    @Test
    void shouldTakeASnapshotWhenDeltasAreGone() throws IOException {
        client(server.url());
        awaitReason(VerdictReason.COVERED);
        server.answer("deltas", status(410));
        revoke();
        awaitReason(VerdictReason.ROUTE_REVOKED);
        assertEquals(List.of(), router.alarms());
    }

    @Test
    void shouldHaveVerdictsAtOnceAfterARestartWithoutServers() throws Exception {
        final FeedClient first = client(server.url());
        awaitReason(VerdictReason.COVERED);
        revoke();
        awaitReason(VerdictReason.ROUTE_REVOKED);
        first.close();
        server.close();
        router.forget();
        client(server.url());
        awaitReason(VerdictReason.ROUTE_REVOKED);
        router.await("failure", () -> "failed".equals(router.state(server).word()));
        assertEquals("unreachable", router.state(server).lastError());
        clockS.addAndGet(3600);
        assertEquals(VerdictReason.DATA_EXPIRED, router.reason(PREFIX));
    }

    @Test
    void shouldSurviveATornEndOfItsFile() throws Exception {
        final FeedClient first = client(server.url());
        awaitReason(VerdictReason.COVERED);
        revoke();
        awaitReason(VerdictReason.ROUTE_REVOKED);
        first.close();
        server.close();
        final Path deltas = directory.resolve("lab.deltas");
        final byte[] good = Files.readAllBytes(deltas);
        Files.write(deltas, Arrays.copyOf(good, good.length / 2), StandardOpenOption.APPEND);
        router.forget();
        final FeedClient second = client();
        awaitReason(VerdictReason.ROUTE_REVOKED);
        assertEquals(good.length, Files.size(deltas));
        second.close();
        for (int length = 0; length < good.length; length += 97) {
            Files.write(deltas, Arrays.copyOf(good, length));
            router.forget();
            try (FeedClient _ = client()) {
                awaitReason(VerdictReason.COVERED);
            }
        }
        assertEquals(List.of(), router.alarms());
    }

    @Test
    void shouldSetAForgedFileAsideAndAskTheServer() throws Exception {
        client(server.url()).close();
        final FeedClient first = client(server.url());
        awaitReason(VerdictReason.COVERED);
        first.close();
        final Path snapshot = directory.resolve("lab.snapshot");
        final byte[] forged = Files.readAllBytes(snapshot);
        forged[forged.length - 8] ^= 1;
        Files.write(snapshot, forged);
        router.forget();
        client(server.url());
        awaitReason(VerdictReason.COVERED);
        assertEquals(1, router.alarms().size());
        assertTrue(Files.exists(directory.resolve("lab.snapshot.refused")));
    }

    @Test
    void shouldRememberAcrossARestartWhatItMayNotGoBackFrom() throws Exception {
        final FeedRegistry before = new FeedRegistry(NOW_S, registry.anchorKey());
        client(server.url());
        awaitReason(VerdictReason.COVERED);
        revoke();
        awaitReason(VerdictReason.ROUTE_REVOKED);
        open.removeLast().close();
        router.forget();
        before.put(Records.asn("lab", 64496), Records.route("lab", PREFIX, 16));
        server.serve(before);
        client(server.url());
        router.awaitAlarm(FeedFault.ROLLED_BACK, FeedFault.EQUIVOCATION);
        assertEquals(VerdictReason.ROUTE_REVOKED, router.reason(PREFIX));
    }

    @Test
    void shouldLetNoOtherUseItsDirectory() throws IOException {
        client(server.url());
        final IOException refusal = assertThrows(IOException.class, () -> new FeedClient(settings(), false, Overrides.NONE, router, clockS::get, new Random(1)));
        assertTrue(refusal.getMessage().contains("another router"));
    }

    @Test
    void shouldFailOverAndComeBack() throws IOException {
        final TestFeedServer second = add(new TestFeedServer(registry));
        client(server.url(), second.url());
        awaitReason(VerdictReason.COVERED);
        router.await("first is active", () -> "active".equals(router.state(server).word()));
        final int port = server.port();
        server.close();
        router.await("second is active", () -> "active".equals(router.state(second).word()) && "failed".equals(router.state(server).word()));
        router.await("stream of the second", () -> router.state(second).isStreaming());
        revoke();
        second.announce();
        awaitReason(VerdictReason.ROUTE_REVOKED);
        server = add(new TestFeedServer(registry, port));
        router.await("first is active again", () -> "active".equals(router.state(server).word()) && "standby".equals(router.state(second).word()));
        assertEquals(List.of(), router.alarms());
    }

    @Test
    void shouldUseTheSecondWhileTheFirstHasStaleData() throws IOException {
        final TestFeedServer second = add(new TestFeedServer(registry));
        client(server.url(), second.url());
        awaitReason(VerdictReason.COVERED);
        server.answer("head", bytes(registry.headBytes()));
        server.answer("events", status(404));
        clockS.addAndGet(3000);
        revoke();
        registry.reissue(NOW_S + 3000);
        awaitReason(VerdictReason.ROUTE_REVOKED);
        router.await("second is active", () -> "active".equals(router.state(second).word()));
    }

    @Test
    void shouldApplyOverridesWithoutAnyServer() throws IOException {
        final FeedClient client = client();
        client.override(new Overrides(List.of(), List.of(new Overrides.Assertion(64496, 10 << 24, 8, 16, "ours"))));
        awaitReason(VerdictReason.ASSERTED);
    }

    /** After a fault: what was good stays, the alarm has its word, and when the server is well again its data is taken. */
    private void assertRefused(final FeedFault fault, final Consumer<TestFeedServer> misbehave) throws IOException {
        assertRefused(fault, VerdictReason.COVERED, misbehave);
    }

    private void assertRefused(final FeedFault fault, final VerdictReason after, final Consumer<TestFeedServer> misbehave) throws IOException {
        client(server.url());
        awaitReason(VerdictReason.COVERED);
        server.answer("events", status(404));
        misbehave.accept(server);
        router.awaitAlarm(fault);
        assertEquals(after, router.reason(PREFIX));
    }

    private void assertRecovered() {
        for (final String path : List.of("head", "deltas", "snapshot")) {
            server.answer(path, null);
        }
        revoke();
        awaitReason(VerdictReason.ROUTE_REVOKED);
    }

    @Test
    void shouldHearEventsAfterAFailoverInTheMiddleOfOne() throws IOException {
        final TestFeedServer second = add(new TestFeedServer(registry));
        final CountDownLatch isFollowed = new CountDownLatch(1);
        final CountDownLatch isAsking = new CountDownLatch(1);
        server.answer("events", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            final byte[] bad = "event: head\ndata: {\"rir\":\"lab\",\"head\":\"AAAA\"}\n\n".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseBody().write(": hello\n\n".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            await(isFollowed);
            exchange.getResponseBody().write(bad);
            exchange.getResponseBody().flush();
            // The thread asks the second server now: this event is never taken.
            await(isAsking);
            exchange.getResponseBody().write(bad);
            exchange.getResponseBody().flush();
        });
        second.answer("head", exchange -> {
            isAsking.countDown();
            pause(300);
            bytes(registry.headBytes()).give(exchange);
        });
        client(patient(server.url(), second.url()));
        awaitReason(VerdictReason.COVERED);
        router.await("stream of the first", () -> router.state(server).isStreaming());
        isFollowed.countDown();
        router.await("stream of the second", () -> router.state(second).isStreaming());
        revoke();
        second.announce();
        awaitReason(VerdictReason.ROUTE_REVOKED);
    }

    private static void await(final CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (final InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void pause(final int ms) throws IOException {
        try {
            Thread.sleep(ms);
        } catch (final InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void shouldHandTheWholeTableOverWhenTheRouterDidNotTakeAChange() throws Exception {
        final FeedClient first = client(server.url());
        awaitReason(VerdictReason.COVERED);
        router.await("stream", () -> router.state(server).isStreaming());
        router.deaf(true);
        revoke();
        server.announce();
        server.answer("head", bytes("<html>busy</html>".getBytes(StandardCharsets.UTF_8)));
        pause(600);
        assertEquals(VerdictReason.COVERED, router.reason(PREFIX));
        router.deaf(false);
        awaitReason(VerdictReason.ROUTE_REVOKED);
        // Neither alarms nor the thread are lost meanwhile, nor the change on disk.
        router.awaitAlarm(FeedFault.MALFORMED);
        server.answer("head", null);
        registry.put(Records.route("lab", PREFIX, 16));
        awaitReason(VerdictReason.COVERED);
        first.close();
        server.close();
        router.forget();
        client(server.url());
        awaitReason(VerdictReason.COVERED);
        assertEquals(3, router.serial());
    }

    @Test
    void shouldFollowTheOtherRirsOfAServerWhoseDataOfOneIsRefused() throws IOException {
        final FeedSettings one = patient(server.url());
        // It is asked for first, and what comes is of lab.
        final TrustAnchor other = new TrustAnchor("aaa", SigningKey.generate().publicKey(), AsnRanges.ALL);
        client(new FeedSettings(one.servers(), List.of(other, registry.anchor()), directory, one.refresh(), one.retryMin(), one.retryMax(), one.answerTime(), one.eventSilence(),
            one.minRateBps(), one.maxSnapshotBytes(), one.maxDeltaBytes(), one.maxLag()));
        router.awaitAlarm(FeedFault.FOREIGN_RECORD);
        awaitReason(VerdictReason.COVERED);
        router.await("stream", () -> router.state(server).isStreaming());
    }

    @Test
    void shouldTakeASnapshotInPlaceOfAChangeThatExpired() throws IOException {
        client(server.url());
        awaitReason(VerdictReason.COVERED);
        server.answer("events", status(404));
        server.answer("head", status(503));
        registry.validFor(1);
        revoke();
        registry.validFor(3600);
        registry.put(Records.asn("lab", 64497));
        clockS.addAndGet(10);
        server.answer("head", null);
        awaitReason(VerdictReason.ROUTE_REVOKED);
        assertEquals(3, router.serial());
    }

    @Test
    void shouldFetchNothingForAHeadThatNobodySigned() throws IOException {
        final FeedRegistry other = new FeedRegistry(NOW_S, SigningKey.generate());
        registry.put(Records.asn("lab", 64497));
        other.put(Records.asn("lab", 64500));
        server.answer("head", bytes(other.headBytes()));
        client(server.url());
        router.awaitAlarm(FeedFault.UNKNOWN_ANCHOR);
        assertFalse(server.asked().contains("snapshot"));
    }

    @Test
    void shouldNotLetAServerTrickleWhileAnotherCouldBeAsked() throws IOException {
        final TestFeedServer second = add(new TestFeedServer(registry));
        final FeedSettings one = patient(server.url(), second.url());
        server.answer("snapshot", endless(snapshotHead(), 50));
        client(new FeedSettings(one.servers(), one.anchors(), directory, one.refresh(), one.retryMin(), one.retryMax(), one.answerTime(), one.eventSilence(), 1,
            one.maxSnapshotBytes(), one.maxDeltaBytes(), one.maxLag()));
        awaitReason(VerdictReason.COVERED);
        router.await("too slow", () -> "too-slow".equals(router.state(server).lastError()));
    }

    @Test
    void shouldTakeEachDeltaInBeforeItLooksAtTheNext() throws IOException {
        client(server.url());
        awaitReason(VerdictReason.COVERED);
        server.answer("snapshot", status(503));
        revoke();
        final ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes(registry.deltaBytes(1));
        answer.writeBytes("<html>".getBytes(StandardCharsets.UTF_8));
        server.answer("deltas", bytes(answer.toByteArray()));
        awaitReason(VerdictReason.ROUTE_REVOKED);
        router.awaitAlarm(FeedFault.MALFORMED, FeedFault.TRUNCATED);
        assertTrue(FeedSettings.of(List.of(), List.of(registry.anchor()), null).maxDeltaBytes() <= 16 << 20);
    }

    @Test
    void shouldForgetWhatAStolenKeySignedWhenItIsRevoked() throws IOException {
        final FeedRegistry thief = new FeedRegistry(NOW_S, registry.anchorKey());
        for (int i = 0; i < 5; i++) {
            thief.put(Records.asn("lab", 64500 + i));
        }
        server.serve(thief);
        client(server.url());
        router.await("serial 5", () -> router.serial() == 5);
        // Its list leaves the key of the thief out; its serial is below what the thief signed.
        registry.rotate();
        registry.reissue(NOW_S + 1);
        server.serve(registry);
        awaitReason(VerdictReason.COVERED);
        assertEquals(1, router.serial());
    }

    @Test
    void shouldHearOfARevokedKeyFromAHeadThatIsRefused() throws Exception {
        client(server.url());
        awaitReason(VerdictReason.COVERED);
        server.answer("events", status(404));
        registry.list(List.of(registry.listedKey(NOW_S - 1, NOW_S + 10, true)));
        awaitReason(VerdictReason.DATA_EXPIRED);
        open.removeLast().close();
        server.close();
        router.forget();
        client();
        awaitReason(VerdictReason.DATA_EXPIRED);
    }

    @Test
    void shouldFetchASnapshotThatTheDiskIsOwed() throws Exception {
        final Path blocked = Files.createDirectory(directory.resolve("lab.snapshot.new"));
        client(server.url());
        awaitReason(VerdictReason.COVERED);
        router.await("alarm", () -> router.alarms().stream().anyMatch(alarm -> ServerFault.DISK.word().equals(alarm.word())));
        Files.delete(blocked);
        router.await("snapshot", () -> Files.exists(directory.resolve("lab.snapshot")));
        open.removeLast().close();
        server.close();
        router.forget();
        client();
        awaitReason(VerdictReason.COVERED);
    }

    private Delta delta(final FeedRegistry of) {
        return of.lastDelta();
    }

    @Test
    void shouldRefuseGarbage() throws IOException {
        assertRefused(FeedFault.MALFORMED, bad -> bad.answer("head", bytes("<html>busy</html>".getBytes(StandardCharsets.UTF_8))));
        assertRecovered();
    }

    @Test
    void shouldRefuseATruncatedHead() throws IOException {
        assertRefused(FeedFault.TRUNCATED, bad -> bad.answer("head", bytes(Arrays.copyOf(registry.headBytes(), 40))));
        assertRecovered();
    }

    @Test
    void shouldRefuseATruncatedSnapshot() throws IOException {
        server.answer("snapshot", bytes(Arrays.copyOf(registry.snapshotBytes(), registry.snapshotBytes().length - 20)));
        client(server.url());
        router.awaitAlarm(FeedFault.TRUNCATED);
        assertEquals(0, router.tables());
        server.answer("snapshot", null);
        awaitReason(VerdictReason.COVERED);
    }

    @Test
    void shouldRefuseTruncatedDeltas() throws IOException {
        assertRefused(FeedFault.TRUNCATED, bad -> {
            bad.answer("snapshot", status(503));
            revoke();
            bad.answer("deltas", bytes(Arrays.copyOf(registry.deltaBytes(1), 100)));
        });
        assertRecovered();
    }

    @Test
    void shouldRefuseAGapOfSerials() throws IOException {
        assertRefused(FeedFault.WRONG_SERIAL, bad -> {
            bad.answer("snapshot", status(503));
            registry.put(Records.asn("lab", 64497));
            revoke();
            bad.answer("deltas", bytes(registry.deltaBytes(2)));
        });
        assertRecovered();
    }

    @Test
    void shouldRefuseARecordThatIsNotUnderTheRoot() throws IOException {
        assertRefused(FeedFault.ROOT_MISMATCH, bad -> {
            bad.answer("snapshot", status(503));
            revoke();
            final Delta good = delta(registry);
            bad.answer("deltas", bytes(new Delta(good.keys(), good.head(), List.of(RecordChange.put(Records.asn("lab", 64497)))).encode()));
        });
        assertRecovered();
    }

    @Test
    void shouldRefuseRolledBackData() throws IOException {
        final byte[] old = registry.headBytes();
        client(server.url());
        registry.put(Records.asn("lab", 64497));
        router.await("serial 2", () -> router.serial() == 2);
        server.answer("events", status(404));
        server.answer("head", bytes(old));
        router.awaitAlarm(FeedFault.ROLLED_BACK);
        assertEquals(VerdictReason.COVERED, router.reason(PREFIX));
        assertRecovered();
    }

    @Test
    void shouldRefuseTwoStatesUnderOneSerial() throws IOException {
        final FeedRegistry other = new FeedRegistry(NOW_S, registry.anchorKey());
        other.list(List.of(registry.listedKey(NOW_S - 1, NOW_S + 10, false), other.listedKey(NOW_S - 1, NOW_S + 10, false)));
        other.put(Records.asn("lab", 64500));
        assertRefused(FeedFault.EQUIVOCATION, bad -> bad.answer("head", bytes(other.headBytes())));
        // The anchor signed its key list, so that counts, and the next must be newer.
        registry.rotate();
        registry.rotate();
        assertRecovered();
    }

    @Test
    void shouldRefuseAnUnknownKey() throws IOException {
        assertRefused(FeedFault.UNKNOWN_KEY, bad -> {
            registry.useUnlistedKey();
            registry.reissue(NOW_S + 1);
        });
        registry.rotate();
        assertRecovered();
    }

    @Test
    void shouldRefuseARevokedKey() throws IOException {
        assertRefused(FeedFault.KEY_REVOKED, VerdictReason.DATA_EXPIRED, bad -> registry.list(List.of(registry.listedKey(NOW_S - 1, NOW_S + 10, true))));
        registry.useUnlistedKey();
        registry.rotate();
        assertRecovered();
    }

    @Test
    void shouldRefuseAnExpiredKey() throws IOException {
        assertRefused(FeedFault.KEY_EXPIRED, VerdictReason.DATA_EXPIRED, bad -> registry.list(List.of(registry.listedKey(NOW_S - 10, NOW_S - 1, false))));
        registry.rotate();
        assertRecovered();
    }

    @Test
    void shouldRefuseAnUnknownAnchor() throws IOException {
        final FeedRegistry other = new FeedRegistry(NOW_S, SigningKey.generate());
        other.put(Records.asn("lab", 64500));
        assertRefused(FeedFault.UNKNOWN_ANCHOR, bad -> bad.serve(other));
        server.serve(registry);
        assertRecovered();
    }

    @Test
    void shouldRefuseExpiredData() throws IOException {
        assertRefused(FeedFault.EXPIRED, bad -> {
            registry.validFor(1);
            revoke();
            registry.reissue(NOW_S - 10);
            bad.answer("deltas", bytes(new Delta(registry.keys(), registry.head(), List.of()).encode()));
        });
        registry.validFor(3600);
        registry.put(Records.asn("lab", 64497));
        server.answer("deltas", status(410));
        awaitReason(VerdictReason.ROUTE_REVOKED);
    }

    @Test
    void shouldRefuseDeltasThatAreTooLong() throws IOException {
        assertRefused(FeedFault.TOO_LARGE, bad -> {
            bad.answer("snapshot", status(503));
            revoke();
            bad.answer("deltas", endless(new byte[0], 0));
        });
        assertRecovered();
    }

    @Test
    void shouldRefuseASnapshotWithoutEnd() throws IOException {
        server.answer("snapshot", endless(snapshotHead(), 0));
        client(server.url());
        router.await("alarm", () -> !router.alarms().isEmpty());
        assertTrue(List.of("malformed", "too-large").contains(router.alarms().getFirst().word()));
        server.answer("snapshot", null);
        awaitReason(VerdictReason.COVERED);
    }

    private byte[] snapshotHead() {
        final ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes(Arrays.copyOf(registry.snapshotBytes(), 200));
        return head.toByteArray();
    }

    @Test
    void shouldCutASlowDrip() throws IOException {
        server.answer("snapshot", endless(snapshotHead(), 50));
        assertServerFault(ServerFault.TOO_SLOW);
        server.answer("snapshot", null);
        awaitReason(VerdictReason.COVERED);
    }

    @Test
    void shouldCutATransferThatStops() throws IOException {
        server.answer("snapshot", server.hanging(snapshotHead()));
        assertServerFault(ServerFault.TIMED_OUT);
        server.answer("snapshot", null);
        awaitReason(VerdictReason.COVERED);
    }

    @Test
    void shouldNotWaitForAnAnswerForEver() throws IOException {
        server.answer("head", server.silence());
        assertServerFault(ServerFault.TIMED_OUT);
        server.answer("head", null);
        awaitReason(VerdictReason.COVERED);
    }

    @Test
    void shouldNotGoWhereItIsSent() throws IOException {
        server.answer("head", status(302));
        assertServerFault(ServerFault.REDIRECTED);
    }

    private void assertServerFault(final ServerFault fault) throws IOException {
        client(server.url());
        router.await("fault " + fault, () -> router.state(server) != null && fault.word().equals(router.state(server).lastError()));
        // An empty table would take away what the router has from a feed before this one.
        assertEquals(0, router.tables());
        assertEquals(List.of(), router.alarms());
    }

    @Test
    void shouldLeaveAnEventStreamThatIsSilent() throws IOException {
        server.answer("events", server.hanging(": hello\n\n".getBytes(StandardCharsets.UTF_8)));
        client(server.url());
        awaitReason(VerdictReason.COVERED);
        router.await("silence noticed", () -> "timed-out".equals(router.state(server).lastError()));
        server.answer("events", null);
        router.await("stream", () -> router.state(server).isStreaming());
    }

    @Test
    void shouldLeaveAnEventStreamThatIsGarbage() throws IOException {
        server.answer("events", endless("event: head\ndata: ".getBytes(StandardCharsets.UTF_8), 0));
        client(server.url());
        awaitReason(VerdictReason.COVERED);
        router.await("garbage noticed", () -> "refused".equals(router.state(server).lastError()));
    }
}
