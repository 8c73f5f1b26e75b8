// SPDX-License-Identifier: Apache-2.0
// A row of the grid: a daemon in a carrier.
package io.eightfold.lab.interop;

import io.eightfold.lab.topology.Interop;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The plan of a row.
 *
 * @param index of the row, from 0; names, addresses and prefixes are made of it
 */
record Row(PeerKind kind, PeerCarrier carrier, int index) {
    /** The password that the router has for all of them. */
    static final String PASSWORD = "eight-fold";
    /** What the router takes of one of them. */
    static final int MAXIMUM_PREFIXES = 10;
    private static final int FLOOD = 2 * MAXIMUM_PREFIXES;
    /** The first of the ASNs over 65535 that are for documentation. */
    private static final long FIRST_ASN = 65_536;
    /** Those of two bytes, behind the router's own. */
    private static final long FIRST_FOREIGN_ASN = 64_500;

    /** All there are. */
    static List<Row> all() {
        List<Row> rows = new ArrayList<>();
        for (PeerKind kind : PeerKind.values()) {
            for (PeerCarrier carrier : PeerCarrier.values()) {
                rows.add(new Row(kind, carrier, rows.size()));
            }
        }
        return rows;
    }

    String name() {
        return kind.word() + "-" + carrier.word();
    }

    String station() {
        return kind.station() + carrier.suffix();
    }

    String address() {
        return Interop.peerAddress(index);
    }

    /** The speaker's own: more than two bytes hold. */
    long asn() {
        return FIRST_ASN + 1 + index;
    }

    /** Of the speaker's own ASN. */
    PeerRoute own() {
        return new PeerRoute(asn(), "10." + (101 + index) + ".0.0/16");
    }

    /** Of an ASN of two bytes. */
    PeerRoute foreign() {
        return new PeerRoute(FIRST_FOREIGN_ASN + index, "10." + (121 + index) + ".0.0/16");
    }

    /** Of plain IPv4. */
    PeerRoute ipv4() {
        return new PeerRoute(0, "10." + (141 + index) + ".0.0/16");
    }

    /** What the peer says as a rule. */
    List<PeerRoute> routes() {
        return List.of(own(), foreign(), ipv4());
    }

    /** More than the router takes. */
    List<PeerRoute> flood() {
        List<PeerRoute> all = new ArrayList<>(routes());
        IntStream.range(0, FLOOD).mapToObj(i -> new PeerRoute(0, "10." + (161 + index) + "." + i + ".0/24")).forEach(all::add);
        return all;
    }

    /** Of the router: its own ASN's, and the network of the IPv4 hosts behind it. */
    static List<PeerRoute> routerRoutes() {
        return List.of(new PeerRoute(Interop.ROUTER_ASN, "10.1.0.0/16"), new PeerRoute(0, "10.1.0.0/24"));
    }
}
