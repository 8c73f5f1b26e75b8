// SPDX-License-Identifier: Apache-2.0
// One authority in a directory.
package io.eightfold.whois8.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A lock on a file that says who holds it; the system frees it when the process ends, however it ends. Thread: startup. */
final class DirectoryLock implements AutoCloseable {
    static final String FILE = "authority.lock";
    private static final int MAX_TEXT_BYTES = 200;
    private final FileChannel channel;

    private DirectoryLock(final FileChannel channel) {
        this.channel = channel;
    }

    /** @throws StoreException naming the other when there is one */
    static DirectoryLock take(final Path directory) throws StoreException {
        final Path file = directory.resolve(FILE);
        try {
            final FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                final String other = Files.readString(file).strip();
                channel.close();
                throw new StoreException("directory " + directory + " is in use by another authority (" + other + "); stop that one, or ask it over its administration API");
            }
            channel.truncate(0).write(ByteBuffer.wrap((AuthorityLock.self() + '\n').getBytes(StandardCharsets.UTF_8), 0, Math.min(MAX_TEXT_BYTES, AuthorityLock.self().length() + 1)));
            return new DirectoryLock(channel);
        } catch (final IOException e) {
            throw new StoreException("lock " + file + " cannot be taken: " + e + "; check the owner and the space of the directory", e);
        }
    }

    private static FileLock lock(final FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (final OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (final IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
