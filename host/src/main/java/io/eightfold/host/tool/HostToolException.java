// SPDX-License-Identifier: Apache-2.0
// A tool cannot do its work; the user can mend it.
package io.eightfold.host.tool;

/** Carries one sentence (what, the value, the remedy) and the exit code for the process. */
public final class HostToolException extends RuntimeException {
    /** It was understood and could not be done. */
    public static final int FAILED = 1;
    /** The options do not make sense or do not suffice. */
    public static final int USAGE = 2;

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    public HostToolException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
