// SPDX-License-Identifier: Apache-2.0
// The lock that makes a router the only one of its id.
package io.eightfold.controlplane.management;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lock that makes a router the only one of its id. The kernel drops it with the process, however that ends, so what
 * {@code kill -9} leaves behind never stops the next start. The lock file itself stays: deleting it would let two
 * processes lock two files of the same name.
 * <p>Thread: startup to take, any to close.
 */
public final class InstanceLock implements AutoCloseable {
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final RunDirectory directory;
    private final RunDirectory.Role role;
    private final FileChannel channel;

    private InstanceLock(RunDirectory directory, RunDirectory.Role role, FileChannel channel) {
        this.directory = directory;
        this.role = role;
        this.channel = channel;
    }

    static InstanceLock take(RunDirectory directory, RunDirectory.Role role) throws ManagementException {
        // Asked before the file is opened: closing any channel of a file drops the locks this process has on it (fcntl(2)).
        if (!HELD_HERE.add(directory.lockFile(role))) {
            throw alreadyRunning(directory, role);
        }
        FileChannel channel = null;
        boolean isTaken = false;
        try {
            channel = FileChannel.open(directory.lockFile(role), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            if (channel.tryLock() == null) {
                throw alreadyRunning(directory, role);
            }
            Files.writeString(directory.pidFile(role), ProcessHandle.current().pid() + "\n");
            isTaken = true;
            return new InstanceLock(directory, role, channel);
        } catch (IOException e) {
            throw new ManagementException("cannot lock " + directory.lockFile(role) + " (" + e.getMessage()
                    + "); the directory must be writable and not full", e);
        } finally {
            if (!isTaken) {
                release(directory, role, channel);
            }
        }
    }

    private static ManagementException alreadyRunning(RunDirectory directory, RunDirectory.Role role) {
        return new ManagementException(role.title + RunDirectory.shownPid(directory.pidFile(role)) + " runs under id '" + directory.id()
                + "' already; stop it, or give this one another id with -i");
    }

    /** Removes the pid file and lets the lock go. */
    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            Files.deleteIfExists(directory.pidFile(role));
        } catch (IOException e) {
            // A pid file that stays only makes a later message say too much.
        } finally {
            release(directory, role, channel);
        }
    }

    private static void release(RunDirectory directory, RunDirectory.Role role, FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // The kernel drops the lock with the descriptor, whatever close reports.
        } finally {
            HELD_HERE.remove(directory.lockFile(role));
        }
    }
}
