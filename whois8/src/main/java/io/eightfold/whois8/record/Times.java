// SPDX-License-Identifier: Apache-2.0
// Times in records.
package io.eightfold.whois8.record;

import java.time.Instant;

/** Seconds since 1970, from 1970 to 9999: more cannot be written in a text answer. Thread: any. */
final class Times {
    private Times() {
    }

    static void require(final long expiryS, final long changedS) {
        require("expiry", expiryS, 1);
        require("changed", changedS, 0);
    }

    private static void require(final String what, final long timeS, final long lowest) {
        if (timeS < lowest || timeS > RegistryRecord.MAX_TIME_S) {
            throw new RecordException(what + "=" + timeS + " s is not from " + lowest + " to " + RegistryRecord.MAX_TIME_S + " ("
                + Instant.ofEpochSecond(RegistryRecord.MAX_TIME_S) + ")");
        }
    }
}
