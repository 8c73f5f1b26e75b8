// SPDX-License-Identifier: Apache-2.0
// Takes BGP8's best routes to the RIB.
package io.eightfold.controlplane.bgp8;

import io.eightfold.bgp8.rib.RouteInstaller;
import io.eightfold.controlplane.rib.Rib;
import io.eightfold.controlplane.rib.RouteSource;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.wire.address.Ipv8Prefix;

/** Takes BGP8's best routes to the RIB, in the default table, with the distances that operators know. Thread: control. */
final class BestRoutes implements RouteInstaller {
    private final Rib rib;

    BestRoutes(final Rib rib) {
        this.rib = rib;
    }

    @Override
    public void install(final long address, final int lengthBits, final boolean isExternal, final int originAsn, final int metric, final int nextHop) {
        final RouteSource source = source(isExternal);
        rib.update(Vrf.DEFAULT.id(), address, hostLength(lengthBits), source, source.distance(), metric, originAsn, nextHop);
    }

    @Override
    public void withdraw(final long address, final int lengthBits, final boolean isExternal) {
        final RouteSource source = source(isExternal);
        rib.withdraw(Vrf.DEFAULT.id(), address, hostLength(lengthBits), source, source.distance());
    }

    static RouteSource source(final boolean isExternal) {
        return isExternal ? RouteSource.BGP8_EXTERNAL : RouteSource.BGP8_INTERNAL;
    }

    /** The RIB's count of host bits; for the default route it is {@link Rib#DEFAULT_LENGTH}, which is the same subtraction. */
    static int hostLength(final int lengthBits) {
        return lengthBits - Ipv8Prefix.ASN_BITS;
    }
}
