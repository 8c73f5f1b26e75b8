// SPDX-License-Identifier: Apache-2.0
// Registries die, and forwarding does not notice.
package io.eightfold.lab.whois8;

import com.google.gson.JsonObject;
import io.eightfold.host.probe.ProbeAccount;
import io.eightfold.lab.process.Daemon;
import io.eightfold.lab.router.Prober;
import io.eightfold.lab.router.Side;
import io.eightfold.lab.step.Check;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Scene;
import java.util.Locale;

/** {@code kill -9} of the authority, then of its mirror, then of the control plane while both are away: no probe may be lost. */
record RegistriesKilled(Whois8Bench bench) implements Check {
    private static final long FAILOVER_LIMIT_MS = 15_000;
    private static final long AWAY_MS = 1_000;

    @Override
    public Judgement run(Scene scene) {
        Prober.Window window = bench.kept(scene).open();
        long startNs = System.nanoTime();
        int mark = RouterView.logMark(scene);
        bench.authority.process(scene).kill();
        RouterView.show(scene, RouterView.awaitLogLine(scene, mark, FAILOVER_LIMIT_MS, "whois8 server=" + bench.mirror.url() + " state=active"));
        double failoverS = (System.nanoTime() - startNs) / 1e9;
        RouterView.require(isUsed(scene, bench.mirror), "show whois8 does not say that the mirror is used");
        bench.mirror.process(scene).kill();
        RouterView.awaitLogLine(scene, mark, FAILOVER_LIMIT_MS, "whois8 server=" + bench.mirror.url() + " state=failed");
        bench.kept(scene).pause(AWAY_MS);
        requireValid(scene, "both servers dead");
        long equalMs = restart(scene);
        // The journal keeps what was published, and a refused route never was.
        RouterView.addRoute(scene, Whois8Bench.TOO_LONG);
        RouterView.addRoute(scene, Whois8Bench.SUSPENDED);
        requireValid(scene, "the control plane restarted with both servers dead");
        ProbeAccount account = window.settle();
        String seen = String.format(Locale.ROOT, "mirror used after %.1f s; control plane restarted without any server, routes equal after %d ms, verdicts from disk; %d of %d probes lost",
            failoverS, equalMs, account.lost(), account.sent());
        return Whois8Bench.isClean(account) ? Judgement.pass(seen) : Judgement.fail(seen + ": " + account);
    }

    private long restart(Scene scene) {
        Daemon process = bench.router().process(scene, Side.CONTROL_PLANE);
        int mark = RouterView.logMark(scene);
        process.kill();
        process.startAgain();
        long equalMs = bench.router().awaitEqual(scene);
        RouterView.awaitLogLine(scene, mark, FAILOVER_LIMIT_MS, "whois8 verdicts ready ");
        return equalMs;
    }

    private static void requireValid(Scene scene, String when) {
        JsonObject route = RouterView.route(scene, Whois8Bench.KEPT);
        RouterView.require("valid".equals(route.get("verdict").getAsString()) && route.get("installed").getAsBoolean(), when + ": " + Whois8Bench.KEPT + " is " + route);
        JsonObject refused = RouterView.route(scene, Whois8Bench.TOO_LONG);
        RouterView.require(refused.get("refused").getAsBoolean(), when + ": " + Whois8Bench.TOO_LONG + " is not refused: " + refused);
        RouterView.require("live".equals(RouterView.dataSet(RouterView.validation(scene)).get("state").getAsString()), when + ": data is not live any more");
    }

    private static boolean isUsed(Scene scene, RegistryServer server) {
        return RouterView.server(RouterView.validation(scene), server).get("used").getAsBoolean();
    }
}
