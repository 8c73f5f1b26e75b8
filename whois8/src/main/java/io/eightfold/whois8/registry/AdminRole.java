// SPDX-License-Identifier: Apache-2.0
// What a token may do.
package io.eightfold.whois8.registry;

import java.util.Arrays;
import java.util.Optional;

/** Thread: any. The word is in the database and in answers. */
public enum AdminRole {
    /** Everything. */
    ADMIN("admin"),
    /** Looking, without changes; neither tokens nor backups. */
    READ("read");

    private final String word;

    AdminRole(final String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public static Optional<AdminRole> named(final String word) {
        return Arrays.stream(values()).filter(role -> role.word.equals(word)).findFirst();
    }
}
