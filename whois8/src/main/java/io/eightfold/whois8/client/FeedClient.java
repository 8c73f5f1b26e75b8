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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a verdict table of what a {@link FeedFollower} verifies. It keeps a table of its own; the control plane gets a copy whenever a whole snapshot was
 * read, and single changes otherwise, so that its thread never waits for a million records. When it did not take one of them, it is owed the whole table, and gets
 * that before anything else. Without servers it serves the last good data and local exceptions.
 * <p>Thread: any.
 */
public final class FeedClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FeedClient.class);
    private final Map<String, List<TrustAnchor>> anchors;
    private final FeedListener listener;
    private final LongSupplier nowS;
    private final FeedFollower follower;
    // Owned by the follower's thread.
    private final ValidationTable table;
    private boolean isRestored;
    // Whether the listener has a table that single changes may be made in.
    private boolean isHandedOver;
    // It did not take something, and nobody knows how much of it.
    private boolean isTableOwed;

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
            tell(() -> listener.onOverrides(overrides));
        });
    }

    /** A single change; the whole table when the listener has none, or one that lacks something. */
    private void tell(final Runnable change) {
        if (isHandedOver && !isTableOwed) {
            handOver(change);
        } else {
            handOver(Changed.ALL);
        }
    }

    private void handOver(final Changed changed) {
        final Changed since = isTableOwed ? Changed.ALL : changed;
        handOver(() -> listener.onLoaded(table.copy(), since));
    }

    private void handOver(final Runnable call) {
        try {
            call.run();
            isHandedOver = true;
            isTableOwed = false;
        } catch (final RuntimeException e) {
            isTableOwed = true;
            LOG.error("whois8 feed fault=host data is not taken by the router, the whole table follows: {}", e.toString());
        }
    }

    @Override
    public void close() {
        follower.close();
    }

    private static DataSetState state(final DataSet dataSet, final String server) {
        final SignedHead head = dataSet.head().orElseThrow();
        return new DataSetState(head.rir(), head.serial(), head.issuedAtS(), dataSet.expiresAtS(), head.records(), server);
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
                FeedClient.this.handOver(changed);
            }
        }

        @Override
        public void changed(final DataSet dataSet, final List<RecordChange> changes, final String server) {
            final DataSetState state = state(dataSet, server);
            table.apply(state, changes, nowS.getAsLong());
            if (isRestored) {
                tell(() -> listener.onData(state, dataSet.head().orElseThrow(), changes));
            }
        }

        // An empty table would take away what a feed before this one gave.
        @Override
        public void restored() {
            isRestored = true;
            if (table.dataSets().stream().anyMatch(DataSetState::hasData)) {
                handOver(Changed.ALL);
            }
        }

        @Override
        public boolean settle() {
            if (isTableOwed) {
                handOver(Changed.ALL);
            }
            return !isTableOwed;
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
