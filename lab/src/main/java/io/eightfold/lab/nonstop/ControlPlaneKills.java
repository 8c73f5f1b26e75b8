// SPDX-License-Identifier: Apache-2.0
// The control plane dies at random moments.
package io.eightfold.lab.nonstop;

import io.eightfold.host.probe.ProbeAccount;
import io.eightfold.lab.process.Daemon;
import io.eightfold.lab.router.Prober;
import io.eightfold.lab.router.Side;
import io.eightfold.lab.step.Check;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Scene;
import java.util.ArrayList;
import java.util.List;

/** {@code kill -9} while it is idle, while it loads, and while routes come and go, in turn; no probe may be lost. */
record ControlPlaneKills(Bench bench) implements Check {

    /** What the control plane is doing when it dies. */
    private enum Moment {
        IDLE("idle", 400), LOADING("loading", 2_000), CHURNING("routes churn", 1_500);

        private final String label;
        private final int withinMs;

        Moment(String label, int withinMs) {
            this.label = label;
            this.withinMs = withinMs;
        }
    }

    @Override
    public Judgement run(Scene scene) {
        List<String> problems = new ArrayList<>();
        long sent = 0;
        for (int kill = 1; kill <= bench.settings().kills(); kill++) {
            Moment moment = Moment.values()[(kill - 1) % Moment.values().length];
            ProbeAccount account = kill(scene, moment, kill);
            sent += account.sent();
            if (!account.isClean()) {
                problems.add("kill " + kill + " (" + moment.label + "): " + account.lost() + " lost, " + account.duplicated() + " duplicated, "
                    + account.reordered() + " reordered");
            }
        }
        return problems.isEmpty() ? Judgement.pass(bench.settings().kills() + " kills, 0 of " + sent + " probes lost, routes equal after each")
            : Judgement.fail(String.join("; ", problems));
    }

    private ProbeAccount kill(Scene scene, Moment moment, int number) {
        Daemon process = bench.router().process(scene, Side.CONTROL_PLANE);
        Prober.Window window = bench.open(scene);
        if (moment == Moment.LOADING) {
            process.kill();
            process.startAgain();
        }
        Churn churn = moment == Moment.CHURNING ? Churn.start(scene, bench) : Churn.NONE;
        bench.prober(scene).pause(bench.random().nextInt(moment.withinMs));
        process.kill();
        churn.join();
        process.startAgain();
        long equalMs = bench.router().awaitEqual(scene);
        return bench.record(scene, window, new EventTable.Name(Side.CONTROL_PLANE.label() + " kill " + number, moment.label), equalMs);
    }
}
