// SPDX-License-Identifier: Apache-2.0
// What the steps of the lab fabric share.
package io.eightfold.lab.fabric;

import io.eightfold.lab.process.LabException;
import io.eightfold.lab.process.Wait;
import io.eightfold.lab.step.Scene;
import io.eightfold.lab.topology.Fabric;
import io.eightfold.lab.topology.Station;
import io.eightfold.lab.whois8.RegistryServer;
import io.eightfold.wire.tunnel.Encapsulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Routers, registry, transit, probe. Thread: session. */
final class FabricBench {
    final RegistryServer registry = new RegistryServer("reg", Fabric.REGISTRY, Fabric.REGISTRY_ADDRESS);
    final List<FabricRouter> routers = IntStream.rangeClosed(1, 4).mapToObj(FabricRouter::new).toList();
    private final Encapsulation encapsulation;
    private String anchor;
    private EchoProbe probe;
    private int registryStarts = 1;

    FabricBench(Encapsulation encapsulation) {
        this.encapsulation = encapsulation;
    }

    Encapsulation encapsulation() {
        return encapsulation;
    }

    /** The ends of the tunnels. */
    TunnelEnd tunnelEnd(Scene scene) {
        return new TunnelEnd(encapsulation, scene.output().toAbsolutePath().resolve("keys"));
    }

    void anchor(String line) {
        anchor = line;
    }

    FabricRouter router(int number) {
        return routers.get(number - 1);
    }

    /** Writes the configuration of a router into the lab's output. */
    Path write(Scene scene, FabricRouter router) {
        Path file = scene.output().resolve(router.name() + ".conf");
        try {
            return Files.writeString(file, RouterFile.of((Station.Router) scene.topology().station(router.name()), router.number(), scene.device().driver(),
                registry.url(), required(anchor, "trust anchor"), tunnelEnd(scene)));
        } catch (IOException e) {
            throw new LabException("cannot write " + file + " (" + e.getMessage() + "); choose another place with --output", e);
        }
    }

    /** The stream across; it begins when it is first asked for. */
    EchoProbe probe(Scene scene) {
        if (probe == null) {
            probe = EchoProbe.across(scene);
        }
        return probe;
    }

    /** Ends the stream, if there is one. */
    void endProbe() {
        if (probe != null) {
            probe.close();
            probe = null;
        }
    }

    /** Starts the registry again after it was killed. */
    void registryAgain(Scene scene) {
        registry.startAgain(scene);
        registryStarts++;
        registry.awaitUp(scene, registryStarts);
    }

    /** @throws LabException if a condition does not come true in time */
    static void await(long limitMs, String what, BooleanSupplier condition) {
        if (!Wait.until(limitMs, condition)) {
            throw new LabException(what + " not seen within " + limitMs / 1000 + " s");
        }
    }

    private static <T> T required(T value, String what) {
        if (value == null) {
            throw new LabException("no " + what + "; a step before this one makes it");
        }
        return value;
    }
}
