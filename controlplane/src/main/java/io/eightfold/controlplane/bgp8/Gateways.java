// SPDX-License-Identifier: Apache-2.0
// Whether BGP8's next hops can be reached, by the RIB.
package io.eightfold.controlplane.bgp8;

import io.eightfold.bgp8.rib.NextHops;
import io.eightfold.controlplane.rib.Rib;
import io.eightfold.controlplane.rib.RibHop;
import io.eightfold.fibprotocol.Vrf;
import java.util.List;

/** BGP8's next hops are hop sets of the RIB with one gateway each; the numbers are the same. Thread: control. */
final class Gateways implements NextHops {
    private final Rib rib;

    Gateways(final Rib rib) {
        this.rib = rib;
    }

    @Override
    public int hold(final long nextHop) {
        return rib.hold(Vrf.DEFAULT.id(), List.of(new RibHop.Gateway(nextHop, null)));
    }

    @Override
    public void release(final int id) {
        rib.release(id);
    }

    @Override
    public boolean isUsable(final int id) {
        return rib.isUsable(id);
    }
}
