// SPDX-License-Identifier: Apache-2.0
// Why a lab cannot go on.
package io.eightfold.lab.process;

/** One sentence for the user: what is wrong and what to do. */
public final class LabException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LabException(String message) {
        super(message);
    }

    public LabException(String message, Throwable cause) {
        super(message, cause);
    }
}
