// SPDX-License-Identifier: Apache-2.0
// Both ends of a session in a dump of messages.
package io.eightfold.bgp8.mrt;

/** Both ends of a session in a dump of messages: ASNs and IPv4 addresses. Thread: any; immutable. */
public record MrtSession(int peerAsn, int localAsn, int peerAddress, int localAddress) {
}
