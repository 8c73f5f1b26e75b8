// SPDX-License-Identifier: Apache-2.0
// Daemons that can be under test.
package io.eightfold.perf.bgp8;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Daemons that can be under test. Thread: any. */
public enum DaemonKind {
    /** {@code ipv8 controlplane run}. */
    EIGHTFOLD,
    BIRD,
    FRR,
    GOBGP;

    /** Word in options and results. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Last octet of the addresses 127.9.x.1 to 127.9.x.254 is the neighbour's; this is the one before, so that no two daemons share an address. */
    int octet() {
        return ordinal() + 1;
    }

    /** What the daemon is configured by, apart from {@link #EIGHTFOLD}'s. */
    DaemonConfig config() {
        return switch (this) {
            case EIGHTFOLD -> new EightfoldConfig();
            case BIRD -> new BirdConfig();
            case FRR -> new FrrConfig();
            case GOBGP -> new GobgpConfig();
        };
    }

    /** How a daemon is configured and started. */
    interface DaemonConfig {
        /** Name of the file that {@link #text} goes into. */
        String fileName();

        /** The daemon takes all routes of all neighbours and tells them to all others. */
        String text(Topology topology);

        /** Program and arguments; all that it writes goes below the directory. @throws Bgp8Exception when it is not installed */
        List<String> command(Topology topology, Path directory);

        /** Its version, as it says it. */
        String version();
    }
}
