// SPDX-License-Identifier: Apache-2.0
// A regular expression over AS paths, ready to be looked up letter by letter.
package io.eightfold.bgp8.policy;

import io.eightfold.bgp8.attribute.AsPath;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A regular expression over AS paths as a table: state and letter give the next state. An answer takes one look for each letter of the path whatever the pattern is,
 * and does not allocate; what a pattern costs is paid once, here, and is bounded. Thread: any; immutable.
 */
final class PathMatcher {
    static final int MAX_STATES = 10_000;
    /** Of the making: some 100 ms, and less than 80 MB for a moment. */
    private static final long MAX_STEPS = 20_000_000;
    /** It has matched, whatever follows. */
    private static final int MATCHED = 0;
    private static final int INITIAL = 1;
    private static final long HIGHEST_POWER = 1_000_000_000;

    private final char[] nexts;
    private final boolean[] isMatchAtEnd;

    /** @throws PathAutomaton.TooLargeException when the table would be too large */
    PathMatcher(final PathExpression expression) {
        final Maker maker = new Maker(new PathAutomaton(expression));
        nexts = maker.nexts;
        isMatchAtEnd = new boolean[maker.sets.size()];
        isMatchAtEnd[MATCHED] = true;
        for (int i = INITIAL; i < isMatchAtEnd.length; i++) {
            isMatchAtEnd[i] = maker.automaton.isMatchAtEnd(maker.sets.get(i), i == INITIAL);
        }
    }

    /** Finds all sets of states that the automaton may be in; each gets a number. */
    private static final class Maker {
        private final PathAutomaton automaton;
        private final Map<IntBuffer, Integer> numbers = new HashMap<>();
        private final List<int[]> sets = new ArrayList<>();
        private char[] nexts = new char[16 * PathSymbol.COUNT];

        Maker(final PathAutomaton automaton) {
            this.automaton = automaton;
            sets.add(null);
            // The initial set is not in the map: that a path begins here may end it differently than the same states later on.
            sets.add(automaton.initial());
            final boolean isMatch = automaton.isMatch(sets.get(INITIAL));
            for (int number = INITIAL; number < sets.size(); number++) {
                reserve(number);
                for (int symbol = 0; symbol < PathSymbol.COUNT; symbol++) {
                    nexts[number * PathSymbol.COUNT + symbol] = (char) (isMatch ? MATCHED : number(automaton.after(sets.get(number), symbol)));
                }
            }
        }

        private void reserve(final int number) {
            if ((number + 1) * PathSymbol.COUNT > nexts.length) {
                nexts = Arrays.copyOf(nexts, nexts.length * 2);
            }
        }

        private int number(final int[] set) {
            if (automaton.isMatch(set)) {
                return MATCHED;
            }
            final Integer known = numbers.putIfAbsent(IntBuffer.wrap(set), sets.size());
            if (known != null) {
                return known;
            }
            sets.add(set);
            if (sets.size() > MAX_STATES || automaton.steps() > MAX_STEPS) {
                throw new PathAutomaton.TooLargeException("it needs too large a table; repeat less, or split it into several entries");
            }
            return sets.size() - 1;
        }
    }

    /** Whether the path, as text, has a match in it. */
    boolean matches(final AsPath path) {
        final int[] words = path.words();
        int state = INITIAL;
        for (int i = 0; i < words.length && state != MATCHED; i += 1 + (words[i] & 0xFFFF)) {
            if (i > 0) {
                state = step(state, PathSymbol.SPACE);
            }
            state = segment(state, words, i);
        }
        return isMatchAtEnd[state];
    }

    private int segment(final int from, final int[] words, final int at) {
        final int type = words[at] >>> 16;
        int state = step(from, PathSymbol.opening(type));
        for (int i = at + 1; i <= at + (words[at] & 0xFFFF) && state != MATCHED; i++) {
            if (i > at + 1) {
                state = step(state, PathSymbol.separator(type));
            }
            state = number(state, words[i] & 0xFFFF_FFFFL);
        }
        return step(state, PathSymbol.closing(type));
    }

    private int number(final int from, final long asn) {
        long power = HIGHEST_POWER;
        while (power > 1 && power > asn) {
            power /= 10;
        }
        int state = from;
        while (power > 0) {
            state = step(state, (int) (asn / power % 10));
            power /= 10;
        }
        return state;
    }

    /** @param symbol -1: none */
    private int step(final int state, final int symbol) {
        return symbol < 0 || state == MATCHED ? state : nexts[state * PathSymbol.COUNT + symbol];
    }
}
