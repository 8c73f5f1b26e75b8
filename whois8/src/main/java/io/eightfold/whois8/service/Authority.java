// SPDX-License-Identifier: Apache-2.0
// Records of an own database.
package io.eightfold.whois8.service;

import io.eightfold.whois8.feed.FeedCatalog;
import io.eightfold.whois8.index.RecordIndex;
import io.eightfold.whois8.registry.AdminService;
import io.eightfold.whois8.registry.Registry;
import io.eightfold.whois8.registry.RegistryAdmin;
import io.eightfold.whois8.registry.RegistryConfig;
import io.eightfold.whois8.store.RegistryStore;
import io.eightfold.whois8.store.StoreConfig;
import io.eightfold.whois8.store.StoreException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Opens the database, signs what changes, and issues heads again in time. Thread: any. */
public final class Authority implements RecordService {
    private static final long TICK_S = 5;
    private static final long END_S = 10;
    private final RecordIndex index = new RecordIndex();
    private final RegistryStore store;
    private final Registry registry;
    private final RegistryAdmin admin;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(work -> Thread.ofPlatform().name("whois8-ticker").daemon().unstarted(work));

    private Authority(final RegistryStore store, final RegistryConfig config, final InstantSource clock) throws StoreException {
        this.store = store;
        this.registry = Registry.open(store, index, config, clock);
        this.admin = new RegistryAdmin(registry);
        // It never throws: a task that does is not run again.
        ticker.scheduleWithFixedDelay(registry::tick, TICK_S, TICK_S, TimeUnit.SECONDS);
    }

    /** @throws StoreException when the database cannot be opened, is empty, or is not what was signed */
    public static Authority open(final StoreConfig config, final RegistryConfig times, final InstantSource clock) throws StoreException {
        final RegistryStore store = RegistryStore.open(config, clock.instant().getEpochSecond());
        try {
            return new Authority(store, times, clock);
        } catch (final StoreException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    @Override
    public RecordIndex index() {
        return index;
    }

    @Override
    public FeedCatalog feeds() {
        return registry;
    }

    @Override
    public Optional<AdminService> admin() {
        return Optional.of(admin);
    }

    @Override
    public void close() {
        ticker.shutdown();
        try {
            ticker.awaitTermination(END_S, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        store.close();
    }
}
