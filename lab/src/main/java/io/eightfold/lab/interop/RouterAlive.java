// SPDX-License-Identifier: Apache-2.0
// The router outlived its neighbours.
package io.eightfold.lab.interop;

import com.google.gson.JsonObject;
import io.eightfold.lab.process.Daemon;
import io.eightfold.lab.step.Check;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Scene;
import io.eightfold.lab.topology.Interop;

/** The process never ended, and still answers. */
record RouterAlive() implements Check {
    @Override
    public Judgement run(Scene scene) {
        Daemon router = scene.daemon(Interop.ROUTER);
        if (!router.isAlive()) {
            return Judgement.fail(router.epitaph());
        }
        JsonObject summary = BgpView.ask(scene, "show", "bgp", "summary").getAsJsonObject();
        return Judgement.pass(summary.getAsJsonArray("neighbors").size() + " neighbors, " + summary.get("prefixes") + " prefixes");
    }
}
