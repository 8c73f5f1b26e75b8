// SPDX-License-Identifier: Apache-2.0
// What the publisher counts.
package io.eightfold.controlplane.fib;

/** Counters of the FIB session. The label is what the operator and the metrics say. */
public enum PublisherCounter {
    /** Frames sent. */
    FRAMES("frames"),
    /** Batches sent. */
    BATCHES("batches"),
    /** Routes and withdrawals sent. */
    ROUTES("routes"),
    /** Hop sets sent. */
    HOP_SETS("hop-sets"),
    /** Whole tables sent. */
    SNAPSHOTS("snapshots"),
    /** Times that the channel took no frame. */
    BACK_PRESSURE("back-pressure"),
    /** Turns on which batches waited for acknowledgements. */
    WINDOW_FULL("window-full"),
    /** Acknowledgements that named something new. */
    ACKS("acks"),
    /** Answers to somebody else, or of an epoch that is over. */
    STALE_ANSWERS("stale-answers"),
    /** Answers that could not be read. */
    MALFORMED("malformed"),
    /** Acknowledgements with another table than ours. */
    DIGEST_MISMATCHES("digest-mismatches");

    private final String label;

    PublisherCounter(final String label) {
        this.label = label;
    }

    /** The word in output and metrics. */
    public String label() {
        return label;
    }
}
