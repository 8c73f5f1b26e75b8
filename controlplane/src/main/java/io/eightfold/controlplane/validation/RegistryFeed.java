// SPDX-License-Identifier: Apache-2.0
// Follows the servers of the configuration.
package io.eightfold.controlplane.validation;

import io.eightfold.controlplane.config.Whois8Config;
import io.eightfold.whois8.client.DifferenceMonitor;
import io.eightfold.whois8.client.FeedAlarm;
import io.eightfold.whois8.client.FeedClient;
import io.eightfold.whois8.client.FeedListener;
import io.eightfold.whois8.client.FeedSettings;
import io.eightfold.whois8.client.ServerState;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.signature.SignedHead;
import io.eightfold.whois8.signature.TrustAnchor;
import io.eightfold.whois8.validation.Changed;
import io.eightfold.whois8.validation.DataSetState;
import io.eightfold.whois8.validation.Overrides;
import io.eightfold.whois8.validation.ValidationTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a {@link FeedClient} for the configuration in force and hands over what it verified. Without servers or trust anchors there is nothing to follow, and
 * local exceptions alone count; those are the receiver's.
 * <p>Thread: startup and session, one at a time; what is handed over comes from the client's own thread.
 */
public final class RegistryFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryFeed.class);
    /** A server that fails again and again is asked at least so often. */
    private static final int MAX_RETRY_FACTOR = 60;
    private static final Duration COMPARE_TIME = Duration.ofSeconds(30);
    /** A server further behind another raises an alarm at once; one that is behind at all does so after a minute. */
    private static final long MAX_LAG_SERIALS = 1_000;

    private final Path directory;
    private final ValidationSink sink;
    private FeedClient client;
    private DifferenceMonitor monitor;

    /** @param directory where the last good data is kept */
    public RegistryFeed(final Path directory, final ValidationSink sink) {
        this.directory = directory;
        this.sink = sink;
    }

    /**
     * Follows from now on; what was followed before has been ended by {@link #close}.
     *
     * @param settings null: nothing is validated
     */
    public synchronized void start(final Whois8Config settings, final List<TrustAnchor> anchors) {
        if (settings == null) {
            return;
        }
        if (settings.servers().isEmpty() || anchors.isEmpty()) {
            LOG.warn("whois8 fault=config no data can come: servers={} trustAnchors={}; give at least one of each, see docs/whois8.md", settings.servers().size(), anchors.size());
            return;
        }
        final FeedSettings feed = FeedSettings.of(settings.servers(), anchors, directory)
            .with(Duration.ofMillis(settings.refreshMs()), Duration.ofMillis(settings.retryMs()), Duration.ofMillis(settings.retryMs() * MAX_RETRY_FACTOR));
        final Handover handover = new Handover();
        client = open(feed, settings, handover);
        client.start();
        if (settings.compare() && settings.servers().size() > 1) {
            monitor = new DifferenceMonitor(feed.withoutDirectory(), MAX_LAG_SERIALS, handover::onAlarm, RegistryFeed::wallS);
            monitor.start(COMPARE_TIME);
        }
    }

    private static long wallS() {
        return System.currentTimeMillis() / 1000;
    }

    /** Data that cannot be kept is still followed: a restart will have to wait for a server. */
    private FeedClient open(final FeedSettings feed, final Whois8Config settings, final Handover handover) {
        try {
            return client(feed, settings, handover);
        } catch (final IOException e) {
            LOG.error("whois8 fault=host last good data cannot be kept: {}; following without", e.getMessage());
        }
        try {
            return client(feed.withoutDirectory(), settings, handover);
        } catch (final IOException e) {
            throw new IllegalStateException("a client without a directory needs no file: " + e, e);
        }
    }

    private static FeedClient client(final FeedSettings feed, final Whois8Config settings, final Handover handover) throws IOException {
        return new FeedClient(feed, settings.useExpired(), Overrides.NONE, handover, RegistryFeed::wallS, ThreadLocalRandom.current());
    }

    /** Asks all servers now, whatever failed before. */
    public synchronized void poke() {
        if (client != null) {
            client.poke();
        }
    }

    @Override
    public synchronized void close() {
        if (monitor != null) {
            monitor.close();
            monitor = null;
        }
        if (client != null) {
            client.close();
            client = null;
        }
    }

    /** Thread: the client's. */
    private final class Handover implements FeedListener {
        @Override
        public void onLoaded(final ValidationTable table, final Changed changed) {
            sink.take(table, System.nanoTime());
        }

        @Override
        public void onData(final DataSetState state, final SignedHead head, final List<RecordChange> changes) {
            sink.apply(state, changes, System.nanoTime());
        }

        @Override
        public void onOverrides(final Overrides overrides) {
            throw new IllegalStateException("local exceptions are not the client's here: " + overrides);
        }

        @Override
        public void onServer(final ServerState state) {
            sink.server(new ServerStatus(state.server(), state.word(), state.isActive(), state.lastSuccessS(),
                state.isFailed() ? state.lastError() + ": " + state.errorMessage() : ""));
        }

        @Override
        public void onAlarm(final FeedAlarm alarm) {
            sink.alarm(new Alarm(alarm.atS(), alarm.word(), alarm.rir(), alarm.server(), alarm.message()));
        }
    }
}
