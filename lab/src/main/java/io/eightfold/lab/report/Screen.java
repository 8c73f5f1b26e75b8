// SPDX-License-Identifier: Apache-2.0
// Lines for people, in colour on a terminal.
package io.eightfold.lab.report;

import java.io.PrintStream;
import java.util.Locale;

/** Prints at once, so that a long step shows that it runs. Thread: any. */
public final class Screen {
    private static final String RESET = "\u001b[0m";
    private final PrintStream out;
    private final boolean hasColours;

    public Screen(PrintStream out, boolean hasColours) {
        this.out = out;
        this.hasColours = hasColours;
    }

    /**
     * For one of the process's own streams. Colours if both streams are a terminal's and the user did not set NO_COLOR.
     */
    public static Screen on(PrintStream out) {
        boolean isTerminal = System.console() != null && System.console().isTerminal();
        return new Screen(out, isTerminal && System.getenv().getOrDefault("NO_COLOR", "").isEmpty());
    }

    public void line(String text) {
        out.println(text);
        out.flush();
    }

    /** A heading with an empty line before it. */
    public void heading(String text) {
        line("");
        line(hasColours ? "\u001b[1m" + text + RESET : text);
    }

    /** A finished step. */
    public void step(StepResult result) {
        line(String.format(Locale.ROOT, "%s  %5.1f s  %-20s %s", paint(result.verdict(), result.verdict().name()), result.durationMs() / 1000.0,
            result.name(), result.detail()));
    }

    /** A text in the colour of a verdict. */
    String paint(Verdict verdict, String text) {
        if (!hasColours) {
            return text;
        }
        return switch (verdict) {
            case PASS -> "\u001b[32m";
            case FAIL -> "\u001b[1;31m";
            case SKIP -> "\u001b[33m";
        } + text + RESET;
    }
}
