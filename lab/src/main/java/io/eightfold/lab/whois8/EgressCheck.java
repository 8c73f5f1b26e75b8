// SPDX-License-Identifier: Apache-2.0
// Without a valid route nothing leaves, whatever the default route says.
package io.eightfold.lab.whois8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.eightfold.host.probe.ProbeAccount;
import io.eightfold.lab.report.Verdict;
import io.eightfold.lab.router.Prober;
import io.eightfold.lab.step.Check;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Ping8;
import io.eightfold.lab.step.Scene;
import io.eightfold.lab.topology.Whois8;

/** Passes when a destination without a valid route is prohibited and counted so, and one with a valid route is reached. */
record EgressCheck(Whois8Bench bench) implements Check {
    /** Registered by nobody. */
    private static final String UNREGISTERED = "64500.10.3.0.1";
    /** What ping says of code 13, administratively prohibited. */
    private static final String REFUSAL = "Packet filtered";
    private static final String REASON = "prohibited";
    private static final int PINGS = 3;
    private static final long WINDOW_MS = 300;

    @Override
    public Judgement run(Scene scene) {
        long before = dropped(scene);
        RouterView.addRoute(scene, "default");
        Prober.Window window = bench.kept(scene).open();
        bench.kept(scene).pause(WINDOW_MS);
        Judgement ping = Ping8.refused(Whois8.HOST, UNREGISTERED, PINGS, REFUSAL).run(scene);
        ProbeAccount account = window.settle();
        long counted = dropped(scene) - before;
        RouterView.ask(scene, "route", "del", "default");
        RouterView.require(ping.verdict() == Verdict.PASS, ping.detail());
        RouterView.require(counted == PINGS, counted + " packets counted as " + REASON + ", not " + PINGS);
        return Whois8Bench.isClean(account) ? Judgement.pass(ping.detail() + ", " + counted + " dropped as " + REASON + "; valid route: 0 of " + account.sent() + " probes lost")
            : Judgement.fail(ping.detail() + "; the valid route suffered: " + account);
    }

    /** Of all ports. */
    private static long dropped(Scene scene) {
        long sum = 0;
        for (JsonElement port : RouterView.ask(scene, "show", "interfaces").getAsJsonArray()) {
            JsonObject drops = port.getAsJsonObject().getAsJsonObject("counters").getAsJsonObject("drops");
            sum += drops.has(REASON) ? drops.get(REASON).getAsLong() : 0;
        }
        return sum;
    }
}
