// SPDX-License-Identifier: Apache-2.0
// One field of a layer, as a case writes it.
package io.eightfold.lab.conformance.script;

import java.util.List;

/**
 * A name and what its value is, or must be.
 *
 * @param isNegated whether it must be none of them
 * @param ranges    canonical texts: equal ends are one value; only numbers have others
 */
public record Field(String name, boolean isNegated, List<Range> ranges) {

    /** From one value to another. */
    public record Range(String first, String last) {
        boolean contains(String actual) {
            if (first.equals(last)) {
                return first.equals(actual);
            }
            return actual.matches("[0-9]+") && Long.parseLong(actual) >= Long.parseLong(first) && Long.parseLong(actual) <= Long.parseLong(last);
        }

        @Override
        public String toString() {
            return first.equals(last) ? first : first + ".." + last;
        }
    }

    public Field {
        ranges = List.copyOf(ranges);
    }

    /** Whether a frame's value, in canonical text, is what the case wants. */
    public boolean accepts(String actual) {
        return ranges.stream().anyMatch(range -> range.contains(actual)) != isNegated;
    }

    /** The one value to send. */
    public String value() {
        return ranges.getFirst().first();
    }

    boolean isSingle() {
        return !isNegated && ranges.size() == 1 && ranges.getFirst().first().equals(ranges.getFirst().last());
    }

    /** What is wanted, for people. */
    public String wanted() {
        return (isNegated ? "not " : "") + String.join(" or ", ranges.stream().map(Range::toString).toList());
    }
}
