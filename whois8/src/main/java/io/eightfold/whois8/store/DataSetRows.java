// SPDX-License-Identifier: Apache-2.0
// Data sets and their key lists as rows.
package io.eightfold.whois8.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Thread: that of the connection. */
final class DataSetRows {
    private DataSetRows() {
    }

    /** By name, each with its newest key list. */
    static List<StoredSet> all(final Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT s.rir, s.anchor, s.serial, s.head, k.version, k.list FROM data_set s JOIN key_list k ON k.rir = s.rir
                WHERE k.version = (SELECT MAX(version) FROM key_list WHERE rir = s.rir) ORDER BY s.rir""");
             ResultSet result = statement.executeQuery()) {
            final List<StoredSet> sets = new ArrayList<>();
            while (result.next()) {
                sets.add(new StoredSet(result.getString(1), result.getString(2), result.getLong(3), result.getBytes(4), result.getLong(5), result.getBytes(6)));
            }
            return sets;
        }
    }

    static void add(final Connection connection, final StoredSet set) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO data_set (rir, anchor, serial, head) VALUES (?, ?, ?, ?)")) {
            insert.setString(1, set.rir());
            insert.setString(2, set.anchor());
            insert.setLong(3, set.serial());
            insert.setBytes(4, set.head());
            insert.executeUpdate();
        }
        addKeyList(connection, set.rir(), set.keyListVersion(), set.keyList());
    }

    /** The encoded head once nobody else is moving it; empty when there is no such data set. Holds its row until the end of the transaction. */
    static Optional<byte[]> lockedHead(final Connection connection, final String rir) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT head FROM data_set WHERE rir = ? FOR UPDATE")) {
            statement.setString(1, rir);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? Optional.of(result.getBytes(1)) : Optional.empty();
            }
        }
    }

    /** Only from the serial that the caller knows: another writer would have moved it. */
    static void moveHead(final Connection connection, final String rir, final long before, final long after, final byte[] head) throws SQLException, StoreException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE data_set SET serial = ?, head = ? WHERE rir = ? AND serial = ?")) {
            update.setLong(1, after);
            update.setBytes(2, head);
            update.setString(3, rir);
            update.setLong(4, before);
            if (update.executeUpdate() != 1) {
                throw new StoreException("data set " + rir + " is not at serial " + before + " in the database; another authority writes to it, stop one of the two and start again");
            }
        }
    }

    static void addKeyList(final Connection connection, final String rir, final long version, final byte[] list) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO key_list (rir, version, list) VALUES (?, ?, ?)")) {
            insert.setString(1, rir);
            insert.setLong(2, version);
            insert.setBytes(3, list);
            insert.executeUpdate();
        }
    }
}
