// SPDX-License-Identifier: Apache-2.0
// When a changed line of configuration takes effect.
package io.eightfold.controlplane.config;

import java.util.stream.Stream;

/** When a changed line of configuration takes effect. */
public enum ChangeEffect {
    /** At once. */
    LIVE("live", ""),
    /** At once, for which sessions of BGP8 are closed and opened again. */
    SESSION_RESET("session-reset", "! resets a session"),
    /** When the dataplane is started again: ports, buffers, workers and addresses are made at its start. */
    DATAPLANE_RESTART("dataplane-restart", "! needs a restart of the dataplane"),
    /** When the control plane is started again. */
    CONTROLPLANE_RESTART("controlplane-restart", "! needs a restart of the control plane");

    private final String word;
    private final String comment;

    ChangeEffect(final String word, final String comment) {
        this.word = word;
        this.comment = comment;
    }

    /** Whether it waits until a process is started again. */
    public boolean isRestart() {
        return this == DATAPLANE_RESTART || this == CONTROLPLANE_RESTART;
    }

    /** The word in JSON. */
    public String word() {
        return word;
    }

    /** The effect of that word; a word of a later release is taken for a restart, which is the cautious reading. */
    public static ChangeEffect named(final String word) {
        return Stream.of(values()).filter(effect -> effect.word.equals(word)).findFirst().orElse(CONTROLPLANE_RESTART);
    }

    /** A comment behind the line, as the configuration language writes one; empty for what takes effect at once. */
    public String comment() {
        return comment;
    }
}
