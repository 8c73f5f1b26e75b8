// SPDX-License-Identifier: Apache-2.0
// A journal that cannot be opened, in one sentence for the operator.
package io.eightfold.controlplane.journal;

/** A journal that cannot be opened. The message is one sentence for the operator, with the remedy. */
public final class JournalException extends Exception {
    private static final long serialVersionUID = 1L;

    JournalException(final String message) {
        super(message);
    }

    JournalException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
