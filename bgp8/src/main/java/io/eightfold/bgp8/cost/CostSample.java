// SPDX-License-Identifier: Apache-2.0
// What the kernel says of a connection at one moment.
package io.eightfold.bgp8.cost;

/**
 * What the kernel says of a connection at one moment. Thread: any; immutable.
 *
 * @param rttUs            smoothed round trip time; 0 when none was measured yet
 * @param retransmitted    segments sent again since the connection began
 * @param sent             segments sent since the connection began
 * @param congestionWindow segments
 */
public record CostSample(int rttUs, long retransmitted, long sent, int congestionWindow) {
}
