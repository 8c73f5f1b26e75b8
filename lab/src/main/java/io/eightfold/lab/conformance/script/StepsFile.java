// SPDX-License-Identifier: Apache-2.0
// Reads the steps of a case.
package io.eightfold.lab.conformance.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The file {@code steps.txt}: comments, sweeps and repetitions. What a single line says is {@link StepLine}'s. Thread: any, one owner.
 */
public final class StepsFile {
    /** More rounds than this no case needs, and a wrong sweep would take the machine. */
    private static final int MAX_ROUNDS = 70_000;
    private final String file;
    private final List<String> lines;
    private final List<Round> rounds = new ArrayList<>();
    /** By index of the line: a sweep finds the same mistake in each of its rounds. */
    private final Map<Integer, String> problems = new TreeMap<>();
    private int entered;

    private StepsFile(String file, List<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    /** @throws ScriptException with file, line, word and what was expected, for each line that is wrong */
    public static List<Round> parse(String file, String text) {
        StepsFile steps = new StepsFile(file, text.lines().toList());
        steps.block(0, steps.lines.size(), Variables.NONE);
        if (!steps.problems.isEmpty()) {
            throw new ScriptException(String.join("\n", steps.problems.values()));
        }
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
            if (isHead(line)) {
                flush(steps, variables);
                i = sweep(i, end, line, variables);
            } else {
                step(i, line, variables).ifPresent(steps::add);
            }
        }
        flush(steps, variables);
    }

    /** All rounds of the block that begins here; returns the index of its end. */
    private int sweep(int from, int end, String line, Variables variables) {
        int close = closing(from, end);
        if (close == end) {
            problems.putIfAbsent(from, place(from) + ": no 'end' for this block");
        }
        List<Variables> values = List.of();
        try {
            values = Sweep.parse(place(from), line).rounds(variables);
        } catch (ScriptException e) {
            problems.putIfAbsent(from, e.getMessage());
        }
        for (Variables inner : values) {
            // Counted here, as a round whose lines are wrong comes to no steps.
            if (++entered > MAX_ROUNDS) {
                throw new ScriptException(file + ": more than " + MAX_ROUNDS + " rounds; sweep in steps, such as `sweep id=0..65535 step 257`");
            }
            block(from + 1, close, inner);
        }
        return close;
    }

    private Optional<Step> step(int index, String line, Variables variables) {
        try {
            if (line.equals("end")) {
                throw new ScriptException(place(index) + ": 'end' without a sweep or repeat before it");
            }
            return Optional.of(StepLine.parse(place(index), index + 1, variables.replace(place(index), line)));
        } catch (ScriptException e) {
            problems.putIfAbsent(index, e.getMessage());
            return Optional.empty();
        }
    }

    private void flush(List<Step> steps, Variables variables) {
        if (!steps.isEmpty()) {
            rounds.add(new Round(variables.label(), steps));
            steps.clear();
        }
    }

    private static boolean isHead(String line) {
        return line.startsWith("sweep ") || line.startsWith("repeat ");
    }

    /** The index of the line that ends a block; {@code end} if there is none. */
    private int closing(int open, int end) {
        int depth = 1;
        for (int i = open + 1; i < end; i++) {
            String line = plain(lines.get(i));
            if (isHead(line)) {
                depth++;
            } else if (line.equals("end") && --depth == 0) {
                return i;
            }
        }
        return end;
    }

    private static String plain(String line) {
        int comment = line.indexOf('#');
        return (comment < 0 ? line : line.substring(0, comment)).strip();
    }

    private String place(int index) {
        return file + ":" + (index + 1);
    }
}
