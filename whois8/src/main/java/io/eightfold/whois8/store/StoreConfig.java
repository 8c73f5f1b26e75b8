// SPDX-License-Identifier: Apache-2.0
// Where the database is.
package io.eightfold.whois8.store;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Thread: any.
 *
 * @param directory  of the authority: private keys, lock, and the embedded database
 * @param url        JDBC URL of PostgreSQL, or empty for the embedded database
 * @param user       of PostgreSQL, or empty when the URL says it
 * @param password   of PostgreSQL, or empty
 * @param deltasKept changes of each registry that are kept for those who follow it, 1 to {@link #MAX_DELTAS}
 */
public record StoreConfig(Path directory, String url, String user, String password, int deltasKept) {
    public static final int DEFAULT_DELTAS = 10_000;
    public static final int MAX_DELTAS = 1_000_000;
    private static final String POSTGRESQL = "jdbc:postgresql:";

    /** @throws IllegalArgumentException for a URL of another database, or a number of deltas outside of its limits */
    public StoreConfig {
        Objects.requireNonNull(directory);
        if (!url.isEmpty() && !url.startsWith(POSTGRESQL)) {
            throw new IllegalArgumentException("database URL '" + withoutSecrets(url) + "' does not begin with " + POSTGRESQL
                + "; give one such as jdbc:postgresql://host/whois8, or none for the embedded database");
        }
        if (deltasKept < 1 || deltasKept > MAX_DELTAS) {
            throw new IllegalArgumentException("deltasKept=" + deltasKept + " is not from 1 to MAX_DELTAS=" + MAX_DELTAS);
        }
    }

    /** The embedded database in a directory. */
    public static StoreConfig embedded(final Path directory) {
        return new StoreConfig(directory, "", "", "", DEFAULT_DELTAS);
    }

    public static StoreConfig postgresql(final Path directory, final String url, final String user, final String password) {
        return new StoreConfig(directory, url, user, password, DEFAULT_DELTAS);
    }

    public boolean isEmbedded() {
        return url.isEmpty();
    }

    /** The database as messages name it: without what stands behind the '?' of a URL, which may be a password. */
    public String shown() {
        return isEmbedded() ? directory.resolve(Dialect.H2_NAME) + ".mv.db" : withoutSecrets(url);
    }

    private static String withoutSecrets(final String url) {
        final int question = url.indexOf('?');
        return question < 0 ? url : url.substring(0, question);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "StoreConfig[directory=" + directory + ", database=" + shown() + ", user=" + user + ", deltasKept=" + deltasKept + ']';
    }
}
