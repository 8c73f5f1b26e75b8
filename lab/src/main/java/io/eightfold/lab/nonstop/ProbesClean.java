// SPDX-License-Identifier: Apache-2.0
// Nothing is lost while nobody is killed.
package io.eightfold.lab.nonstop;

import io.eightfold.host.probe.ProbeAccount;
import io.eightfold.lab.router.Prober;
import io.eightfold.lab.step.Check;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Scene;

/** The proof that later losses are the router's: without it the run is tainted, and says nothing either way. */
record ProbesClean(Bench bench, long durationMs) implements Check {
    /** The router asked for its gateways before the lab answered for them, and asks again every second or two. */
    private static final long WARM_UP_MS = 500;
    private static final int WARM_UPS = 12;

    @Override
    public Judgement run(Scene scene) {
        Prober prober = bench.prober(scene);
        if (!awaitGateways(prober)) {
            return Judgement.fail("probes still fail to arrive " + WARM_UPS * WARM_UP_MS + " ms after the lab began to answer for the gateways; look at: show neighbors");
        }
        Prober.Window window = prober.open();
        prober.pause(durationMs);
        ProbeAccount account = bench.record(scene, window, new EventTable.Name("no event", "for comparison"), -1);
        return account.isClean() && account.sent() > 0 ? Judgement.pass(account.sent() + " probes, each arrived once and in order")
            : Judgement.fail("tainted: " + account + " with nobody killed; a machine with less to do is needed, or a lower --rate");
    }

    private static boolean awaitGateways(Prober prober) {
        for (int i = 0; i < WARM_UPS; i++) {
            Prober.Window window = prober.open();
            prober.pause(WARM_UP_MS);
            if (window.settle().isClean()) {
                return true;
            }
        }
        return false;
    }
}
