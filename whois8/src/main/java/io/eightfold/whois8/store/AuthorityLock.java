// SPDX-License-Identifier: Apache-2.0
// One authority in a database.
package io.eightfold.whois8.store;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL's advisory lock, held by a connection of its own. The server frees it when that connection ends; then {@link #ensureHeld} takes it again, or finds that
 * another has it. The embedded database needs none: its directory is locked. Thread: any, one at a time.
 */
final class AuthorityLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuthorityLock.class);
    /** "whois8", so that it does not meet the locks of other programs. */
    private static final long KEY = 0x77686F697338L;
    private static final int PROBE_TIMEOUT_S = 5;
    private static final int MAX_NAME_LENGTH = 63;
    private static final long LEAVING_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(50);
    /** The holder of our lock in this database; the two halves of a key are in two columns. */
    private static final String HOLDER = """
        SELECT a.application_name, a.client_addr, a.backend_start FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
        WHERE l.locktype = 'advisory' AND l.granted AND l.classid::bigint = ? AND l.objid::bigint = ?
          AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())""";
    private final StoreConfig config;
    private Connection connection;

    private AuthorityLock(final StoreConfig config) {
        this.config = config;
    }

    /** @throws StoreException naming the other when there is one */
    static AuthorityLock take(final StoreConfig config) throws StoreException {
        final AuthorityLock lock = new AuthorityLock(config);
        if (!config.isEmbedded()) {
            lock.connect();
        }
        return lock;
    }

    /** What others are told about us; at most 63 characters, which PostgreSQL keeps of a name. */
    static String self() {
        final String text = "whois8 pid " + ProcessHandle.current().pid() + " on " + host();
        return text.substring(0, Math.min(MAX_NAME_LENGTH, text.length()));
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (final UnknownHostException e) {
            return "unknown host";
        }
    }

    /**
     * Returns when the lock is held.
     *
     * @throws StoreException when it was lost and cannot be taken again
     */
    void ensureHeld() throws StoreException {
        if (config.isEmbedded() || isAlive()) {
            return;
        }
        LOG.warn("whois8 store fault=host lock connection lost database={}; taking the lock again", config.shown());
        close();
        connect();
    }

    private boolean isAlive() {
        try {
            return connection != null && connection.isValid(PROBE_TIMEOUT_S);
        } catch (final SQLException e) {
            return false;
        }
    }

    private void connect() throws StoreException {
        try {
            connection = DriverManager.getConnection(config.url(), properties());
            if (!awaitLock()) {
                final String other = holder();
                close();
                throw new StoreException("database " + config.shown() + " is in use by another authority (" + other + "); stop that one, or run this server as its mirror");
            }
        } catch (final SQLException e) {
            close();
            throw new StoreException("database " + config.shown() + " cannot be reached: " + e.getMessage() + "; check URL, user, password and that the server runs", e);
        }
    }

    private Properties properties() {
        final Properties properties = new Properties();
        properties.setProperty("ApplicationName", self());
        properties.setProperty("tcpKeepAlive", "true");
        if (!config.user().isEmpty()) {
            properties.setProperty("user", config.user());
        }
        if (!config.password().isEmpty()) {
            properties.setProperty("password", config.password());
        }
        return properties;
    }

    /** PostgreSQL lets the lock of a connection that was closed or lost go a moment later: who is started again at once must not be refused for that. */
    private boolean awaitLock() throws SQLException {
        final long deadlineNs = System.nanoTime() + LEAVING_NS;
        while (!tryLock()) {
            if (deadlineNs - System.nanoTime() <= 0) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NS);
        }
        return true;
    }

    private boolean tryLock() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
            statement.setLong(1, KEY);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    private String holder() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HOLDER)) {
            statement.setLong(1, KEY >>> Integer.SIZE);
            statement.setLong(2, KEY & 0xFFFF_FFFFL);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? result.getString(1) + " from " + (result.getString(2) == null ? "a local socket" : result.getString(2)) + " since " + result.getString(3) : "it just went";
            }
        }
    }

    @Override
    public void close() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (final SQLException e) {
            LOG.debug("whois8 store lock connection close cause=\"{}\"", e.getMessage());
        } finally {
            connection = null;
        }
    }
}
