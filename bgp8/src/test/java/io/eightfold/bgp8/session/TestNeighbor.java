// SPDX-License-Identifier: Apache-2.0
// Settings of a neighbour for tests.
package io.eightfold.bgp8.session;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.Role;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Settings of a neighbour for tests: the usual ones, with what the test is about changed. */
public final class TestNeighbor {
    public int address = 0xC000_0201;
    public int localAsn = 64_500;
    public int remoteAsn = 64_501;
    public int localIdentifier = 0x0A00_0001;
    public boolean isShutdown;
    public String shutdownMessage = "";
    public boolean isPassive;
    public int holdTimeS = 90;
    public int connectRetryS = 10;
    public int sendHoldS = 180;
    public String password;
    public Set<Carrier> carriers = new LinkedHashSet<>(List.of(Carrier.NATIVE, Carrier.VPNV4));
    public Role role;
    public boolean isRoleStrict;
    public NeighborSettings.LocalRestart gracefulRestart;
    public int longLivedStaleS;
    public Set<Carrier> addPathReceive = Set.of();
    public boolean isExtendedMessage;

    /** Of the router 10.0.0.1 in AS 64500, about that in AS 64501. */
    public static TestNeighbor first() {
        return new TestNeighbor();
    }

    /** Of the router 10.0.0.2 in AS 64501, about that in AS 64500. */
    public static TestNeighbor second() {
        final TestNeighbor second = new TestNeighbor();
        second.address = 0xC000_0200;
        second.localAsn = 64_501;
        second.remoteAsn = 64_500;
        second.localIdentifier = 0x0A00_0002;
        return second;
    }

    public TestNeighbor restarting() {
        gracefulRestart = new NeighborSettings.LocalRestart(false, true, 120);
        return this;
    }

    public NeighborSettings build() {
        return new NeighborSettings(address, NeighborSettings.DEFAULT_PORT, 0, localAsn, remoteAsn, localIdentifier, isShutdown, shutdownMessage, isPassive, holdTimeS,
            connectRetryS, sendHoldS, password, 0, 1, carriers, role, isRoleStrict, gracefulRestart, longLivedStaleS, addPathReceive, isExtendedMessage);
    }
}
