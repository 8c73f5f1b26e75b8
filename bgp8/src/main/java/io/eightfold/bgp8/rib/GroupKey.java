// SPDX-License-Identifier: Apache-2.0
// What peers must have in common to be told the same.
package io.eightfold.bgp8.rib;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.Role;
import io.eightfold.bgp8.message.SessionOptions;
import io.eightfold.bgp8.policy.RoutePolicy;
import java.util.HashSet;
import java.util.Set;

/**
 * What peers must have in common to be told the same, byte by byte. Thread: control; immutable.
 *
 * @param out           policy
 * @param addPath       carriers with path ids
 * @param localAddress  next hop where it is us, IPv4
 * @param localRole     ours to them (RFC 9234), or null
 * @param isLongLived   they know what stale routes are (RFC 9494)
 */
record GroupKey(
    RoutePolicy out,
    Set<Carrier> carriers,
    Set<Carrier> addPath,
    boolean isExternal,
    boolean isClient,
    boolean isNextHopSelf,
    int localAddress,
    boolean isFourOctetAsn,
    boolean isExtendedMessage,
    Role localRole,
    boolean isLongLived) {
    static GroupKey of(final PeerSettings settings, final SessionOptions options, final int localAddress) {
        final Set<Carrier> addPath = new HashSet<>(options.addPathSend());
        addPath.retainAll(options.carriers());
        final boolean isExternal = !options.isInternal();
        return new GroupKey(settings.out(), options.carriers(), Set.copyOf(addPath), isExternal, settings.isClient() && !isExternal,
            settings.isNextHopSelf(), localAddress, options.isFourOctetAsn(), options.isExtendedMessage(), isExternal ? options.localRole() : null,
            !options.longLived().isEmpty());
    }
}
