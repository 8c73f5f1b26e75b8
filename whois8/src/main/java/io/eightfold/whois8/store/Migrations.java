// SPDX-License-Identifier: Apache-2.0
// The tables, and how older ones become today's.
package io.eightfold.whois8.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Numbered files of SQL, run in order and once. PostgreSQL runs those that are missing in one transaction; H2 commits at each statement that defines a table, so each file there must be
 * one that can be run again ({@code IF NOT EXISTS}). Thread: startup.
 */
final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
    /** In order; the number of the first is 1. A file that was released is never changed. */
    private static final List<String> FILES = List.of("0001-registry.sql");
    private static final String VERSION_TABLE = "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, applied_s BIGINT NOT NULL)";

    private Migrations() {
    }

    /** The version that this program works with. */
    static int newest() {
        return FILES.size();
    }

    /**
     * Brings a database to a version.
     *
     * @param target 1 to {@link #newest}
     * @throws StoreException when it is newer than the program, which is then left alone
     */
    static void run(final Connection connection, final Dialect dialect, final int target, final long nowS, final String database) throws StoreException {
        int version = 0;
        try {
            connection.setAutoCommit(false);
            version = version(connection);
            if (version > newest()) {
                throw new StoreException("database " + database + " has schema version " + version + " > " + newest() + ", the newest this program knows; use the newer program, or restore a backup");
            }
            while (version < target) {
                apply(connection, dialect, version + 1, nowS);
                version++;
                LOG.debug("whois8 store database={} migrated version={}", database, version);
            }
            connection.commit();
        } catch (final SQLException e) {
            rollBack(connection);
            throw new StoreException("migration of " + database + " from schema version " + version + " to " + (version + 1) + " failed: " + e.getMessage()
                + "; check that its user may create tables, and that the disk is not full", e);
        }
    }

    /** 0 for a database without tables. */
    private static int version(final Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(VERSION_TABLE);
            try (ResultSet result = statement.executeQuery("SELECT COALESCE(MAX(version), 0) FROM schema_version")) {
                result.next();
                return result.getInt(1);
            }
        }
    }

    private static void apply(final Connection connection, final Dialect dialect, final int version, final long nowS) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (final String sql : statements(FILES.get(version - 1), dialect)) {
                statement.execute(sql);
            }
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO schema_version (version, applied_s) VALUES (?, ?)")) {
            insert.setInt(1, version);
            insert.setLong(2, nowS);
            insert.executeUpdate();
        }
    }

    private static List<String> statements(final String file, final Dialect dialect) {
        try (InputStream in = Migrations.class.getResourceAsStream("migration/" + file)) {
            final String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^--.*$", "").replace("${bytes}", dialect.bytesType());
            return Arrays.stream(text.split(";")).map(String::strip).filter(sql -> !sql.isEmpty()).toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void rollBack(final Connection connection) {
        try {
            connection.rollback();
        } catch (final SQLException e) {
            LOG.warn("whois8 store fault=host rollback failed cause=\"{}\"", e.getMessage());
        }
    }
}
