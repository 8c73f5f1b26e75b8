// SPDX-License-Identifier: Apache-2.0
// A process that hangs for a while.
package io.eightfold.lab.nonstop;

import io.eightfold.lab.router.Prober;
import io.eightfold.lab.router.Side;
import io.eightfold.lab.step.Check;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Scene;
import java.util.concurrent.TimeUnit;

/** SIGSTOP, and SIGCONT after half a minute: longer than any timeout between the two; it must recover by itself. */
record Suspension(Bench bench, Side side) implements Check {

    @Override
    public Judgement run(Scene scene) {
        Prober.Window window = bench.open(scene);
        bench.router().signal(scene, side, "STOP");
        try {
            bench.prober(scene).pause(TimeUnit.SECONDS.toMillis(bench.settings().pauseS()));
        } finally {
            bench.router().signal(scene, side, "CONT");
        }
        long equalMs = bench.router().awaitEqual(scene);
        EventTable.Name event = new EventTable.Name(side.label() + " stopped", "SIGSTOP for " + bench.settings().pauseS() + " s");
        return Recovery.judge(scene, bench, side, window, event, equalMs);
    }
}
