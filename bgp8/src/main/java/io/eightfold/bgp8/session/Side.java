// SPDX-License-Identifier: Apache-2.0
// Who opened a connection.
package io.eightfold.bgp8.session;

/** Who opened a connection. A session may have one of each until the collision is resolved (RFC 4271 §6.8). Thread: any. */
public enum Side {
    /** We did. */
    OUTGOING,
    /** The peer did. */
    INCOMING
}
