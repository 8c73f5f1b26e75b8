// SPDX-License-Identifier: Apache-2.0
// Whole files that only their owner may read, written so that a crash leaves the old or the new one.
package io.eightfold.controlplane.change;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Whole files that only their owner may read: they may hold secrets. Thread: any. */
public final class PrivateFile {
    static final String TEMPORARY_SUFFIX = ".tmp";

    private PrivateFile() {
    }

    /** Replaces the file; makes its directory when it is missing. A crash or a full disk leaves the file that was there. */
    public static void write(final Path file, final String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        final Path temporary = file.resolveSibling(file.getFileName() + TEMPORARY_SUFFIX);
        Files.deleteIfExists(temporary);
        try {
            writeNew(temporary, text);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (final IOException e) {
            deleteQuietly(temporary);
            throw e;
        }
    }

    /** Gives a file a second name, which takes the place of whatever had it. */
    static void link(final Path file, final Path name) throws IOException {
        final Path temporary = name.resolveSibling(name.getFileName() + TEMPORARY_SUFFIX);
        Files.deleteIfExists(temporary);
        Files.createLink(temporary, file);
        Files.move(temporary, name, StandardCopyOption.ATOMIC_MOVE);
        // rename(2) of two names of one file does nothing and leaves both.
        Files.deleteIfExists(temporary);
    }

    private static void writeNew(final Path file, final String text) throws IOException {
        try (FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            final ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            // Renamed before its bytes are on disk, a power failure could leave an empty file under the right name.
            channel.force(true);
        }
    }

    private static void deleteQuietly(final Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (final IOException e) {
            // The first failure is the one to report; what is left is removed by the next write.
        }
    }

    static String read(final Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
