// SPDX-License-Identifier: Apache-2.0
// What a process of the router said about itself last.
package io.eightfold.cli.top;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * What a process of the router said about itself last. Answers that it does not know the question of are null, and fields that it does
 * not send are unknown: the view works with processes of other releases. Thread: any; immutable.
 *
 * @param answers {@code show version}, {@code show interfaces}, {@code show fib-session}, {@code show route summary}
 */
record ProcessState(Status status, JsonObject version, JsonArray interfaces, JsonObject fibSession, JsonElement routeSummary) {
    /** Whether it answers. */
    enum Status {
        /** Not asked yet. */
        UNKNOWN("-"),
        /** Nobody listens on its socket. */
        DOWN("down"),
        /** It took the question and said nothing in time. */
        SILENT("no answer"),
        /** It is not this user's. */
        FORBIDDEN("no permission"),
        UP("up");

        private final String word;

        Status(final String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    static ProcessState without(final Status status) {
        return new ProcessState(status, null, null, null, null);
    }

    /** The same process, which has stopped answering: what it said last is still the best there is. */
    ProcessState silent() {
        return new ProcessState(Status.SILENT, version, interfaces, fibSession, routeSummary);
    }

    /** A field of the answers about the session or the process, or null. */
    JsonElement field(final String name) {
        final JsonElement found = fibSession == null ? null : fibSession.get(name);
        final JsonElement other = found == null && version != null ? version.get(name) : found;
        return other == null || other.isJsonNull() || !other.isJsonPrimitive() ? null : other;
    }
}
