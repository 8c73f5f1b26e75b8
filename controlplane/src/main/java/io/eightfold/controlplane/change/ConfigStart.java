// SPDX-License-Identifier: Apache-2.0
// What a control plane starts with.
package io.eightfold.controlplane.change;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a control plane starts with: its file, unless a change still waits to be confirmed (then that), was not confirmed while nobody ran (then what was
 * before), or the file holds a text that was undone (then what was in force last).
 *
 * @param pending what goes on waiting to be confirmed, or null
 */
record ConfigStart(ConfigText config, String cause, PendingConfirm pending) {
    private static final Logger LOGGER = LoggerFactory.getLogger(ConfigStart.class);

    /** @param warnings gains what the disk did not do */
    static ConfigStart choose(final Path file, final ConfigHistory history, final ConfirmStore store, final long nowMs, final List<String> warnings)
            throws ConfigChangeException {
        final Optional<PendingConfirm> left = store.pending();
        if (left.isEmpty()) {
            return new ConfigStart(ofFile(file, history, store), "start", null);
        }
        final PendingConfirm pending = left.get();
        final Instant confirmBy = Instant.ofEpochMilli(pending.confirmByMs());
        if (pending.confirmByMs() > nowMs) {
            LOGGER.warn("config source={} state=unconfirmed confirmBy={}", pending.afterSource(), confirmBy);
            return new ConfigStart(pending.afterConfig(), "start", pending);
        }
        LOGGER.warn("config source={} fault=config undone: nobody confirmed {} by {}", pending.beforeSource(), pending.afterSource(), confirmBy);
        final ConfigText before = pending.beforeConfig();
        store.setUndone(pending.afterConfig(), warnings);
        store.setPending(null, warnings);
        return new ConfigStart(before, "undo", null);
    }

    /** An undo that the next restart takes back would be none. */
    private static ConfigText ofFile(final Path file, final ConfigHistory history, final ConfirmStore store) throws ConfigChangeException {
        final ConfigText config = ConfigText.load(file);
        final Optional<HistoryEntry> last = history.newest();
        if (last.isEmpty() || !store.isUndone(config)) {
            return config;
        }
        LOGGER.warn("config source={} fault=config not taken: its text was undone; history {} is in force, mend the file or take it with: ipv8 config reload",
                file, last.get().number());
        return ConfigText.parse(last.get().source(), last.get().text());
    }
}
