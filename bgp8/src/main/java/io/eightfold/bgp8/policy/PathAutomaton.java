// SPDX-License-Identifier: Apache-2.0
// States that a regular expression over AS paths may be in.
package io.eightfold.bgp8.policy;

import java.util.Arrays;

/**
 * States that a regular expression over AS paths may be in at the same time, in the way of Thompson. {@link PathMatcher} makes a table of them. Thread: startup.
 */
final class PathAutomaton {
    static final int MAX_STATES = 20_000;
    private static final int NOWHERE = -1;
    private static final int MATCH = -1;
    private static final int SPLIT = -2;
    private static final int BEGIN = -3;
    private static final int END = -4;

    /** A pattern that would take too much memory or time. */
    static final class TooLargeException extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        TooLargeException(final String message) {
            super(message);
        }
    }

    /** One of the above, or the letters that lead on. */
    private int[] kinds = new int[64];
    private int[] nexts = new int[64];
    private int[] others = new int[64];
    private int size;
    private final int start;

    // Of closures: a state is in the current one when its mark is the number of it.
    private final int[] marks;
    private final int[] stack;
    private final int[] found;
    private int foundCount;
    private int mark;
    private long steps;

    PathAutomaton(final PathExpression expression) {
        start = emit(expression, state(MATCH, NOWHERE, NOWHERE));
        marks = new int[size];
        stack = new int[size + 1];
        found = new int[size];
    }

    private int state(final int kind, final int next, final int other) {
        if (size == MAX_STATES) {
            throw new TooLargeException("it has more than " + MAX_STATES + " states; repeat less, or split it into several entries");
        }
        if (size == kinds.length) {
            kinds = Arrays.copyOf(kinds, size * 2);
            nexts = Arrays.copyOf(nexts, size * 2);
            others = Arrays.copyOf(others, size * 2);
        }
        kinds[size] = kind;
        nexts[size] = next;
        others[size] = other;
        return size++;
    }

    /** The state in which the expression begins, when {@code next} is the one after it. */
    private int emit(final PathExpression expression, final int next) {
        return switch (expression) {
            case PathExpression.Letter it -> state(it.symbols(), next, NOWHERE);
            case PathExpression.Begin _ -> state(BEGIN, next, NOWHERE);
            case PathExpression.End _ -> state(END, next, NOWHERE);
            case PathExpression.Sequence it -> {
                int first = next;
                for (int i = it.parts().size() - 1; i >= 0; i--) {
                    first = emit(it.parts().get(i), first);
                }
                yield first;
            }
            case PathExpression.Either it -> {
                int first = emit(it.choices().getLast(), next);
                for (int i = it.choices().size() - 2; i >= 0; i--) {
                    first = state(SPLIT, emit(it.choices().get(i), next), first);
                }
                yield first;
            }
            case PathExpression.Repeat it -> repeat(it, next);
        };
    }

    private int repeat(final PathExpression.Repeat repeat, final int next) {
        int first = next;
        if (repeat.most() == PathExpression.Repeat.NO_LIMIT) {
            first = state(SPLIT, NOWHERE, next);
            // First the states, then the array: it may be another one by then.
            final int again = emit(repeat.part(), first);
            nexts[first] = again;
        }
        for (int i = repeat.least(); i < repeat.most(); i++) {
            first = state(SPLIT, emit(repeat.part(), first), next);
        }
        for (int i = 0; i < repeat.least(); i++) {
            first = emit(repeat.part(), first);
        }
        return first;
    }

    /** Work done so far, so that the maker of a table can stop. */
    long steps() {
        return steps;
    }

    /** The states at the beginning of a path. */
    int[] initial() {
        begin();
        close(start, true, false);
        return found();
    }

    /** The states after a letter. A match may begin anywhere. */
    int[] after(final int[] states, final int symbol) {
        begin();
        steps += states.length;
        for (final int state : states) {
            if (kinds[state] >= 0 && (kinds[state] & 1 << symbol) != 0) {
                close(nexts[state], false, false);
            }
        }
        close(start, false, false);
        return found();
    }

    boolean isMatch(final int[] states) {
        // The state of a match is the first one made, so it leads.
        return states.length > 0 && kinds[states[0]] == MATCH;
    }

    /** Whether it is a match when the path ends here. @param isBegin whether it also begins here */
    boolean isMatchAtEnd(final int[] states, final boolean isBegin) {
        begin();
        for (final int state : states) {
            close(state, isBegin, true);
        }
        return marks[0] == mark;
    }

    private void begin() {
        mark++;
        foundCount = 0;
    }

    private void close(final int from, final boolean isBegin, final boolean isEnd) {
        int depth = push(from, 0);
        while (depth > 0) {
            final int state = stack[--depth];
            steps++;
            if (kinds[state] == SPLIT) {
                depth = push(others[state], push(nexts[state], depth));
            } else if (kinds[state] == BEGIN && isBegin || kinds[state] == END && isEnd) {
                depth = push(nexts[state], depth);
            }
        }
    }

    private int push(final int state, final int depth) {
        if (marks[state] == mark) {
            return depth;
        }
        marks[state] = mark;
        found[foundCount++] = state;
        stack[depth] = state;
        return depth + 1;
    }

    /** Those found that matter later, in order: not the ones that only led to others. */
    private int[] found() {
        int count = 0;
        for (int i = 0; i < foundCount; i++) {
            if (kinds[found[i]] != SPLIT && kinds[found[i]] != BEGIN) {
                found[count++] = found[i];
            }
        }
        final int[] states = Arrays.copyOf(found, count);
        Arrays.sort(states);
        return states;
    }
}
