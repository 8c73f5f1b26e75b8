// SPDX-License-Identifier: Apache-2.0
// The forwarding table has no room for a change.
package io.eightfold.dataplane.fib;

/** A batch did not fit; the table is as it was before the batch. */
public final class FibFullException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    FibFullException(final String message) {
        super(message);
    }
}
