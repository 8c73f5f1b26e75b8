// SPDX-License-Identifier: Apache-2.0
// How a stock router carries IPv8 routes.
package io.eightfold.lab.interop;

/** The two carriers that stock routers have; the word is that of the configuration. */
enum PeerCarrier {
    /** The ASN is in the route distinguisher. */
    VPNV4("vpnv4", "v"),
    /** The ASN is in a large community. */
    IPV4("ipv4", "4");

    private final String word;
    private final String suffix;

    PeerCarrier(String word, String suffix) {
        this.word = word;
        this.suffix = suffix;
    }

    String word() {
        return word;
    }

    /** Ends a station's name. */
    String suffix() {
        return suffix;
    }
}
