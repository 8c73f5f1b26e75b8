// SPDX-License-Identifier: Apache-2.0
// The seven inputs of a session's Cost Factor.
package io.eightfold.bgp8.cost;

/**
 * The seven inputs of a session's Cost Factor. None is negative. Thread: any; immutable.
 *
 * @param rttUs       round trip time, smoothed
 * @param lossPpm     segments sent again in a million
 * @param windowMilli congestion window in thousandths of a segment
 * @param stability   units of penalty for flaps, what is left of it
 * @param capacityBps of the link, bits per second; 0 when not said
 * @param policyCost  as configured, without a sign
 * @param distanceKm  great circle between both ends; 0 when not said
 */
public record CostInputs(long rttUs, int lossPpm, long windowMilli, int stability, long capacityBps, int policyCost, int distanceKm) {
}
