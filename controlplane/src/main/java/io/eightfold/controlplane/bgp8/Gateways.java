// SPDX-License-Identifier: Apache-2.0
// Whether BGP8's next hops can be reached, by the RIB.
package io.eightfold.controlplane.bgp8;

import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.attribute.TunnelEndpoint;
import io.eightfold.bgp8.rib.NextHops;
import io.eightfold.controlplane.config.TunnelEndConfig;
import io.eightfold.controlplane.rib.Rib;
import io.eightfold.controlplane.rib.RibHop;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.wire.address.AddressClass;
import io.eightfold.wire.address.Ipv8Prefix;
import io.eightfold.wire.tunnel.Encapsulation;
import java.util.List;
import java.util.Optional;

/** BGP8's next hops are hop sets of the RIB with one gateway each; the numbers are the same. Thread: control. */
final class Gateways implements NextHops {
    private final Rib rib;
    private TunnelEndConfig ours;

    Gateways(final Rib rib) {
        this.rib = rib;
    }

    /** Our end of tunnels; null without. What is held already stays as it is. */
    void tunnelEnd(final TunnelEndConfig end) {
        ours = end;
    }

    /**
     * A path from a speaker of IPv4 addresses leads to its origin's tunnel end, where it carries one and both ends have an encapsulation in common; a speaker with an IPv8 address
     * takes version 8 itself. Whose end it is, WHOIS8 said with the route.
     */
    @Override
    public int hold(final AttributeSet attributes) {
        final TunnelEndpoint end = attributes.tunnelEndpoint();
        final boolean isTunnel = ours != null && end != null && attributes.nextHop() >>> Ipv8Prefix.ASN_BITS == 0 && isHost(end.address());
        return (isTunnel ? end.encapsulations().stream().filter(ours.encapsulations()::contains).findFirst() : Optional.<Encapsulation>empty())
            .map(how -> rib.hold(Vrf.DEFAULT.id(), List.of(new RibHop.Tunnel(ours.address(), end.address(), how))))
            .orElseGet(() -> hold(attributes.nextHop()));
    }

    private boolean isHost(final int end) {
        return end != ours.address() && !AddressClass.isThisNetworkHost(end) && !AddressClass.isLoopbackHost(end) && !AddressClass.isMulticastHost(end)
            && !AddressClass.isReservedHost(end);
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
