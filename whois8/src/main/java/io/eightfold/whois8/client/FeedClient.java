// SPDX-License-Identifier: Apache-2.0
// The verdict table of a router, kept up to date.
package io.eightfold.whois8.client;

import io.eightfold.whois8.feed.DataSet;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.signature.SignedHead;
import io.eightfold.whois8.signature.TrustAnchor;
import io.eightfold.whois8.validation.Changed;
import io.eightfold.whois8.validation.DataSetState;
import io.eightfold.whois8.validation.Overrides;
import io.eightfold.whois8.validation.ValidationTable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Makes a verdict table of what a {@link FeedFollower} verifies. It keeps a table of its own; the control plane gets a copy whenever a whole snapshot was
 * read, and single changes otherwise, so that its thread never waits for a million records. Without servers it serves the last good data and local exceptions.
 * <p>Thread: any.
 */
public final class FeedClient implements AutoCloseable {
    private final Map<String, List<TrustAnchor>> anchors;
    private final FeedListener listener;
    private final LongSupplier nowS;
    private final FeedFollower follower;
    // Owned by the follower's thread.
    private final ValidationTable table;
    private boolean isRestored;

    /**
     * @param isExpiredUsed {@code expired-data use}
     * @param nowS          seconds since 1970
     * @throws IOException when the directory cannot be used, or another process uses it
     */
    public FeedClient(final FeedSettings settings, final boolean isExpiredUsed, final Overrides overrides, final FeedListener listener, final LongSupplier nowS,
        final RandomGenerator random) throws IOException {
        this.anchors = settings.anchorsByRir();
        this.listener = listener;
        this.nowS = nowS;
        table = new ValidationTable(sources(anchors));
        table.useExpired(isExpiredUsed);
        table.override(overrides, nowS.getAsLong());
        follower = new FeedFollower(settings, new TableSink(), nowS, random);
    }

    /** Who may speak of which ASN: any of an RIR's trust anchors is enough. */
    public static List<ValidationTable.Source> sources(final Map<String, List<TrustAnchor>> anchorsByRir) {
        return anchorsByRir.entrySet().stream().map(entry -> new ValidationTable.Source(entry.getKey(),
            asn -> entry.getValue().stream().anyMatch(anchor -> anchor.asns().contains(asn)))).toList();
    }

    public void start() {
        follower.start();
    }

    /** Asks all servers now, whatever failed before. */
    public void poke() {
        follower.poke();
    }

    /** Replaces the local exceptions; the listener hears of it in order with everything else. */
    public void override(final Overrides overrides) {
        follower.run(() -> {
            table.override(overrides, nowS.getAsLong());
            listener.onOverrides(overrides);
        });
    }

    @Override
    public void close() {
        follower.close();
    }

    private static DataSetState state(final DataSet dataSet, final String server) {
        final SignedHead head = dataSet.head().orElseThrow();
        return new DataSetState(head.rir(), head.serial(), head.issuedAtS(), head.expiresAtS(), head.records(), server);
    }

    private final class TableSink implements FeedSink {
        @Override
        public Loading begin(final String rir) {
            final ValidationTable.Loading loading = table.load(rir);
            return new Loading() {
                @Override
                public void record(final RegistryRecord value) {
                    loading.add(value);
                }

                @Override
                public void loaded(final DataSet dataSet, final String server) {
                    handOver(loading.finish(state(dataSet, server), nowS.getAsLong()));
                }
            };
        }

        // While the disk is read there is nobody to hand anything to.
        private void handOver(final Changed changed) {
            if (isRestored) {
                listener.onLoaded(table.copy(), changed);
            }
        }

        @Override
        public void changed(final DataSet dataSet, final List<RecordChange> changes, final String server) {
            table.apply(state(dataSet, server), changes, nowS.getAsLong());
            if (isRestored) {
                listener.onData(state(dataSet, server), dataSet.head().orElseThrow(), changes);
            }
        }

        @Override
        public void restored() {
            isRestored = true;
            handOver(Changed.ALL);
        }

        @Override
        public void server(final ServerState state) {
            listener.onServer(state);
        }

        @Override
        public void alarm(final FeedAlarm alarm) {
            listener.onAlarm(alarm);
        }
    }
}
