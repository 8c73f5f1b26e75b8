// SPDX-License-Identifier: Apache-2.0
// What a registry does, whatever its database.
package io.eightfold.whois8.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.eightfold.whois8.feed.DataSet;
import io.eightfold.whois8.feed.Delta;
import io.eightfold.whois8.feed.FeedSource;
import io.eightfold.whois8.index.RecordIndex;
import io.eightfold.whois8.record.AsnRecord;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordKey;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.record.RouteRecord;
import io.eightfold.whois8.signature.AsnRanges;
import io.eightfold.whois8.signature.KeyList;
import io.eightfold.whois8.signature.KeyList.ListedKey;
import io.eightfold.whois8.signature.SignedHead;
import io.eightfold.whois8.signature.SigningKey;
import io.eightfold.whois8.signature.TrustAnchor;
import io.eightfold.whois8.signature.VerifyKey;
import io.eightfold.whois8.store.AuditEntry;
import io.eightfold.whois8.store.AuditFilter;
import io.eightfold.whois8.store.Backup;
import io.eightfold.whois8.store.RegistryStore;
import io.eightfold.whois8.store.RowAccess;
import io.eightfold.whois8.store.StoreConfig;
import io.eightfold.whois8.store.StoreException;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Run over each database. */
abstract class RegistryContract {
    static final String RIR = "lab";
    private static final int ASN = 64496;
    private static final long EXPIRY_S = 2_000_000_000L;
    private static final AdminCaller ADMIN = new AdminCaller("tester", AdminRole.ADMIN, "192.0.2.7");
    private static final AdminCaller READER = new AdminCaller("looker", AdminRole.READ, "192.0.2.8");
    @TempDir
    Path temp;
    final TestClock clock = new TestClock();
    Path directory;
    RegistryStore store;
    RecordIndex index = new RecordIndex();
    Registry registry;
    TrustAnchor anchor;

    /** A database that no other call of this test's gave. */
    abstract StoreConfig config(Path authority) throws Exception;

    /** The database of {@link #config} under another directory, as a second server would name it. */
    abstract StoreConfig sameDatabase(StoreConfig config, Path other);

    @BeforeEach
    void open() throws Exception {
        directory = temp.resolve("authority");
        store = RegistryStore.open(config(directory), clock.nowS());
        anchor = RegistryInit.create(store, RIR, AsnRanges.parse("1-70000"), RegistryConfig.DEFAULT, ADMIN, clock.nowS());
        openRegistry();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void openRegistry() throws StoreException {
        index = new RecordIndex();
        registry = Registry.open(store, index, RegistryConfig.DEFAULT, clock);
    }

    private void reopen() throws StoreException {
        final StoreConfig config = store.config();
        store.close();
        store = RegistryStore.open(config, clock.nowS());
        openRegistry();
    }

    AsnRecord asn(final int asn) {
        return new AsnRecord(asn, "ORG-EX1", "Example " + asn, "DE", RIR, RecordStatus.ACTIVE, EXPIRY_S, 0xC0000201, clock.nowS());
    }

    RouteRecord route(final int asn, final int third) {
        return new RouteRecord(asn, 10 << 24 | third << 16, 16, 16, RIR, RecordStatus.ACTIVE, EXPIRY_S, clock.nowS());
    }

    ChangeResult put(final RegistryRecord... records) throws AdminException {
        return registry.change(new ChangeRequest(ADMIN, "test", RIR, Stream.of(records).map(RecordChange::put).toList(), false));
    }

    ChangeResult remove(final boolean withRoutes, final RecordKey key) throws AdminException {
        return registry.change(new ChangeRequest(ADMIN, "remove", RIR, List.of(RecordChange.remove(key)), withRoutes));
    }

    private FeedSource source() {
        return registry.source(RIR).orElseThrow();
    }

    private InputStream snapshot() throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        source().writeSnapshot(bytes);
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    /** A reader that trusts nothing but the anchor. */
    private DataSet reader() throws Exception {
        final DataSet reader = new DataSet(List.of(anchor));
        reader.load(snapshot(), record -> { }, DataSet.Age.LIVE, clock.nowS());
        return reader;
    }

    @Test
    void shouldPublishWhatReadersCanVerify() throws Exception {
        final DataSet follower = reader();
        final List<SignedHead> told = new ArrayList<>();
        registry.listen(told::add);
        put(asn(ASN), route(ASN, 1), route(ASN, 2));
        put(asn(64497));
        remove(false, route(ASN, 2).key());
        for (final Delta delta : source().deltasFrom(1, 100).orElseThrow()) {
            follower.apply(delta, DataSet.Age.LIVE, clock.nowS());
        }
        assertEquals(4, follower.head().orElseThrow().serial());
        assertEquals(3, follower.head().orElseThrow().records());
        assertEquals(source().head(), follower.head().orElseThrow());
        assertEquals(source().head(), reader().head().orElseThrow());
        assertEquals(List.of(2L, 3L, 4L), told.stream().map(SignedHead::serial).toList());
        assertEquals(List.of(route(ASN, 1)), index.entry(ASN).orElseThrow().routes());
    }

    @Test
    void shouldHaveEverythingAgainAfterARestart() throws Exception {
        put(asn(ASN), route(ASN, 1));
        final SignedHead before = source().head();
        reopen();
        assertEquals(before, source().head());
        assertEquals(asn(ASN), index.entry(ASN).orElseThrow().holders().getFirst());
        assertEquals(3, put(asn(64497)).serial());
    }

    @Test
    void shouldGiveNoSerialToWhatDiffersInNothing() throws Exception {
        put(asn(ASN));
        clock.advance(5);
        final ChangeResult again = put(asn(ASN));
        assertEquals(2, again.serial());
        assertEquals(1, again.unchanged());
        assertEquals(2, source().head().serial());
    }

    @Test
    void shouldRefuseRoutesWithoutTheirAsn() throws Exception {
        assertRefused(AdminException.Kind.CONFLICT, "AS64496 is not registered", () -> put(route(ASN, 1)));
        put(asn(ASN), route(ASN, 1));
        assertRefused(AdminException.Kind.CONFLICT, "has 1 routes", () -> remove(false, RecordKey.ofAsn(ASN)));
        assertEquals(2, remove(true, RecordKey.ofAsn(ASN)).removed());
        assertEquals(Optional.empty(), index.entry(ASN));
        assertEquals(0, source().head().records());
    }

    @Test
    void shouldRefuseAsnsThatTheAnchorMayNotSpeakOf() {
        assertRefused(AdminException.Kind.BAD_REQUEST, "outside of asns=1-70000", () -> put(asn(80_000)));
    }

    @Test
    void shouldNameAllProblemsAndChangeNothing() {
        final AdminException refused = assertThrows(AdminException.class, () -> put(asn(ASN), route(1, 1), asn(80_000)));
        assertEquals(2, refused.problems().size());
        assertEquals(1, source().head().serial());
        assertEquals(Optional.empty(), index.entry(ASN));
    }

    @Test
    void shouldChangeNothingWhenTheTransactionFails() throws Exception {
        put(asn(ASN), route(ASN, 1));
        final SignedHead before = source().head();
        RowAccess.blockDelta(store, RIR, 3);
        assertRefused(AdminException.Kind.UNAVAILABLE, "could not write serial 3", () -> put(asn(64497), route(64497, 1), route(ASN, 3)));
        assertRefused(AdminException.Kind.UNAVAILABLE, "could not write serial 3", () -> remove(true, RecordKey.ofAsn(ASN)));
        assertEquals(before, source().head());
        assertEquals(Optional.empty(), index.entry(64497));
        assertEquals(1, RowAccess.number(store, "SELECT COUNT(*) FROM asn_record"));
        assertEquals(1, RowAccess.number(store, "SELECT COUNT(*) FROM route_record"));
        assertEquals(2, RowAccess.number(store, "SELECT serial FROM data_set"));
        assertEquals(0, store.audit(new AuditFilter(Long.MAX_VALUE, 0, null, null, "remove", 10)).size());
        RowAccess.execute(store, "DELETE FROM delta WHERE serial = 3");
        put(asn(64497));
        assertEquals(source().head(), reader().head().orElseThrow());
        reopen();
    }

    @Test
    void shouldRefuseToServeRowsThatTheHeadDoesNotSign() throws Exception {
        put(asn(ASN), route(ASN, 1));
        RowAccess.execute(store, "UPDATE route_record SET expiry_s = expiry_s + 1");
        final StoreException refused = assertThrows(StoreException.class, this::reopen);
        assertTrue(refused.getMessage().contains("nothing is served, restore the last backup"), refused.getMessage());
    }

    @Test
    void shouldRefuseAnotherWritersSerial() throws Exception {
        put(asn(ASN));
        RowAccess.execute(store, "UPDATE data_set SET serial = 7");
        assertRefused(AdminException.Kind.UNAVAILABLE, "another authority writes to it", () -> put(asn(64497)));
    }

    @Test
    void shouldIssueHeadsAgainBeforeTheyExpire() throws Exception {
        put(asn(ASN));
        final DataSet follower = reader();
        final SignedHead first = source().head();
        clock.advance(RegistryConfig.DEFAULT.reissueS() - 1);
        registry.tick();
        assertEquals(first, source().head());
        clock.advance(1);
        registry.tick();
        final SignedHead second = source().head();
        assertTrue(second.isSameState(first));
        assertEquals(first.expiresAtS() + RegistryConfig.DEFAULT.reissueS(), second.expiresAtS());
        assertTrue(follower.renew(source().keys(), second, DataSet.Age.LIVE, clock.nowS()));
        reopen();
        assertEquals(second, source().head());
        clock.advance(3 * RegistryConfig.DEFAULT.validityS());
        reopen();
        assertTrue(source().head().expiresAtS() > clock.nowS());
    }

    @Test
    void shouldOfferNoDeltasThatHaveExpired() throws Exception {
        put(asn(ASN));
        clock.advance(RegistryConfig.DEFAULT.validityS() + 1);
        put(asn(64497));
        assertEquals(Optional.empty(), source().deltasFrom(1, 100));
        assertEquals(1, source().deltasFrom(2, 100).orElseThrow().size());
        assertEquals(Optional.of(List.of()), source().deltasFrom(3, 100));
        assertEquals(Optional.empty(), source().deltasFrom(4, 100));
    }

    @Test
    void shouldOfferNoDeltasOfAClockThatWasAhead() throws Exception {
        put(asn(ASN));
        clock.advance(7_200);
        put(asn(64497));
        put(asn(64498));
        clock.advance(-7_200);
        // Until the next tick the head is still the one of the future, and readers refuse all of it.
        assertEquals(Optional.empty(), source().deltasFrom(2, 100));
        final long before = RowAccess.number(store, "SELECT COUNT(*) FROM delta");
        put(asn(64499));
        assertEquals(List.of(3L, 1L), List.of(before, RowAccess.number(store, "SELECT COUNT(*) FROM delta")));
        assertEquals(Optional.empty(), source().deltasFrom(2, 100));
        assertEquals(1, source().deltasFrom(4, 100).orElseThrow().size());
        assertEquals(source().head(), reader().head().orElseThrow());
        clock.advance(7_200);
        put(asn(64500));
        clock.advance(-7_200);
        registry.tick();
        assertEquals(0, RowAccess.number(store, "SELECT COUNT(*) FROM delta"));
        assertEquals(source().head(), reader().head().orElseThrow());
    }

    @Test
    void shouldHaveRecentDeltasInMemory() throws Exception {
        put(asn(ASN));
        put(asn(64497));
        final List<Delta> stored = source().deltasFrom(1, 100).orElseThrow();
        RowAccess.execute(store, "DELETE FROM delta");
        assertEquals(stored, source().deltasFrom(1, 100).orElseThrow());
        assertEquals(1, source().deltasFrom(1, 1).orElseThrow().size());
        reopen();
        assertEquals(Optional.empty(), source().deltasFrom(1, 100));
    }

    @Test
    void shouldHaveAConnectionForTheWriterWhileManyRead() throws Exception {
        final CountDownLatch end = new CountDownLatch(1);
        final List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            readers.add(Thread.ofPlatform().start(() -> RowAccess.readUntil(store, end)));
        }
        try {
            Thread.sleep(500);
            assertEquals(2, put(asn(ASN)).serial());
        } finally {
            end.countDown();
            for (final Thread reader : readers) {
                reader.join();
            }
        }
    }

    @Test
    void shouldKeepSoManyDeltas() throws Exception {
        final StoreConfig config = store.config();
        store.close();
        store = RegistryStore.open(new StoreConfig(config.directory(), config.url(), config.user(), config.password(), 3), clock.nowS());
        openRegistry();
        for (int i = 0; i < 6; i++) {
            put(asn(ASN + i));
        }
        assertEquals(Optional.empty(), source().deltasFrom(3, 100));
        assertEquals(List.of(5L, 6L, 7L), source().deltasFrom(4, 100).orElseThrow().stream().map(delta -> delta.head().serial()).toList());
        assertEquals(2, source().deltasFrom(4, 2).orElseThrow().size());
        assertEquals(3, RowAccess.number(store, "SELECT COUNT(*) FROM delta"));
    }

    @Test
    void shouldRotateWithoutLosingReaders() throws Exception {
        put(asn(ASN));
        final DataSet follower = reader();
        final SignedHead before = source().head();
        final KeyList keys = new KeyChanges(registry).rotate(ADMIN, RIR);
        assertEquals(2, keys.version());
        assertNotEquals(before.key(), source().head().key());
        assertTrue(follower.renew(source().keys(), source().head(), DataSet.Age.LIVE, clock.nowS()));
        put(asn(64497));
        for (final Delta delta : source().deltasFrom(2, 10).orElseThrow()) {
            follower.apply(delta, DataSet.Age.LIVE, clock.nowS());
        }
        assertEquals(source().head(), follower.head().orElseThrow());
        assertTrue(keys.key(before.key()).orElseThrow().isValidAt(clock.nowS()));
        clock.advance(RegistryConfig.DEFAULT.overlapS() + 1);
        assertFalse(keys.key(before.key()).orElseThrow().isValidAt(clock.nowS()));
        reopen();
        assertEquals(source().head(), reader().head().orElseThrow());
    }

    @Test
    void shouldRotateManyTimes() throws Exception {
        for (int i = 0; i < 40; i++) {
            new KeyChanges(registry).rotate(ADMIN, RIR);
            clock.advance(RegistryConfig.DEFAULT.overlapS());
            registry.tick();
            assertEquals(source().head(), reader().head().orElseThrow());
        }
    }

    @Test
    void shouldRevokeAKeyAndAllItSigned() throws Exception {
        put(asn(ASN));
        final SignedHead before = source().head();
        final KeyList keys = new KeyChanges(registry).revoke(ADMIN, RIR, before.key());
        assertTrue(keys.key(before.key()).orElseThrow().isRevoked());
        assertNotEquals(before.key(), source().head().key());
        assertEquals(Optional.empty(), source().deltasFrom(1, 10));
        assertEquals(source().head(), reader().head().orElseThrow());
        reopen();
        assertNotEquals(before.key(), source().head().key());
        assertRefused(AdminException.Kind.CONFLICT, "revoked already", () -> new KeyChanges(registry).revoke(ADMIN, RIR, before.key()));
    }

    @Test
    void shouldRevokeAKeyOfAClockThatWasAhead() throws Exception {
        clock.advance(7_200);
        final KeyChanges changes = new KeyChanges(registry);
        final KeyList ahead = changes.rotate(ADMIN, RIR);
        new KeyChanges(registry).revoke(ADMIN, RIR, ahead.keys().getFirst().key().id());
        clock.advance(-7_200);
        final KeyList keys = changes.revoke(ADMIN, RIR, source().head().key());
        assertTrue(keys.key(source().head().key()).orElseThrow().isValidAt(clock.nowS()));
        assertEquals(source().head(), reader().head().orElseThrow());
    }

    @Test
    void shouldSayWhenTheSigningKeyEnds() throws Exception {
        final RegistryAdmin admin = new RegistryAdmin(registry);
        final long endS = clock.nowS() + RegistryConfig.DEFAULT.keyLifeS();
        assertEquals(endS, source().keyEndsAtS());
        assertEquals(Instant.ofEpochSecond(endS).toString(), dataSet(admin).get("keyEnds").getAsString());
        assertFalse(dataSet(admin).get("keyEndsSoon").getAsBoolean());
        clock.advance(RegistryConfig.DEFAULT.keyLifeS() - 29 * 86_400);
        registry.tick();
        assertTrue(dataSet(admin).get("keyEndsSoon").getAsBoolean());
        ask(admin, "key-rotate", "{}");
        assertFalse(dataSet(admin).get("keyEndsSoon").getAsBoolean());
    }

    private static JsonObject dataSet(final RegistryAdmin admin) throws AdminException {
        return ask(admin, "info", "{}").getAsJsonArray("dataSets").get(0).getAsJsonObject();
    }

    @Test
    void shouldTakeAKeyListThatWasSignedElsewhere() throws Exception {
        final Path offline = temp.resolve("anchor.key");
        Files.move(directory.resolve("keys/lab-anchor.key"), offline);
        assertRefused(AdminException.Kind.CONFLICT, "is not here; make a key with key-prepare", () -> new KeyChanges(registry).rotate(ADMIN, RIR));
        final RegistryAdmin admin = new RegistryAdmin(registry);
        final JsonObject prepared = admin.handle(ADMIN, "key-prepare", new JsonObject());
        final VerifyKey fresh = VerifyKey.parse(prepared.get("public").getAsString());
        final List<ListedKey> keys = new ArrayList<>(source().keys().keys());
        keys.add(new ListedKey(fresh, clock.nowS(), clock.nowS() + RegistryConfig.DEFAULT.keyLifeS(), false));
        clock.advance(1);
        assertRefused(AdminException.Kind.BAD_REQUEST, "not signed by the trust anchor", () -> install(admin, KeyList.issue(RIR, 2, clock.nowS(), keys, SigningKey.generate())));
        final SigningKey anchorKey = SigningKey.load(offline);
        assertRefused(AdminException.Kind.CONFLICT, "is not above 1", () -> install(admin, KeyList.issue(RIR, 1, clock.nowS(), keys, anchorKey)));
        install(admin, KeyList.issue(RIR, 2, clock.nowS(), List.of(new ListedKey(fresh, clock.nowS(), clock.nowS() + 100_000, false)), anchorKey));
        assertEquals(fresh.id(), source().head().key());
        assertEquals(source().head(), reader().head().orElseThrow());
        assertRefused(AdminException.Kind.CONFLICT, "whose private half is here",
            () -> install(admin, KeyList.issue(RIR, 3, clock.nowS(), List.of(new ListedKey(SigningKey.generate().publicKey(), 0, EXPIRY_S, false)), anchorKey)));
    }

    private static void install(final RegistryAdmin admin, final KeyList list) throws AdminException {
        final JsonObject request = new JsonObject();
        request.addProperty("list", Base64.getEncoder().encodeToString(list.encode()));
        admin.handle(ADMIN, "key-install", request);
    }

    @Test
    void shouldRefuseChangesWhenNoKeyMaySign() throws Exception {
        put(asn(ASN));
        clock.advance(RegistryConfig.DEFAULT.keyLifeS() + 1);
        assertRefused(AdminException.Kind.UNAVAILABLE, "rotate with", () -> put(asn(64497)));
        new KeyChanges(registry).rotate(ADMIN, RIR);
        put(asn(64497));
        assertEquals(source().head(), reader().head().orElseThrow());
    }

    @Test
    void shouldRefuseAKeyThatOthersMayRead() throws Exception {
        final Path key = directory.resolve("keys/lab-" + source().head().key() + ".key");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        openRegistry();
        assertRefused(AdminException.Kind.UNAVAILABLE, "is open to others", () -> put(asn(ASN)));
    }

    @Test
    void shouldRefuseASecondAuthorityOfTheDatabase() {
        final StoreConfig second = sameDatabase(store.config(), temp.resolve("second"));
        final StoreException refused = assertThrows(StoreException.class, () -> RegistryStore.open(second, clock.nowS()));
        assertTrue(refused.getMessage().contains("in use by another authority (whois8 pid " + ProcessHandle.current().pid()), refused.getMessage());
    }

    @Test
    void shouldRefuseADatabaseThatIsNewer() throws Exception {
        RowAccess.execute(store, "INSERT INTO schema_version (version, applied_s) VALUES (99, 0)");
        final StoreException refused = assertThrows(StoreException.class, this::reopen);
        assertTrue(refused.getMessage().contains("schema version 99 > 1, the newest this program knows"), refused.getMessage());
    }

    @Test
    void shouldLogWhoChangedWhat() throws Exception {
        put(asn(ASN));
        clock.advance(10);
        final AsnRecord suspended = new AsnRecord(ASN, "ORG-EX1", "Example", "DE", RIR, RecordStatus.SUSPENDED, EXPIRY_S, 0, clock.nowS());
        put(suspended);
        final List<AuditEntry> lines = store.audit(new AuditFilter(Long.MAX_VALUE, 0, "AS64496", null, null, 10));
        assertEquals(2, lines.size());
        assertEquals(3, lines.getFirst().serial());
        assertEquals("tester", lines.getFirst().actor());
        assertEquals("192.0.2.7", lines.getFirst().client());
        assertEquals("active", JsonParser.parseString(lines.getFirst().before()).getAsJsonObject().get("status").getAsString());
        assertEquals("suspended", JsonParser.parseString(lines.getFirst().after()).getAsJsonObject().get("status").getAsString());
        assertEquals(3, store.audit(new AuditFilter(Long.MAX_VALUE, 0, null, null, null, 10)).size());
        assertEquals(1, store.audit(new AuditFilter(Long.MAX_VALUE, clock.nowS(), null, null, null, 10)).size());
        assertEquals(1, store.audit(new AuditFilter(2, 0, null, null, null, 10)).size());
    }

    @Test
    void shouldRestoreABackupThatWasTakenWhileServing() throws Exception {
        for (int i = 0; i < 50; i++) {
            put(asn(1_000 + i), route(1_000 + i, 1));
        }
        final String token = new Tokens(store).add("ops", AdminRole.ADMIN, ADMIN, clock.nowS());
        final Thread writer = Thread.ofPlatform().start(() -> keepChanging(2_000, 200));
        final Path file = temp.resolve("backup.zip");
        Backup.write(store, file, clock.nowS());
        writer.join(TimeUnit.MINUTES.toMillis(1));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertThrows(StoreException.class, () -> Backup.write(store, file, clock.nowS()));
        assertThrows(StoreException.class, () -> Backup.restore(file, sameDatabase(store.config(), directory), clock.nowS()));
        final DataSet last = reader();
        DataSet follower = reader();
        store.close();
        for (final StoreConfig target : List.of(config(temp.resolve("restored")), StoreConfig.embedded(temp.resolve("moved")))) {
            clock.advance(600);
            RegistryRestore.restore(file, target, RegistryConfig.DEFAULT, RegistryRestore.Wishes.DEFAULT, clock);
            store = RegistryStore.open(target, clock.nowS());
            openRegistry();
            assertTrue(source().head().serial() >= 51 + 1_000 + 600, "serial " + source().head().serial());
            assertEquals("ops", new RegistryAdmin(registry).authenticate(token, "-").orElseThrow().actor());
            assertEquals(Optional.empty(), source().deltasFrom(51, 10));
            // A reader that saw all that came after the backup takes what comes now.
            follower.load(snapshot(), record -> { }, DataSet.Age.LIVE, clock.nowS());
            put(asn(60_000));
            for (final Delta delta : source().deltasFrom(follower.head().orElseThrow().serial(), 10).orElseThrow()) {
                follower.apply(delta, DataSet.Age.LIVE, clock.nowS());
            }
            assertEquals(source().head(), follower.head().orElseThrow());
            follower = last;
            store.close();
        }
    }

    @Test
    void shouldRestoreABackupFromBeforeARevocation() throws Exception {
        put(asn(ASN));
        final Path file = temp.resolve("backup.zip");
        Backup.write(store, file, clock.nowS());
        final DataSet follower = reader();
        final SignedHead stolen = source().head();
        final KeyChanges changes = new KeyChanges(registry);
        changes.rotate(ADMIN, RIR);
        changes.revoke(ADMIN, RIR, stolen.key());
        follower.renew(source().keys(), source().head(), DataSet.Age.LIVE, clock.nowS());
        store.close();
        clock.advance(60);
        restore(file, "restored", RegistryRestore.Wishes.DEFAULT);
        follower.load(snapshot(), record -> { }, DataSet.Age.LIVE, clock.nowS());
        assertTrue(source().keys().key(stolen.key()).orElseThrow().isRevoked());
        new KeyChanges(registry).rotate(ADMIN, RIR);
        assertTrue(follower.renew(source().keys(), source().head(), DataSet.Age.LIVE, clock.nowS()));
        put(asn(64497));
        follower.apply(source().deltasFrom(source().head().serial() - 1, 1).orElseThrow().getFirst(), DataSet.Age.LIVE, clock.nowS());
        assertEquals(source().head(), follower.head().orElseThrow());
    }

    @Test
    void shouldNeedTheAnchorOrAWordToRestore() throws Exception {
        final Path offline = temp.resolve("anchor.key");
        Files.move(directory.resolve("keys/lab-anchor.key"), offline);
        final Path file = temp.resolve("backup.zip");
        Backup.write(store, file, clock.nowS());
        final KeyList keys = source().keys();
        store.close();
        final StoreException refused = assertThrows(StoreException.class, () -> restore(file, "first", RegistryRestore.Wishes.DEFAULT));
        assertTrue(refused.getMessage().contains("--keep-keys"), refused.getMessage());
        restore(file, "second", new RegistryRestore.Wishes(0, List.of(SigningKey.load(offline)), false));
        assertTrue(source().keys().version() > keys.version());
        store.close();
        restore(file, "third", new RegistryRestore.Wishes(0, List.of(), true));
        assertEquals(keys, source().keys());
    }

    private void restore(final Path file, final String where, final RegistryRestore.Wishes wishes) throws Exception {
        final StoreConfig target = config(temp.resolve(where));
        RegistryRestore.restore(file, target, RegistryConfig.DEFAULT, wishes, clock);
        store = RegistryStore.open(target, clock.nowS());
        openRegistry();
    }

    private void keepChanging(final int first, final int count) {
        try {
            for (int i = 0; i < count; i++) {
                put(asn(first + i));
            }
        } catch (final AdminException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldSurviveBeingKilled() throws Exception {
        final StoreConfig config = store.config();
        final Random random = new Random(8);
        long published = 1;
        for (int round = 0; round < 3; round++) {
            store.close();
            published = killAt(config, published + 20 + random.nextInt(150));
            store = RegistryStore.open(config, clock.nowS());
            openRegistry();
            final long serial = source().head().serial();
            // One change may have been written and not been told; none that was told may be lost.
            assertTrue(serial == published || serial == published + 1, "told " + published + ", found " + serial);
            assertEquals(source().head(), reader().head().orElseThrow());
            assertEquals(serial - 1, RowAccess.number(store, "SELECT COUNT(*) FROM delta"));
            assertEquals(1 + 2 * (serial - 1), RowAccess.number(store, "SELECT COUNT(*) FROM audit"));
            published = serial;
        }
    }

    /** Runs {@link ChangingAuthority}, and kills it when it has told a serial; returns the last one that was told. */
    private long killAt(final StoreConfig config, final long serial) throws Exception {
        final Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
            "-cp", System.getProperty("java.class.path"), ChangingAuthority.class.getName(), config.directory().toString(), config.url(), config.user(), config.password(), String.valueOf(clock.nowS()))
            .redirectError(ProcessBuilder.Redirect.appendTo(temp.resolve("child.log").toFile())).start();
        long told = 0;
        try (BufferedReader lines = child.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("serial ")) {
                    told = Long.parseLong(line.substring("serial ".length()));
                }
                if (told == serial) {
                    // By its handle: the process itself would close its output too, with what it still told.
                    child.toHandle().destroyForcibly();
                }
            }
        } finally {
            child.destroyForcibly();
        }
        assertTrue(child.waitFor(30, TimeUnit.SECONDS));
        assertTrue(told >= serial, "the child ended at serial " + told + ": " + Files.readString(temp.resolve("child.log")));
        assertEquals(137, child.exitValue(), Files.readString(temp.resolve("child.log")));
        return told;
    }

    @Test
    void shouldImportAllLinesOrNone() throws Exception {
        final RegistryAdmin admin = new RegistryAdmin(registry);
        final String good = """
            # a comment, and the ASN after its route
            {"prefix": "64496.10.1.0.0/16", "expiry": "2030-01-01"}

            {"asn": 64496, "handle": "ORG-EX1", "holder": "Example", "country": "DE", "expiry": "2030-01-01T00:00:00Z", "endpoint": "192.0.2.1"}
            """;
        final String bad = good + "{\"asn\": 65533, \"handle\": \"ORG-EX1\", \"holder\": \"x\", \"country\": \"DE\", \"expiry\": \"2030-01-01\"}\nnonsense\n"
            + "{\"prefix\": \"64496.10.1.0.0/16\", \"expiry\": \"2030-01-01\"}\n" + "x".repeat(5_000) + "\n" + "[".repeat(4_000) + "\n";
        final AdminException refused = assertThrows(AdminException.class, () -> admin.importRecords(ADMIN, RIR, new StringReader(bad)));
        assertTrue(refused.getMessage().startsWith("5 of 9 lines are bad, nothing was imported"), refused.getMessage());
        assertTrue(refused.problems().get(0).startsWith("line 5: ASN 65533 is reserved"), refused.problems().toString());
        assertTrue(refused.problems().get(1).startsWith("line 6: not a JSON object"), refused.problems().toString());
        assertTrue(refused.problems().get(2).startsWith("line 7: 64496.10.1.0.0/16 is on line 2 already"), refused.problems().toString());
        assertTrue(refused.problems().get(3).startsWith("line 8: longer than MAX_LINE_LENGTH=4096"), refused.problems().toString());
        assertTrue(refused.problems().get(4).startsWith("line 9: not a JSON object"), refused.problems().toString());
        assertEquals(1, source().head().serial());
        assertEquals(2, admin.importRecords(ADMIN, RIR, new StringReader(good)).get("added").getAsInt());
        assertEquals(2, source().head().serial());
        final StringWriter exported = new StringWriter();
        admin.exportRecords(READER, RIR, exported);
        final JsonObject again = admin.importRecords(ADMIN, RIR, new StringReader(exported.toString()));
        assertEquals(2, again.get("unchanged").getAsInt());
        assertRefused(AdminException.Kind.FORBIDDEN, "needs the role admin", () -> admin.importRecords(READER, RIR, new StringReader(good)));
    }

    @Test
    void shouldImportMany() throws Exception {
        final int count = 200_000;
        final StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count / 4; i++) {
            lines.append("{\"asn\":").append(i + 1).append(",\"handle\":\"ORG-").append(i).append("\",\"holder\":\"Holder ").append(i).append("\",\"country\":\"DE\",\"expiry\":\"2030-01-01\"}\n");
            for (int route = 0; route < 3; route++) {
                lines.append("{\"prefix\":\"").append(i + 1).append(".10.").append(route).append(".0.0/16\",\"expiry\":\"2030-01-01\"}\n");
            }
        }
        // The first ASNs are plain ones; 50,000 is below the reserved 65533.
        final long beganNs = System.nanoTime();
        final JsonObject answer = new RegistryAdmin(registry).importRecords(ADMIN, RIR, new StringReader(lines.toString()));
        final long importedNs = System.nanoTime();
        reopen();
        final long openedNs = System.nanoTime();
        System.out.printf("%s: %,d records imported in %.1f s, opened and checked in %.1f s%n", getClass().getSimpleName(), count, (importedNs - beganNs) / 1e9,
            (openedNs - importedNs) / 1e9);
        assertEquals(count, answer.get("added").getAsInt());
        assertEquals(count, source().head().records());
        assertEquals(Optional.empty(), source().deltasFrom(1, 10));
        assertEquals(3, put(asn(60_000)).serial());
        assertEquals(1, source().deltasFrom(2, 10).orElseThrow().size());
        assertEquals(source().head(), reader().head().orElseThrow());
    }

    @Test
    void shouldAdministrateRecords() throws Exception {
        final RegistryAdmin admin = new RegistryAdmin(registry);
        ask(admin, "asn-add", "{'asn': 64496, 'handle': 'ORG-EX1', 'holder': 'Example', 'country': 'DE', 'expiry': '2030-01-01', 'endpoint': '192.0.2.1'}");
        ask(admin, "route-add", "{'prefix': '64496.10.1.0.0/16', 'expiry': '2030-01-01'}");
        ask(admin, "asn-add", "{'asn': 64497, 'handle': 'ORG-EX2', 'holder': 'Other', 'country': 'FR', 'expiry': '2030-01-01'}");
        assertRefused(AdminException.Kind.CONFLICT, "use asn-change", () -> ask(admin, "asn-add",
            "{'asn': 64496, 'handle': 'ORG-EX1', 'holder': 'Example', 'country': 'DE', 'expiry': '2030-01-01'}"));
        assertRefused(AdminException.Kind.BAD_REQUEST, "field 'colour' is none of", () -> ask(admin, "asn-add", "{'colour': 'red'}"));
        assertRefused(AdminException.Kind.BAD_REQUEST, "expiry is missing", () -> ask(admin, "route-add", "{'prefix': '64496.10.2.0.0/16'}"));
        assertRefused(AdminException.Kind.BAD_REQUEST, "is not a text or number", () -> ask(admin, "route-add", "{'prefix': {}}"));
        assertRefused(AdminException.Kind.BAD_REQUEST, "spans ASNs", () -> ask(admin, "find", "{'key': '0.0.0.0.0.0.0.0/8'}"));
        assertRefused(AdminException.Kind.NOT_FOUND, "is none of", () -> ask(admin, "sing", "{}"));
        assertRefused(AdminException.Kind.NOT_FOUND, "is not kept here", () -> ask(admin, "list", "{'rir': 'mars'}"));
        final JsonObject changed = ask(admin, "asn-change", "{'asn': 64496, 'holder': 'Example II', 'endpoint': ''}").getAsJsonObject("record");
        assertEquals("Example II", changed.get("holder").getAsString());
        assertFalse(changed.has("endpoint"));
        assertEquals("DE", changed.get("country").getAsString());
        ask(admin, "status-set", "{'key': '64496.10.1.0.0/16', 'status': 'revoked'}");
        assertEquals(RecordStatus.REVOKED, index.entry(ASN).orElseThrow().routes().getFirst().status());
        ask(admin, "status-set", "{'key': 'AS64496', 'status': 'suspended'}");
        assertEquals("suspended", ask(admin, "find", "{'key': '64496'}").getAsJsonObject("record").get("status").getAsString());
        assertEquals(2, ask(admin, "list", "{'asn': 64496}").getAsJsonArray("records").size());
        assertEquals(1, ask(admin, "list", "{'country': 'FR'}").getAsJsonArray("records").size());
        assertEquals(1, ask(admin, "list", "{'type': 'route', 'status': 'revoked'}").getAsJsonArray("records").size());
        assertEquals(6, ask(admin, "info", "{}").getAsJsonArray("dataSets").get(0).getAsJsonObject().get("serial").getAsInt() - 1);
        assertRefused(AdminException.Kind.CONFLICT, "has 1 routes", () -> ask(admin, "remove", "{'key': '64496'}"));
        assertEquals(2, ask(admin, "remove", "{'key': '64496', 'withRoutes': true}").get("removed").getAsInt());
        assertRefused(AdminException.Kind.NOT_FOUND, "AS64496 is not registered", () -> ask(admin, "remove", "{'key': '64496'}"));
        assertTrue(ask(admin, "audit", "{'subject': 'AS64496'}").getAsJsonArray("lines").size() >= 4);
    }

    @Test
    void shouldKeepARevocationThatComesBetween() throws Exception {
        final RegistryAdmin admin = new RegistryAdmin(registry);
        put(asn(ASN));
        final String answer = whileWriting(admin, "asn-change", "{'asn': 64496, 'holder': 'Example II'}", () -> ask(admin, "status-set", "{'key': '64496', 'status': 'revoked'}"));
        assertTrue(answer.contains("Example II"), answer);
        assertEquals(RecordStatus.REVOKED, index.entry(ASN).orElseThrow().holders().getFirst().status());
        final String refused = whileWriting(admin, "asn-add", "{'asn': 64497, 'handle': 'ORG-EX2', 'holder': 'Other', 'country': 'FR', 'expiry': '2030-01-01'}", () -> put(asn(64497)));
        assertTrue(refused.contains("use asn-change"), refused);
        assertEquals("Example 64497", index.entry(64497).orElseThrow().holders().getFirst().holder());
    }

    /** What another thread's request comes to, when a change is made after it came and before its turn. */
    private String whileWriting(final RegistryAdmin admin, final String verb, final String request, final Refused change) throws Exception {
        final StringBuffer outcome = new StringBuffer();
        final Thread asker = Thread.ofPlatform().unstarted(() -> {
            try {
                outcome.append(ask(admin, verb, request));
            } catch (final AdminException e) {
                outcome.append(e.getMessage());
            }
        });
        registry.exclusively("test", RIR, set -> {
            asker.start();
            final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (asker.getState() != Thread.State.WAITING && endNs - System.nanoTime() > 0) {
                Thread.onSpinWait();
            }
            assertEquals(Thread.State.WAITING, asker.getState());
            try {
                change.run();
            } catch (final IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            return null;
        });
        asker.join(TimeUnit.SECONDS.toMillis(20));
        return outcome.toString();
    }

    @Test
    void shouldListPageByPage() throws Exception {
        final List<RegistryRecord> all = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            all.add(asn(100 + i));
            all.add(route(100 + i, 1));
        }
        put(all.toArray(RegistryRecord[]::new));
        final RegistryAdmin admin = new RegistryAdmin(registry);
        final List<String> seen = new ArrayList<>();
        String after = "";
        int pages = 0;
        for (boolean isMore = true; isMore; pages++) {
            final JsonObject page = ask(admin, "list", "{'type': 'asn', 'limit': 10" + after + "}");
            final JsonArray records = page.getAsJsonArray("records");
            records.forEach(record -> seen.add(record.getAsJsonObject().get("asn").getAsString()));
            isMore = page.has("next");
            after = isMore ? ", 'after': '" + page.get("next").getAsString() + "'" : "";
        }
        assertEquals(25, seen.size());
        assertEquals(25, seen.stream().distinct().count());
        assertEquals(3, pages);
        assertEquals(2, ask(admin, "list", "{'asn': 110}").getAsJsonArray("records").size());
        assertFalse(ask(admin, "list", "{'asn': 110}").has("next"));
    }

    @Test
    void shouldKnowGoodTokensOnly() throws Exception {
        final RegistryAdmin admin = new RegistryAdmin(registry);
        final String first = ask(admin, "token-add", "{'name': 'ops', 'role': 'admin'}").get("token").getAsString();
        final String second = ask(admin, "token-add", "{'name': 'monitor', 'role': 'read'}").get("token").getAsString();
        assertEquals(new AdminCaller("ops", AdminRole.ADMIN, "a"), admin.authenticate(first, "a").orElseThrow());
        assertEquals(AdminRole.READ, admin.authenticate(second, "a").orElseThrow().role());
        assertEquals(Optional.empty(), admin.authenticate(first.substring(1), "a"));
        assertEquals(Optional.empty(), admin.authenticate("", "a"));
        assertEquals(Optional.empty(), admin.authenticate("x".repeat(100_000), "a"));
        assertRefused(AdminException.Kind.FORBIDDEN, "token 'looker' has read", () -> admin.handle(READER, "token-list", new JsonObject()));
        assertRefused(AdminException.Kind.CONFLICT, "given before", () -> ask(admin, "token-add", "{'name': 'ops', 'role': 'read'}"));
        assertRefused(AdminException.Kind.CONFLICT, "the last good one", () -> ask(admin, "token-revoke", "{'name': 'ops'}"));
        ask(admin, "token-revoke", "{'name': 'monitor'}");
        assertEquals(Optional.empty(), admin.authenticate(second, "a"));
        reopen();
        final RegistryAdmin later = new RegistryAdmin(registry);
        assertTrue(later.authenticate(first, "a").isPresent());
        assertEquals(Optional.empty(), later.authenticate(second, "a"));
        assertEquals(0, RowAccess.number(store, "SELECT COUNT(*) FROM api_token WHERE sha256 LIKE 'e8%'  OR sha256 = '" + first + "'"));
    }

    @Test
    void shouldBackUpByName() throws Exception {
        final RegistryAdmin admin = new RegistryAdmin(registry);
        final String file = ask(admin, "backup", "{'name': 'before-move'}").get("file").getAsString();
        assertEquals(directory.toAbsolutePath().resolve("backups/before-move.zip").toString(), file);
        assertTrue(Files.size(Path.of(file)) > 0);
        assertRefused(AdminException.Kind.CONFLICT, "exists", () -> ask(admin, "backup", "{'name': 'before-move'}"));
        assertRefused(AdminException.Kind.BAD_REQUEST, "is not 1 to 64 of", () -> ask(admin, "backup", "{'name': '../../etc/x'}"));
    }

    private static JsonObject ask(final RegistryAdmin admin, final String verb, final String request) throws AdminException {
        return admin.handle(ADMIN, verb, JsonParser.parseString(request).getAsJsonObject());
    }

    /** Something that is refused. */
    interface Refused {
        void run() throws AdminException, IOException, StoreException;
    }

    static void assertRefused(final AdminException.Kind kind, final String words, final Refused action) {
        final AdminException refused = assertThrows(AdminException.class, action::run);
        assertEquals(kind, refused.kind(), refused.getMessage());
        assertTrue(refused.getMessage().contains(words), refused.getMessage());
    }
}
