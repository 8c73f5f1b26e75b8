// SPDX-License-Identifier: Apache-2.0
// What a dataplane counts of the FIB protocol.
package io.eightfold.dataplane.route;

/** Everything the other side can send ends under one of these. The label is what the operator sees. */
public enum SessionCounter {
    /** Frames received. */
    FRAMES("frames"),
    /** Batches applied. */
    BATCHES("batches"),
    /** Routes and withdrawals applied. */
    ROUTES("routes"),
    /** Epochs begun: whole tables received. */
    EPOCHS("epochs"),
    /** Control planes that said Connect. */
    CONNECTS("connects"),
    /** Frames of an epoch that is over. */
    OLD_EPOCH("old-epoch"),
    /** Frames that had been received before. */
    DUPLICATES("duplicates"),
    /** Epochs broken by a missing frame. */
    GAPS("gaps"),
    /** Frames left out because their epoch is broken. */
    AFTER_GAP("after-gap"),
    /** Frames that could not be read. */
    MALFORMED("malformed"),
    /** Routes that named a set which was not announced. */
    UNKNOWN_HOP_SET("unknown-hop-set"),
    /** Batches after which the tables differed. */
    DIGEST_MISMATCHES("digest-mismatches"),
    /** Sets whose routes use one hop of several, as no ECMP group was left. */
    STAND_INS("stand-ins"),
    /** Routes taken out because a new epoch did not announce them. */
    SWEPT("swept"),
    /** Acknowledgements sent. */
    ACKS("acks");

    private final String label;

    SessionCounter(final String label) {
        this.label = label;
    }

    /** The word in output. */
    public String label() {
        return label;
    }
}
