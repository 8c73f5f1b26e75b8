// SPDX-License-Identifier: Apache-2.0
// What the kernel knows of a connection.
package io.eightfold.bgp8.transport;

/**
 * What the kernel knows of a connection. Source: Linux {@code struct tcp_info} of {@code linux/tcp.h}. Thread: any.
 *
 * @param rttUs                smoothed round trip time
 * @param rttVarUs             its mean deviation
 * @param minRttUs             the least that was measured; 0 when the kernel does not say
 * @param totalRetransmissions segments sent again since the connection began
 * @param segmentsOut          segments sent
 * @param congestionWindow     segments
 * @param mssBytes             largest segment sent
 * @param unacknowledged       segments under way
 * @param acknowledgedBytes    since the connection began
 * @param unsentBytes          taken from us, and not on their way yet
 */
public record TcpInfo(int rttUs, int rttVarUs, int minRttUs, long totalRetransmissions, long segmentsOut, int congestionWindow, int mssBytes, int unacknowledged,
    long acknowledgedBytes, long unsentBytes) {
    /** Whether the peer's TCP still has to acknowledge something. */
    public boolean isOwed() {
        return unacknowledged != 0 || unsentBytes != 0;
    }
}
