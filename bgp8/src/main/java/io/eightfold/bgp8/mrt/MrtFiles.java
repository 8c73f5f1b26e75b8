// SPDX-License-Identifier: Apache-2.0
// A row of dump files, of which the oldest are deleted.
package io.eightfold.bgp8.mrt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A row of dump files {@code NAME.20261125.021500.mrt}, named after the time (UTC) of their first record, of which the oldest are deleted. A new one begins when the
 * file would become larger than the limit, or at a multiple of the interval. The one being written ends in {@code .part}: whoever collects the others gets whole ones.
 * One that a crash left so is deleted in its turn.
 * Takes whole records from {@link MrtWriter} and reads the time off them. Thread: one at a time; it waits for the disk.
 */
public final class MrtFiles implements WritableByteChannel {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd.HHmmss").withZone(ZoneOffset.UTC);
    private static final String PART = ".part";
    private static final String SUFFIX = ".mrt";

    private final Path directory;
    private final String name;
    private final long maxBytes;
    private final long intervalS;
    private final int maxFiles;
    private FileChannel file;
    private Path part;
    private long size;
    private long period;
    private String lastStem;
    private int number;
    private boolean isOpen = true;

    /**
     * Nothing is written before the first record.
     *
     * @param maxBytes  of a file; a single larger record gets one of its own
     * @param intervalS of a file; 0: no limit
     * @param maxFiles  kept, with the one being written
     */
    public MrtFiles(final Path directory, final String name, final long maxBytes, final long intervalS, final int maxFiles) {
        if (maxBytes < 1 || intervalS < 0 || maxFiles < 1) {
            throw new IllegalArgumentException("maxBytes=" + maxBytes + " intervalS=" + intervalS + " maxFiles=" + maxFiles + "; at least 1, 0 and 1");
        }
        this.directory = directory;
        this.name = name;
        this.maxBytes = maxBytes;
        this.intervalS = intervalS;
        this.maxFiles = maxFiles;
    }

    @Override
    public int write(final ByteBuffer records) throws IOException {
        final long timeS = Integer.toUnsignedLong(records.getInt(records.position()));
        final long now = intervalS == 0 ? 0 : timeS / intervalS;
        if (file != null && (size + records.remaining() > maxBytes || now != period)) {
            finish();
        }
        if (file == null) {
            begin(timeS);
            period = now;
        }
        final int length = records.remaining();
        try {
            while (records.hasRemaining()) {
                file.write(records);
            }
        } catch (final IOException e) {
            // Half a record would make the rest unreadable.
            file.truncate(size);
            throw e;
        }
        size += length;
        return length;
    }

    private void begin(final long timeS) throws IOException {
        Files.createDirectories(directory);
        final String stem = name + '.' + TIME.format(Instant.ofEpochSecond(timeS));
        // Goes on counting, since the first ones of this second may be deleted already.
        number = stem.equals(lastStem) ? number + 1 : 0;
        lastStem = stem;
        while (Files.exists(directory.resolve(numbered(stem) + SUFFIX)) || Files.exists(directory.resolve(numbered(stem) + SUFFIX + PART))) {
            number++;
        }
        part = directory.resolve(numbered(stem) + SUFFIX + PART);
        file = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        size = 0;
        deleteOldest();
    }

    private String numbered(final String stem) {
        return number == 0 ? stem : stem + String.format("-%04d", number);
    }

    private void deleteOldest() throws IOException {
        final List<Path> all;
        try (Stream<Path> found = Files.list(directory)) {
            all = found.filter(this::isOurs).sorted(Comparator.comparing(MrtFiles::stem)).toList();
        }
        for (int i = 0; i <= all.size() - maxFiles; i++) {
            Files.delete(all.get(i));
        }
    }

    private boolean isOurs(final Path path) {
        final String text = path.getFileName().toString();
        return text.startsWith(name + '.') && text.substring(name.length()).matches("\\.[0-9]{8}\\.[0-9]{6}(-[0-9]{4,})?\\.mrt(\\.part)?") && !path.equals(part);
    }

    /** Without what follows the time and number, so that those of one second sort as they were made. */
    private static String stem(final Path path) {
        final String text = path.getFileName().toString();
        return text.substring(0, text.lastIndexOf(SUFFIX));
    }

    private void finish() throws IOException {
        file.close();
        file = null;
        final String text = part.getFileName().toString();
        Files.move(part, part.resolveSibling(text.substring(0, text.length() - PART.length())), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public boolean isOpen() {
        return isOpen;
    }

    /** The file being written is finished. */
    @Override
    public void close() throws IOException {
        isOpen = false;
        if (file != null) {
            finish();
        }
    }
}
