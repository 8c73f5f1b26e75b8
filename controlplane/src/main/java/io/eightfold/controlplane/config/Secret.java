// SPDX-License-Identifier: Apache-2.0
// A value of the configuration that no output shows.
package io.eightfold.controlplane.config;

import java.util.regex.Pattern;

/**
 * A value of the configuration that no output shows: {@code show running-config}, differences, messages and logs say {@value #HIDDEN} instead. Only the
 * file and its stored copies hold it.
 * <p>Thread: any; immutable.
 *
 * @param value {@value #MIN_LENGTH} to {@value #MAX_LENGTH} characters that a bearer token may have (RFC 6750 §2.1)
 */
public record Secret(String value) {
    /** Stands for every secret. It is no secret itself: a file that was printed with it cannot be read back by mistake. */
    public static final String HIDDEN = "<hidden>";
    public static final int MIN_LENGTH = 8;
    public static final int MAX_LENGTH = 128;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    /** No message of this kind repeats the word. */
    static final ValueKind<Secret> KIND = new ValueKind<>(Secret.class,
            "a secret of " + MIN_LENGTH + " to " + MAX_LENGTH + " letters, digits or ._~+/-, never shown again", Secret::read);

    public Secret {
        Limits.require(refusal(value) == null, "secret: " + refusal(value));
    }

    private static Secret read(final String word) {
        final String refusal = refusal(word);
        if (refusal != null) {
            throw new IllegalArgumentException(refusal);
        }
        return new Secret(word);
    }

    private static String refusal(final String word) {
        if (word.equals(HIDDEN)) {
            return "this stands for a secret that was not printed; write the secret itself";
        }
        if (word.length() < MIN_LENGTH || word.length() > MAX_LENGTH) {
            return "has " + word.length() + " characters";
        }
        return FORM.matcher(word).matches() ? null : "has a character that is not allowed";
    }

    /** Never the value. */
    @Override
    public String toString() {
        return HIDDEN;
    }
}
