// SPDX-License-Identifier: Apache-2.0
// The stream ends.
package io.eightfold.lab.whois8;

import io.eightfold.host.probe.ProbeAccount;
import io.eightfold.lab.router.Prober;
import io.eightfold.lab.step.Check;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Scene;

/** Nothing is lost at the end either, and sender and receiver are closed. */
record ProbesEnd(Whois8Bench bench) implements Check {
    private static final long WINDOW_MS = 300;

    @Override
    public Judgement run(Scene scene) {
        try {
            Prober.Window window = bench.kept(scene).open();
            bench.kept(scene).pause(WINDOW_MS);
            ProbeAccount account = window.settle();
            return Whois8Bench.isClean(account) ? Judgement.pass(account.sent() + " probes, 0 lost") : Judgement.fail(account.toString());
        } finally {
            bench.endProbes();
        }
    }
}
