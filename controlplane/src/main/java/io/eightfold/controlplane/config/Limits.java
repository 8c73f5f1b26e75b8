// SPDX-License-Identifier: Apache-2.0
// Range checks of the self-validating configuration records, with one wording.
package io.eightfold.controlplane.config;

/** Range checks shared by the records of this package. The parser refuses the same values first, with line and column. */
final class Limits {
    private Limits() {
    }

    static void require(String name, long value, long minimum, long maximum) {
        if (value < minimum || value > maximum) {
            throw new IllegalArgumentException(name + "=" + value + " is outside " + minimum + " to " + maximum);
        }
    }

    static void require(boolean condition, String sentence) {
        if (!condition) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
