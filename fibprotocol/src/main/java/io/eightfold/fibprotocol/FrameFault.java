// SPDX-License-Identifier: Apache-2.0
// What can be wrong with a frame.
package io.eightfold.fibprotocol;

/** What a decoder found. The label is what counters and logs say. */
public enum FrameFault {
    NONE("none"),
    /** Shorter than it says, or a count that leads out of it. */
    MALFORMED("malformed"),
    /** Of another schema. */
    WRONG_SCHEMA("wrong-schema"),
    /** Of a version this side does not speak. */
    WRONG_VERSION("wrong-version"),
    /** Damaged on its way. */
    CHECKSUM("checksum"),
    /** Of a kind this side does not know. */
    UNKNOWN_MESSAGE("unknown-message"),
    /** A value outside its limits, see {@link FibWire}. */
    OUT_OF_RANGE("out-of-range");

    private final String label;

    FrameFault(final String label) {
        this.label = label;
    }

    /** The word in counters and logs. */
    public String label() {
        return label;
    }
}
