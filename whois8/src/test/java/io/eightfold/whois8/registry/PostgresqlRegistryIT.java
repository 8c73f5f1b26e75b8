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
        try {
            put(asn(64497));
        } catch (final AdminException e) {
            assertEquals(AdminException.Kind.UNAVAILABLE, e.kind());
        }
        put(asn(64498));
        assertEquals(registry.source(RIR).orElseThrow().head().records(), store.set(RIR).orElseThrow().serial() - 1);
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
    void shouldNotShowThePassword() {
        assertTrue(!store.config().toString().contains(PostgresqlServer.PASSWORD));
        final StoreConfig wrong = StoreConfig.postgresql(temp.resolve("third"), server.url("nosuch") + "?password=hidden-word", PostgresqlServer.USER, "wrong-password");
        final StoreException refused = assertThrows(StoreException.class, () -> RegistryStore.open(wrong, clock.nowS()));
        assertTrue(!refused.getMessage().contains("hidden-word") && !refused.getMessage().contains("wrong-password"), refused.getMessage());
    }
}
