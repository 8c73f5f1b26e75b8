// SPDX-License-Identifier: Apache-2.0
// Brings the data of one RIR to what a server has.
package io.eightfold.whois8.client;

import io.eightfold.whois8.feed.DataSet;
import io.eightfold.whois8.feed.Delta;
import io.eightfold.whois8.feed.FeedException;
import io.eightfold.whois8.feed.FeedFault;
import io.eightfold.whois8.record.RecordCodec;
import io.eightfold.whois8.signature.KeyList;
import io.eightfold.whois8.signature.SignedHead;
import io.eightfold.whois8.signature.TrustAnchor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The verified data of one RIR: brings it to what a server has, tells a sink, and keeps it on disk. Thread: the follower's. */
final class FollowedRir {
    private static final Logger LOG = LoggerFactory.getLogger(FollowedRir.class);
    private final List<TrustAnchor> anchors;
    private final DataSet dataSet;
    private final FeedSettings settings;
    private final FeedSink sink;
    private final LongSupplier nowS;
    // Null: nothing is kept.
    private final LastGood lastGood;
    // When a snapshot that the disk is owed may be fetched; a disk that fails for long must not cost one after the other.
    private long owedRetryNs = System.nanoTime();

    /** @throws IOException when the directory cannot be used */
    FollowedRir(final List<TrustAnchor> anchors, final FeedSettings settings, final FeedSink sink, final LongSupplier nowS) throws IOException {
        this.anchors = anchors;
        this.settings = settings;
        this.sink = sink;
        this.nowS = nowS;
        dataSet = new DataSet(anchors);
        lastGood = settings.directory() == null ? null : new LastGood(settings.directory(), anchors, LastGood.MIN_MERGE_BYTES);
    }

    String rir() {
        return dataSet.rir();
    }

    /** 0: there is no data. */
    long serial() {
        return dataSet.head().map(SignedHead::serial).orElse(0L);
    }

    /** Not when it was not signed anew for half of its time, or its key was revoked: another server may have newer. */
    boolean isFresh() {
        final SignedHead head = dataSet.head().orElseThrow();
        return !dataSet.isDisowned() && nowS.getAsLong() < head.issuedAtS() + (head.expiresAtS() - head.issuedAtS()) / 2;
    }

    /** Takes in what is on disk. */
    void restore() {
        if (lastGood == null) {
            return;
        }
        try {
            lastGood.restore(new LastGood.Reader() {
                @Override
                public void snapshot(final InputStream from) throws IOException, FeedException {
                    final FeedSink.Loading loading = sink.begin(rir());
                    dataSet.load(from, loading::record, DataSet.Age.ANY, nowS.getAsLong());
                    loading.loaded(dataSet, "");
                }

                @Override
                public void delta(final Delta delta) throws FeedException {
                    if (delta.head().serial() >= serial()) {
                        takeIn(delta, DataSet.Age.ANY, "");
                    }
                }
            });
            dataSet.head().ifPresent(head -> LOG.info("whois8 last-good rir={} serial={} records={} expiresAtS={}", head.rir(), head.serial(), head.records(), head.expiresAtS()));
        } catch (final FeedException e) {
            alarm(e.fault().word(), "", "last good data on disk: " + e.getMessage());
        } catch (final IOException e) {
            alarm(ServerFault.DISK.word(), "", "last good data cannot be read: " + e);
        }
    }

    /** Whether it made a difference. */
    private boolean takeIn(final Delta delta, final DataSet.Age age, final String server) throws FeedException {
        if (delta.head().serial() == serial()) {
            final boolean isNewer = dataSet.renew(delta.keys(), delta.head(), age, nowS.getAsLong());
            if (isNewer) {
                sink.changed(dataSet, List.of(), server);
            }
            return isNewer;
        }
        sink.changed(dataSet, dataSet.apply(delta, age, nowS.getAsLong()), server);
        return true;
    }

    /**
     * Brings the data to what a server has.
     *
     * @param head      what it shows, not verified yet
     * @param isHurried whether another server could be asked: then this one does not get the time that a slow line needs
     */
    void advance(final FeedServer server, final Delta head, final boolean isHurried) throws IOException, FeedException {
        renewKeys(head.keys(), server.url());
        boolean isPassed = false;
        if (isBehind(head.head())) {
            // Nothing is fetched on the word of somebody without the keys.
            HeadCheck.requireNews(head, anchors, nowS.getAsLong());
            catchUp(server, head, System.nanoTime() + timeNs(head.head(), isHurried));
            // The server may have gone on since it gave the head.
            isPassed = serial() > head.head().serial();
        }
        if (!isPassed && takeIn(head, DataSet.Age.LIVE, server.url())) {
            keep(head);
        }
    }

    private boolean isBehind(final SignedHead head) {
        return dataSet.needsSnapshot(head) || head.serial() > serial();
    }

    /** By itself and at once: a head that is refused, or a server that sends nothing after it, must not keep a revocation away. */
    private void renewKeys(final KeyList keys, final String server) throws FeedException {
        if (dataSet.renewKeys(keys)) {
            sink.changed(dataSet, List.of(), server);
            keep(new Delta(keys, dataSet.head().orElseThrow(), List.of()));
        }
    }

    private long timeNs(final SignedHead head, final boolean isHurried) {
        final Duration whole = settings.grace().plusMillis(1000 * (head.records() * RecordCodec.MAX_BYTES / settings.minRateBps()));
        return (isHurried && settings.patience().compareTo(whole) < 0 ? settings.patience() : whole).toNanos();
    }

    private void catchUp(final FeedServer server, final Delta head, final long deadlineNs) throws IOException, FeedException {
        boolean isSnapshotTaken = false;
        while (isBehind(head.head())) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new ServerException(ServerFault.TOO_SLOW, server.url() + " did not get " + rir() + " to serial " + head.head().serial() + " in time; it is at " + serial());
            }
            if (dataSet.needsSnapshot(head.head()) || !deltas(server, deadlineNs)) {
                if (isSnapshotTaken) {
                    throw new FeedException(FeedFault.WRONG_SERIAL, "neither the snapshot nor deltas lead to serial " + head.head().serial() + " of " + rir()
                        + ", which the head announces");
                }
                snapshot(server, deadlineNs);
                isSnapshotTaken = true;
            }
        }
    }

    /** Takes deltas in; false when a snapshot is needed. */
    private boolean deltas(final FeedServer server, final long deadlineNs) throws IOException, FeedException {
        final long before = serial();
        try {
            final Optional<ByteBuffer> deltas = server.deltas(rir(), before, deadlineNs);
            // One at a time, its signatures first: who cannot sign takes no memory.
            while (deltas.isPresent() && deltas.get().hasRemaining()) {
                final Delta delta = dataSet.read(deltas.get(), DataSet.Age.LIVE, nowS.getAsLong());
                takeIn(delta, DataSet.Age.LIVE, server.url());
                keep(delta);
            }
        } catch (final FeedException e) {
            if (!isSnapshotARemedy(e.fault())) {
                throw e;
            }
            alarm(e.fault().word(), server.url(), e.getMessage() + "; the snapshot is asked for");
            return false;
        }
        return serial() > before;
    }

    /** The head was verified, so the state it names is good: what is wrong with the way there does not matter. */
    private static boolean isSnapshotARemedy(final FeedFault fault) {
        return switch (fault) {
            case TRUNCATED, MALFORMED, TOO_LARGE, ROOT_MISMATCH, WRONG_SERIAL -> true;
            // A change may have been signed long ago, or by a key that is no more.
            case EXPIRED, NOT_YET_VALID, KEYS_ROLLED_BACK, UNKNOWN_KEY, KEY_EXPIRED, KEY_REVOKED, LIFE_TOO_LONG -> true;
            default -> false;
        };
    }

    private void snapshot(final FeedServer server, final long deadlineNs) throws IOException, FeedException {
        server.snapshot(rir(), deadlineNs, body -> {
            final FeedSink.Loading loading = sink.begin(rir());
            if (lastGood == null) {
                dataSet.load(body, loading::record, DataSet.Age.LIVE, nowS.getAsLong());
                loading.loaded(dataSet, server.url());
            } else {
                copySnapshot(server, body, loading);
            }
        });
    }

    /** Verdicts come first: a disk that is full is an alarm, and no reason to refuse data. */
    private void copySnapshot(final FeedServer server, final InputStream body, final FeedSink.Loading loading) throws IOException, FeedException {
        final TeeStream copied = new TeeStream(body, lastGood::newSnapshot);
        try (copied) {
            dataSet.load(copied, loading::record, DataSet.Age.LIVE, nowS.getAsLong());
        }
        loading.loaded(dataSet, server.url());
        try {
            copied.requireGood();
            lastGood.commit();
        } catch (final IOException e) {
            lastGood.owe();
            owedRetryNs = System.nanoTime() + settings.retryMax().toNanos();
            diskFailed(e);
        }
    }

    /** When the snapshot is to be fetched though the data lacks nothing, as the disk lost some of it; far away when it did not. */
    long owedPauseNs() {
        return isSnapshotOwed() ? Math.max(0, owedRetryNs - System.nanoTime()) : Long.MAX_VALUE;
    }

    private boolean isSnapshotOwed() {
        return lastGood != null && serial() > 0 && lastGood.isSnapshotOwed();
    }

    /** Fetches a snapshot that the disk is owed, when it is time; a disk that fails for long is not tried with each round. */
    void payOwed(final FeedServer server, final boolean isHurried) throws IOException, FeedException {
        if (owedPauseNs() == 0) {
            owedRetryNs = System.nanoTime() + settings.retryMax().toNanos();
            snapshot(server, System.nanoTime() + timeNs(dataSet.head().orElseThrow(), isHurried));
        }
    }

    private void keep(final Delta delta) {
        if (lastGood != null) {
            try {
                lastGood.append(delta);
            } catch (final IOException e) {
                diskFailed(e);
            }
        }
    }

    private void diskFailed(final IOException e) {
        alarm(ServerFault.DISK.word(), "", "last good data cannot be kept in " + settings.directory() + ": " + e);
    }

    void alarm(final String word, final String server, final String message) {
        // Whoever gets it logs it.
        sink.alarm(new FeedAlarm(word, rir(), server, message, nowS.getAsLong()));
    }

    void close() throws IOException {
        if (lastGood != null) {
            lastGood.close();
        }
    }
}
