// SPDX-License-Identifier: Apache-2.0
// Reads the steps of a case.
package io.eightfold.lab.conformance.script;

import java.util.ArrayList;
import java.util.List;

/**
 * The file {@code steps.txt}: comments, sweeps and repetitions. What a single line says is {@link StepLine}'s. Thread: any, one owner.
 */
public final class StepsFile {
    /** More rounds than this no case needs, and a wrong sweep would take the machine. */
    private static final int MAX_ROUNDS = 70_000;
    private final String file;
    private final List<String> lines;
    private final List<Round> rounds = new ArrayList<>();

    private StepsFile(String file, List<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    /** @throws ScriptException with file, line, word and what was expected */
    public static List<Round> parse(String file, String text) {
        StepsFile steps = new StepsFile(file, text.lines().toList());
        steps.block(0, steps.lines.size(), Variables.NONE);
        if (steps.rounds.stream().allMatch(round -> round.steps().isEmpty())) {
            throw new ScriptException(file + ": no step; expected lines such as `send A ipv8 dst=64497.10.2.0.10 / udp`");
        }
        return steps.rounds;
    }

    /** Lines of one level: steps outside of inner blocks make one round, as far as no block is between them. */
    private void block(int from, int end, Variables variables) {
        List<Step> steps = new ArrayList<>();
        for (int i = from; i < end; i++) {
            String line = plain(lines.get(i));
            if (line.isEmpty()) {
                continue;
            }
            if (line.startsWith("sweep ") || line.startsWith("repeat ")) {
                flush(steps, variables);
                int close = closing(i, end);
                for (Variables inner : Sweep.parse(place(i), line).rounds(variables)) {
                    block(i + 1, close, inner);
                }
                i = close;
            } else if (line.equals("end")) {
                throw new ScriptException(place(i) + ": 'end' without a sweep or repeat before it");
            } else {
                steps.add(StepLine.parse(place(i), i + 1, variables.replace(place(i), line)));
            }
        }
        flush(steps, variables);
    }

    private void flush(List<Step> steps, Variables variables) {
        if (!steps.isEmpty()) {
            rounds.add(new Round(variables.label(), steps));
            steps.clear();
        }
        if (rounds.size() > MAX_ROUNDS) {
            throw new ScriptException(file + ": more than " + MAX_ROUNDS + " rounds; sweep in steps, such as `sweep id=0..65535 step 257`");
        }
    }

    private int closing(int open, int end) {
        int depth = 1;
        for (int i = open + 1; i < end; i++) {
            String line = plain(lines.get(i));
            if (line.startsWith("sweep ") || line.startsWith("repeat ")) {
                depth++;
            } else if (line.equals("end") && --depth == 0) {
                return i;
            }
        }
        throw new ScriptException(place(open) + ": no 'end' for this block");
    }

    private static String plain(String line) {
        int comment = line.indexOf('#');
        return (comment < 0 ? line : line.substring(0, comment)).strip();
    }

    private String place(int index) {
        return file + ":" + (index + 1);
    }
}
