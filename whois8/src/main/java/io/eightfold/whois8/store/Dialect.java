// SPDX-License-Identifier: Apache-2.0
// Where the two databases differ.
package io.eightfold.whois8.store;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** All else is SQL that both understand. Thread: any. */
enum Dialect {
    /** Embedded, in the authority's directory. */
    H2("BINARY LARGE OBJECT") {
        @Override
        void configure(final StoreConfig store, final HikariConfig pool) {
            // A commit is written at once; by default H2 waits half a second, and a serial that was seen could be lost.
            pool.setJdbcUrl("jdbc:h2:file:" + store.directory().toAbsolutePath().resolve(H2_NAME)
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=" + LOCK_TIMEOUT_MS);
            pool.setUsername("sa");
            pool.setPassword("");
        }

        @Override
        void beforeScan(final Connection connection) throws SQLException {
            execute(connection, "SET LAZY_QUERY_EXECUTION TRUE");
        }

        @Override
        void afterScan(final Connection connection) throws SQLException {
            execute(connection, "SET LAZY_QUERY_EXECUTION FALSE");
        }

        /** H2 leaves it to the operating system when bytes reach the disk; a serial must not be published before. */
        @Override
        void afterCommit(final Connection connection) throws SQLException {
            execute(connection, "CHECKPOINT SYNC");
            connection.commit();
        }

        @Override
        int snapshotIsolation() {
            // Constants.TRANSACTION_SNAPSHOT of H2; JDBC has no name for it.
            return 6;
        }
    },
    /** A server; commits are on its disk when they return unless its administrator wanted otherwise. */
    POSTGRESQL("BYTEA") {
        @Override
        void configure(final StoreConfig store, final HikariConfig pool) {
            pool.setJdbcUrl(store.url());
            if (!store.user().isEmpty()) {
                pool.setUsername(store.user());
            }
            if (!store.password().isEmpty()) {
                pool.setPassword(store.password());
            }
            pool.addDataSourceProperty("ApplicationName", AuthorityLock.self());
            // A server that is gone without a word must not hold a change for ever, nor must somebody who looks into the tables and holds a lock.
            pool.addDataSourceProperty("socketTimeout", String.valueOf(SOCKET_TIMEOUT_S));
            pool.addDataSourceProperty("options", "-c lock_timeout=" + LOCK_TIMEOUT_MS);
            pool.addDataSourceProperty("tcpKeepAlive", "true");
        }

        @Override
        int snapshotIsolation() {
            return Connection.TRANSACTION_REPEATABLE_READ;
        }
    };

    static final String H2_NAME = "registry";
    private static final int SOCKET_TIMEOUT_S = 120;
    private static final int LOCK_TIMEOUT_MS = 10_000;
    private final String bytesType;

    Dialect(final String bytesType) {
        this.bytesType = bytesType;
    }

    static Dialect of(final StoreConfig config) {
        return config.isEmbedded() ? H2 : POSTGRESQL;
    }

    /** The type of a column for bytes of any number. */
    String bytesType() {
        return bytesType;
    }

    abstract void configure(StoreConfig store, HikariConfig pool);

    /** The isolation under which a transaction sees one moment of the whole database. */
    abstract int snapshotIsolation();

    /** Before rows are read that may not fit into memory; undone by {@link #afterScan}. */
    void beforeScan(final Connection connection) throws SQLException {
    }

    void afterScan(final Connection connection) throws SQLException {
    }

    /** Returns when what was committed survives a loss of power. */
    void afterCommit(final Connection connection) throws SQLException {
    }

    private static void execute(final Connection connection, final String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
