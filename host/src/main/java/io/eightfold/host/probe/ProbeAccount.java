// SPDX-License-Identifier: Apache-2.0
// What became of a window of probes.
package io.eightfold.host.probe;

/**
 * @param sent         probes of the window
 * @param lost         never arrived
 * @param duplicated   arrived more than once, copies counted
 * @param reordered    arrived after one with a higher number
 * @param longestGapMs longest time between two arrivals of the window; -1 if fewer than two arrived
 */
public record ProbeAccount(long sent, long lost, long duplicated, long reordered, double longestGapMs) {

    /** Whether each probe arrived once and in order. */
    public boolean isClean() {
        return lost == 0 && duplicated == 0 && reordered == 0;
    }
}
