// SPDX-License-Identifier: Apache-2.0
// What is wrong with a message, and what follows.
package io.eightfold.bgp8.message;

/**
 * What is wrong with a message, and what follows. Thread: any; immutable.
 *
 * @param kind  which rule is broken; its label is also the counter's
 * @param value what was seen, for the log, such as {@code length=3}
 * @param data  of the NOTIFICATION, when it comes to one; may be empty
 */
public record MessageError(ErrorKind kind, String value, byte[] data) {
    private static final byte[] NO_DATA = {};

    public MessageError(final ErrorKind kind, final String value) {
        this(kind, value, NO_DATA);
    }

    public Consequence consequence() {
        return kind.consequence();
    }

    @Override
    public String toString() {
        return kind.label() + ' ' + value + " rule=\"" + kind.rule() + '"';
    }
}
