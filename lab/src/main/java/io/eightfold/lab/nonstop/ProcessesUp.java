// SPDX-License-Identifier: Apache-2.0
// Starts the two processes of the router.
package io.eightfold.lab.nonstop;

import io.eightfold.lab.router.DeviceFallback;
import io.eightfold.lab.router.Side;
import io.eightfold.lab.router.SplitRouter;
import io.eightfold.lab.step.Check;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Scene;
import io.eightfold.lab.topology.NonStop;
import io.eightfold.lab.topology.Station;
import java.nio.file.Path;

/** Passes when all generated routes are in the dataplane. */
record ProcessesUp(Bench bench) implements Check {
    /** Routes that come and go while the control plane is killed. */
    private static final int CHURNED = 2_000;

    @Override
    public Judgement run(Scene scene) {
        return DeviceFallback.start(scene, () -> start(scene));
    }

    private Judgement start(Scene scene) {
        String driver = scene.device().driver();
        Path config = scene.output().resolve(NonStop.ROUTER + ".conf");
        bench.router(new SplitRouter(NonStop.ROUTER, config));
        Station.Router station = scene.topology().routers().getFirst();
        bench.routes().write(config, station, driver, 0);
        bench.routes().write(bench.churnedConfig(), station, driver, CHURNED);
        for (Side side : Side.values()) {
            bench.router().start(scene, side);
        }
        long equalMs = bench.router().awaitEqual(scene);
        bench.routes().runtime().forEach(words -> bench.router().route(scene, words));
        long allMs = bench.router().awaitEqual(scene);
        return Judgement.pass(bench.routes().configured() + " configured routes in both after " + equalMs + " ms, " + bench.routes().count() + " in all "
            + allMs + " ms after those were added, " + driver);
    }
}
