// SPDX-License-Identifier: Apache-2.0
// What a control plane starts with.
package io.eightfold.controlplane.change;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a control plane starts with. In this order: a change that still waits to be confirmed; what was before one that nobody confirmed in time; the newest of the history
 * while the file holds the text that was last read from it, or one that was undone; else the file.
 * <p>Choosing writes nothing, so that a dataplane may choose too.
 *
 * @param pending what goes on waiting to be confirmed, or null
 * @param undone  what was not confirmed while nobody ran, or null
 */
record ConfigStart(ConfigText config, String cause, PendingConfirm pending, ConfigText undone) {
    private static final Logger LOGGER = LoggerFactory.getLogger(ConfigStart.class);

    static ConfigStart choose(final Path file, final ConfigHistory history, final ConfirmStore store, final long nowMs) throws ConfigChangeException {
        final Optional<PendingConfirm> left = store.pending();
        if (left.isEmpty()) {
            return new ConfigStart(ofFile(file, history, store), "start", null, null);
        }
        final PendingConfirm pending = left.get().at(nowMs);
        final Instant confirmBy = Instant.ofEpochMilli(pending.confirmByMs());
        if (pending.confirmByMs() > nowMs) {
            LOGGER.warn("config source={} state=unconfirmed confirmBy={}", pending.afterSource(), confirmBy);
            return new ConfigStart(pending.afterConfig(), "start", pending, null);
        }
        LOGGER.warn("config source={} fault=config undone: nobody confirmed {} by {}", pending.beforeSource(), pending.afterSource(), confirmBy);
        return new ConfigStart(pending.beforeConfig(), "undo", null, pending.afterConfig());
    }

    /** A confirmed change, or an undo, that the next restart takes back would be none. */
    private static ConfigText ofFile(final Path file, final ConfigHistory history, final ConfirmStore store) throws ConfigChangeException {
        final ConfigText config = ConfigText.load(file);
        final Optional<HistoryEntry> last = history.newest();
        if (last.isEmpty() || last.get().text().equals(config.text()) || file.equals(history.runningFile())) {
            return config;
        }
        final boolean isUndone = store.isUndone(config);
        if (!isUndone && !store.isLastRead(config)) {
            LOGGER.info("config source={} taken: it changed since it was last read; history {} is in force no more", file, last.get().number());
            return config;
        }
        if (!isUndone && !history.isNewestReadable()) {
            LOGGER.warn("config source={} fault=host taken: the newest of the history cannot be read", file);
            return config;
        }
        return newest(last.get(), config, isUndone ? "its text was undone" : "it did not change since it was last read, and another configuration was taken since");
    }

    private static ConfigText newest(final HistoryEntry last, final ConfigText config, final String cause) {
        try {
            final ConfigText newest = ConfigText.parse(last.source(), last.text());
            LOGGER.warn("config source={} not taken: {}; history {} is in force, change the file or take it as it is with: ipv8 config reload",
                    config.source(), cause, last.number());
            return newest;
        } catch (final ConfigChangeException e) {
            LOGGER.warn("config source={} fault=host taken: history {} is no good configuration for this release: {}", config.source(), last.number(), e.getMessage());
            return config;
        }
    }
}
