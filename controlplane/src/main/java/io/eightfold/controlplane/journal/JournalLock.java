// SPDX-License-Identifier: Apache-2.0
// The lock that makes a process the only one of a journal.
package io.eightfold.controlplane.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The lock that makes a process the only one of a journal. The kernel drops it with the process, however that ends. Thread: any. */
final class JournalLock implements AutoCloseable {
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private JournalLock(final Path file, final FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** @throws JournalException when another journal object has it, here or in another process */
    static JournalLock take(final Path journal) throws JournalException {
        final Path file = journal.resolve("lock").toAbsolutePath().normalize();
        // Asked before the file is opened: closing any channel of a file drops the locks this process has on it (fcntl(2)).
        if (!HELD_HERE.add(file)) {
            throw inUse(journal);
        }
        FileChannel channel = null;
        JournalLock lock = null;
        try {
            channel = FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            if (channel.tryLock() == null) {
                throw inUse(journal);
            }
            lock = new JournalLock(file, channel);
            return lock;
        } catch (IOException e) {
            throw new JournalException("cannot lock the journal " + journal + " (" + e + "); its directory must be writable and not full", e);
        } finally {
            if (lock == null) {
                release(file, channel);
            }
        }
    }

    private static JournalException inUse(final Path journal) {
        return new JournalException("the journal " + journal + " is in use by another control plane; stop that one, or use another id with -i");
    }

    @Override
    public void close() {
        if (channel.isOpen()) {
            release(file, channel);
        }
    }

    private static void release(final Path file, final FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // The kernel drops the lock with the descriptor, whatever close reports.
        } finally {
            HELD_HERE.remove(file);
        }
    }
}
