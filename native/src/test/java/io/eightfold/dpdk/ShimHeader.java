// SPDX-License-Identifier: Apache-2.0
// The shim's header as BindingTest needs it: functions, structures and constants.
package io.eightfold.dpdk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the small part of C that eightfold.h is written in: {@code #define EF_NAME number}, one-level structures and prototypes.
 * A declaration in any other form is an error, so that nothing escapes the comparison.
 */
record ShimHeader(Map<String, Function> functions, Map<String, List<Field>> structs, Map<String, Long> constants) {
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern CONSTANT = Pattern.compile("^#define (EF_\\w+) (0x)?([0-9A-Fa-f]+)u?\\s*$", Pattern.MULTILINE);
    private static final Pattern DIRECTIVE = Pattern.compile("^#.*$", Pattern.MULTILINE);
    private static final Pattern STRUCT = Pattern.compile("struct (\\w+) \\{([^}]*)\\}\\s*;");
    private static final Pattern FIELD = Pattern.compile("((?:struct )?\\w+) (\\w+)(?:\\[(\\w+)\\])?");
    private static final Pattern FUNCTION = Pattern.compile("(\\w+) (\\w+)\\(([^)]*)\\)\\s*;");

    /** C types without parameter names; every pointer is {@code *}. */
    record Function(String result, List<String> parameters) {
    }

    /** A field; {@code count} is 0 for a scalar. */
    record Field(String type, String name, long count) {
    }

    static ShimHeader parse(final String text) {
        final String code = COMMENT.matcher(text).replaceAll("");
        final Map<String, Long> constants = new LinkedHashMap<>();
        CONSTANT.matcher(code).results().forEach(m -> constants.put(m.group(1), Long.parseLong(m.group(3), m.group(2) == null ? 10 : 16)));
        String rest = DIRECTIVE.matcher(code).replaceAll("");

        final Map<String, List<Field>> structs = new LinkedHashMap<>();
        final Matcher struct = STRUCT.matcher(rest);
        struct.results().forEach(m -> structs.put(m.group(1), fields(m.group(2), constants)));
        rest = struct.replaceAll("");

        final Map<String, Function> functions = new LinkedHashMap<>();
        final Matcher function = FUNCTION.matcher(rest);
        function.results().forEach(m -> functions.put(m.group(2), function(m)));
        rest = function.replaceAll("").strip();
        if (!rest.isEmpty()) {
            throw new IllegalArgumentException("eightfold.h holds what this parser does not know: " + rest);
        }
        return new ShimHeader(functions, structs, constants);
    }

    private static List<Field> fields(final String body, final Map<String, Long> constants) {
        final List<Field> fields = new ArrayList<>();
        for (final String declaration : body.strip().split("\\s*;\\s*")) {
            final Matcher field = FIELD.matcher(declaration);
            if (!field.matches()) {
                throw new IllegalArgumentException("not a field: " + declaration);
            }
            fields.add(new Field(field.group(1), field.group(2), field.group(3) == null ? 0 : count(field.group(3), constants)));
        }
        return fields;
    }

    private static long count(final String text, final Map<String, Long> constants) {
        return Character.isDigit(text.charAt(0)) ? Long.parseLong(text) : constants.get(text);
    }

    private static Function function(final MatchResult match) {
        final List<String> parameters = new ArrayList<>();
        for (final String parameter : match.group(3).split("\\s*,\\s*")) {
            if (!parameter.equals("void")) {
                parameters.add(parameter.contains("*") ? "*" : parameter.substring(0, parameter.lastIndexOf(' ')));
            }
        }
        return new Function(match.group(1), List.copyOf(parameters));
    }
}
