// SPDX-License-Identifier: Apache-2.0
// Follows the servers of the configuration.
package io.eightfold.controlplane.validation;

import io.eightfold.controlplane.config.Whois8Config;
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

    private final Path directory;
    private final ValidationSink sink;
    private FeedClient client;

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
        client = open(settings, anchors);
        client.start();
    }

    /** Data that cannot be kept is still followed: a restart will have to wait for a server. */
    private FeedClient open(final Whois8Config settings, final List<TrustAnchor> anchors) {
        final FeedSettings feed = FeedSettings.of(settings.servers(), anchors, directory)
            .with(Duration.ofMillis(settings.refreshMs()), Duration.ofMillis(settings.retryMs()), Duration.ofMillis(settings.retryMs() * MAX_RETRY_FACTOR));
        try {
            return client(feed, settings);
        } catch (final IOException e) {
            LOG.error("whois8 fault=host last good data cannot be kept: {}; following without", e.getMessage());
        }
        try {
            return client(feed.withoutDirectory(), settings);
        } catch (final IOException e) {
            throw new IllegalStateException("a client without a directory needs no file: " + e, e);
        }
    }

    private FeedClient client(final FeedSettings feed, final Whois8Config settings) throws IOException {
        return new FeedClient(feed, settings.useExpired(), Overrides.NONE, new Handover(), () -> System.currentTimeMillis() / 1000,
            ThreadLocalRandom.current());
    }

    /** Asks all servers now, whatever failed before. */
    public synchronized void poke() {
        if (client != null) {
            client.poke();
        }
    }

    @Override
    public synchronized void close() {
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
            sink.server(new ServerStatus(state.server(), state.word(), "active".equals(state.word()), state.lastSuccessS(),
                "failed".equals(state.word()) ? state.lastError() + ": " + state.errorMessage() : ""));
        }

        @Override
        public void onAlarm(final FeedAlarm alarm) {
            sink.alarm(new Alarm(alarm.atS(), alarm.word(), alarm.rir(), alarm.server(), alarm.message()));
        }
    }
}
