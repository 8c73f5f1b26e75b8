// SPDX-License-Identifier: Apache-2.0
// The registry on PostgreSQL.
package io.eightfold.whois8.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.whois8.store.PostgresqlServer;
import io.eightfold.whois8.store.RegistryStore;
import io.eightfold.whois8.store.StoreConfig;
import io.eightfold.whois8.store.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Skipped where the server is not installed: {@code ci/install} names the package. */
final class PostgresqlRegistryIT extends RegistryContract {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static PostgresqlServer server;

    @BeforeAll
    static void start() throws Exception {
        Assumptions.assumeTrue(PostgresqlServer.programs().isPresent(), "no PostgreSQL server under /usr/lib/postgresql; install the Debian package postgresql");
        server = PostgresqlServer.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.stop();
        }
    }

    @Override
    StoreConfig config(final Path authority) throws SQLException {
        final String database = "test" + DATABASES.incrementAndGet();
        server.create(database);
        return StoreConfig.postgresql(authority, server.url(database), PostgresqlServer.USER, PostgresqlServer.PASSWORD);
    }

    @Override
    StoreConfig sameDatabase(final StoreConfig config, final Path other) {
        return new StoreConfig(other, config.url(), config.user(), config.password(), config.deltasKept());
    }

    private String database() {
        return store.config().url().substring(store.config().url().lastIndexOf('/') + 1);
    }

    @Test
    void shouldGoOnAfterTheServerEndedAllConnections() throws Exception {
        put(asn(64496));
        server.disconnectAll(database());
        assertEquals(3, put(asn(64497)).serial());
        assertEquals(4, put(asn(64498)).serial());
        assertThrows(StoreException.class, () -> RegistryStore.open(sameDatabase(store.config(), temp.resolve("second")), clock.nowS()));
    }

    @Test
    void shouldNotWriteWhenAnotherTookOver() throws Exception {
        put(asn(64496));
        server.disconnectAll(database());
        try (RegistryStore other = RegistryStore.open(sameDatabase(store.config(), temp.resolve("second")), clock.nowS())) {
            assertRefused(AdminException.Kind.UNAVAILABLE, "is in use by another authority (whois8 pid", () -> put(asn(64497)));
            assertEquals(2, other.set(RIR).orElseThrow().serial());
        }
        assertEquals(3, put(asn(64497)).serial());
    }

    @Test
    void shouldWaitForNoLockForEver() throws Exception {
        put(asn(64496));
        try (Connection other = server.connect(database())) {
            other.setAutoCommit(false);
            other.createStatement().execute("LOCK TABLE data_set IN ACCESS EXCLUSIVE MODE");
            assertRefused(AdminException.Kind.UNAVAILABLE, "could not write serial 3", () -> put(asn(64497)));
        }
        assertEquals(3, put(asn(64497)).serial());
    }

    @Test
    void shouldFindOutWhatBecameOfATransaction() throws Exception {
        final String database = database();
        store.close();
        try (CuttingProxy proxy = new CuttingProxy(server.port())) {
            final StoreConfig through = StoreConfig.postgresql(directory, proxy.url(database), PostgresqlServer.USER, PostgresqlServer.PASSWORD);
            store = RegistryStore.open(through, clock.nowS());
            registry = Registry.open(store, index, RegistryConfig.DEFAULT, clock);
            proxy.cut(CuttingProxy.When.AFTER_COMMIT);
            assertEquals(2, put(asn(64496)).serial());
            assertEquals(1, proxy.cuts());
            proxy.cut(CuttingProxy.When.BEFORE_COMMIT);
            assertRefused(AdminException.Kind.UNAVAILABLE, "could not write serial 3", () -> put(asn(64497)));
            assertEquals(2, proxy.cuts());
            assertEquals(2, registry.source(RIR).orElseThrow().head().serial());
            assertEquals(3, put(asn(64498)).serial());
            proxy.cut(CuttingProxy.When.AFTER_COMMIT_FOR_GOOD);
            assertRefused(AdminException.Kind.UNAVAILABLE, "was not done", () -> put(asn(64499)));
            assertRefused(AdminException.Kind.UNAVAILABLE, "was not done", () -> put(asn(64500)));
            assertEquals(3, registry.source(RIR).orElseThrow().head().serial());
            proxy.mend();
            registry.tick();
            assertEquals(4, registry.source(RIR).orElseThrow().head().serial());
            assertTrue(index.entry(64499).isPresent());
            assertEquals(5, put(asn(64500)).serial());
            store.close();
        }
        store = RegistryStore.open(StoreConfig.postgresql(directory, server.url(database), PostgresqlServer.USER, PostgresqlServer.PASSWORD), clock.nowS());
        registry = Registry.open(store, new io.eightfold.whois8.index.RecordIndex(), RegistryConfig.DEFAULT, clock);
        assertEquals(4, registry.source(RIR).orElseThrow().head().records());
    }

    @Test
    void shouldNotShowThePassword() {
        assertTrue(!store.config().toString().contains(PostgresqlServer.PASSWORD));
        final StoreConfig wrong = StoreConfig.postgresql(temp.resolve("third"), server.url("nosuch") + "?password=hidden-word", PostgresqlServer.USER, "wrong-password");
        final StoreException refused = assertThrows(StoreException.class, () -> RegistryStore.open(wrong, clock.nowS()));
        assertTrue(!refused.getMessage().contains("hidden-word") && !refused.getMessage().contains("wrong-password"), refused.getMessage());
    }
}
