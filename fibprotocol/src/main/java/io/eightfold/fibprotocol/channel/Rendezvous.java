// SPDX-License-Identifier: Apache-2.0
// The file that says where a dataplane's driver is.
package io.eightfold.fibprotocol.channel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.agrona.IoUtil;

/**
 * Holds one path. The dataplane of an instance is the only one that writes it (the instance's lock sees to that), so a path found there at start belongs to
 * a dead predecessor, whose shared memory nobody else would give back. Thread: any.
 */
final class Rendezvous {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final String PREFIX = "eightfold-";
    private final Path file;

    Rendezvous(final Path file) {
        this.file = file;
    }

    /** The driver's directory, or null. */
    Path read() {
        try {
            final String text = Files.readString(file).strip();
            return text.isEmpty() ? null : Path.of(text);
        } catch (final NoSuchFileException e) {
            return null;
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Says where the driver is. */
    void write(final Path directory) {
        try {
            final Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, directory + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage() + "; check the run directory's space and owner", e);
        }
    }

    /** Takes the file and the directory that a predecessor left away. */
    void clear() {
        final Path left = read();
        // Only what we would have made ourselves: the file might have been tampered with.
        if (left != null && left.getParent() != null && left.getParent().getFileName() != null
            && left.getParent().getFileName().toString().startsWith(PREFIX)) {
            IoUtil.delete(left.getParent().toFile(), true);
        }
        try {
            Files.deleteIfExists(file);
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot remove " + file + ": " + e.getMessage(), e);
        }
    }

    /** A directory for a driver that only this user can enter. */
    static Path newDriverDirectory() {
        try {
            final Path base = Files.isWritable(SHARED_MEMORY) ? SHARED_MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
            return Files.createTempDirectory(base, PREFIX + ProcessHandle.current().pid() + "-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))).resolve("aeron");
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot make a directory for Aeron in shared memory: " + e.getMessage() + "; check space and permissions of "
                + SHARED_MEMORY, e);
        }
    }
}
