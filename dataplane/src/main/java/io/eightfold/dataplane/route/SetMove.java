// SPDX-License-Identifier: Apache-2.0
// A set whose routes go to another.
package io.eightfold.dataplane.route;

/** A set that cannot change in place has changed: what its routes used before, and what they are to use. Thread: control. */
record SetMove(RemoteSet set, int vrf, HopSet before, HopSet after) {
}
