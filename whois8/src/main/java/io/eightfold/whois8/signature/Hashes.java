// SPDX-License-Identifier: Apache-2.0
// SHA-256.
package io.eightfold.whois8.signature;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Thread: any. */
final class Hashes {
    private Hashes() {
    }

    /** A new digest; every JDK has this one. */
    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("no SHA-256 in this JDK", e);
        }
    }
}
