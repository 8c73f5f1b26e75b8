// SPDX-License-Identifier: Apache-2.0
// What the paths of a peer are that it has not said again.
package io.eightfold.bgp8.rib;

/** What the paths of a peer in a carrier are that are not of its current epoch: it has not said them again since something happened. Thread: control. */
enum OldPaths {
    /** There are none. */
    NONE,
    /** To be removed; as good as gone. */
    DEAD,
    /** The peer is restarting, or has and is not done. Source: RFC 4724 §4.2. */
    STALE,
    /** Least preferred until then. Source: RFC 9494 §4.3. */
    LONG_LIVED,
    /** The peer is telling all again. Source: RFC 7313 §4. */
    REFRESHING
}
