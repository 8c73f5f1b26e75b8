// SPDX-License-Identifier: Apache-2.0
// Waits for a key.
package io.eightfold.lab;

import io.eightfold.lab.process.LabException;
import java.io.File;
import java.io.IOException;

/** One key on a terminal, a byte or the end of anything else. Thread: session. */
final class KeyWait implements AutoCloseable {
    private static final File TERMINAL = new File("/dev/tty");
    private final boolean isTerminal = System.console() != null && System.console().isTerminal();

    /** Returns after a key, or at the end of standard input. */
    void await() {
        stty("-icanon", "-echo", "min", "1");
        try {
            System.in.read();
        } catch (IOException e) {
            throw new LabException("standard input cannot be read (" + e.getMessage() + "); use --once without one", e);
        }
    }

    /** Gives the terminal its lines and its echo back. */
    @Override
    public void close() {
        stty("icanon", "echo");
    }

    private void stty(String... settings) {
        if (!isTerminal) {
            return;
        }
        String[] words = new String[settings.length + 1];
        words[0] = "stty";
        System.arraycopy(settings, 0, words, 1, settings.length);
        try {
            new ProcessBuilder(words).redirectInput(TERMINAL).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start().waitFor();
        } catch (IOException e) {
            // Without stty the Enter key has to be pressed.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
