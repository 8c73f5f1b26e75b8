// SPDX-License-Identifier: Apache-2.0
// What a case is about.
package io.eightfold.lab.conformance.script;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The file {@code about.md}.
 *
 * @param title     its first line
 * @param section   of the text that asks
 * @param level     how strongly
 * @param text      what is asked, in our words
 * @param deviation where we do something else than is asked, and why; empty if we do not
 * @param needs     what must be there
 */
public record AboutFile(String title, String section, Level level, String text, String deviation, Set<Facility> needs) {
    private static final List<String> FIELDS = List.of("Section", "Level", "Text", "Deviation", "Needs");

    public AboutFile {
        needs = Set.copyOf(needs);
    }

    /** @throws ScriptException with file, line and what was expected, for each line that is wrong */
    public static AboutFile parse(String file, String text) {
        List<String> lines = text.lines().toList();
        List<String> problems = new ArrayList<>();
        if (lines.isEmpty() || !lines.getFirst().startsWith("# ") || lines.getFirst().substring(2).isBlank()) {
            problems.add(file + ":1: expected a title such as `# TTL 1 comes back as time exceeded`");
        }
        Map<String, String> fields = fields(file, lines, problems);
        for (String name : FIELDS.subList(0, 3)) {
            if (fields.getOrDefault(name, "").isEmpty()) {
                problems.add(file + ": no line `" + name + ": ...`; expected Section, Level and Text");
            }
        }
        Optional<Level> level = level(place(file, lines, "Level"), fields.getOrDefault("Level", ""), problems);
        Set<Facility> needs = needs(place(file, lines, "Needs"), fields.getOrDefault("Needs", ""), problems);
        if (!problems.isEmpty()) {
            throw new ScriptException(String.join("\n", problems));
        }
        return new AboutFile(lines.getFirst().substring(2).strip(), fields.get("Section"), level.orElseThrow(), fields.get("Text"), fields.getOrDefault("Deviation", ""), needs);
    }

    private static Map<String, String> fields(String file, List<String> lines, List<String> problems) {
        Map<String, String> fields = new LinkedHashMap<>();
        String last = null;
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            String name = line.replaceFirst(":.*", "");
            if (line.isEmpty()) {
                last = null;
            } else if (FIELDS.contains(name) && line.length() > name.length()) {
                if (fields.put(name, line.substring(name.length() + 1).strip()) != null) {
                    problems.add(file + ":" + (i + 1) + ": '" + name + "' is there twice");
                }
                last = name;
            } else if (last != null) {
                fields.merge(last, line, (before, more) -> before + " " + more);
            } else {
                problems.add(file + ":" + (i + 1) + ": '" + name + "' is no field; expected one of " + String.join(", ", FIELDS));
            }
        }
        return fields;
    }

    /** File and line of a field. */
    private static String place(String file, List<String> lines, String field) {
        return file + ":" + (1 + lines.indexOf(lines.stream().filter(line -> line.strip().startsWith(field + ":")).findFirst().orElse("")));
    }

    private static Optional<Level> level(String place, String word, List<String> problems) {
        Optional<Level> found = Stream.of(Level.values()).filter(level -> level.word().equals(word)).findFirst();
        if (found.isEmpty() && !word.isEmpty()) {
            problems.add(place + ": Level '" + word + "'; expected one of MUST, SHOULD, MAY, ours");
        }
        return found;
    }

    private static Set<Facility> needs(String place, String words, List<String> problems) {
        Set<Facility> needs = EnumSet.noneOf(Facility.class);
        for (String word : words.isEmpty() ? List.<String>of() : List.of(words.split("[ ,]+"))) {
            Stream.of(Facility.values()).filter(facility -> facility.word().equals(word)).findFirst()
                .ifPresentOrElse(needs::add, () -> problems.add(place + ": Needs '" + word + "'; expected some of bgp, whois8, border, tunnel"));
        }
        return needs;
    }
}
