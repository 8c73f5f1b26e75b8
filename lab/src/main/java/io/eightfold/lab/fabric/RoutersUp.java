// SPDX-License-Identifier: Apache-2.0
// Routers, transit and hosts start.
package io.eightfold.lab.fabric;

import com.google.gson.JsonPrimitive;
import io.eightfold.lab.process.Daemon;
import io.eightfold.lab.process.LabException;
import io.eightfold.lab.process.Wait;
import io.eightfold.lab.router.Side;
import io.eightfold.lab.step.Check;
import io.eightfold.lab.step.HostsUp;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Scene;
import java.util.List;
import java.util.stream.Stream;

/** All at once: eight processes of a router take a while on a small machine, whatever the order. */
record RoutersUp(FabricBench bench) implements Check {
    private static final int START_LIMIT_MS = 60_000;

    @Override
    public Judgement run(Scene scene) {
        start(scene);
        scene.topology().ipv8Hosts().forEach(host -> HostsUp.start(scene, host));
        new TransitRouter(scene).start();
        if (!isUp(scene) && scene.device().isAutomatic() && !scene.isEnding()) {
            scene.screen().line("note: " + failure(scene) + "; going on with the driver that every kernel has");
            processes(scene).forEach(Daemon::stop);
            scene.device(scene.device().fallback());
            start(scene);
        }
        if (!isUp(scene)) {
            throw new LabException(failure(scene));
        }
        scene.findings().value("device", new JsonPrimitive(scene.device().driver()));
        return Judgement.pass("4 routers of 2 processes, " + scene.device().driver());
    }

    private void start(Scene scene) {
        bench.tunnelEnd(scene).make(scene);
        bench.routers.forEach(router -> router.start(scene, bench.write(scene, router)));
    }

    private Stream<Daemon> processes(Scene scene) {
        return bench.routers.stream().flatMap(router -> Stream.of(Side.values()).map(side -> router.process(scene, side)));
    }

    private boolean isUp(Scene scene) {
        Wait.until(START_LIMIT_MS, () -> processes(scene).anyMatch(daemon -> !daemon.isAlive()) || waiting(scene).isEmpty());
        return processes(scene).allMatch(Daemon::isAlive) && waiting(scene).isEmpty();
    }

    private List<String> waiting(Scene scene) {
        return bench.routers.stream().filter(router -> router.dataplane(scene, "show", "interfaces").isEmpty()
            || router.control(scene, "show", "bgp", "summary").isEmpty()).map(FabricRouter::name).toList();
    }

    private String failure(Scene scene) {
        return processes(scene).filter(daemon -> !daemon.isAlive()).map(Daemon::epitaph).findFirst()
            .orElseGet(() -> "not ready after " + START_LIMIT_MS / 1000 + " s: " + String.join(", ", waiting(scene)) + "; their logs are beside this step's");
    }
}
