// SPDX-License-Identifier: Apache-2.0
// Where neighbours can connect to.
package io.eightfold.bgp8.transport;

import java.net.InetSocketAddress;

/**
 * Where neighbours can connect to. Thread: any; immutable.
 *
 * @param address with the port that it really is, when port 0 was asked for
 * @param fault   why nobody can connect there at the moment; empty when they can
 */
public record ListenStatus(InetSocketAddress address, String fault) {
}
