// SPDX-License-Identifier: Apache-2.0
// A value of the configuration that no output shows.
package io.eightfold.controlplane.config;

import java.util.regex.Pattern;

/**
 * A value of the configuration that no output shows: {@code show running-config}, differences, messages and logs say {@value #HIDDEN} instead. Only the
 * file and its stored copies hold it.
 * <p>Thread: any; immutable.
 *
 * @param value 1 to {@value #MAX_LENGTH} visible characters of ASCII
 */
public record Secret(String value) {
    /** Stands for every secret. It is no secret itself: a file that was printed with it cannot be read back by mistake. */
    public static final String HIDDEN = "<hidden>";
    public static final int MIN_LENGTH = 8;
    public static final int MAX_LENGTH = 128;
    /** What the kernel takes for TCP MD5 (TCP_MD5SIG_MAXKEYLEN). */
    public static final int MAX_PASSWORD_LENGTH = 80;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");
    private static final Pattern VISIBLE = Pattern.compile("[!-~]{1," + MAX_LENGTH + "}");

    /** A bearer token (RFC 6750 §2.1). No message of this kind repeats the word. */
    static final ValueKind<Secret> KIND = new ValueKind<>(Secret.class,
            "a secret of " + MIN_LENGTH + " to " + MAX_LENGTH + " letters, digits or ._~+/-, never shown again", Secret::readToken);
    /** A password that both ends type. No message of this kind repeats the word. */
    static final ValueKind<Secret> PASSWORD_KIND = new ValueKind<>(Secret.class,
            "a password of 1 to " + MAX_PASSWORD_LENGTH + " visible characters, the first not ! or #, never shown again", Secret::readPassword);

    public Secret {
        Limits.require(VISIBLE.matcher(value).matches(), "secret: has " + value.length() + " characters, or one that is not visible ASCII");
    }

    private static Secret readToken(final String word) {
        refuse(word, MIN_LENGTH, MAX_LENGTH, TOKEN);
        return new Secret(word);
    }

    private static Secret readPassword(final String word) {
        refuse(word, 1, MAX_PASSWORD_LENGTH, VISIBLE);
        return new Secret(word);
    }

    private static void refuse(final String word, final int minimum, final int maximum, final Pattern form) {
        if (word.equals(HIDDEN)) {
            throw new IllegalArgumentException("this stands for a secret that was not printed; write the secret itself");
        }
        if (word.length() < minimum || word.length() > maximum) {
            throw new IllegalArgumentException("has " + word.length() + " characters");
        }
        if (!form.matcher(word).matches()) {
            throw new IllegalArgumentException("has a character that is not allowed");
        }
    }

    /** Never the value. */
    @Override
    public String toString() {
        return HIDDEN;
    }
}
