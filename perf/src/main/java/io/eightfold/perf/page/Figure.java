// SPDX-License-Identifier: Apache-2.0
// A value that is judged.
package io.eightfold.perf.page;

/**
 * @param name           empty for the result's main or only one.
 * @param unit           empty for a ratio.
 * @param value          judged by its median.
 * @param reach          the least the project asks of itself; NaN when nothing is asked.
 * @param aim            what it works towards; NaN when nothing is.
 * @param isHigherBetter which side of reach and aim is the good one.
 */
record Figure(String name, String unit, Measured value, double reach, double aim, boolean isHigherBetter) {

    /** Whether anything was asked of it. */
    boolean isJudged() {
        return !Double.isNaN(reach) || !Double.isNaN(aim);
    }

    /** {@code aim}, {@code reach}, {@code no}, or {@code -} when nothing was asked. */
    String met() {
        if (!isJudged()) {
            return "-";
        }
        if (isAtLeast(aim)) {
            return "aim";
        }
        return isAtLeast(reach) ? "reach" : "no";
    }

    private boolean isAtLeast(final double limit) {
        return isHigherBetter ? value.median() >= limit : value.median() <= limit;
    }
}
