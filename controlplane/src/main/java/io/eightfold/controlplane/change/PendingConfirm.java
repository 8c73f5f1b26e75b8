// SPDX-License-Identifier: Apache-2.0
// A change that is undone unless it is confirmed in time.
package io.eightfold.controlplane.change;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;

/**
 * A change that is undone unless it is confirmed in time. On disk before the change is made, so that it binds the next process too.
 * <p>Thread: any; immutable.
 *
 * @param confirmByMs  when it is undone, milliseconds since 1970
 * @param withinMs     how long it had been given; 0 in files of an earlier release
 * @param user         who applied it
 * @param beforeSource the file in force before, as it was called
 * @param before       its text
 * @param afterSource  the file that was applied
 * @param after        its text
 */
record PendingConfirm(long confirmByMs, long withinMs, String user, String beforeSource, String before, String afterSource, String after) {
    private static final Gson GSON = new Gson();

    /** The same for a process that starts now. A clock that was set back in between must not make it wait longer than was asked for. */
    PendingConfirm at(final long nowMs) {
        final long within = withinMs > 0 ? withinMs : ConfigManager.MAX_CONFIRM_MS;
        return new PendingConfirm(Math.min(confirmByMs, nowMs + within), within, user, beforeSource, before, afterSource, after);
    }

    String write() {
        return GSON.toJson(this);
    }

    /** @throws IllegalArgumentException when the text is not what {@link #write} makes */
    static PendingConfirm read(final String text) {
        try {
            final PendingConfirm pending = GSON.fromJson(text, PendingConfirm.class);
            if (pending != null && pending.before != null && pending.after != null && pending.user != null && pending.beforeSource != null
                    && pending.afterSource != null) {
                return pending;
            }
        } catch (final JsonParseException e) {
            throw new IllegalArgumentException("is not JSON", e);
        }
        throw new IllegalArgumentException("lacks a value");
    }

    ConfigText beforeConfig() throws ConfigChangeException {
        return ConfigText.parse(beforeSource, before);
    }

    ConfigText afterConfig() throws ConfigChangeException {
        return ConfigText.parse(afterSource, after);
    }
}
