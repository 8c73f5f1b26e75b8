// SPDX-License-Identifier: Apache-2.0
// Records of other servers.
package io.eightfold.whois8.service;

import io.eightfold.whois8.client.FeedAlarm;
import io.eightfold.whois8.client.FeedFollower;
import io.eightfold.whois8.client.FeedSettings;
import io.eightfold.whois8.client.FeedSink;
import io.eightfold.whois8.client.ServerState;
import io.eightfold.whois8.feed.DataSet;
import io.eightfold.whois8.feed.FeedCatalog;
import io.eightfold.whois8.feed.FeedSource;
import io.eightfold.whois8.index.RecordIndex;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordKey;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.registry.AdminService;
import io.eightfold.whois8.signature.SignedHead;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows servers, verifies all they say by the trust anchors, and publishes it again as it was signed: it has no private key, and nothing can be changed here.
 * Thread: any.
 */
public final class Mirror implements RecordService, FeedCatalog {
    private static final Logger LOG = LoggerFactory.getLogger(Mirror.class);
    private final RecordIndex index = new RecordIndex();
    private final Map<String, MirrorSet> sets = new TreeMap<>();
    private final List<Consumer<SignedHead>> listeners = new CopyOnWriteArrayList<>();
    private final FeedFollower follower;

    private Mirror(final FeedSettings settings, final LongSupplier nowS, final RandomGenerator random) throws IOException {
        settings.anchorsByRir().keySet().forEach(rir -> sets.put(rir, new MirrorSet(rir, nowS)));
        follower = new FeedFollower(settings, new Sink(), nowS, random);
    }

    /**
     * Begins to follow; what is kept on disk is served at once.
     *
     * @throws IOException when the directory cannot be used, or another process uses it
     */
    public static Mirror start(final FeedSettings settings, final LongSupplier nowS, final RandomGenerator random) throws IOException {
        final Mirror mirror = new Mirror(settings, nowS, random);
        mirror.follower.start();
        return mirror;
    }

    @Override
    public RecordIndex index() {
        return index;
    }

    @Override
    public FeedCatalog feeds() {
        return this;
    }

    @Override
    public Optional<AdminService> admin() {
        return Optional.empty();
    }

    /** Those that have data. */
    @Override
    public List<FeedSource> sources() {
        return sets.values().stream().filter(MirrorSet::hasData).map(FeedSource.class::cast).toList();
    }

    @Override
    public void listen(final Consumer<SignedHead> listener) {
        listeners.add(listener);
    }

    @Override
    public void unlisten(final Consumer<SignedHead> listener) {
        listeners.remove(listener);
    }

    @Override
    public void close() {
        follower.close();
    }

    /** Thread: the follower's. */
    private final class Sink implements FeedSink {
        @Override
        public Loading begin(final String rir) {
            final TreeMap<RecordKey, RegistryRecord> loaded = new TreeMap<>();
            return new Loading() {
                @Override
                public void record(final RegistryRecord value) {
                    loaded.put(value.key(), value);
                }

                @Override
                public void loaded(final DataSet dataSet, final String server) {
                    publish(dataSet, sets.get(rir).replace(dataSet, loaded), server);
                }
            };
        }

        @Override
        public void changed(final DataSet dataSet, final List<RecordChange> changes, final String server) {
            sets.get(dataSet.rir()).apply(dataSet, changes);
            publish(dataSet, changes, server);
        }

        private void publish(final DataSet dataSet, final List<RecordChange> changes, final String server) {
            final SignedHead head = dataSet.head().orElseThrow();
            index.apply(new RecordIndex.Version(head.rir(), head.serial(), head.records()), changes);
            listeners.forEach(listener -> tell(listener, head));
            LOG.info("whois8 mirror rir={} serial={} records={} changes={} server={}", head.rir(), head.serial(), head.records(), changes.size(), server.isEmpty() ? "disk" : server);
        }

        // The others must hear of it whatever one of them does.
        private void tell(final Consumer<SignedHead> listener, final SignedHead head) {
            try {
                listener.accept(head);
            } catch (final RuntimeException e) {
                LOG.error("whois8 mirror rir={} serial={} fault=bug a listener failed", head.rir(), head.serial(), e);
            }
        }

        @Override
        public boolean settle() {
            return true;
        }

        @Override
        public void restored() {
            LOG.info("whois8 mirror dataSets={} from disk", sources().size());
        }

        @Override
        public void server(final ServerState state) {
            LOG.info("whois8 mirror server={} state={} fault={}", state.server(), state.word(), state.lastError().isEmpty() ? "none" : state.lastError());
        }

        @Override
        public void alarm(final FeedAlarm alarm) {
            LOG.warn("whois8 mirror alarm={} rir={} server={} fault=peer: {}", alarm.word(), alarm.rir(), alarm.server(), alarm.message());
        }
    }
}
