// SPDX-License-Identifier: Apache-2.0
// The configuration of the validating router.
package io.eightfold.lab.whois8;

import io.eightfold.lab.process.LabException;
import io.eightfold.lab.step.Scene;
import io.eightfold.lab.topology.RouterText;
import io.eightfold.lab.topology.Station;
import io.eightfold.lab.topology.Whois8;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Its own ASN, two servers, one anchor, and the check of what leaves. Thread: session. */
final class RouterFile {
    private static final String LAST_PORT = " punt tap\n!\n";

    private RouterFile() {
    }

    /** Writes the file into the lab's output. */
    static Path write(Scene scene, Whois8Bench bench) {
        Station.Router station = (Station.Router) scene.topology().station(Whois8.ROUTER);
        Path file = scene.output().resolve(Whois8.ROUTER + ".conf");
        try {
            Files.writeString(file, of(RouterText.of(station, scene.device().driver()), bench));
            return file;
        } catch (IOException e) {
            throw new LabException("cannot write " + file + " (" + e.getMessage() + "); choose another place with --output", e);
        }
    }

    static String of(String ports, Whois8Bench bench) {
        // The last port is the one towards others.
        int end = ports.lastIndexOf(LAST_PORT) + LAST_PORT.indexOf('!');
        return ports.substring(0, end) + " egress-check whois8\n" + ports.substring(end) + """
            whois8
             server %s
             server %s
             trust-anchor %s
             validate api static
             refresh 5s
             retry 100ms
            !
            control-plane
             metrics listen %s
            !
            router bgp8 64496
            """.formatted(bench.authority.url(), bench.mirror.url(), bench.anchor(), RouterView.METRICS);
    }
}
