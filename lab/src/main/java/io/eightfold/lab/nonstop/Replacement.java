// SPDX-License-Identifier: Apache-2.0
// An upgrade in place.
package io.eightfold.lab.nonstop;

import io.eightfold.lab.process.Daemon;
import io.eightfold.lab.router.Prober;
import io.eightfold.lab.router.Side;
import io.eightfold.lab.step.Check;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Scene;

/** SIGTERM, and the same command again, as {@code systemctl restart} after an upgrade does. */
record Replacement(Bench bench, Side side) implements Check {

    @Override
    public Judgement run(Scene scene) {
        Daemon process = bench.router().process(scene, side);
        Prober.Window window = bench.open(scene);
        process.stop();
        process.startAgain();
        long equalMs = bench.router().awaitEqual(scene);
        return Recovery.judge(scene, bench, side, window, new EventTable.Name(side.label() + " replaced", "SIGTERM and start"), equalMs);
    }
}
