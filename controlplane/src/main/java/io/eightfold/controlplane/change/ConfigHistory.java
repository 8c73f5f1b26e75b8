// SPDX-License-Identifier: Apache-2.0
// The configurations that were in force, newest last, in memory and on disk.
package io.eightfold.controlplane.change;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last {@value #MAX_ENTRIES} configurations that were in force, in memory and as files {@code NNNN.conf}. What cannot be written is kept in memory: a disk
 * that is full costs the next process its history, not this one.
 * <p>Thread: any.
 */
final class ConfigHistory {
    static final int MAX_ENTRIES = 20;
    private static final Logger LOGGER = LoggerFactory.getLogger(ConfigHistory.class);
    private static final Pattern NAME = Pattern.compile("([0-9]{4,9})\\.conf");

    private final Path directory;
    private final List<HistoryEntry> entries = new ArrayList<>();
    /** Also counts files that could not be read: a number is never given twice. */
    private int lastNumber;

    /** Reads what is there; a file that cannot be read is a line in the log. */
    ConfigHistory(final Path directory) {
        this.directory = directory;
        try (Stream<Path> files = Files.list(directory)) {
            files.forEach(this::load);
        } catch (final NoSuchFileException e) {
            LOGGER.debug("config history={} is empty", directory);
        } catch (final IOException e) {
            LOGGER.warn("config history={} fault=host cannot be read: {}", directory, e.getMessage());
        }
        entries.sort(Comparator.comparingInt(HistoryEntry::number));
    }

    private void load(final Path file) {
        final Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            return;
        }
        final int number = Integer.parseInt(name.group(1));
        lastNumber = Math.max(lastNumber, number);
        try {
            entries.add(HistoryEntry.read(number, PrivateFile.read(file)));
        } catch (final IOException | IllegalArgumentException e) {
            LOGGER.warn("config history={} fault=host left out: {}", file, e.getMessage());
        }
    }

    /** Newest last. */
    synchronized List<HistoryEntry> entries() {
        return List.copyOf(entries);
    }

    synchronized Optional<HistoryEntry> newest() {
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.getLast());
    }

    /** Whether {@link #newest} is the one that came into force last: a later file may be damaged. */
    synchronized boolean isNewestReadable() {
        return !entries.isEmpty() && entries.getLast().number() == lastNumber;
    }

    synchronized Optional<HistoryEntry> numbered(final int number) {
        return entries.stream().filter(entry -> entry.number() == number).findFirst();
    }

    /**
     * Adds what came into force.
     *
     * @param warnings gains a sentence when it could not be written
     * @return its number
     */
    synchronized int add(final long timeMs, final String cause, final String user, final ConfigText config, final List<String> warnings) {
        final HistoryEntry entry = new HistoryEntry(++lastNumber, timeMs, cause, user, config.source(), config.text());
        entries.add(entry);
        try {
            PrivateFile.write(file(entry), entry.write());
            PrivateFile.link(file(entry), runningFile());
        } catch (final IOException e) {
            warnings.add("the configuration is in force, but history " + entry.number() + " could not be written to " + directory + " ("
                    + e.getMessage() + "); free space there or make it writable, else a process that is started now does not know it");
        }
        while (entries.size() > MAX_ENTRIES) {
            forget(entries.removeFirst());
        }
        return entry.number();
    }

    private void forget(final HistoryEntry entry) {
        try {
            Files.deleteIfExists(file(entry));
        } catch (final IOException e) {
            LOGGER.warn("config history={} fault=host not removed: {}", file(entry), e.getMessage());
        }
    }

    /** Another name of the newest entry: the configuration in force, for processes that are started later. */
    Path runningFile() {
        return directory.resolve("running.conf");
    }

    private Path file(final HistoryEntry entry) {
        return directory.resolve("%04d.conf".formatted(entry.number()));
    }
}
