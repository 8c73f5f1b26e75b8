// SPDX-License-Identifier: Apache-2.0
// The router of the lab starts.
package io.eightfold.lab.interop;

import com.google.gson.JsonPrimitive;
import io.eightfold.lab.process.Daemon;
import io.eightfold.lab.process.LabException;
import io.eightfold.lab.process.Wait;
import io.eightfold.lab.step.Check;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.RoutersUp;
import io.eightfold.lab.step.Scene;
import io.eightfold.lab.topology.Interop;
import io.eightfold.lab.topology.Station;
import java.nio.file.Path;

/** One process for control plane and supervision, one for the dataplane, as {@code ipv8 router run} has it. */
record RouterUp() implements Check {
    private static final int START_LIMIT_MS = 40_000;

    @Override
    public Judgement run(Scene scene) {
        boolean isUp = start(scene);
        if (!isUp && scene.device().isAutomatic() && !scene.isEnding()) {
            scene.screen().line("note: " + failure(scene) + "; going on with the driver that every kernel has");
            scene.daemon(Interop.ROUTER).stop();
            scene.device(scene.device().fallback());
            isUp = start(scene);
        }
        scene.findings().value("device", new JsonPrimitive(scene.device().driver()));
        if (!isUp) {
            return Judgement.fail(failure(scene));
        }
        int neighbors = BgpView.ask(scene, "show", "bgp", "summary").getAsJsonObject().getAsJsonArray("neighbors").size();
        return Judgement.of(neighbors == Row.all().size() ? java.util.List.of() : java.util.List.of(neighbors + " neighbors instead of " + Row.all().size()),
            neighbors + " neighbors, " + scene.device().driver());
    }

    private static boolean start(Scene scene) {
        Station.Router station = (Station.Router) scene.topology().station(Interop.ROUTER);
        Path file = StockPeer.write(scene.output().resolve(Interop.ROUTER + ".conf"), RouterFile.of(station, scene.device().driver()));
        Daemon daemon = scene.startDaemon(station, "-i", Interop.ROUTER, "router", "run", "-c", file.toString());
        return Wait.until(START_LIMIT_MS, () -> !daemon.isAlive() || isReady(scene)) && daemon.isAlive();
    }

    private static boolean isReady(Scene scene) {
        if (!RoutersUp.isReady(scene, Interop.ROUTER)) {
            return false;
        }
        try {
            return BgpView.ask(scene, "show", "bgp", "summary").isJsonObject();
        } catch (LabException e) {
            // Between its socket and its first turn.
            return false;
        }
    }

    private static String failure(Scene scene) {
        Daemon daemon = scene.daemon(Interop.ROUTER);
        return daemon.isAlive() ? "the router is not ready after " + START_LIMIT_MS / 1000 + " s; see " + daemon.log() : daemon.epitaph();
    }
}
