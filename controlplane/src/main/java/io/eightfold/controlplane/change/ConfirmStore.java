// SPDX-License-Identifier: Apache-2.0
// What the next process must know about unconfirmed and undone changes, and about the router's file.
package io.eightfold.controlplane.change;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Three files beside the history: the change that waits to be confirmed, and the fingerprints of the text that was undone last and of the text that was last read from the router's
 * file. Thread: one at a time.
 */
final class ConfirmStore {
    private static final Logger LOGGER = LoggerFactory.getLogger(ConfirmStore.class);
    private final Path pendingFile;
    private final Path undoneFile;
    private final Path lastReadFile;

    ConfirmStore(final Path directory) {
        pendingFile = directory.resolve("pending.json");
        undoneFile = directory.resolve("undone");
        lastReadFile = directory.resolve("last-read");
    }

    Optional<PendingConfirm> pending() {
        try {
            return text(pendingFile).map(PendingConfirm::read);
        } catch (final IllegalArgumentException e) {
            LOGGER.warn("config pending={} fault=host ignored: it {}", pendingFile, e.getMessage());
            return Optional.empty();
        }
    }

    /** @param pending null when nothing waits any more */
    void setPending(final PendingConfirm pending, final List<String> warnings) {
        replace(pendingFile, pending == null ? null : pending.write(), pending == null
                ? "a control plane restarted now would take the change for unconfirmed and undo it"
                : "the automatic undo works, but would not survive a restart of the control plane", warnings);
    }

    boolean isUndone(final ConfigText config) {
        return text(undoneFile).filter(undone -> undone.equals(config.fingerprint())).isPresent();
    }

    /** Whether this is the text that was last read from the router's file. */
    boolean isLastRead(final ConfigText config) {
        return text(lastReadFile).filter(read -> read.equals(config.fingerprint())).isPresent();
    }

    void setLastRead(final ConfigText config, final List<String> warnings) {
        if (!isLastRead(config)) {
            replace(lastReadFile, config.fingerprint(), "a control plane restarted now would start with its file, whatever is taken until then", warnings);
        }
    }

    /** @param config null when nothing is undone any more */
    void setUndone(final ConfigText config, final List<String> warnings) {
        replace(undoneFile, config == null ? null : config.fingerprint(), config == null
                ? "a restarted control plane would not start with this file" : "a restarted control plane would start with its file again", warnings);
    }

    private static Optional<String> text(final Path file) {
        try {
            return Optional.of(PrivateFile.read(file));
        } catch (final NoSuchFileException e) {
            return Optional.empty();
        } catch (final IOException e) {
            LOGGER.warn("config file={} fault=host cannot be read: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    private static void replace(final Path file, final String text, final String consequence, final List<String> warnings) {
        try {
            if (text == null) {
                Files.deleteIfExists(file);
            } else {
                PrivateFile.write(file, text);
            }
        } catch (final IOException e) {
            warnings.add(file + " could not be " + (text == null ? "removed" : "written") + " (" + e.getMessage() + "): " + consequence
                    + "; free space there or make it writable");
        }
    }
}
