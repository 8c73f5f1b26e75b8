// SPDX-License-Identifier: Apache-2.0
// The head of a block that is run several times.
package io.eightfold.lab.conformance.script;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** {@code sweep ttl=0..255}, {@code sweep id=0..65535 step 257}, {@code sweep asn=100,127,64500}, {@code repeat 3}. Thread: any. */
record Sweep(String name, List<String> values) {
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,10})\\.\\.([0-9]{1,10})(?: step ([1-9][0-9]{0,9}))?");
    private static final Pattern HEAD = Pattern.compile("sweep ([a-z][a-z0-9]*)=(\\S.*)");
    private static final int MAX_VALUES = 65_536;

    static Sweep parse(String place, String line) {
        if (line.matches("repeat [1-9][0-9]{0,4}")) {
            return new Sweep("time", numbers(place, 1, Long.parseLong(line.substring(7)), 1));
        }
        Matcher head = HEAD.matcher(line);
        if (!head.matches()) {
            throw new ScriptException(place + ": '" + line + "'; expected `sweep NAME=FIRST..LAST [step N]`, `sweep NAME=A,B,C` or `repeat N`");
        }
        Matcher range = RANGE.matcher(head.group(2));
        if (range.matches()) {
            return new Sweep(head.group(1), numbers(place, Long.parseLong(range.group(1)), Long.parseLong(range.group(2)),
                range.group(3) == null ? 1 : Long.parseLong(range.group(3))));
        }
        if (head.group(2).contains(" ")) {
            throw new ScriptException(place + ": '" + head.group(2) + "'; expected values joined by commas, without blanks");
        }
        return new Sweep(head.group(1), List.of(head.group(2).split(",")));
    }

    private static List<String> numbers(String place, long first, long last, long step) {
        if (last < first || (last - first) / step >= MAX_VALUES) {
            throw new ScriptException(place + ": " + first + ".." + last + " step " + step + "; expected 1 to " + MAX_VALUES + " values, the first the lowest");
        }
        return LongStream.iterate(first, value -> value <= last, value -> value + step).mapToObj(Long::toString).toList();
    }

    List<Variables> rounds(Variables outer) {
        List<Variables> rounds = new ArrayList<>();
        values.forEach(value -> rounds.add(outer.with(name, value)));
        return rounds;
    }
}
