// SPDX-License-Identifier: Apache-2.0
// A short name of a public key.
package io.eightfold.whois8.signature;

import java.util.HexFormat;

/** The first 8 bytes of the SHA-256 of the raw public key. It finds a key; what proves anything is the signature. Thread: any. */
public record KeyId(long value) {
    public static final int BYTES = Long.BYTES;

    /** @throws FormatException unless it is 16 hex digits */
    public static KeyId parse(final String text) {
        try {
            if (text.length() != 2 * BYTES) {
                throw new IllegalArgumentException("length " + text.length());
            }
            return new KeyId(HexFormat.fromHexDigitsToLong(text));
        } catch (final IllegalArgumentException e) {
            throw new FormatException("key id '" + text + "' is not 16 hex digits", e);
        }
    }

    /** 16 hex digits. */
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(value);
    }
}
