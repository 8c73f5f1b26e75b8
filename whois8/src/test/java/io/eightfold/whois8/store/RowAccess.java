// SPDX-License-Identifier: Apache-2.0
// Rows behind the registry's back.
package io.eightfold.whois8.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a test does to the tables that no registry would. */
public final class RowAccess {
    private RowAccess() {
    }

    public static void execute(final RegistryStore store, final String sql) throws StoreException {
        store.transaction("run the test's SQL", connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    /** Reads as a backup for a slow disk does: holds its transaction until then. */
    public static void readUntil(final RegistryStore store, final CountDownLatch end) {
        try {
            store.snapshot("read slowly", connection -> {
                try (PreparedStatement statement = connection.prepareStatement("SELECT * FROM data_set"); ResultSet result = statement.executeQuery()) {
                    return result.next() && end.await(1, TimeUnit.MINUTES);
                } catch (final InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
        } catch (final StoreException e) {
            throw new IllegalStateException(e);
        }
    }

    public static long number(final RegistryStore store, final String sql) throws StoreException {
        return store.transaction("run the test's SQL", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql); ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        });
    }

    /** A delta where the next one goes: the transaction that writes it fails after it has written everything else. */
    public static void blockDelta(final RegistryStore store, final String rir, final long serial) throws StoreException {
        store.transaction("block a delta", connection -> {
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO delta (rir, serial, delta_bytes) VALUES (?, ?, ?)")) {
                insert.setString(1, rir);
                insert.setLong(2, serial);
                insert.setBytes(3, new byte[] {1});
                return insert.executeUpdate();
            }
        });
    }
}
