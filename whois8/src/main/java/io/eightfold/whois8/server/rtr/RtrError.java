// SPDX-License-Identifier: Apache-2.0
// Error codes of RTR.
package io.eightfold.whois8.server.rtr;

import java.util.Arrays;
import java.util.Optional;

/** RFC 8210 §12. The word is the label of the counter. */
public enum RtrError {
    CORRUPT_DATA(0, "corrupt-data"),
    INTERNAL_ERROR(1, "internal-error"),
    /** The only one after which the session goes on. */
    NO_DATA_AVAILABLE(2, "no-data-available"),
    INVALID_REQUEST(3, "invalid-request"),
    UNSUPPORTED_VERSION(4, "unsupported-version"),
    UNSUPPORTED_PDU_TYPE(5, "unsupported-pdu-type"),
    UNKNOWN_WITHDRAWAL(6, "unknown-withdrawal"),
    DUPLICATE_ANNOUNCEMENT(7, "duplicate-announcement"),
    /** New in version 1. */
    UNEXPECTED_VERSION(8, "unexpected-version");

    private final int code;
    private final String word;

    RtrError(final int code, final String word) {
        this.code = code;
        this.word = word;
    }

    public int code() {
        return code;
    }

    public String word() {
        return word;
    }

    public boolean isFatal() {
        return this != NO_DATA_AVAILABLE;
    }

    static Optional<RtrError> ofCode(final int code) {
        return Arrays.stream(values()).filter(error -> error.code == code).findFirst();
    }
}
