// SPDX-License-Identifier: Apache-2.0
// Many routes: a configuration file of some, and commands for the rest.
package io.eightfold.lab.nonstop;

import io.eightfold.lab.process.LabException;
import io.eightfold.lab.topology.RouterText;
import io.eightfold.lab.topology.Station;
import io.eightfold.wire.address.Ipv8Address;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * /24 prefixes in turn of an ASN and of IPv4, all by the same neighbour. Probes go into a few of the configured ones, evenly spread. What goes beyond a
 * configuration of usual size is added at run time, and a control plane that was killed has it back from its journal.
 *
 * @param count even
 */
record GeneratedRoutes(int count) {
    /** Routes that are probed. */
    static final int PROBED = 16;
    static final int MAX = 1_000_000;
    /** Most routes of the configuration file. */
    static final int CONFIGURED = 10_000;
    private static final int FIRST_ASN = 70_000;
    /** Of the routes added at run time. */
    private static final String RUNTIME_IPV8 = "90000.11.0.0.0/24";
    private static final String RUNTIME_IPV4 = "80.0.0.0/24";
    private static final int PREFIXES_AN_ASN = 1_000;
    /** 20.0.0.0, and upwards in steps of a /24: nobody's connected prefix here, and no special range before 127.0.0.0/8. */
    private static final int FIRST_IPV4 = 20 << 24;
    private static final String GATEWAY8 = "64496.10.2.0.10";
    private static final String GATEWAY4 = "10.2.0.10";

    GeneratedRoutes {
        count &= -2;
    }

    /** Routes of the configuration. */
    int configured() {
        return Math.min(count, CONFIGURED);
    }

    /** The words behind {@code ipv8 route} for the rest; none when there is no rest. */
    List<List<String>> runtime() {
        String half = Integer.toString((count - configured()) / 2);
        return count == configured() ? List.of() : List.of(List.of("add", RUNTIME_IPV8, "via", GATEWAY8, "count", half),
            List.of("add", RUNTIME_IPV4, "via", GATEWAY4, "count", half));
    }

    /** Where probes go: IPv8 and IPv4 in turn. */
    List<Ipv8Address> destinations() {
        List<Ipv8Address> destinations = new ArrayList<>();
        int pairs = configured() / 2;
        for (int i = 0; i < PROBED / 2; i++) {
            int pair = (int) ((long) i * (pairs - 1) / (PROBED / 2 - 1));
            destinations.add(Ipv8Address.ofBits(ipv8(pair) | 1));
            destinations.add(Ipv8Address.ofBits(ipv4(pair) | 1));
        }
        return destinations;
    }

    /**
     * Writes the router's configuration with the routes behind it.
     *
     * @param more routes beyond {@link #configured}, of the same kind
     * @throws LabException if the file cannot be written
     */
    void write(Path file, Station.Router router, String driver, int more) {
        try (Writer text = Files.newBufferedWriter(file)) {
            // On a machine with two CPUs a worker may have to wait for one: a second of probes fits the ring.
            text.write(RouterText.of(router, driver).replace(" punt tap\n", " punt tap\n queue-size rx 2048 tx 512\n"));
            for (int pair = 0; pair < (configured() + more) / 2; pair++) {
                text.write("ipv8 route " + Ipv8Address.ofBits(ipv8(pair)) + "/24 " + GATEWAY8 + "\n");
                text.write("ip route " + Ipv8Address.ofBits(ipv4(pair)) + "/24 " + GATEWAY4 + "\n");
            }
        } catch (IOException e) {
            throw new LabException("cannot write " + file + " (" + e.getMessage() + "); choose another place with --output", e);
        }
    }

    private static long ipv8(int pair) {
        return (long) (FIRST_ASN + pair / PREFIXES_AN_ASN) << 32 | (11L << 24) + ((long) (pair % PREFIXES_AN_ASN) << 8);
    }

    private static long ipv4(int pair) {
        return FIRST_IPV4 + ((long) pair << 8);
    }
}
