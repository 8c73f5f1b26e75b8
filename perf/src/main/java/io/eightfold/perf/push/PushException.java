// SPDX-License-Identifier: Apache-2.0
// A measurement of the FIB push that cannot go on.
package io.eightfold.perf.push;

/** Says what is missing on the machine, or what went wrong, and what to do. */
public final class PushException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    PushException(final String message) {
        super(message);
    }

    PushException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
