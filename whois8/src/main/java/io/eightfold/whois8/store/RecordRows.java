// SPDX-License-Identifier: Apache-2.0
// Records as rows.
package io.eightfold.whois8.store;

import io.eightfold.whois8.record.AsnRecord;
import io.eightfold.whois8.record.RecordException;
import io.eightfold.whois8.record.RecordKey;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.record.RouteRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/** ASNs and addresses are written as unsigned numbers, so that a person who looks into the table sees what the records say. Thread: that of the connection. */
final class RecordRows {
    private static final int BATCH = 1_000;
    private static final int FETCH = 5_000;
    private static final String ASN_INSERT = "INSERT INTO asn_record (handle, holder, country, endpoint, status, expiry_s, changed_s, rir, asn) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String ASN_UPDATE = "UPDATE asn_record SET handle = ?, holder = ?, country = ?, endpoint = ?, status = ?, expiry_s = ?, changed_s = ? WHERE rir = ? AND asn = ?";
    private static final String ASN_DELETE = "DELETE FROM asn_record WHERE rir = ? AND asn = ?";
    private static final String ASN_SELECT = "SELECT handle, holder, country, endpoint, status, expiry_s, changed_s, asn FROM asn_record WHERE rir = ? ORDER BY asn";
    private static final String ROUTE_INSERT = "INSERT INTO route_record (max_length, status, expiry_s, changed_s, rir, asn, host, host_length) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String ROUTE_UPDATE = "UPDATE route_record SET max_length = ?, status = ?, expiry_s = ?, changed_s = ? WHERE rir = ? AND asn = ? AND host = ? AND host_length = ?";
    private static final String ROUTE_DELETE = "DELETE FROM route_record WHERE rir = ? AND asn = ? AND host = ? AND host_length = ?";
    private static final String ROUTE_SELECT = "SELECT max_length, status, expiry_s, changed_s, asn, host, host_length FROM route_record WHERE rir = ? ORDER BY asn, host, host_length";

    /** How a value becomes the parameters of a statement. */
    private interface Binder<T> {
        void bind(PreparedStatement statement, T value) throws SQLException;
    }

    private RecordRows() {
    }

    /** Writes records; ASNs come before their routes, and go after them. */
    static void write(final Connection connection, final StoredChange change) throws SQLException {
        final String rir = change.rir();
        batch(connection, ASN_INSERT, asns(change.added()), RecordRows::bind);
        batch(connection, ASN_UPDATE, asns(change.changed()), RecordRows::bind);
        batch(connection, ROUTE_INSERT, routes(change.added()), RecordRows::bind);
        batch(connection, ROUTE_UPDATE, routes(change.changed()), RecordRows::bind);
        batch(connection, ROUTE_DELETE, change.removed().stream().filter(key -> !key.isAsn()).toList(), (statement, key) -> {
            bind(statement, 1, rir, key);
            statement.setInt(4, key.length());
        });
        batch(connection, ASN_DELETE, change.removed().stream().filter(RecordKey::isAsn).toList(), (statement, key) -> {
            statement.setString(1, rir);
            statement.setLong(2, Integer.toUnsignedLong(key.asn()));
        });
    }

    private static List<AsnRecord> asns(final List<RegistryRecord> records) {
        return records.stream().filter(AsnRecord.class::isInstance).map(AsnRecord.class::cast).toList();
    }

    private static List<RouteRecord> routes(final List<RegistryRecord> records) {
        return records.stream().filter(RouteRecord.class::isInstance).map(RouteRecord.class::cast).toList();
    }

    private static <T> void batch(final Connection connection, final String sql, final List<T> values, final Binder<T> binder) throws SQLException {
        if (values.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int waiting = 0;
            for (final T value : values) {
                binder.bind(statement, value);
                statement.addBatch();
                if (++waiting == BATCH) {
                    requireOneEach(statement.executeBatch());
                    waiting = 0;
                }
            }
            requireOneEach(statement.executeBatch());
        }
    }

    /** A row that is not where the registry knows it to be means that somebody else writes to the tables. */
    private static void requireOneEach(final int[] counts) throws SQLException {
        for (final int count : counts) {
            if (count != 1 && count != PreparedStatement.SUCCESS_NO_INFO) {
                throw new SQLException("a record's row is not as the registry left it (" + count + " rows instead of 1); another program writes to the tables");
            }
        }
    }

    private static void bind(final PreparedStatement statement, final AsnRecord record) throws SQLException {
        statement.setString(1, record.handle());
        statement.setString(2, record.holder());
        statement.setString(3, record.country());
        statement.setLong(4, Integer.toUnsignedLong(record.endpoint()));
        statement.setInt(5, record.status().code());
        statement.setLong(6, record.expiryS());
        statement.setLong(7, record.changedS());
        statement.setString(8, record.rir());
        statement.setLong(9, Integer.toUnsignedLong(record.asn()));
    }

    private static void bind(final PreparedStatement statement, final RouteRecord record) throws SQLException {
        statement.setInt(1, record.maxLength());
        statement.setInt(2, record.status().code());
        statement.setLong(3, record.expiryS());
        statement.setLong(4, record.changedS());
        bind(statement, 5, record.rir(), record.key());
        statement.setInt(8, record.length());
    }

    private static void bind(final PreparedStatement statement, final int first, final String rir, final RecordKey key) throws SQLException {
        statement.setString(first, rir);
        statement.setLong(first + 1, Integer.toUnsignedLong(key.asn()));
        statement.setLong(first + 2, Integer.toUnsignedLong(key.host()));
    }

    /** Reads all records of a registry: ASNs first, then routes. */
    static void read(final Connection connection, final String rir, final Consumer<RegistryRecord> to) throws SQLException {
        each(connection, ASN_SELECT, rir, result -> to.accept(new AsnRecord((int) result.getLong(8), result.getString(1), result.getString(2), result.getString(3), rir,
            status(result.getInt(5)), result.getLong(6), (int) result.getLong(4), result.getLong(7))));
        each(connection, ROUTE_SELECT, rir, result -> to.accept(new RouteRecord((int) result.getLong(5), (int) result.getLong(6), result.getInt(7), result.getInt(1), rir,
            status(result.getInt(2)), result.getLong(3), result.getLong(4))));
    }

    /** Takes one row. */
    private interface Row {
        void take(ResultSet result) throws SQLException;
    }

    private static void each(final Connection connection, final String sql, final String rir, final Row row) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCH);
            statement.setString(1, rir);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    row.take(result);
                }
            }
        }
    }

    private static RecordStatus status(final int code) {
        return RecordStatus.ofCode(code).orElseThrow(() -> new RecordException("status code " + code + " is none of 1, 2, 3"));
    }
}
