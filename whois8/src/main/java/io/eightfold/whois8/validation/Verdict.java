// SPDX-License-Identifier: Apache-2.0
// What the registry says of a route.
package io.eightfold.whois8.validation;

import java.util.Arrays;

/**
 * The four verdicts of the operator, and two that no policy decides on. Codes are stable: tables keep them in a byte.
 * <p>Four, not three as in RFC 6811: "no source that may be believed" is not "no record", or an outage of the registry would be one of the network.
 */
public enum Verdict {
    /** Validation does not concern the route: its source or its ASN is exempt. It is installed. */
    EXEMPT(0, "exempt"),
    /** An active record covers it, and so does the record of its ASN. */
    VALID(1, "valid"),
    /** Records speak against it: suspended, revoked or expired ones, a longer prefix than allowed, another origin. */
    INVALID(2, "invalid"),
    /** Trusted data is at hand, and nothing in it covers the route. */
    NOT_FOUND(3, "not-found"),
    /** No trusted data is at hand that has not expired. */
    UNVERIFIED(4, "unverified"),
    /** Restored after a restart, and data is still being read: it stays as it was. */
    PENDING(5, "pending");

    private static final Verdict[] BY_CODE = values();
    private final int code;
    private final String word;

    Verdict(final int code, final String word) {
        this.code = code;
        this.word = word;
    }

    public int code() {
        return code;
    }

    /** The operator's word, in output, JSON, metrics and configuration. */
    public String word() {
        return word;
    }

    /** @throws ArrayIndexOutOfBoundsException for a code that is none */
    public static Verdict ofCode(final int code) {
        return BY_CODE[code];
    }

    /** The four that a policy can be stated for. */
    public static Verdict[] decided() {
        return Arrays.copyOfRange(BY_CODE, VALID.code, UNVERIFIED.code + 1);
    }
}
