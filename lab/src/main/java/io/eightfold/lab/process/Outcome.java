// SPDX-License-Identifier: Apache-2.0
// How a command ended.
package io.eightfold.lab.process;

/**
 * A command that ended.
 *
 * @param exitCode   of the program; {@value #TIMED_OUT} if it was ended for taking too long, as timeout(1) has it
 * @param out        standard output
 * @param err        standard error
 * @param durationMs start to end
 */
public record Outcome(int exitCode, String out, String err, long durationMs) {
    public static final int TIMED_OUT = 124;

    public boolean isOk() {
        return exitCode == 0;
    }

    /** The last line that says something, for a message; standard error before standard output. */
    public String lastLine() {
        String text = err.isBlank() ? out : err;
        return text.isBlank() ? "no output" : text.strip().lines().reduce((_, line) -> line).orElseThrow().strip();
    }
}
