// SPDX-License-Identifier: Apache-2.0
// The authority over data sets.
package io.eightfold.whois8.registry;

import io.eightfold.whois8.feed.Delta;
import io.eightfold.whois8.feed.FeedCatalog;
import io.eightfold.whois8.feed.FeedSource;
import io.eightfold.whois8.index.RecordIndex;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.signature.KeyList;
import io.eightfold.whois8.signature.SignedHead;
import io.eightfold.whois8.signature.SigningKey;
import io.eightfold.whois8.store.AuditEntry;
import io.eightfold.whois8.store.RegistryStore;
import io.eightfold.whois8.store.StoreException;
import io.eightfold.whois8.store.StoredChange;
import io.eightfold.whois8.store.StoredSet;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes changes in: checked whole, written in one transaction with audit lines, serial, signed head and delta, and seen by others only after that is on the disk.
 *
 * <p>Thread: any; writers wait for each other. Listeners are called by the writer.
 */
public final class Registry implements FeedCatalog {
    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
    /** A change of more than this leaves no delta: a snapshot is not much longer, and the memory for both is not there. */
    private static final int MAX_DELTA_CHANGES = 100_000;
    /** A clock that was ahead by more is not followed. */
    private static final long MAX_CLOCK_STEP_S = 300;
    /** The end of a signing key is told this long before; rotating takes a minute, but the trust anchor's key may be in a safe. */
    private static final long KEY_WARNING_S = 30 * 86_400;
    private static final long KEY_WARNING_INTERVAL_S = 86_400;
    private static final byte[] NO_BYTES = {};
    private final RegistryStore store;
    private final RecordIndex index;
    private final RegistryConfig config;
    private final InstantSource clock;
    private final Map<String, AuthoritySet> sets = new TreeMap<>();
    private final List<Consumer<SignedHead>> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock writing = new ReentrantLock();
    /** A transaction that may have happened or not, because the connection was lost at its end; null when there is none. Guarded by {@link #writing}. */
    private Pending pending;
    /** When the coming end of a key was last told, by RIR. Guarded by {@link #writing}. */
    private final Map<String, Long> keyWarnings = new HashMap<>();

    /** What is published when a transaction has happened, and taken back when it has not. */
    private record Pending(AuthoritySet set, KeyList keys, SignedHead head, List<RecordChange> changes, List<byte[]> undo, boolean isChained) {
    }

    private Registry(final RegistryStore store, final RecordIndex index, final RegistryConfig config, final InstantSource clock) {
        this.store = store;
        this.index = index;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Reads all data sets, checks each against its signed head, fills the index, and issues heads that are due. Thread: startup.
     *
     * @param store stays the caller's to close, after this is used no more
     * @throws StoreException when there is no data set, or one is not what its head says
     */
    public static Registry open(final RegistryStore store, final RecordIndex index, final RegistryConfig config, final InstantSource clock) throws StoreException {
        final Registry registry = new Registry(store, index, config, clock);
        final List<StoredSet> stored = store.sets();
        if (stored.isEmpty()) {
            throw new StoreException("database " + store.config().shown() + " holds no data set; make one with `ipv8 whois8 init`");
        }
        for (final StoredSet one : stored) {
            registry.load(one);
        }
        registry.tick();
        return registry;
    }

    private void load(final StoredSet stored) throws StoreException {
        final long beganNs = System.nanoTime();
        final AuthoritySet set = AuthoritySet.load(store, clock, stored);
        sets.put(set.rir(), set);
        final List<RecordChange> all = Arrays.stream(set.all()).map(RecordChange::put).toList();
        index.apply(version(set.head()), all);
        LOG.info("whois8 registry rir={} serial={} records={} loaded tookMs={}", set.rir(), stored.serial(), all.size(), (System.nanoTime() - beganNs) / 1_000_000);
    }

    private static RecordIndex.Version version(final SignedHead head) {
        return new RecordIndex.Version(head.rir(), head.serial(), head.records());
    }

    /**
     * Does what a request wants.
     *
     * @throws AdminException with everything that forbids it, or UNAVAILABLE when the database cannot do it now; nothing was changed
     */
    public ChangeResult change(final ChangeRequest request) throws AdminException {
        writing.lock();
        try {
            settle();
            final AuthoritySet set = set(request.rir());
            final ChangePlan plan = ChangePlan.of(set.records(), set.anchor(), request);
            if (!plan.isEmpty() && isClockSetBack(set)) {
                renew(set, set.keys(), true, List.of());
            }
            final SignedHead head = plan.isEmpty() ? set.head() : write(set, plan, request);
            return new ChangeResult(set.rir(), head.serial(), plan.added().size(), plan.changed().size(), plan.removed().size(), plan.unchanged());
        } catch (final StoreException e) {
            throw unavailable(request.action(), e);
        } finally {
            writing.unlock();
        }
    }

    private SignedHead write(final AuthoritySet set, final ChangePlan plan, final ChangeRequest request) throws StoreException {
        final SigningKey key = signingKey(set, set.keys());
        final List<RecordChange> changes = plan.changes();
        final List<byte[]> undo = set.put(changes);
        final Pending made;
        try {
            final SignedHead head = issue(set, set.keys(), key, set.head().serial() + 1);
            final byte[] delta = delta(set.keys(), head, changes);
            made = new Pending(set, set.keys(), head, changes, undo, delta.length > 0);
            final List<AuditEntry> audit = AuditLines.of(request, plan, set.records(), nowS(), head.serial());
            final StoredChange stored = new StoredChange(set.rir(), head.serial(), head.encode(), plan.added(), plan.changed(), plan.removed(), delta, audit);
            commit(made, () -> store.change(stored));
        } catch (final StoreException | RuntimeException e) {
            // Taking back twice does no harm: it puts what was there before.
            if (pending == null) {
                set.takeBack(changes, undo);
            }
            throw e;
        }
        LOG.info("whois8 registry rir={} serial={} action={} actor={} client={} added={} changed={} removed={}", set.rir(), made.head().serial(), request.action(),
            request.caller().actor(), request.caller().client(), plan.added().size(), plan.changed().size(), plan.removed().size());
        return made.head();
    }

    private static byte[] delta(final KeyList keys, final SignedHead head, final List<RecordChange> changes) {
        if (changes.size() > MAX_DELTA_CHANGES) {
            return NO_BYTES;
        }
        final byte[] bytes = new Delta(keys, head, changes).encode();
        return bytes.length > StoredChange.MAX_DELTA_BYTES ? NO_BYTES : bytes;
    }

    /** A transaction of the store. */
    private interface Transaction {
        void run() throws StoreException;
    }

    /** Runs a transaction and publishes it; when its outcome is unknown, it stays pending until the database says. */
    private void commit(final Pending made, final Transaction transaction) throws StoreException {
        try {
            transaction.run();
        } catch (final StoreException e) {
            if (!e.isOutcomeUnknown()) {
                throw e;
            }
            pending = made;
            LOG.warn("whois8 registry rir={} serial={} fault=host outcome of the transaction unknown cause=\"{}\"; asking the database", made.set().rir(), made.head().serial(), e.getMessage());
            if (!settle()) {
                throw e;
            }
            return;
        }
        publish(made);
    }

    private void publish(final Pending made) {
        made.set().publish(made.keys(), made.head(), made.changes(), made.isChained());
        if (!made.changes().isEmpty()) {
            tell(made, () -> index.apply(version(made.head()), made.changes()));
        }
        listeners.forEach(listener -> tell(made, () -> listener.accept(made.head())));
    }

    /** What is committed is committed: a listener that fails must not make the writer believe otherwise. */
    private static void tell(final Pending made, final Runnable listener) {
        try {
            listener.run();
        } catch (final RuntimeException e) {
            LOG.error("whois8 registry rir={} serial={} fault=bug a listener failed", made.set().rir(), made.head().serial(), e);
        }
    }

    /**
     * Finds out what became of a transaction whose end was not seen.
     *
     * @return whether it has happened; false too when there was none
     * @throws StoreException when the database still does not say; nothing may be written before it does
     */
    private boolean settle() throws StoreException {
        if (pending == null) {
            return false;
        }
        final byte[] stored = store.settledHead(pending.set().rir())
            .orElseThrow(() -> new StoreException("data set " + pending.set().rir() + " is gone from the database; restore the last backup"));
        final Pending asked = pending;
        pending = null;
        final boolean isDone = Arrays.equals(stored, asked.head().encode());
        if (isDone) {
            publish(asked);
        } else {
            asked.set().takeBack(asked.changes(), asked.undo());
        }
        LOG.info("whois8 registry rir={} serial={} transaction {}", asked.set().rir(), asked.head().serial(), isDone ? "has happened" : "has not happened");
        return isDone;
    }

    private SigningKey signingKey(final AuthoritySet set, final KeyList keys) throws StoreException {
        return set.ring().current(keys, nowS()).orElseThrow(() -> new StoreException("no private key of " + set.rir() + " is at hand that its key list version " + keys.version()
            + " allows to sign now; rotate with `ipv8 whois8 key rotate`, or install a key list that the trust anchor signed"));
    }

    private SignedHead issue(final AuthoritySet set, final KeyList keys, final SigningKey key, final long serial) {
        final long nowS = nowS();
        final long beforeS = set.head().issuedAtS();
        // A clock that went back a little must not make a later head look older; one that was far ahead must not hold readers up for ever.
        final long stepBackS = beforeS - nowS;
        final boolean isHeld = stepBackS > 0 && stepBackS <= MAX_CLOCK_STEP_S && keys.key(key.id()).filter(listed -> listed.isValidAt(beforeS)).isPresent();
        final long issuedS = isHeld ? beforeS : nowS;
        return SignedHead.issue(set.rir(), serial, set.root(), set.size(), issuedS, issuedS + config.validityS(), key);
    }

    /** Issues heads again that are old, or whose key is no longer the one to sign with. To be called every few seconds. Never throws. */
    public void tick() {
        writing.lock();
        try {
            settle();
            for (final AuthoritySet set : sets.values()) {
                reissueIfDue(set);
                warnOfKey(set);
            }
        } catch (final StoreException e) {
            LOG.warn("whois8 registry fault=host database does not answer cause=\"{}\"", e.getMessage());
        } finally {
            writing.unlock();
        }
    }

    /** Whether the key that signs is about to end: then nothing could be signed any more. */
    boolean isKeyEnding(final AuthoritySet set) {
        return set.keyEndsAtS() - nowS() < KEY_WARNING_S;
    }

    private void warnOfKey(final AuthoritySet set) {
        final long nowS = nowS();
        final Long toldS = keyWarnings.get(set.rir());
        if (isKeyEnding(set) && (toldS == null || Math.abs(nowS - toldS) >= KEY_WARNING_INTERVAL_S)) {
            keyWarnings.put(set.rir(), nowS);
            LOG.warn("whois8 registry rir={} key={} fault=config signing key endsInS={}; nothing can be signed after that, rotate with `ipv8 whois8 key rotate`, or prepare, sign and install",
                set.rir(), set.head().key(), set.keyEndsAtS() - nowS);
        }
    }

    private void reissueIfDue(final AuthoritySet set) {
        final SignedHead head = set.head();
        try {
            final SigningKey key = signingKey(set, set.keys());
            final boolean isSetBack = isClockSetBack(set);
            if (isSetBack || nowS() - head.issuedAtS() >= config.reissueS() || !key.id().equals(head.key())) {
                renew(set, set.keys(), isSetBack, List.of());
            }
        } catch (final StoreException e) {
            LOG.error("whois8 registry rir={} fault=host head not issued again expiresInS={} cause=\"{}\"", set.rir(), head.expiresAtS() - nowS(), e.getMessage());
        }
    }

    /** Whether the head, and deltas before it, were issued by a clock far ahead of what it says now: readers would refuse them until that time comes. */
    private boolean isClockSetBack(final AuthoritySet set) {
        return set.head().issuedAtS() - nowS() > MAX_CLOCK_STEP_S;
    }

    /** Writes and publishes a head of the present state, with this key list. The caller holds the lock. */
    void renew(final AuthoritySet set, final KeyList keys, final boolean forgetsDeltas, final List<AuditEntry> audit) throws StoreException {
        final SignedHead head = issue(set, keys, signingKey(set, keys), set.head().serial());
        final byte[] list = keys.equals(set.keys()) ? NO_BYTES : keys.encode();
        commit(new Pending(set, keys, head, List.of(), List.of(), !forgetsDeltas), () -> store.renew(set.rir(), head.serial(), head.encode(), keys.version(), list, forgetsDeltas, audit));
        LOG.debug("whois8 registry rir={} serial={} head issued key={} keyList={}", set.rir(), head.serial(), head.key(), keys.version());
    }

    /** Work of a writer. */
    interface Exclusive<T> {
        T run(AuthoritySet set) throws StoreException, AdminException;
    }

    /** Runs a writer's work on a data set, alone; it may call {@link #change}. */
    <T> T exclusively(final String action, final String rir, final Exclusive<T> work) throws AdminException {
        writing.lock();
        try {
            settle();
            return work.run(set(rir));
        } catch (final StoreException e) {
            throw unavailable(action, e);
        } finally {
            writing.unlock();
        }
    }

    static AdminException unavailable(final String action, final StoreException e) {
        LOG.error("whois8 registry fault=host action={} failed cause=\"{}\"", action, e.getMessage());
        return new AdminException(AdminException.Kind.UNAVAILABLE, action + " was not done: " + e.getMessage());
    }

    /** @throws AdminException NOT_FOUND for a registry that is not kept here */
    AuthoritySet set(final String rir) throws AdminException {
        final AuthoritySet set = sets.get(rir);
        if (set == null) {
            throw new AdminException(AdminException.Kind.NOT_FOUND, "rir '" + rir + "' is not kept here; one of " + String.join(", ", sets.keySet()));
        }
        return set;
    }

    List<AuthoritySet> sets() {
        return List.copyOf(sets.values());
    }

    RegistryStore store() {
        return store;
    }

    RegistryConfig config() {
        return config;
    }

    long nowS() {
        return clock.instant().getEpochSecond();
    }

    @Override
    public List<FeedSource> sources() {
        return new ArrayList<>(sets.values());
    }

    @Override
    public void listen(final Consumer<SignedHead> listener) {
        listeners.add(listener);
    }

    @Override
    public void unlisten(final Consumer<SignedHead> listener) {
        listeners.remove(listener);
    }

    /** All records of a registry in the order of their keys. */
    RegistryRecord[] records(final String rir) throws AdminException {
        return set(rir).all();
    }
}
