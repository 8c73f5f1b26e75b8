// SPDX-License-Identifier: Apache-2.0
// A message that cannot be read on.
package io.eightfold.bgp8.message;

/** A message that cannot be read on: the session is to be reset. Carries no stack trace: a peer can cause any number of them. Thread: any. */
public final class MessageException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient MessageError error;

    public MessageException(final MessageError error) {
        super(error.toString(), null, false, false);
        this.error = error;
    }

    public MessageError error() {
        return error;
    }
}
