// SPDX-License-Identifier: Apache-2.0
// Bytes or text that are no key, head or list.
package io.eightfold.whois8.signature;

/** Says what was expected and what is there. */
public final class FormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public FormatException(final String message) {
        super(message);
    }

    public FormatException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
