// SPDX-License-Identifier: Apache-2.0
// A stock router takes the registry for its RPKI cache.
package io.eightfold.lab.whois8;

import io.eightfold.lab.process.LabException;
import io.eightfold.lab.process.Outcome;
import io.eightfold.lab.process.Wait;
import io.eightfold.lab.step.Check;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Scene;
import io.eightfold.lab.topology.Whois8;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Passes when BIRD has exactly the active routes, with ASN and longest length. */
record RtrClient(Whois8Bench bench) implements Check {
    private static final List<String> EXPECTED = List.of("10.0.0.0/8-16 AS64497", "10.0.0.0/8-16 AS64499", "12.0.0.0/12-12 AS64498", "20.0.0.0/8-16 AS64497");
    private static final int LIMIT_S = 5;
    private static final long FETCH_LIMIT_MS = 15_000;
    private static final String DAEMON = "bird";

    @Override
    public Judgement run(Scene scene) {
        if (!scene.shell().run(LIMIT_S, List.of("sh", "-c", "command -v bird")).isOk()) {
            return Judgement.skip("BIRD is not installed; ci/install lab does");
        }
        scene.startDaemon(DAEMON, scene.in(Whois8.RTR_CLIENT, "bird", "-f", "-c", config(scene).toString(), "-s", socket(scene), "-P", scene.run().resolve("bird.pid").toString()));
        return Wait.until(FETCH_LIMIT_MS, () -> table(scene).equals(EXPECTED)) ? Judgement.pass("BIRD has " + String.join(", ", EXPECTED))
            : Judgement.fail("BIRD has " + String.join(", ", table(scene)) + ", not " + String.join(", ", EXPECTED));
    }

    /** Whether BIRD has a prefix, of whatever ASN. */
    static boolean has(Scene scene, String prefix) {
        return table(scene).stream().anyMatch(line -> line.startsWith(prefix));
    }

    /** The table, in order. */
    private static List<String> table(Scene scene) {
        Outcome answer = scene.shell().run(LIMIT_S, scene.in(Whois8.RTR_CLIENT, "birdc", "-r", "-s", socket(scene), "show", "route", "table", "vrps"));
        // 10.0.0.0/8-16 AS64497  [authority 12:00:00.000] * (100)
        return new ArrayList<>(new TreeSet<>(answer.out().lines().filter(line -> line.contains(" AS")).map(line -> line.strip().replaceAll("\\s*\\[.*", "")).toList()));
    }

    private static String socket(Scene scene) {
        return scene.run().resolve("bird.ctl").toString();
    }

    private Path config(Scene scene) {
        Path file = scene.output().resolve("bird.conf");
        try {
            return Files.writeString(file, """
                router id 192.0.2.13;
                log stderr all;
                roa4 table vrps;
                protocol device { }
                protocol rpki authority {
                  roa4 { table vrps; };
                  remote %s port %d;
                  retry keep 1;
                }
                """.formatted(bench.authority.address(), RegistryServer.RTR_PORT));
        } catch (IOException e) {
            throw new LabException("cannot write " + file + " (" + e.getMessage() + "); choose another place with --output", e);
        }
    }
}
