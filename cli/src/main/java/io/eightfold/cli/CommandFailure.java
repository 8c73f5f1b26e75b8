// SPDX-License-Identifier: Apache-2.0
// A command that was understood and could not be done.
package io.eightfold.cli;

/** Its message is the one line the operator sees. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandFailure(final String message) {
        super(message);
    }
}
