// SPDX-License-Identifier: Apache-2.0
// Which routes may leave by which ports.
package io.eightfold.controlplane.rib;

import io.eightfold.fibprotocol.NextHop;
import io.eightfold.whois8.validation.Verdict;
import java.util.List;
import java.util.Set;

/**
 * The north-south rule: a packet to a foreign ASN leaves by a port with an egress check only along a route that the registry calls valid. Other routes
 * lose the hops through such ports; one that has no other hop left gives way to any other of its prefix, and when there is none prohibits what it covers, so
 * that no shorter route takes its packets.
 * <p>Not concerned: IPv4, the own ASN, and the prefix of the link itself, which the dataplane installs. A route whose verdict is pending keeps what it had.
 * <p>Thread: control.
 */
final class EgressCheck {
    private static final List<NextHop> PROHIBITED = List.of(new NextHop.Prohibit());

    private Set<String> ports = Set.of();
    private int ownAsn;

    /** Returns whether this is news. */
    boolean configure(final Set<String> newPorts, final int newOwnAsn) {
        final boolean isNews = !ports.equals(newPorts) || ownAsn != newOwnAsn;
        ports = Set.copyOf(newPorts);
        ownAsn = newOwnAsn;
        return isNews;
    }

    boolean isActive() {
        return !ports.isEmpty();
    }

    /** Whether a route may not use all ports. */
    boolean isRestricted(final long address, final int hostLength, final Verdict verdict) {
        if (ports.isEmpty() || verdict == Verdict.VALID || verdict == Verdict.PENDING) {
            return false;
        }
        final int asn = PrefixRange.asn(address);
        return hostLength == PrefixRange.DEFAULT_LENGTH || asn != 0 && asn != ownAsn;
    }

    /** Whether a restricted route has none of these hops left. */
    boolean isProhibited(final List<NextHop> hops) {
        return !hops.isEmpty() && hops.stream().allMatch(this::isChecked);
    }

    /** Where a restricted route leads that would lead to these hops. */
    List<NextHop> restrict(final List<NextHop> hops) {
        if (hops.stream().noneMatch(this::isChecked)) {
            return hops;
        }
        return isProhibited(hops) ? PROHIBITED : hops.stream().filter(hop -> !isChecked(hop)).toList();
    }

    private boolean isChecked(final NextHop hop) {
        return switch (hop) {
            case NextHop.Gateway(long _, String port) -> ports.contains(port);
            case NextHop.OnLink(String port) -> ports.contains(port);
            case NextHop.Tunnel tunnel -> ports.contains(tunnel.port());
            case NextHop.Blackhole _, NextHop.Unreachable _, NextHop.Prohibit _ -> false;
        };
    }
}
