// SPDX-License-Identifier: Apache-2.0
// Collects the problems and warnings of one file.
package io.eightfold.controlplane.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the problems and warnings of one file and returns them in the order of the file. */
final class Findings {
    private static final Comparator<ConfigProblem> BY_PLACE =
            Comparator.comparingInt(ConfigProblem::line).thenComparingInt(ConfigProblem::column);

    private final String fileName;
    private final List<ConfigProblem> problems = new ArrayList<>();
    private final List<ConfigProblem> warnings = new ArrayList<>();

    Findings(String fileName) {
        this.fileName = fileName;
    }

    void problem(SourceLine line, Word word, String message) {
        problems.add(new ConfigProblem(fileName, line.number(), word.column(), word.text(), message));
    }

    void problem(Entry entry, SyntaxPart.Argument<?> argument, String message) {
        problem(entry.line(), entry.word(argument), message);
    }

    void problem(Entry entry, String message) {
        problem(entry.line(), entry.line().word(0), message);
    }

    void warning(SourceLine line, String message) {
        warning(line, line.word(0), message);
    }

    void warning(Entry entry, SyntaxPart.Argument<?> argument, String message) {
        warning(entry.line(), entry.word(argument), message);
    }

    private void warning(SourceLine line, Word word, String message) {
        warnings.add(new ConfigProblem(fileName, line.number(), word.column(), word.text(), message));
    }

    boolean hasProblems() {
        return !problems.isEmpty();
    }

    ConfigResult result(RouterConfig config) {
        return new ConfigResult(config, sorted(problems), sorted(warnings));
    }

    private static List<ConfigProblem> sorted(List<ConfigProblem> findings) {
        return findings.stream().sorted(BY_PLACE).toList();
    }
}
