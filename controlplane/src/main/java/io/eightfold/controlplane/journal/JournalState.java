// SPDX-License-Identifier: Apache-2.0
// Whether a journal takes frames, and why not.
package io.eightfold.controlplane.journal;

/** Whether a journal takes frames, and why not. The label is what the operator sees. */
public enum JournalState {
    /** Opened; what it holds was not replayed yet. */
    OPENED("opened"),
    /** Every frame is appended. */
    RUNNING("running"),
    /** A frame was lost on the way: what is on disk ends there, and later frames are dropped until a checkpoint is committed. */
    INCOMPLETE("incomplete"),
    /** The disk is full or failed: frames are dropped until a checkpoint is committed, which is asked for once there is room. */
    SUSPENDED("suspended"),
    CLOSED("closed");

    private final String label;

    JournalState(final String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
