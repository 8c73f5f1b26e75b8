// SPDX-License-Identifier: Apache-2.0
// A management request that could not be answered, in one sentence for the operator.
package io.eightfold.controlplane.management;

/** A management request that could not be answered. The message is one sentence for the operator, with the remedy when there is one. */
public final class ManagementException extends Exception {
    private static final long serialVersionUID = 1L;

    public ManagementException(String message) {
        super(message);
    }

    public ManagementException(String message, Throwable cause) {
        super(message, cause);
    }
}
