// SPDX-License-Identifier: Apache-2.0
// A value with its spread.
package io.eightfold.perf.page;

/** Median, lowest and highest of the trials; all three are the same where there is one value only. */
record Measured(double median, double min, double max) {

    static Measured single(final double value) {
        return new Measured(value, value, value);
    }

    boolean hasSpread() {
        return max > min;
    }
}
