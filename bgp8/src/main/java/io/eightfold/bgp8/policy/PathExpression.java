// SPDX-License-Identifier: Apache-2.0
// A regular expression over AS paths as a tree.
package io.eightfold.bgp8.policy;

import java.util.List;

/** A regular expression over AS paths as a tree. Thread: any; immutable. */
sealed interface PathExpression {
    /** One letter of a set of {@link PathSymbol}s. */
    record Letter(int symbols) implements PathExpression {
    }

    /** The path begins here. */
    record Begin() implements PathExpression {
    }

    /** The path ends here. */
    record End() implements PathExpression {
    }

    record Sequence(List<PathExpression> parts) implements PathExpression {
    }

    record Either(List<PathExpression> choices) implements PathExpression {
    }

    /** @param most {@link #NO_LIMIT} for as often as there are */
    record Repeat(PathExpression part, int least, int most) implements PathExpression {
        static final int NO_LIMIT = -1;
    }
}
