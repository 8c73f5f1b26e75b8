// SPDX-License-Identifier: Apache-2.0
// A regular expression over AS paths.
package io.eightfold.bgp8.policy;

import io.eightfold.bgp8.attribute.AsPath;

/**
 * A regular expression over AS paths in the form of Cisco and FRR, such as {@code ^65000_}, {@code _64496$}, {@code ^$} or {@code ^[0-9]+$}: it matches when it occurs
 * anywhere in the path as {@link AsPath#toString} writes it. {@code _} is a blank, comma, bracket, beginning or end.
 *
 * <p>No pattern is slow: each is made into a table once, which takes one look for each letter of a path. Those whose table would be large, such as
 * {@code (1|2).{40}3}, are refused. Thread: any; immutable.
 */
public final class AsPathPattern {
    /** Letters of a pattern at most. */
    public static final int MAX_LENGTH = 4_000;

    private final String text;
    private final PathMatcher table;

    private AsPathPattern(final String text) {
        this.text = text;
        try {
            table = new PathMatcher(PathExpressionParser.parse(text));
        } catch (final PathAutomaton.TooLargeException e) {
            throw new IllegalArgumentException("as-path pattern '" + text + "': " + e.getMessage(), e);
        }
    }

    /** @throws IllegalArgumentException when it is not a pattern or a too large one, naming the place */
    public static AsPathPattern of(final String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("as-path pattern of " + text.length() + " letters; they have 1 to " + MAX_LENGTH);
        }
        return new AsPathPattern(text);
    }

    /** Does not allocate. */
    public boolean matches(final AsPath path) {
        return table.matches(path);
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof AsPathPattern pattern && text.equals(pattern.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
