// SPDX-License-Identifier: Apache-2.0
// The letters that AS paths are written in.
package io.eightfold.bgp8.policy;

import io.eightfold.bgp8.attribute.AsPath;

/** The letters that {@link AsPath#toString} writes, as numbers: a set of them is an {@code int} of bits. Thread: any. */
final class PathSymbol {
    private static final String LETTERS = "0123456789 ,{}()[]";
    static final int COUNT = LETTERS.length();
    static final int ALL = (1 << COUNT) - 1;
    static final int SPACE = LETTERS.indexOf(' ');
    static final int COMMA = LETTERS.indexOf(',');
    private static final int DIGITS = 10;
    /** What may stand before and after an ASN. */
    static final int BORDERS = ALL & -(1 << DIGITS);

    private PathSymbol() {
    }

    /** Its number, or -1 when no path has that letter. */
    static int of(final char letter) {
        return LETTERS.indexOf(letter);
    }

    /** What opens a segment, or -1. */
    static int opening(final int segmentType) {
        return switch (segmentType) {
            case AsPath.AS_SET -> of('{');
            case AsPath.CONFED_SEQUENCE -> of('(');
            case AsPath.CONFED_SET -> of('[');
            default -> -1;
        };
    }

    /** What closes a segment, or -1. */
    static int closing(final int segmentType) {
        // Each opening letter has its closing one after it.
        return segmentType == AsPath.AS_SEQUENCE ? -1 : opening(segmentType) + 1;
    }

    static int separator(final int segmentType) {
        return segmentType == AsPath.AS_SET || segmentType == AsPath.CONFED_SET ? COMMA : SPACE;
    }
}
