// SPDX-License-Identifier: Apache-2.0
// Deltas as rows.
package io.eightfold.whois8.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Thread: that of the connection. */
final class DeltaRows {
    private DeltaRows() {
    }

    /** Writes a change's delta and forgets the oldest ones; a change without one breaks the chain, so all before it go. */
    static void append(final Connection connection, final StoredChange change, final int kept) throws SQLException {
        if (change.delta().length == 0) {
            forget(connection, change.rir());
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO delta (rir, serial, delta_bytes) VALUES (?, ?, ?)")) {
            insert.setString(1, change.rir());
            insert.setLong(2, change.serial());
            insert.setBytes(3, change.delta());
            insert.executeUpdate();
        }
        forgetUntil(connection, change.rir(), change.serial() - kept);
    }

    static void forget(final Connection connection, final String rir) throws SQLException {
        forgetUntil(connection, rir, Long.MAX_VALUE);
    }

    private static void forgetUntil(final Connection connection, final String rir, final long serial) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM delta WHERE rir = ? AND serial <= ?")) {
            delete.setString(1, rir);
            delete.setLong(2, serial);
            delete.executeUpdate();
        }
    }

    static List<byte[]> read(final Connection connection, final String rir, final long from, final int maxCount, final long maxBytes) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT delta_bytes FROM delta WHERE rir = ? AND serial > ? ORDER BY serial LIMIT " + maxCount)) {
            // Not all at once: a thousand of the longest would not fit into memory.
            statement.setFetchSize(1);
            statement.setString(1, rir);
            statement.setLong(2, from);
            final List<byte[]> deltas = new ArrayList<>();
            long bytes = 0;
            try (ResultSet result = statement.executeQuery()) {
                while (bytes < maxBytes && result.next()) {
                    deltas.add(result.getBytes(1));
                    bytes += deltas.getLast().length;
                }
            }
            return deltas;
        }
    }
}
