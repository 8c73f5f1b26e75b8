// SPDX-License-Identifier: Apache-2.0
// The OPEN that we send.
package io.eightfold.bgp8.session;

import io.eightfold.bgp8.message.Capability;
import io.eightfold.bgp8.message.Capability.Family;
import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.OpenMessage;
import java.util.ArrayList;
import java.util.List;

/** The OPEN that we send, as the settings of the neighbour have it. Thread: any; without state. */
final class LocalOpen {
    private LocalOpen() {
    }

    /** @param isFirst no session was up yet: that we have restarted is said only then (RFC 4724 §4.1) */
    static OpenMessage of(final NeighborSettings settings, final boolean isFirst) {
        final List<Capability> capabilities = new ArrayList<>();
        settings.carriers().forEach(carrier -> capabilities.add(new Capability.Multiprotocol(carrier)));
        capabilities.add(new Capability.RouteRefresh(false));
        capabilities.add(new Capability.EnhancedRefresh());
        if (settings.isExtendedMessage()) {
            capabilities.add(new Capability.ExtendedMessage());
        }
        // RFC 9234 §4.1: roles are for external neighbours
        if (settings.role() != null && !settings.isInternal()) {
            capabilities.add(new Capability.RouterRole(settings.role().code()));
        }
        if (settings.gracefulRestart() != null) {
            addRestart(settings, isFirst, capabilities);
        }
        capabilities.add(new Capability.FourOctetAsn(settings.localAsn()));
        if (!settings.addPathReceive().isEmpty()) {
            capabilities.add(new Capability.AddPath(settings.carriers().stream().filter(settings.addPathReceive()::contains)
                .map(carrier -> new Capability.AddPath.Paths(family(carrier), Capability.AddPath.RECEIVE)).toList()));
        }
        return new OpenMessage(settings.localAsn(), settings.holdTimeS(), settings.localIdentifier(), capabilities);
    }

    private static void addRestart(final NeighborSettings settings, final boolean isFirst, final List<Capability> capabilities) {
        final NeighborSettings.LocalRestart restart = settings.gracefulRestart();
        final boolean isPreserved = restart.isPreserved();
        capabilities.add(new Capability.GracefulRestart(restart.hasRestarted() && isFirst, true, restart.restartTimeS(),
            settings.carriers().stream().map(carrier -> new Capability.GracefulRestart.Kept(family(carrier), isPreserved)).toList()));
        if (settings.longLivedStaleS() > 0) {
            capabilities.add(new Capability.LongLived(
                settings.carriers().stream().map(carrier -> new Capability.LongLived.Stale(family(carrier), isPreserved, settings.longLivedStaleS())).toList()));
        }
    }

    private static Family family(final Carrier carrier) {
        return new Family(carrier.afi(), carrier.safi());
    }
}
