// SPDX-License-Identifier: Apache-2.0
// The dataplane dies.
package io.eightfold.lab.nonstop;

import io.eightfold.lab.process.Daemon;
import io.eightfold.lab.report.Verdict;
import io.eightfold.lab.router.Prober;
import io.eightfold.lab.router.Side;
import io.eightfold.lab.step.Check;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Scene;
import java.util.ArrayList;
import java.util.List;

/** {@code kill -9}, and the same command again: the control plane fills its table without being asked. */
record DataplaneKills(Bench bench, int kills) implements Check {

    @Override
    public Judgement run(Scene scene) {
        List<String> seen = new ArrayList<>();
        for (int kill = 1; kill <= kills; kill++) {
            Daemon process = bench.router().process(scene, Side.DATAPLANE);
            Prober.Window window = bench.open(scene);
            process.kill();
            process.startAgain();
            long equalMs = bench.router().awaitEqual(scene);
            EventTable.Name event = new EventTable.Name(Side.DATAPLANE.label() + " kill " + kill, "idle");
            Judgement judgement = Recovery.judge(scene, bench, Side.DATAPLANE, window, event, equalMs);
            if (judgement.verdict() != Verdict.PASS) {
                return Judgement.fail("kill " + kill + ": " + judgement.detail());
            }
            seen.add(judgement.detail());
        }
        return Judgement.pass(String.join("; ", seen));
    }
}
