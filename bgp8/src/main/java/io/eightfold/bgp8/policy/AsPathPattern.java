// SPDX-License-Identifier: Apache-2.0
// A regular expression over AS paths.
package io.eightfold.bgp8.policy;

import io.eightfold.bgp8.attribute.AsPath;

/** A regular expression over AS paths. Thread: any; immutable. */
public final class AsPathPattern {
    private final String text;

    private AsPathPattern(final String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException when it is not a pattern, naming the place */
    public static AsPathPattern of(final String text) {
        return new AsPathPattern(text);
    }

    public boolean matches(final AsPath path) {
        return text.equals(path.toString());
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
