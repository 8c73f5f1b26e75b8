// SPDX-License-Identifier: Apache-2.0
// Why a whole table is sent anew.
package io.eightfold.fibprotocol;

/** Why an epoch ended. The label is what counters, logs and metrics say. */
public enum ResyncCause {
    /** A message is missing. */
    GAP("gap"),
    /** A message could not be read. */
    MALFORMED("malformed"),
    /** A route names a set that was not announced. */
    UNKNOWN_HOP_SET("unknown-hop-set"),
    /** The tables differ. */
    DIGEST("digest"),
    /** A dataplane that started. */
    DATAPLANE_START("dataplane-start"),
    /** This control plane started. */
    CONTROLPLANE_START("controlplane-start"),
    /** The channel was lost and is back. */
    CHANNEL("channel"),
    /** The dataplane refused routes earlier and may have room by now. */
    REFUSED("refused"),
    /** An operator asked. */
    OPERATOR("operator");

    private final String label;

    ResyncCause(final String label) {
        this.label = label;
    }

    /** The word in counters and logs. */
    public String label() {
        return label;
    }
}
