// SPDX-License-Identifier: Apache-2.0
// What a session's Cost Factor is made of.
package io.eightfold.bgp8.cost;

/**
 * What a session's Cost Factor is made of, in units without a sign. Thread: any; immutable.
 *
 * @param total      the sum, with what is measured rounded; 1 to 2^32-1
 * @param measured   round trip, loss, window, stability and anomaly, not rounded
 * @param rtt        for the round trip, or for the floor when that is more
 * @param loss       for segments sent again
 * @param window     for a small congestion window
 * @param stability  for flaps
 * @param anomaly    for a round trip faster than light allows; 0 when there is none
 * @param capacity   for the link's capacity
 * @param policyCost as configured
 * @param distance   for the great circle
 */
public record CostBreakdown(
    int total, int measured, int rtt, int loss, int window, int stability, int anomaly, int capacity, int policyCost, int distance) {

    /** All of it as configured. */
    static CostBreakdown fixed(final int cost) {
        return new CostBreakdown(cost == 0 ? 1 : cost, 0, 0, 0, 0, 0, 0, 0, cost, 0);
    }

    /** Whether the round trip is faster than light allows. */
    public boolean isAnomalous() {
        return anomaly != 0;
    }

    /** Such as {@code 154 = rtt 124 + loss 5 + window 0 + stability 0 (rounded) + capacity 1 + policy 20 + distance 5}. */
    @Override
    public String toString() {
        return text(total) + " = rtt " + text(rtt) + " + loss " + text(loss) + " + window " + text(window) + " + stability " + text(stability)
            + (isAnomalous() ? " + anomaly " + text(anomaly) : "") + " (rounded) + capacity " + text(capacity) + " + policy " + text(policyCost)
            + " + distance " + text(distance);
    }

    private static String text(final int value) {
        return Integer.toUnsignedString(value);
    }
}
