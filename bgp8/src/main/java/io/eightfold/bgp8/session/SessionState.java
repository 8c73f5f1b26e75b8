// SPDX-License-Identifier: Apache-2.0
// The states of a session.
package io.eightfold.bgp8.session;

/** The states of a session. Source: RFC 4271 §8.2.2. Thread: any. */
public enum SessionState {
    IDLE("Idle"),
    CONNECT("Connect"),
    ACTIVE("Active"),
    OPEN_SENT("OpenSent"),
    OPEN_CONFIRM("OpenConfirm"),
    ESTABLISHED("Established");

    private final String word;

    SessionState(final String word) {
        this.word = word;
    }

    /** As {@code show} spells it. */
    public String word() {
        return word;
    }
}
