// SPDX-License-Identifier: Apache-2.0
// Ends the stream of probes.
package io.eightfold.lab.nonstop;

import io.eightfold.host.probe.ProbeAccount;
import io.eightfold.lab.router.Prober;
import io.eightfold.lab.step.Check;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Scene;

/** A last window with nobody killed, and the table. */
record EventsShown(Bench bench, long durationMs) implements Check {

    @Override
    public Judgement run(Scene scene) {
        Prober.Window window = bench.prober(scene).open();
        bench.prober(scene).pause(durationMs);
        ProbeAccount account = bench.record(scene, window, new EventTable.Name("no event", "at the end"), -1);
        bench.events().show(scene.findings());
        bench.endProbes();
        return account.isClean() && account.sent() > 0 ? Judgement.pass(account.sent() + " probes, each arrived once and in order")
            : Judgement.fail("forwarding is not whole at the end: " + account);
    }
}
