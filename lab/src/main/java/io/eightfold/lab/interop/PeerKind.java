// SPDX-License-Identifier: Apache-2.0
// The stock routers.
package io.eightfold.lab.interop;

import java.util.List;

/** A daemon of the distribution. */
enum PeerKind {
    FRR("frr", "FRR", "frr", List.of("/usr/lib/frr/zebra", "/usr/lib/frr/bgpd", "vtysh")),
    BIRD("bird", "BIRD", "bird", List.of("bird", "birdc")),
    GOBGP("gobgp", "GoBGP", "gobgp", List.of("gobgpd", "gobgp")),
    EXABGP("exabgp", "ExaBGP", "exa", List.of("exabgp"));

    private final String word;
    private final String label;
    private final String station;
    private final List<String> programs;

    PeerKind(String word, String label, String station, List<String> programs) {
        this.word = word;
        this.label = label;
        this.station = station;
        this.programs = programs;
    }

    /** In names of steps and files. */
    String word() {
        return word;
    }

    /** For people. */
    String label() {
        return label;
    }

    /** Begins a station's name, which is short. */
    String station() {
        return station;
    }

    /** By name, or by path where the distribution keeps them off the search path. */
    List<String> programs() {
        return programs;
    }
}
