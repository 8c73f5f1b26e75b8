// SPDX-License-Identifier: Apache-2.0
// Registered routes are used.
package io.eightfold.lab.whois8;

import com.google.gson.JsonObject;
import io.eightfold.host.probe.ProbeAccount;
import io.eightfold.lab.router.Prober;
import io.eightfold.lab.step.Check;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Scene;

/** Passes when the dataplane has them and probes arrive. */
record ValidInstalled(Whois8Bench bench) implements Check {
    private static final long WINDOW_MS = 1_000;

    @Override
    public Judgement run(Scene scene) {
        RouterView.addRoute(scene, Whois8Bench.KEPT);
        RouterView.addRoute(scene, Whois8Bench.REVOKED);
        JsonObject explained = RouterView.explained(scene, Whois8Bench.KEPT);
        RouterView.require("valid".equals(explained.get("verdict").getAsString()), Whois8Bench.KEPT + " is not valid: " + explained);
        RouterView.require(RouterView.isInFib(scene, Whois8Bench.KEPT), Whois8Bench.KEPT + " is not in the FIB");
        Prober.Window window = bench.kept(scene).open();
        bench.kept(scene).pause(WINDOW_MS);
        ProbeAccount account = window.settle();
        return Whois8Bench.isClean(account) ? Judgement.pass(Whois8Bench.KEPT + " valid and in the FIB; " + account.sent() + " probes, 0 lost")
            : Judgement.fail("tainted: " + account + " though nothing happens; a machine with less to do is needed");
    }
}
