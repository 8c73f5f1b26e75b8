// SPDX-License-Identifier: Apache-2.0
// Finds and reads the cases.
package io.eightfold.lab.conformance.script;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** {@code ROOT/AREA/NAME/}: every folder two levels down is a case. Thread: any. */
public final class CaseFolders {
    private CaseFolders() {
    }

    /**
     * All cases whose id matches, by area and name.
     *
     * @param glob such as {@code ttl/*}; {@code *} is all
     * @throws ScriptException with all that is wrong, a line a problem
     */
    public static List<Case> read(Path root, String glob) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + (glob.equals("*") ? "**" : glob));
        List<Case> cases = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Path area : folders(root)) {
            for (Path folder : folders(area)) {
                if (matcher.matches(root.relativize(folder))) {
                    read(root, folder, problems).ifPresent(cases::add);
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new ScriptException(String.join("\n", problems));
        }
        if (cases.isEmpty()) {
            throw new ScriptException("no case '" + glob + "' in " + root + "; `ipv8 lab conformance --list` shows all");
        }
        return cases;
    }

    /** The case; empty if one of its files is wrong, and then the problems say what. */
    private static Optional<Case> read(Path root, Path folder, List<String> problems) {
        String id = root.relativize(folder).toString();
        Optional<AboutFile> about = noting(problems, () -> AboutFile.parse(id + "/about.md", text(folder.resolve("about.md"))));
        Optional<String> text = noting(problems, () -> text(folder.resolve("steps.txt")));
        Optional<List<Round>> rounds = text.flatMap(steps -> noting(problems, () -> StepsFile.parse(id + "/steps.txt", steps)));
        return about.isEmpty() || rounds.isEmpty() ? Optional.empty()
            : Optional.of(new Case(folder.getParent().getFileName().toString(), folder.getFileName().toString(), about.get(), text.get(), rounds.get()));
    }

    private static <T> Optional<T> noting(List<String> problems, Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (ScriptException e) {
            problems.add(e.getMessage());
            return Optional.empty();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ScriptException(file + " cannot be read (" + e.getClass().getSimpleName() + "); a case has about.md and steps.txt");
        }
    }

    private static List<Path> folders(Path parent) {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new ScriptException(parent + " cannot be read (" + e.getClass().getSimpleName() + "); expected a folder of case folders");
        }
    }
}
