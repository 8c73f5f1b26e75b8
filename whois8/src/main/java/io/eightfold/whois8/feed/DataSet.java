// SPDX-License-Identifier: Apache-2.0
// A reader's verified state of one RIR.
package io.eightfold.whois8.feed;

import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordCodec;
import io.eightfold.whois8.record.RecordKey;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.signature.KeyList;
import io.eightfold.whois8.signature.KeyList.ListedKey;
import io.eightfold.whois8.signature.MerkleTree;
import io.eightfold.whois8.signature.SignedHead;
import io.eightfold.whois8.signature.TrustAnchor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is known of an RIR, all of it verified. Each call takes in everything or nothing. It keeps hashes, not records: those go to the caller.
 * <p>Times are seconds since 1970. Thread: one at a time.
 */
public final class DataSet {
    /** Records of one data set. */
    public static final long MAX_RECORDS = 8_000_000;
    /** How far the clock of a registry may be ahead of ours. */
    public static final long CLOCK_SKEW_S = 300;
    /** How long after it was issued a head may count: with a stolen key nobody signs for ever. */
    public static final long MAX_LIFE_S = 400L * 86_400;

    /** Whether data whose time is over is taken. */
    public enum Age {
        /** It must be in force: what comes from a server. */
        LIVE,
        /** It may have expired, or be of a later time than this clock shows: what was kept here, so that nothing older is believed later. */
        ANY
    }

    private final String rir;
    private final List<TrustAnchor> anchors;
    private MerkleTree tree = new MerkleTree();
    private KeyList keys;
    private SignedHead head;
    // A delta is looked at before its changes are decoded and again when it is taken in; its signature is checked once.
    private SignedHead verified;

    /** @param anchors at least one, all of one RIR */
    public DataSet(final List<TrustAnchor> anchors) {
        this.anchors = List.copyOf(anchors);
        this.rir = anchors.getFirst().rir();
        if (anchors.stream().anyMatch(anchor -> !anchor.rir().equals(rir))) {
            throw new IllegalArgumentException("trust anchors of several RIRs for one data set: " + anchors);
        }
    }

    public String rir() {
        return rir;
    }

    /** Empty before the first load. */
    public Optional<SignedHead> head() {
        return Optional.ofNullable(head);
    }

    /** Empty before the first load and the first {@link #renewKeys}. */
    public Optional<KeyList> keys() {
        return Optional.ofNullable(keys);
    }

    /** Whether verdicts may be based on it: it has data, which has not expired and is not {@link #isDisowned}. */
    public boolean isLive(final long nowS) {
        return nowS < expiresAtS();
    }

    /**
     * Until when verdicts may be based on it: what its head says; 0 without data, and when it is disowned. This, and not the head's own time, belongs into
     * {@code DataSetState.expiresAtS}: there 0 means that not even {@code expired-data use} lets it count.
     */
    public long expiresAtS() {
        return head == null || isDisowned() ? 0 : head.expiresAtS();
    }

    /**
     * Whether the key list, taken in by {@link #renewKeys} after the data, no longer stands for the key that signed it. Whoever has that key may have made the data up, its serial
     * too: so the next properly signed snapshot is taken whatever its serial, and the same state under another key by {@link #renew}.
     */
    public boolean isDisowned() {
        return head != null && keys.key(head.key()).filter(key -> !key.isRevoked() && key.isValidAt(head.issuedAtS())).isEmpty();
    }

    /** Whether only a snapshot leads to a head: there is no data yet, or it is disowned and the head is of another state, a lower serial too. */
    public boolean needsSnapshot(final SignedHead next) {
        return head == null || isDisowned() && !next.isSameState(head);
    }

    /**
     * Takes a newer key list in by itself. Whoever sees one calls this first, and goes on to its head then: a head that is refused must not keep a revocation away. It is kept on
     * disk as a delta of this list, {@link #head()} and no changes.
     *
     * @return whether the data at hand has a newer list: tell those who use it, it may be {@link #isDisowned} now
     * @throws FeedException why it is refused, KEYS_ROLLED_BACK for an older one among others; everything stays as it was
     */
    public boolean renewKeys(final KeyList newKeys) throws FeedException {
        checkRir(newKeys.rir(), newKeys.rir());
        checkKeys(newKeys);
        final boolean isNewer = keys == null || newKeys.version() > keys.version();
        if (isNewer) {
            keys = newKeys;
        }
        return isNewer && head != null;
    }

    /** The hash tree, to read. */
    public MerkleTree tree() {
        return tree;
    }

    /**
     * Takes the place of everything with a snapshot.
     *
     * @param records gets each record while it is read: what it makes of them counts only when this returns
     * @throws FeedException why it is refused; everything stays as it was
     * @throws IOException   from the stream; everything stays as it was
     */
    public void load(final InputStream stream, final Consumer<RegistryRecord> records, final Age age, final long nowS) throws FeedException, IOException {
        final Snapshot.Reader reader = new Snapshot.Reader(stream);
        final TrustAnchor anchor = check(reader.keys(), reader.head(), age, nowS);
        if (!isDisowned()) {
            checkProgress(reader.head());
        }
        final MerkleTree loaded = new MerkleTree();
        RecordKey before = null;
        for (long number = 1; number <= reader.head().records(); number++) {
            final RegistryRecord value = reader.next(number);
            if (before != null && before.compareTo(value.key()) >= 0) {
                throw new FeedException(FeedFault.MALFORMED, "record " + value.key() + " of a snapshot comes after " + before + "; they are in the order of their keys, each once");
            }
            before = value.key();
            checkOwner(value, anchor);
            loaded.put(value.key(), loaded.hash(reader.bytes(), 0, reader.length()));
            records.accept(value);
        }
        reader.end();
        checkRoot(loaded, reader.head());
        tree = loaded;
        keys = reader.keys();
        head = reader.head();
    }

    /**
     * Reads the delta at the position of a buffer, and moves the position behind it. Its changes are decoded only when its key list and head are properly signed, in force and next:
     * who cannot sign, cannot take memory. It is taken in by {@link #apply}, before the next one is read.
     *
     * @throws FeedException why it is refused; everything but the position stays as it was
     */
    public Delta read(final ByteBuffer from, final Age age, final long nowS) throws FeedException {
        final Delta front = Delta.readFront(from, keys);
        checkDelta(front, age, nowS);
        return front.readChanges(from);
    }

    private TrustAnchor checkDelta(final Delta delta, final Age age, final long nowS) throws FeedException {
        if (head == null || delta.head().serial() > head.serial() + 1) {
            throw new FeedException(FeedFault.WRONG_SERIAL, "delta to serial " + delta.head().serial() + " does not follow " + (head == null ? "nothing" : "serial " + head.serial())
                + "; a snapshot is needed");
        }
        final TrustAnchor anchor = check(delta.keys(), delta.head(), age, nowS);
        checkProgress(delta.head());
        return anchor;
    }

    /**
     * Takes the next change in.
     *
     * @return what changed; nothing when it was taken in before
     * @throws FeedException why it is refused; everything stays as it was
     */
    public List<RecordChange> apply(final Delta delta, final Age age, final long nowS) throws FeedException {
        final TrustAnchor anchor = checkDelta(delta, age, nowS);
        if (delta.head().serial() == head.serial()) {
            return List.of();
        }
        for (final RecordChange change : delta.changes()) {
            if (!change.isRemoval()) {
                checkOwner(change.value(), anchor);
            } else if (tree.get(change.key()) == null) {
                // It leaves the root as it was, so whoever carries the delta could have added it.
                throw new FeedException(FeedFault.ROOT_MISMATCH, "delta to serial " + delta.head().serial() + " of " + rir + " takes " + change.key() + " away, which is not there");
            }
        }
        final List<byte[]> undo = put(delta.changes());
        try {
            checkRoot(tree, delta.head());
        } catch (final FeedException e) {
            takeBack(delta.changes(), undo);
            throw e;
        }
        keys = delta.keys();
        head = delta.head();
        return delta.changes();
    }

    /**
     * Takes the present state's newer times or keys in.
     *
     * @return whether anything is newer
     * @throws FeedException why it is refused, WRONG_SERIAL for a later state among others; everything stays as it was
     */
    public boolean renew(final KeyList newKeys, final SignedHead newHead, final Age age, final long nowS) throws FeedException {
        if (head == null || newHead.serial() > head.serial()) {
            throw new FeedException(FeedFault.WRONG_SERIAL, "head of serial " + newHead.serial() + " is not of the state at hand, " + (head == null ? "none" : "serial " + head.serial()));
        }
        if (age == Age.ANY && newHead.equals(head)) {
            // What renewKeys took in before a restart: the list may be the one that disowns the head.
            return renewKeys(newKeys);
        }
        check(newKeys, newHead, age, nowS);
        checkProgress(newHead);
        // What a disowned head says of its times is as little worth as the rest.
        final boolean isBetter = isDisowned() || newHead.issuedAtS() > head.issuedAtS();
        final boolean isNewer = isBetter || newKeys.version() > keys.version();
        if (isNewer) {
            head = isBetter || newHead.issuedAtS() == head.issuedAtS() ? newHead : head;
            keys = newKeys;
        }
        return isNewer;
    }

    /** Everything that can be said before a record is looked at. */
    private TrustAnchor check(final KeyList newKeys, final SignedHead newHead, final Age age, final long nowS) throws FeedException {
        checkRir(newKeys.rir(), newHead.rir());
        final TrustAnchor anchor = checkKeys(newKeys);
        checkSignature(newKeys, newHead);
        checkTimes(newHead, age, nowS);
        if (newHead.records() > MAX_RECORDS) {
            throw new FeedException(FeedFault.TOO_LARGE, newHead.records() + " records of " + rir + " > MAX_RECORDS=" + MAX_RECORDS);
        }
        return anchor;
    }

    private void checkRir(final String ofKeys, final String ofHead) throws FeedException {
        if (!ofKeys.equals(rir) || !ofHead.equals(rir)) {
            throw new FeedException(FeedFault.FOREIGN_RECORD, "data of " + ofHead + " with keys of " + ofKeys + " where " + rir + " was expected");
        }
    }

    private TrustAnchor checkKeys(final KeyList newKeys) throws FeedException {
        final TrustAnchor anchor = anchors.stream().filter(trusted -> trusted.id().equals(newKeys.anchor())).findFirst()
            .orElseThrow(() -> new FeedException(FeedFault.UNKNOWN_ANCHOR, "key list of " + rir + " is signed by " + newKeys.anchor() + ", which is none of the trust anchors "
                + anchors.stream().map(trusted -> trusted.id().toString()).toList()));
        if (!newKeys.equals(keys) && !newKeys.isSignedBy(anchor)) {
            throw new FeedException(FeedFault.BAD_SIGNATURE, "signature of the key list of " + rir + " version " + newKeys.version() + " does not fit the trust anchor " + anchor.id());
        }
        if (keys != null && newKeys.version() < keys.version()) {
            throw new FeedException(FeedFault.KEYS_ROLLED_BACK, "key list of " + rir + " version " + newKeys.version() + " is older than version " + keys.version() + ", which was seen");
        }
        if (keys != null && newKeys.version() == keys.version() && !newKeys.equals(keys)) {
            throw new FeedException(FeedFault.EQUIVOCATION, "two key lists of " + rir + " with version " + keys.version());
        }
        return anchor;
    }

    private void checkSignature(final KeyList newKeys, final SignedHead newHead) throws FeedException {
        final ListedKey key = newKeys.key(newHead.key()).orElseThrow(() -> new FeedException(FeedFault.UNKNOWN_KEY,
            "head of " + rir + " serial " + newHead.serial() + " is signed by " + newHead.key() + ", which key list version " + newKeys.version() + " does not name"));
        if (key.isRevoked()) {
            throw new FeedException(FeedFault.KEY_REVOKED, "head of " + rir + " serial " + newHead.serial() + " is signed by " + newHead.key() + ", which is revoked");
        }
        if (!key.isValidAt(newHead.issuedAtS())) {
            throw new FeedException(FeedFault.KEY_EXPIRED, "head of " + rir + " serial " + newHead.serial() + " was issued at " + newHead.issuedAtS() + ", outside the time of its key "
                + newHead.key() + " from " + key.fromS() + " until " + key.untilS());
        }
        if (newHead != verified && !newHead.isSignedBy(key.key())) {
            throw new FeedException(FeedFault.BAD_SIGNATURE, "signature of the head of " + rir + " serial " + newHead.serial() + " does not fit its key " + newHead.key());
        }
        verified = newHead;
    }

    private void checkTimes(final SignedHead newHead, final Age age, final long nowS) throws FeedException {
        if (newHead.expiresAtS() - newHead.issuedAtS() > MAX_LIFE_S) {
            throw new FeedException(FeedFault.LIFE_TOO_LONG, "head of " + rir + " serial " + newHead.serial() + " counts for " + (newHead.expiresAtS() - newHead.issuedAtS())
                + " s > MAX_LIFE_S=" + MAX_LIFE_S);
        }
        // A clock that is behind when a router boots must not cost it what it kept.
        if (age == Age.LIVE && newHead.issuedAtS() > nowS + CLOCK_SKEW_S) {
            throw new FeedException(FeedFault.NOT_YET_VALID, "head of " + rir + " serial " + newHead.serial() + " was issued " + (newHead.issuedAtS() - nowS)
                + " s in the future; set this clock or the registry's");
        }
        if (age == Age.LIVE && newHead.expiresAtS() <= nowS) {
            throw new FeedException(FeedFault.EXPIRED, "head of " + rir + " serial " + newHead.serial() + " expired " + (nowS - newHead.expiresAtS()) + " s ago");
        }
    }

    private void checkProgress(final SignedHead newHead) throws FeedException {
        if (head != null && newHead.serial() < head.serial()) {
            throw new FeedException(FeedFault.ROLLED_BACK, "serial " + newHead.serial() + " of " + rir + " is below " + head.serial() + ", which was seen");
        }
        if (head != null && newHead.serial() == head.serial() && !newHead.isSameState(head)) {
            throw new FeedException(FeedFault.EQUIVOCATION, "two states of " + rir + " with serial " + head.serial() + ": root " + newHead.rootText() + " and " + head.rootText());
        }
    }

    private void checkOwner(final RegistryRecord value, final TrustAnchor anchor) throws FeedException {
        if (!value.rir().equals(rir)) {
            throw new FeedException(FeedFault.FOREIGN_RECORD, "record " + value.key() + " of " + value.rir() + " in the data of " + rir);
        }
        if (!anchor.asns().contains(value.asn())) {
            throw new FeedException(FeedFault.FOREIGN_RECORD, "record " + value.key() + " in the data of " + rir + ", which may speak of ASNs " + anchor.asns() + " only");
        }
    }

    private void checkRoot(final MerkleTree candidate, final SignedHead expected) throws FeedException {
        final byte[] root = candidate.root();
        if (!expected.hasRoot(root) || candidate.size() != expected.records()) {
            throw new FeedException(FeedFault.ROOT_MISMATCH, candidate.size() + " records of " + rir + " do not give the root signed for serial " + expected.serial() + " with "
                + expected.records() + " records");
        }
    }

    private List<byte[]> put(final List<RecordChange> changes) {
        final List<byte[]> before = new ArrayList<>(changes.size());
        for (final RecordChange change : changes) {
            if (change.isRemoval()) {
                before.add(tree.remove(change.key()));
            } else {
                final byte[] bytes = RecordCodec.encode(change.value());
                before.add(tree.put(change.key(), tree.hash(bytes, 0, bytes.length)));
            }
        }
        return before;
    }

    private void takeBack(final List<RecordChange> changes, final List<byte[]> before) {
        for (int i = 0; i < changes.size(); i++) {
            if (before.get(i) == null) {
                tree.remove(changes.get(i).key());
            } else {
                tree.put(changes.get(i).key(), before.get(i));
            }
        }
    }
}
