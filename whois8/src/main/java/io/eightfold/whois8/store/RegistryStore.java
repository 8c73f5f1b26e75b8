// SPDX-License-Identifier: Apache-2.0
// The database of an authority.
package io.eightfold.whois8.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.eightfold.whois8.record.RegistryRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tables in H2 or PostgreSQL. Every method is one transaction: done when it returns, undone when it throws, and when
 * {@link StoreException#isOutcomeUnknown} says so, one or the other.
 *
 * <p>Thread: any; writers wait for each other.
 */
public final class RegistryStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryStore.class);
    private static final int CONNECTIONS = 4;
    /** Of those, what readers may have at a time: the writer, and what it asks before it goes on, never wait for a client's read. */
    private static final int READERS = CONNECTIONS - 2;
    private static final long CONNECT_TIMEOUT_MS = 10_000;
    private final StoreConfig config;
    private final Dialect dialect;
    private final DirectoryLock directoryLock;
    private final AuthorityLock authorityLock;
    private final HikariDataSource pool;
    private final KeyFiles keyFiles;
    /** Lines of the audit log are numbered without gaps, so one at a time writes them. */
    private final ReentrantLock writing = new ReentrantLock();
    private final Semaphore reading = new Semaphore(READERS, true);

    /** The work of a transaction. */
    interface Work<T> {
        T run(Connection connection) throws SQLException, StoreException;
    }

    private RegistryStore(final StoreConfig config, final DirectoryLock directoryLock, final AuthorityLock authorityLock, final HikariDataSource pool, final KeyFiles keyFiles) {
        this.config = config;
        this.dialect = Dialect.of(config);
        this.directoryLock = directoryLock;
        this.authorityLock = authorityLock;
        this.pool = pool;
        this.keyFiles = keyFiles;
    }

    /**
     * Opens the database, makes it when it is not there, and brings its tables to this program's version.
     *
     * @throws StoreException when it is in use, newer than this program, or cannot be reached
     */
    public static RegistryStore open(final StoreConfig config, final long nowS) throws StoreException {
        return open(config, nowS, Migrations.newest());
    }

    static RegistryStore open(final StoreConfig config, final long nowS, final int version) throws StoreException {
        KeyFiles.makePrivate(config.directory());
        final DirectoryLock directoryLock = DirectoryLock.take(config.directory());
        AuthorityLock authorityLock = null;
        HikariDataSource pool = null;
        try {
            authorityLock = AuthorityLock.take(config);
            pool = pool(config);
            try (Connection connection = pool.getConnection()) {
                Migrations.run(connection, Dialect.of(config), version, nowS, config.shown());
            }
            makePrivate(config);
            return new RegistryStore(config, directoryLock, authorityLock, pool, new KeyFiles(config.directory()));
        } catch (final SQLException | PoolInitializationException e) {
            closeAll(pool, authorityLock, directoryLock);
            throw new StoreException("database " + config.shown() + " cannot be opened: " + e.getMessage() + "; check its owner, the space on its disk, or that its server runs", e);
        } catch (final StoreException | RuntimeException e) {
            closeAll(pool, authorityLock, directoryLock);
            throw e;
        }
    }

    private static HikariDataSource pool(final StoreConfig config) {
        final HikariConfig pool = new HikariConfig();
        pool.setPoolName("whois8-store");
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(CONNECT_TIMEOUT_MS);
        pool.setAutoCommit(false);
        Dialect.of(config).configure(config, pool);
        return new HikariDataSource(pool);
    }

    /** The directory is private already; the file of the database is too, should somebody open the directory. */
    private static void makePrivate(final StoreConfig config) throws StoreException {
        final Path file = config.directory().resolve(Dialect.H2_NAME + ".mv.db");
        try {
            if (config.isEmbedded()) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
        } catch (final IOException e) {
            throw new StoreException("permissions of " + file + " cannot be set: " + e + "; check the owner of the directory", e);
        }
    }

    /** All data sets, by name. */
    public List<StoredSet> sets() throws StoreException {
        return read("read the data sets", DataSetRows::all);
    }

    /** Hands over all records of a registry as they were at one moment: ASNs first. */
    public void records(final String rir, final Consumer<RegistryRecord> to) throws StoreException {
        read("read the records of " + rir, connection -> {
            dialect.beforeScan(connection);
            try {
                RecordRows.read(connection, rir, to);
            } finally {
                dialect.afterScan(connection);
            }
            return null;
        });
    }

    /** Makes a data set without records. */
    public void create(final StoredSet set, final AuditEntry audit) throws StoreException {
        write("make the data set " + set.rir(), connection -> {
            DataSetRows.add(connection, set);
            AuditRows.append(connection, List.of(audit));
            return null;
        });
    }

    /** Writes a change of a data set. */
    public void change(final StoredChange change) throws StoreException {
        writeAsAuthority("write serial " + change.serial() + " of " + change.rir(), connection -> {
            DataSetRows.moveHead(connection, change.rir(), change.serial() - 1, change.serial(), change.head());
            RecordRows.write(connection, change);
            AuditRows.append(connection, change.audit());
            DeltaRows.append(connection, change, config.deltasKept());
            return null;
        });
    }

    /**
     * Writes a new head of the same serial, and perhaps a new key list.
     *
     * @param keyList          encoded, or empty when the list stays
     * @param forgetsDeltas    true when deltas must go because a key that signed them counts no longer
     */
    public void renew(final String rir, final long serial, final byte[] head, final long keyListVersion, final byte[] keyList, final boolean forgetsDeltas,
                      final List<AuditEntry> audit) throws StoreException {
        writeAsAuthority("write the head of " + rir, connection -> {
            DataSetRows.moveHead(connection, rir, serial, serial, head);
            if (keyList.length > 0) {
                DataSetRows.addKeyList(connection, rir, keyListVersion, keyList);
            }
            if (forgetsDeltas) {
                DeltaRows.forget(connection, rir);
            }
            AuditRows.append(connection, audit);
            return null;
        });
    }

    /**
     * The encoded head of a data set after every transaction that moves it has ended; empty when there is no such data set. One whose client is gone may still be
     * committing: reading without its lock would miss what it is about to do.
     */
    public Optional<byte[]> settledHead(final String rir) throws StoreException {
        return transaction("read the head of " + rir, connection -> DataSetRows.lockedHead(connection, rir));
    }

    /**
     * Leaves serials out: what was published under them is unknown here.
     *
     * @param keyList encoded, or empty when the list stays
     */
    public void moveAhead(final String rir, final long from, final long to, final byte[] head, final long keyListVersion, final byte[] keyList, final AuditEntry audit)
        throws StoreException {
        writeAsAuthority("move the serial of " + rir, connection -> {
            DataSetRows.moveHead(connection, rir, from, to, head);
            if (keyList.length > 0) {
                DataSetRows.addKeyList(connection, rir, keyListVersion, keyList);
            }
            DeltaRows.forget(connection, rir);
            AuditRows.append(connection, List.of(audit));
            return null;
        });
    }

    /**
     * Encoded deltas that lead on from a serial, the next one first.
     *
     * @param maxCount at most so many
     * @param maxBytes no more once the sum is at least this
     */
    public List<byte[]> deltas(final String rir, final long from, final int maxCount, final long maxBytes) throws StoreException {
        return read("read the deltas of " + rir, connection -> DeltaRows.read(connection, rir, from, maxCount, maxBytes));
    }

    /** A line of the audit log for what changed no data set. */
    public void audit(final AuditEntry entry) throws StoreException {
        write("write the audit log", connection -> {
            AuditRows.append(connection, List.of(entry));
            return null;
        });
    }

    public List<AuditEntry> audit(final AuditFilter filter) throws StoreException {
        return read("read the audit log", connection -> AuditRows.find(connection, filter));
    }

    /** All tokens, revoked ones too, by name. */
    public List<ApiToken> tokens() throws StoreException {
        return read("read the tokens", TokenRows::all);
    }

    public void addToken(final ApiToken token, final AuditEntry audit) throws StoreException {
        write("write a token", connection -> {
            TokenRows.add(connection, token);
            AuditRows.append(connection, List.of(audit));
            return null;
        });
    }

    /** @return false when there is none of this name that is good */
    public boolean revokeToken(final String name, final long nowS, final AuditEntry audit) throws StoreException {
        return write("revoke a token", connection -> {
            final boolean isDone = TokenRows.revoke(connection, name, nowS);
            if (isDone) {
                AuditRows.append(connection, List.of(audit));
            }
            return isDone;
        });
    }

    /** Runs work that sees the whole database as it was at one moment. */
    <T> T snapshot(final String what, final Work<T> work) throws StoreException {
        return read(what, connection -> {
            final int before = connection.getTransactionIsolation();
            connection.setTransactionIsolation(dialect.snapshotIsolation());
            dialect.beforeScan(connection);
            try {
                return work.run(connection);
            } finally {
                connection.rollback();
                dialect.afterScan(connection);
                connection.rollback();
                connection.setTransactionIsolation(before);
            }
        });
    }

    /** Once more when the connection was lost before the end, as when the server was restarted: then nothing has happened. */
    private void writeAsAuthority(final String what, final Work<Void> work) throws StoreException {
        writing.lock();
        try {
            authorityLock.ensureHeld();
            transaction(what, work);
        } catch (final StoreException e) {
            if (e.isConnectionLost()) {
                // The others of the pool were most likely lost with it.
                pool.getHikariPoolMXBean().softEvictConnections();
            }
            if (!e.isConnectionLost() || e.isOutcomeUnknown()) {
                throw e;
            }
            LOG.warn("whois8 store fault=host connection lost, trying again cause=\"{}\"", e.getMessage());
            authorityLock.ensureHeld();
            transaction(what, work);
        } finally {
            writing.unlock();
        }
    }

    private <T> T write(final String what, final Work<T> work) throws StoreException {
        writing.lock();
        try {
            return transaction(what, work);
        } finally {
            writing.unlock();
        }
    }

    /** A transaction that changes nothing; waits for its turn among those of its kind. */
    private <T> T read(final String what, final Work<T> work) throws StoreException {
        try {
            if (!reading.tryAcquire(CONNECT_TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
                throw new StoreException("database " + config.shown() + " could not " + what + ": READERS=" + READERS + " others were reading for " + CONNECT_TIMEOUT_MS
                    + " ms; try again later");
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("database " + config.shown() + " could not " + what + ": this thread is to end", e);
        }
        try {
            return transaction(what, work);
        } finally {
            reading.release();
        }
    }

    <T> T transaction(final String what, final Work<T> work) throws StoreException {
        try (Connection connection = pool.getConnection()) {
            final T result = run(what, work, connection);
            commit(what, connection);
            return result;
        } catch (final SQLException e) {
            throw failure(what, e, false);
        }
    }

    private <T> T run(final String what, final Work<T> work, final Connection connection) throws StoreException {
        try {
            return work.run(connection);
        } catch (final SQLException e) {
            rollBack(connection);
            throw failure(what, e, false);
        } catch (final StoreException | RuntimeException e) {
            rollBack(connection);
            throw e;
        }
    }

    private void commit(final String what, final Connection connection) throws StoreException {
        try {
            connection.commit();
            dialect.afterCommit(connection);
        } catch (final SQLException e) {
            throw failure(what, e, true);
        }
    }

    private StoreException failure(final String what, final SQLException e, final boolean isOutcomeUnknown) {
        final SQLException first = e.getNextException() == null ? e : e.getNextException();
        return new StoreException("database " + config.shown() + " could not " + what + ": " + first.getMessage().lines().findFirst().orElse("no reason given").strip()
            + " (SQLSTATE " + first.getSQLState() + "); check its disk and connection", e, isOutcomeUnknown);
    }

    private static void rollBack(final Connection connection) {
        try {
            connection.rollback();
        } catch (final SQLException e) {
            LOG.debug("whois8 store rollback failed cause=\"{}\"", e.getMessage());
        }
    }

    public StoreConfig config() {
        return config;
    }

    public KeyFiles keyFiles() {
        return keyFiles;
    }

    /** A data set as it is in the database; empty when there is none of that name. */
    public Optional<StoredSet> set(final String rir) throws StoreException {
        return sets().stream().filter(set -> set.rir().equals(rir)).findFirst();
    }

    @Override
    public void close() {
        closeAll(pool, authorityLock, directoryLock);
    }

    private static void closeAll(final HikariDataSource pool, final AuthorityLock authorityLock, final DirectoryLock directoryLock) {
        if (pool != null) {
            pool.close();
        }
        if (authorityLock != null) {
            authorityLock.close();
        }
        directoryLock.close();
    }
}
