// SPDX-License-Identifier: Apache-2.0
// Whether a session must end for new settings.
package io.eightfold.bgp8.session;

import java.util.ArrayList;
import java.util.Objects;

/**
 * Whether a session must end for new settings: when they change who talks to whom, or what the OPEN says. Timers count from the next session on. Thread: any;
 * without state.
 */
final class ConfigChange {
    private ConfigChange() {
    }

    static boolean needsReset(final NeighborSettings now, final NeighborSettings next) {
        return now.address() != next.address() || now.port() != next.port() || now.localAddress() != next.localAddress()
            || !Objects.equals(now.password(), next.password()) || now.ttlSecurityHops() != next.ttlSecurityHops() || now.ttl() != next.ttl()
            || now.remoteAsn() != next.remoteAsn() || now.isRoleStrict() != next.isRoleStrict()
            || !new ArrayList<>(now.carriers()).equals(new ArrayList<>(next.carriers())) || !says(now, next);
    }

    private static boolean says(final NeighborSettings now, final NeighborSettings next) {
        return now.localAsn() == next.localAsn() && now.localIdentifier() == next.localIdentifier() && now.role() == next.role()
            && sameRestart(now.gracefulRestart(), next.gracefulRestart()) && now.longLivedStaleS() == next.longLivedStaleS()
            && now.addPathReceive().equals(next.addPathReceive()) && now.isExtendedMessage() == next.isExtendedMessage();
    }

    /** That we have just restarted is true for the first session only. */
    private static boolean sameRestart(final NeighborSettings.LocalRestart now, final NeighborSettings.LocalRestart next) {
        return (now == null) == (next == null) && (now == null || now.restartTimeS() == next.restartTimeS());
    }
}
