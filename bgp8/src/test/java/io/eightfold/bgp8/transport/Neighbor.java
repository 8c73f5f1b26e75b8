// SPDX-License-Identifier: Apache-2.0
// Settings of a neighbour for tests: usual ones, with what a test wants to be different.
package io.eightfold.bgp8.transport;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.session.NeighborSettings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Settings of a neighbour for tests: usual ones, with what a test wants to be different. */
final class Neighbor {
    int address;
    int port;
    int localAddress;
    int localAsn = 64_496;
    int remoteAsn = 64_497;
    boolean isShutdown;
    boolean isPassive;
    int holdTimeS = 90;
    int connectRetryS = 1;
    int sendHoldS = 60;
    String password;
    int ttlSecurityHops;
    Set<Carrier> carriers = Set.of(Carrier.NATIVE);
    boolean isRestarting;
    boolean isExtendedMessage = true;

    Neighbor(final String address, final int port, final String localAddress) {
        this.address = bits(address);
        this.port = port;
        this.localAddress = bits(localAddress);
    }

    static int bits(final String address) {
        int bits = 0;
        for (final String part : address.split("\\.")) {
            bits = bits << 8 | Integer.parseInt(part);
        }
        return bits;
    }

    Neighbor asns(final int ours, final int theirs) {
        localAsn = ours;
        remoteAsn = theirs;
        return this;
    }

    Neighbor passive() {
        isPassive = true;
        return this;
    }

    Neighbor shutdown() {
        isShutdown = true;
        return this;
    }

    Neighbor password(final String word) {
        password = word;
        return this;
    }

    Neighbor ttlSecurity(final int hops) {
        ttlSecurityHops = hops;
        return this;
    }

    Neighbor hold(final int seconds) {
        holdTimeS = seconds;
        return this;
    }

    Neighbor sendHold(final int seconds) {
        sendHoldS = seconds;
        return this;
    }

    Neighbor restarting() {
        isRestarting = true;
        return this;
    }

    Neighbor carriers(final Carrier... some) {
        carriers = new LinkedHashSet<>(List.of(some));
        return this;
    }

    NeighborSettings settings() {
        return new NeighborSettings(address, port, localAddress, localAsn, remoteAsn, localAddress, isShutdown, "", isPassive, holdTimeS, connectRetryS, sendHoldS, password,
            ttlSecurityHops, 1, carriers, null, false, isRestarting ? new NeighborSettings.LocalRestart(false, true, 60) : null, 0, Set.of(), isExtendedMessage);
    }
}
