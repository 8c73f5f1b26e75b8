// SPDX-License-Identifier: Apache-2.0
// Addresses and ASNs of a daemon and its neighbours.
package io.eightfold.perf.bgp8;

import io.eightfold.perf.bgp8.Speaker.Identity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Addresses and ASNs of a daemon and its neighbours: one receiver, and senders; all of different ASes, on addresses of the loopback interface. Thread: any.
 *
 * @param octet     the third of the addresses
 * @param port      the daemon's
 * @param kind      what the sessions carry
 * @param senders   at least 1
 * @param holdTimeS of all sessions
 */
record Topology(int octet, int port, RouteKind kind, int senders, int holdTimeS) {
    static final int DAEMON_ASN = 64_500;
    static final int RECEIVER_ASN = 64_499;
    private static final int FIRST_SENDER_ASN = 64_501;
    private static final int DAEMON = 1;
    private static final int RECEIVER = 2;
    private static final int FIRST_SENDER = 3;

    /** A neighbour in the daemon's configuration. */
    record Neighbor(String address, int asn) {
    }

    String daemonAddress() {
        return address(DAEMON);
    }

    InetSocketAddress daemon() {
        return socket(daemonAddress(), port);
    }

    List<Neighbor> neighbors() {
        return IntStream.rangeClosed(-1, senders - 1).mapToObj(i -> i < 0 ? new Neighbor(address(RECEIVER), RECEIVER_ASN)
            : new Neighbor(address(FIRST_SENDER + i), senderAsn(i))).toList();
    }

    Identity receiver() {
        return new Identity("receiver-" + octet, socket(address(RECEIVER), 0), RECEIVER_ASN, holdTimeS);
    }

    Identity sender(final int index) {
        return new Identity("sender-" + octet + '-' + index, socket(address(FIRST_SENDER + index), 0), senderAsn(index), holdTimeS);
    }

    static int senderAsn(final int index) {
        return FIRST_SENDER_ASN + index;
    }

    private String address(final int last) {
        return "127.9." + octet + '.' + last;
    }

    private static InetSocketAddress socket(final String address, final int port) {
        try {
            return new InetSocketAddress(InetAddress.getByName(address), port);
        } catch (final UnknownHostException e) {
            throw new Bgp8Exception(address + " is no address: " + e.getMessage(), e);
        }
    }
}
