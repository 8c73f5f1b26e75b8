// SPDX-License-Identifier: Apache-2.0
// What a reader takes in and what it refuses.
package io.eightfold.whois8.feed;

import static io.eightfold.whois8.feed.TestRegistry.DAY_S;
import static io.eightfold.whois8.feed.TestRegistry.NOW_S;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.whois8.feed.DataSet.Age;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordKey;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.signature.AsnRanges;
import io.eightfold.whois8.signature.KeyList;
import io.eightfold.whois8.signature.KeyList.ListedKey;
import io.eightfold.whois8.signature.SignedHead;
import io.eightfold.whois8.signature.SigningKey;
import io.eightfold.whois8.signature.TrustAnchor;
import io.eightfold.whois8.signature.VerifyKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class DataSetTest {
    private final TestRegistry registry = new TestRegistry("lab");
    private final DataSet data = new DataSet(List.of(registry.anchor()));
    private SignedHead before;
    private byte[] rootBefore;

    @BeforeEach
    void load() throws Exception {
        registry.change(RecordChange.put(registry.holder(64496)), RecordChange.put(registry.route(64496, 0x0A01_0000, 16)));
        assertEquals(registry.records.all(), load(registry.snapshot(), Age.LIVE));
        before = data.head().orElseThrow();
    }

    /** A refusal left nothing behind. */
    @AfterEach
    void shouldStillTakeInWhatIsRight() throws Exception {
        if (rootBefore != null) {
            assertEquals(before, data.head().orElseThrow());
            assertArrayEquals(rootBefore, data.tree().root());
        }
    }

    @Test
    void shouldFollowDeltas() throws Exception {
        final Delta added = registry.change(RecordChange.put(registry.holder(64497)));
        assertEquals(added.changes(), data.apply(Delta.decode(added.encode()), Age.LIVE, NOW_S));
        assertEquals(List.of(), data.apply(added, Age.LIVE, NOW_S), "again");
        final Delta removed = registry.change(RecordChange.remove(RecordKey.ofAsn(64497)), RecordChange.put(registry.route(64496, 0x0A02_0000, 16)));
        data.apply(Delta.decode(removed.encode()), Age.LIVE, NOW_S);
        assertEquals(registry.head, data.head().orElseThrow());
        assertTrue(data.isLive(NOW_S + DAY_S - 1));
        assertFalse(data.isLive(NOW_S + DAY_S));
    }

    @Test
    void shouldTakeNewTimesOfTheSameState() throws Exception {
        registry.issuedAtS = NOW_S + 3600;
        final SignedHead renewed = registry.issue();
        assertTrue(data.renew(registry.keys, renewed, Age.LIVE, NOW_S + 3600));
        assertFalse(data.renew(registry.keys, renewed, Age.LIVE, NOW_S + 3600), "again");
        assertTrue(data.isLive(NOW_S + DAY_S));
        assertFalse(data.renew(registry.keys, before, Age.LIVE, NOW_S + 3600), "an older one is nothing new");
        assertEquals(renewed, data.head().orElseThrow());
    }

    @Test
    void shouldTakeKeysThatTheAnchorRotates() throws Exception {
        final SigningKey next = SigningKey.generate();
        final ListedKey old = registry.keys.keys().getFirst();
        registry.keys = registry.listOf(2, old, new ListedKey(next.publicKey(), NOW_S, NOW_S + DAY_S, false));
        registry.key = next;
        data.apply(registry.change(RecordChange.put(registry.holder(64498))), Age.LIVE, NOW_S);
        registry.keys = registry.listOf(3, new ListedKey(old.key(), old.fromS(), old.untilS(), true), new ListedKey(next.publicKey(), NOW_S, NOW_S + DAY_S, false));
        assertTrue(data.renew(registry.keys, registry.head, Age.LIVE, NOW_S));
        assertEquals(3, data.keys().orElseThrow().version());
        assertTrue(data.isLive(NOW_S));
    }

    @Test
    void shouldTakeASecondAnchorWhileTheRirChangesIts() throws Exception {
        final TestRegistry successor = new TestRegistry("lab");
        final DataSet both = new DataSet(List.of(registry.anchor(), successor.anchor()));
        both.load(new ByteArrayInputStream(successor.snapshot()), value -> { }, Age.LIVE, NOW_S);
        assertTrue(both.isLive(NOW_S));
    }

    /** Someone with a stolen key said what is not so, under a serial and until a time nobody will see. */
    @Test
    void shouldBelieveTheAnchorOverAStolenKey() throws Exception {
        final TestRegistry thief = thief(1_000_000);
        load(thief.snapshot(), Age.LIVE);
        assertTrue(data.isLive(NOW_S));
        revokeKey();
        registry.change(RecordChange.put(registry.holder(64497)));
        refused(FeedFault.ROLLED_BACK, () -> load(registry.snapshot(), Age.LIVE));
        assertTrue(data.renewKeys(registry.keys));
        assertFalse(data.renewKeys(registry.keys), "again");
        assertTrue(data.isDisowned());
        assertFalse(data.isLive(NOW_S));
        assertEquals(0, data.expiresAtS());
        assertTrue(data.needsSnapshot(registry.head));
        rootBefore = null;
        refused(FeedFault.KEYS_ROLLED_BACK, () -> load(thief.snapshot(), Age.LIVE));
        refused(FeedFault.ROLLED_BACK, () -> data.renew(registry.keys, registry.head, Age.LIVE, NOW_S));
        rootBefore = null;
        assertEquals(registry.records.all(), load(registry.snapshot(), Age.LIVE));
        assertTrue(data.isLive(NOW_S));
        assertFalse(data.isDisowned());
        assertFalse(data.needsSnapshot(registry.head));
        final byte[] older = registry.snapshot();
        data.apply(registry.change(), Age.LIVE, NOW_S);
        before = registry.head;
        refused(FeedFault.ROLLED_BACK, () -> load(older, Age.LIVE));
    }

    /** The serial the registry is at, by chance or by intent. */
    @Test
    void shouldReplaceAStolenKeysStateOfTheSameSerial() throws Exception {
        load(thief(registry.serial + 1).snapshot(), Age.LIVE);
        revokeKey();
        registry.change(RecordChange.put(registry.holder(64497)));
        data.renewKeys(registry.keys);
        assertTrue(data.needsSnapshot(registry.head));
        assertThrows(FeedException.class, () -> data.renew(registry.keys, registry.head, Age.LIVE, NOW_S), "another state needs its records");
        load(registry.snapshot(), Age.LIVE);
        assertTrue(data.isLive(NOW_S));
    }

    /** A key that is revoked to be safe: the state was right, and need not be fetched again. */
    @Test
    void shouldTakeTheSameStateUnderAnotherKey() throws Exception {
        revokeKey();
        data.renewKeys(registry.keys);
        assertFalse(data.isLive(NOW_S));
        final SignedHead again = registry.issue();
        assertFalse(data.needsSnapshot(again));
        assertTrue(data.renew(registry.keys, again, Age.LIVE, NOW_S));
        assertTrue(data.isLive(NOW_S));
    }

    @Test
    void shouldDisownWhatAListLeavesOutOrShortens() throws Exception {
        final ListedKey old = registry.keys.keys().getFirst();
        final DataSet other = new DataSet(List.of(registry.anchor()));
        other.load(new ByteArrayInputStream(registry.snapshot()), value -> { }, Age.LIVE, NOW_S);
        assertTrue(other.renewKeys(registry.listOf(2, new ListedKey(SigningKey.generate().publicKey(), NOW_S, NOW_S + DAY_S, false))));
        assertTrue(other.isDisowned());
        assertTrue(data.renewKeys(registry.listOf(2, new ListedKey(old.key(), old.fromS(), NOW_S, false))));
        assertTrue(data.isDisowned());
    }

    @Test
    void shouldKnowARevocationAfterARestart() throws Exception {
        final byte[] onDisk = registry.snapshot();
        revokeKey();
        final Delta kept = Delta.decode(new Delta(registry.keys, before, List.of()).encode());
        final DataSet restarted = new DataSet(List.of(registry.anchor()));
        restarted.load(new ByteArrayInputStream(onDisk), value -> { }, Age.ANY, NOW_S);
        assertTrue(restarted.renew(kept.keys(), kept.head(), Age.ANY, NOW_S));
        assertTrue(restarted.isDisowned());
        refused(FeedFault.KEY_REVOKED, () -> data.renew(kept.keys(), kept.head(), Age.LIVE, NOW_S));
    }

    @Test
    void shouldTakeNoKeysThatTheAnchorDidNotSign() throws Exception {
        final TestRegistry stranger = new TestRegistry("lab");
        refused(FeedFault.UNKNOWN_ANCHOR, () -> data.renewKeys(stranger.listOf(9, stranger.keys.keys().getFirst())));
        refused(FeedFault.FOREIGN_RECORD, () -> data.renewKeys(new TestRegistry("other").keys));
        final byte[] forged = registry.listOf(2, registry.keys.keys().getFirst()).encode();
        forged[forged.length - 1] ^= 1;
        refused(FeedFault.BAD_SIGNATURE, () -> data.renewKeys(KeyList.decode(forged)));
        final KeyList old = registry.keys;
        assertTrue(data.renewKeys(registry.listOf(2, old.keys().getFirst())));
        refused(FeedFault.KEYS_ROLLED_BACK, () -> data.renewKeys(old));
        assertTrue(data.isLive(NOW_S));
        final DataSet empty = new DataSet(List.of(registry.anchor()));
        assertFalse(empty.renewKeys(registry.listOf(2, old.keys().getFirst())), "there is no data whose use it could change");
        assertThrows(FeedException.class, () -> empty.load(new ByteArrayInputStream(registry.snapshot()), value -> { }, Age.LIVE, NOW_S), "and older keys are refused");
    }

    private void revokeKey() {
        final ListedKey old = registry.keys.keys().getFirst();
        final SigningKey next = SigningKey.generate();
        registry.keys = registry.listOf(2, new ListedKey(old.key(), old.fromS(), old.untilS(), true), new ListedKey(next.publicKey(), NOW_S, NOW_S + DAY_S, false));
        registry.key = next;
    }

    /** Has the signing key, and not the anchor's. */
    private TestRegistry thief(final long serial) {
        final TestRegistry thief = new TestRegistry("lab");
        thief.key = registry.key;
        thief.keys = registry.keys;
        thief.lifeS = DataSet.MAX_LIFE_S;
        thief.serial = serial - 1;
        thief.change(RecordChange.put(thief.holder(666)));
        return thief;
    }

    @Test
    void shouldRefuseForeignSignatures() {
        final TestRegistry stranger = new TestRegistry("lab");
        stranger.serial = 9;
        stranger.change();
        refused(FeedFault.UNKNOWN_ANCHOR, () -> load(stranger.snapshot(), Age.LIVE));
        registry.change();
        registry.head = SignedHead.issue("lab", 9, new byte[32], 2, NOW_S, NOW_S + 9, stranger.key);
        refused(FeedFault.UNKNOWN_KEY, () -> load(registry.snapshot(), Age.LIVE));
        final byte[] forged = registry.snapshot();
        forged[4 + 4 + registry.keys.encode().length - 1] ^= 1;
        refused(FeedFault.BAD_SIGNATURE, () -> load(forged, Age.LIVE));
        registry.head = registry.issue();
        final byte[] forgedHead = registry.snapshot();
        forgedHead[4 + 4 + registry.keys.encode().length + 4 + registry.head.encode().length - 1] ^= 1;
        refused(FeedFault.BAD_SIGNATURE, () -> load(forgedHead, Age.LIVE));
    }

    @Test
    void shouldRefuseKeysOutOfTheirTime() {
        final ListedKey listed = registry.keys.keys().getFirst();
        registry.keys = registry.listOf(2, new ListedKey(listed.key(), NOW_S - DAY_S, NOW_S, false));
        refused(FeedFault.KEY_EXPIRED, () -> data.apply(registry.change(), Age.LIVE, NOW_S));
        registry.keys = registry.listOf(3, new ListedKey(listed.key(), listed.fromS(), listed.untilS(), true));
        refused(FeedFault.KEY_REVOKED, () -> load(registry.snapshot(), Age.LIVE));
    }

    @Test
    void shouldRefuseToGoBack() throws Exception {
        final byte[] old = registry.snapshot();
        final Delta first = registry.change(RecordChange.put(registry.holder(64497)));
        data.apply(first, Age.LIVE, NOW_S);
        before = data.head().orElseThrow();
        refused(FeedFault.ROLLED_BACK, () -> load(old, Age.LIVE));
        registry.serial = before.serial() - 1;
        refused(FeedFault.EQUIVOCATION, () -> data.apply(registry.change(RecordChange.put(registry.holder(64499))), Age.LIVE, NOW_S));
        registry.keys = registry.listOf(1, registry.keys.keys().getFirst(), new ListedKey(SigningKey.generate().publicKey(), 0, 9, false));
        refused(FeedFault.EQUIVOCATION, () -> data.apply(registry.change(), Age.LIVE, NOW_S));
    }

    @Test
    void shouldRefuseOldKeys() throws Exception {
        final var old = registry.keys;
        registry.keys = registry.listOf(2, registry.keys.keys().getFirst());
        data.apply(registry.change(), Age.LIVE, NOW_S);
        before = data.head().orElseThrow();
        registry.keys = old;
        refused(FeedFault.KEYS_ROLLED_BACK, () -> data.apply(registry.change(), Age.LIVE, NOW_S));
    }

    @Test
    void shouldRefuseGapsAndChangesThatDoNotGiveTheRoot() {
        registry.change();
        final Delta late = registry.change();
        refused(FeedFault.WRONG_SERIAL, () -> data.apply(late, Age.LIVE, NOW_S));
        registry.serial = before.serial();
        final Delta right = registry.change(RecordChange.put(registry.holder(64497)), RecordChange.remove(RecordKey.ofRoute(64496, 0x0A01_0000, 16)));
        final Delta wrong = new Delta(right.keys(), right.head(), right.changes().subList(0, 1));
        refused(FeedFault.ROOT_MISMATCH, () -> data.apply(wrong, Age.LIVE, NOW_S));
        final Delta other = new Delta(right.keys(), right.head(), List.of(RecordChange.put(registry.holder(64496)), RecordChange.put(registry.holder(70000))));
        refused(FeedFault.ROOT_MISMATCH, () -> data.apply(other, Age.LIVE, NOW_S));
    }

    /** A removal of what is not there leaves the root right: anyone on the path could add it to a genuine delta. */
    @Test
    void shouldRefuseRemovalsThatTheRootSaysNothingOf() {
        final Delta right = registry.change(RecordChange.put(registry.holder(64498)));
        for (final RecordKey absent : List.of(RecordKey.ofAsn(64499), RecordKey.ofRoute(64496, 0x0A00_0000, 8), RecordKey.ofRoute(64496, 0x0A02_0000, 16))) {
            final List<RecordChange> added = new ArrayList<>(right.changes());
            added.add(RecordChange.remove(absent));
            refused(FeedFault.ROOT_MISMATCH, () -> data.apply(Delta.decode(new Delta(right.keys(), right.head(), added).encode()), Age.LIVE, NOW_S));
        }
    }

    /** A table of 64-bit records would take such a key for the one without the odd bits. */
    @Test
    void shouldRefuseKeysThatNoRecordHas() {
        final Delta right = registry.change(RecordChange.put(registry.holder(64494)));
        impossible(right, 64496, 0x0A01_0001, 16);
        impossible(right, 64499, 1, -1);
        impossible(right, 64496, 0, 17);
        impossible(right, 64496, 0, -2);
        impossible(right, 64496, 0, 100);
    }

    private void impossible(final Delta right, final int asn, final int host, final int length) {
        final byte[] genuine = right.encode();
        final ByteBuffer bytes = ByteBuffer.allocate(genuine.length + 10).put(genuine).put((byte) 2).putInt(asn).putInt(host).put((byte) length);
        final int countAt = 3 * Integer.BYTES + right.keys().encode().length + right.head().encode().length;
        bytes.putInt(countAt, right.changes().size() + 1);
        refused(FeedFault.MALFORMED, () -> data.apply(Delta.decode(bytes.array()), Age.LIVE, NOW_S));
    }

    @Test
    void shouldRefuseDataOfAnotherTime() throws Exception {
        refused(FeedFault.EXPIRED, () -> load(registry.snapshot(), Age.LIVE, NOW_S + DAY_S));
        registry.issuedAtS = NOW_S + DataSet.CLOCK_SKEW_S + 1;
        refused(FeedFault.NOT_YET_VALID, () -> data.apply(registry.change(), Age.LIVE, NOW_S));
        rootBefore = null;
        final byte[] ahead = registry.snapshot();
        new DataSet(List.of(registry.anchor())).load(new ByteArrayInputStream(ahead), value -> { }, Age.ANY, NOW_S - DAY_S);
        load(ahead, Age.ANY, NOW_S + 9 * DAY_S);
        assertFalse(data.isLive(NOW_S + 9 * DAY_S), "what was kept is known, and not used");
    }

    @Test
    void shouldRefuseHeadsThatCountForEver() throws Exception {
        registry.lifeS = DataSet.MAX_LIFE_S + 1;
        refused(FeedFault.LIFE_TOO_LONG, () -> data.apply(registry.change(), Age.LIVE, NOW_S));
        refused(FeedFault.LIFE_TOO_LONG, () -> load(registry.snapshot(), Age.ANY));
        registry.lifeS = DataSet.MAX_LIFE_S;
        registry.head = registry.issue();
        rootBefore = null;
        load(registry.snapshot(), Age.LIVE);
    }

    /** Whoever cannot sign must not be able to make a reader take memory: changes are looked at last. */
    @Test
    void shouldLookAtSignaturesBeforeChanges() throws Exception {
        final TestRegistry stranger = new TestRegistry("lab");
        stranger.serial = before.serial();
        spoiltIsRefused(FeedFault.UNKNOWN_ANCHOR, stranger.change(RecordChange.put(stranger.holder(64497))));
        final Delta right = registry.change(RecordChange.put(registry.holder(64497)));
        spoiltIsRefused(FeedFault.MALFORMED, right);
        spoiltIsRefused(FeedFault.WRONG_SERIAL, registry.change(RecordChange.put(registry.holder(64498))));
        registry.serial = before.serial();
        registry.issuedAtS = NOW_S - 2 * DAY_S;
        registry.keys = registry.listOf(2, new ListedKey(registry.key.publicKey(), 0, NOW_S, false));
        spoiltIsRefused(FeedFault.EXPIRED, registry.change());
        rootBefore = null;
        final ByteBuffer both = ByteBuffer.wrap(right.encode());
        final Delta read = data.read(both, Age.LIVE, NOW_S);
        assertEquals(right, read);
        assertSame(data.keys().orElseThrow(), read.keys(), "a list that is known is not held twice");
        assertFalse(both.hasRemaining());
        assertEquals(right.changes(), data.apply(read, Age.LIVE, NOW_S));
    }

    private void spoiltIsRefused(final FeedFault fault, final Delta delta) {
        final byte[] bytes = delta.encode();
        final int countAt = 3 * Integer.BYTES + delta.keys().encode().length + delta.head().encode().length;
        ByteBuffer.wrap(bytes).putInt(countAt, 1);
        final ByteBuffer spoilt = ByteBuffer.allocate(countAt + 2 * Integer.BYTES).put(bytes, 0, countAt + Integer.BYTES).putInt(0x0900_0000).flip();
        refused(fault, () -> data.read(spoilt, Age.LIVE, NOW_S));
    }

    @Test
    void shouldRefuseDeltasThatAreTooLarge() {
        final Delta right = registry.change();
        final byte[] front = right.encode();
        final ByteBuffer many = ByteBuffer.allocate(front.length).put(front).putInt(front.length - Integer.BYTES, Delta.MAX_CHANGES + 1).flip();
        refused(FeedFault.TOO_LARGE, () -> data.read(many, Age.LIVE, NOW_S));
    }

    @Test
    void shouldVerifyNothingByBytesThatAreNoKey() {
        final byte[] none = new byte[VerifyKey.RAW_BYTES];
        Arrays.fill(none, (byte) 0xFF);
        assertFalse(VerifyKey.ofRaw(none).verify(new byte[3], new byte[64]));
    }

    @Test
    void shouldRefuseRecordsOfOthers() throws Exception {
        final TestRegistry other = new TestRegistry("other");
        refused(FeedFault.FOREIGN_RECORD, () -> data.apply(registry.change(RecordChange.put(other.holder(5))), Age.LIVE, NOW_S));
        final DataSet narrow = new DataSet(List.of(new TrustAnchor("lab", registry.anchorKey.publicKey(), AsnRanges.parse("1-4"))));
        final FeedException refusal = assertThrows(FeedException.class,
            () -> narrow.load(new ByteArrayInputStream(registry.snapshot()), value -> { }, Age.LIVE, NOW_S));
        assertEquals(FeedFault.FOREIGN_RECORD, refusal.fault());
        final FeedException foreign = assertThrows(FeedException.class,
            () -> data.load(new ByteArrayInputStream(other.snapshot()), value -> { }, Age.LIVE, NOW_S));
        assertEquals(FeedFault.FOREIGN_RECORD, foreign.fault());
    }

    @Test
    void shouldRefuseEveryTruncation() throws Exception {
        registry.change(RecordChange.put(registry.holder(64497)));
        final byte[] whole = registry.snapshot();
        for (int length = 0; length < whole.length; length++) {
            final byte[] cut = Arrays.copyOf(whole, length);
            refused(FeedFault.TRUNCATED, () -> load(cut, Age.LIVE));
        }
        final byte[] delta = registry.change(RecordChange.put(registry.holder(64498)), RecordChange.remove(RecordKey.ofAsn(64496))).encode();
        for (int length = 0; length < delta.length; length++) {
            final byte[] cut = Arrays.copyOf(delta, length);
            refused(FeedFault.TRUNCATED, () -> Delta.decode(cut));
        }
        refused(FeedFault.MALFORMED, () -> Delta.decode(Arrays.copyOf(delta, delta.length + 1)));
    }

    /** One bit anywhere: no change is ever taken for right, and nothing but a refusal comes of it. */
    @Test
    void shouldRefuseEveryChangedBit() throws Exception {
        registry.change(RecordChange.put(registry.holder(64497)));
        final byte[] whole = registry.snapshot();
        final byte[] delta = registry.change(RecordChange.put(registry.holder(64498))).encode();
        rootBefore = data.tree().root();
        final Random random = new Random(5);
        for (int i = 0; i < 1_500; i++) {
            final byte[] snapshot = flip(whole, random);
            assertThrows(FeedException.class, () -> load(snapshot, Age.LIVE));
            final byte[] changed = flip(delta, random);
            assertThrows(FeedException.class, () -> data.apply(Delta.decode(changed), Age.LIVE, NOW_S));
        }
    }

    private static byte[] flip(final byte[] bytes, final Random random) {
        final byte[] changed = bytes.clone();
        changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        return changed;
    }

    private List<RegistryRecord> load(final byte[] snapshot, final Age age) throws FeedException, IOException {
        return load(snapshot, age, NOW_S);
    }

    private List<RegistryRecord> load(final byte[] snapshot, final Age age, final long nowS) throws FeedException, IOException {
        final List<RegistryRecord> records = new ArrayList<>();
        data.load(new ByteArrayInputStream(snapshot), records::add, age, nowS);
        return records;
    }

    private void refused(final FeedFault fault, final Executable action) {
        rootBefore = data.tree().root();
        final FeedException refusal = assertThrows(FeedException.class, action);
        assertEquals(fault, refusal.fault(), refusal.getMessage());
    }
}
