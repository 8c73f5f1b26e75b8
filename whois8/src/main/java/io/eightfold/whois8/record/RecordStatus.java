// SPDX-License-Identifier: Apache-2.0
// Whether a record counts.
package io.eightfold.whois8.record;

import java.util.Arrays;
import java.util.Optional;

/** Only an active record makes a route valid; the others say why it is not. The code is on the wire and in the database, the word is the operator's. */
public enum RecordStatus {
    /** In force until its expiry. */
    ACTIVE(1, "active"),
    /** Out of force for now, such as for an unpaid fee; what it covers is invalid. */
    SUSPENDED(2, "suspended"),
    /** Taken back by holder or registry; what it covers is invalid. */
    REVOKED(3, "revoked");

    private final int code;
    private final String word;

    RecordStatus(final int code, final String word) {
        this.code = code;
        this.word = word;
    }

    public int code() {
        return code;
    }

    public String word() {
        return word;
    }

    public static Optional<RecordStatus> ofCode(final int code) {
        return Arrays.stream(values()).filter(status -> status.code == code).findFirst();
    }

    /** @throws RecordException for a word that is none of them */
    public static RecordStatus named(final String word) {
        return Arrays.stream(values()).filter(status -> status.word.equals(word)).findFirst()
            .orElseThrow(() -> new RecordException("status '" + word + "' is none of active, suspended, revoked"));
    }
}
