// SPDX-License-Identifier: Apache-2.0
// The audit log as rows.
package io.eightfold.whois8.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/** Thread: that of the connection. */
final class AuditRows {
    private static final int BATCH = 1_000;
    private static final String COLUMNS = "id, at_s, actor, client, action, subject, rir, serial, before_json, after_json";

    private AuditRows() {
    }

    static long lastId(final Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT COALESCE(MAX(id), 0) FROM audit"); ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }

    /** Ids are given here, in order and without gaps: a missing one shows that a line was taken out. */
    static void append(final Connection connection, final List<AuditEntry> entries) throws SQLException {
        long id = lastId(connection);
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO audit (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            int waiting = 0;
            for (final AuditEntry entry : entries) {
                bind(insert, ++id, entry);
                insert.addBatch();
                if (++waiting == BATCH) {
                    insert.executeBatch();
                    waiting = 0;
                }
            }
            insert.executeBatch();
        }
    }

    private static void bind(final PreparedStatement insert, final long id, final AuditEntry entry) throws SQLException {
        insert.setLong(1, id);
        insert.setLong(2, entry.atS());
        insert.setString(3, entry.actor());
        insert.setString(4, entry.client());
        insert.setString(5, entry.action());
        insert.setString(6, entry.subject());
        insert.setString(7, entry.rir());
        insert.setObject(8, entry.serial(), Types.BIGINT);
        insert.setString(9, entry.before());
        insert.setString(10, entry.after());
    }

    /** Newest first. */
    static List<AuditEntry> find(final Connection connection, final AuditFilter filter) throws SQLException {
        final List<Object> values = new ArrayList<>(List.of(filter.beforeId(), filter.sinceS()));
        final StringBuilder sql = new StringBuilder("SELECT " + COLUMNS + " FROM audit WHERE id < ? AND at_s >= ?");
        also(sql, values, "subject", filter.subject());
        also(sql, values, "actor", filter.actor());
        also(sql, values, "action", filter.action());
        try (PreparedStatement statement = connection.prepareStatement(sql + " ORDER BY id DESC LIMIT " + filter.limit())) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            final List<AuditEntry> found = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    found.add(entry(result));
                }
            }
            return found;
        }
    }

    /** @param column a constant of this class, never what a client sent */
    private static void also(final StringBuilder sql, final List<Object> values, final String column, final String value) {
        if (value != null) {
            sql.append(" AND ").append(column).append(" = ?");
            values.add(value);
        }
    }

    private static AuditEntry entry(final ResultSet result) throws SQLException {
        return new AuditEntry(result.getLong(1), result.getLong(2), result.getString(3), result.getString(4), result.getString(5), result.getString(6), result.getString(7),
            result.getObject(8, Long.class), result.getString(9), result.getString(10));
    }
}
