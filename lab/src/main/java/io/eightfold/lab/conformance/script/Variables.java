// SPDX-License-Identifier: Apache-2.0
// Values of the sweeps around a line.
package io.eightfold.lab.conformance.script;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code $ttl} is the value, {@code ${ttl-1}} one less. Thread: any. */
record Variables(Map<String, String> values) {
    static final Variables NONE = new Variables(Map.of());
    private static final Pattern USE = Pattern.compile("\\$(?:([a-z][a-z0-9]*)|\\{([a-z][a-z0-9]*)(?:([+-])([0-9]{1,9}))?\\})");

    Variables with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Variables(more);
    }

    /** {@code ttl=7 tos=0}; empty outside of sweeps. */
    String label() {
        return values.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).collect(Collectors.joining(" "));
    }

    /** The line with all values put in. */
    String replace(String place, String line) {
        Matcher matcher = USE.matcher(line);
        String replaced = matcher.replaceAll(match -> Matcher.quoteReplacement(value(place, match.group(1) != null ? match.group(1) : match.group(2), match.group(3),
            match.group(4))));
        if (replaced.contains("$")) {
            throw new ScriptException(place + ": '$' without a name; expected $NAME or ${NAME-1}");
        }
        return replaced;
    }

    private String value(String place, String name, String sign, String amount) {
        String value = values.get(name);
        if (value == null) {
            throw new ScriptException(place + ": no value for '$" + name + "'; expected one of " + values.keySet());
        }
        if (sign == null) {
            return value;
        }
        if (!value.matches("[0-9]{1,10}")) {
            throw new ScriptException(place + ": '" + value + "' of '$" + name + "' is no number to add to");
        }
        return Long.toString(Long.parseLong(value) + (sign.equals("+") ? 1 : -1) * Long.parseLong(amount));
    }
}
