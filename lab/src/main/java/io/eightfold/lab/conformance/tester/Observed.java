// SPDX-License-Identifier: Apache-2.0
// A frame with what it meant to the case.
package io.eightfold.lab.conformance.tester;

import io.eightfold.lab.conformance.frame.Frame;

/** Thread: session. */
public final class Observed {
    private final Frame frame;
    private String comment;
    private boolean isClaimed;
    private boolean isCited;

    Observed(Frame frame, String comment, boolean isClaimed) {
        this.frame = frame;
        this.comment = comment;
        this.isClaimed = isClaimed;
    }

    public Frame frame() {
        return frame;
    }

    /** Such as {@code line 3: sent}; empty if no step had to do with it. */
    public String comment() {
        return comment;
    }

    /** Whether a failure speaks of it, so that a list of frames must not leave it out. */
    public boolean isCited() {
        return isCited;
    }

    /** A failure speaks of it; it stays there for later steps. */
    void cite(String why) {
        comment = why;
        isCited = true;
    }

    boolean isClaimed() {
        return isClaimed;
    }

    void claim(String by) {
        comment = by;
        isClaimed = true;
    }
}
