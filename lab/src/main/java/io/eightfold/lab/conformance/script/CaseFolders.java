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
                    try {
                        cases.add(read(root, folder));
                    } catch (ScriptException e) {
                        problems.add(e.getMessage());
                    }
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

    private static Case read(Path root, Path folder) {
        String id = root.relativize(folder).toString();
        String steps = text(folder.resolve("steps.txt"));
        return new Case(folder.getParent().getFileName().toString(), folder.getFileName().toString(),
            AboutFile.parse(id + "/about.md", text(folder.resolve("about.md"))), steps, StepsFile.parse(id + "/steps.txt", steps));
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
