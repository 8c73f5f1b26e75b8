// SPDX-License-Identifier: Apache-2.0
// A set of next hops as the control plane numbers it.
package io.eightfold.dataplane.route;

import io.eightfold.fibprotocol.NextHop;
import io.eightfold.fibprotocol.Vrf;
import java.util.List;

/** Becomes a {@link HopSet} in each VRF that has a route with it. Thread: control, its owner. */
final class RemoteSet {
    List<NextHop> hops;
    boolean isRecursive;
    /** In the batch at hand, and not looked at yet: a batch may name a set twice. */
    boolean isChanged;
    final HopSet[] byVrf = new HopSet[Vrf.count()];

    RemoteSet(final List<NextHop> hops, final boolean isRecursive) {
        this.hops = hops;
        this.isRecursive = isRecursive;
    }

    /** Whether any VRF has it. */
    boolean isLocal() {
        for (final HopSet set : byVrf) {
            if (set != null) {
                return true;
            }
        }
        return false;
    }
}
