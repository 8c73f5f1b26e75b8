// SPDX-License-Identifier: Apache-2.0
// The folder of a lab's captures and logs.
package io.eightfold.lab;

import io.eightfold.lab.process.LabException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/** {@code OUTPUT/TOPOLOGY}, emptied of an earlier run's files, and kept from a second lab by a lock. Thread: startup. */
final class OutputPlace implements AutoCloseable {
    /** Only what a lab writes is deleted: the folder may be anybody's. */
    private static final Pattern OWN = Pattern.compile(".*\\.(log|pcap|conf)|transfer\\.(sent|received)|result\\.json|report\\.(html|json)");
    private static final String LOCK = ".lab.lock";
    private final Path directory;
    private final FileChannel channel;

    private OutputPlace(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** @throws LabException if it cannot be written, or another lab has it */
    static OutputPlace open(Path output, String topology) {
        Path directory = output.resolve(topology).toAbsolutePath().normalize();
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new LabException("another lab writes to " + directory + "; wait for it, or choose another folder with --output");
            }
            empty(directory);
            return new OutputPlace(directory, channel);
        } catch (IOException e) {
            throw new LabException("cannot use the folder " + directory + " (" + e.getMessage() + "); choose another with --output", e);
        }
    }

    Path directory() {
        return directory;
    }

    /** Writes a text file. */
    void write(String name, String text) {
        try {
            Files.writeString(directory.resolve(name), text + "\n");
        } catch (IOException e) {
            throw new LabException("cannot write " + directory.resolve(name) + " (" + e.getMessage() + "); choose another folder with --output", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new LabException("cannot close the lock of " + directory + ": " + e.getMessage(), e);
        }
    }

    private static void empty(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (OWN.matcher(file.getFileName().toString()).matches()) {
                    Files.delete(file);
                }
            }
        }
    }
}
