// SPDX-License-Identifier: Apache-2.0
// What a case is about.
package io.eightfold.lab.conformance.script;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

    /** @throws ScriptException with file, line and what was expected */
    public static AboutFile parse(String file, String text) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().startsWith("# ") || lines.getFirst().isBlank()) {
            throw new ScriptException(file + ":1: expected a title such as `# TTL 1 comes back as time exceeded`");
        }
        Map<String, String> fields = fields(file, lines);
        for (String name : FIELDS.subList(0, 3)) {
            if (!fields.containsKey(name)) {
                throw new ScriptException(file + ": no line `" + name + ": ...`; expected Section, Level and Text");
            }
        }
        return new AboutFile(lines.getFirst().substring(2).strip(), fields.get("Section"), level(file, fields.get("Level")), fields.get("Text"),
            fields.getOrDefault("Deviation", ""), needs(file, fields.getOrDefault("Needs", "")));
    }

    private static Map<String, String> fields(String file, List<String> lines) {
        Map<String, String> fields = new LinkedHashMap<>();
        String last = null;
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            String name = line.replaceFirst(":.*", "");
            if (line.isEmpty()) {
                last = null;
            } else if (FIELDS.contains(name) && line.length() > name.length()) {
                if (fields.put(name, line.substring(name.length() + 1).strip()) != null) {
                    throw new ScriptException(file + ":" + (i + 1) + ": '" + name + "' is there twice");
                }
                last = name;
            } else if (last != null) {
                fields.merge(last, line, (before, more) -> before + " " + more);
            } else {
                throw new ScriptException(file + ":" + (i + 1) + ": '" + name + "' is no field; expected one of " + String.join(", ", FIELDS));
            }
        }
        return fields;
    }

    private static Level level(String file, String word) {
        for (Level level : Level.values()) {
            if (level.word().equals(word)) {
                return level;
            }
        }
        throw new ScriptException(file + ": Level '" + word + "'; expected one of MUST, SHOULD, MAY, ours");
    }

    private static Set<Facility> needs(String file, String words) {
        Set<Facility> needs = EnumSet.noneOf(Facility.class);
        for (String word : words.isEmpty() ? List.<String>of() : List.of(words.split("[ ,]+"))) {
            needs.add(List.of(Facility.values()).stream().filter(facility -> facility.word().equals(word)).findFirst()
                .orElseThrow(() -> new ScriptException(file + ": Needs '" + word + "'; expected some of bgp, whois8, border, tunnel")));
        }
        return needs;
    }
}
