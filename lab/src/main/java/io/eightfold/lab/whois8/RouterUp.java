// SPDX-License-Identifier: Apache-2.0
// The router starts and fetches verified data.
package io.eightfold.lab.whois8;

import com.google.gson.JsonObject;
import io.eightfold.lab.report.Verdict;
import io.eightfold.lab.router.DeviceFallback;
import io.eightfold.lab.router.Side;
import io.eightfold.lab.router.SplitRouter;
import io.eightfold.lab.step.Check;
import io.eightfold.lab.step.HostsUp;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Scene;
import io.eightfold.lab.topology.Station;
import io.eightfold.lab.topology.Whois8;
import java.util.List;
import java.util.Locale;

/** Passes when {@code show whois8} has live data by the preferred server. */
record RouterUp(Whois8Bench bench) implements Check {
    private static final int DATA_LIMIT_MS = 15_000;

    @Override
    public Judgement run(Scene scene) {
        Judgement started = DeviceFallback.start(scene, () -> start(scene));
        long startNs = System.nanoTime();
        RouterView.await(DATA_LIMIT_MS, "live data in the router", () -> isLive(scene));
        double liveS = (System.nanoTime() - startNs) / 1e9;
        JsonObject set = RouterView.dataSet(RouterView.validation(scene));
        RouterView.require("live".equals(set.get("state").getAsString()) && set.get("server").getAsString().startsWith(bench.authority.url()),
            "data of " + RegistryServer.RIR + " is not live by " + bench.authority.url() + ": " + set);
        Judgement host = new HostsUp(List.of(Whois8.HOST)).run(scene);
        RouterView.require(host.verdict() == Verdict.PASS, host.detail());
        return Judgement.pass(String.format(Locale.ROOT, "%s; %s records of serial %s live %.1f s later", started.detail(), set.get("records"), set.get("serial"), liveS));
    }

    private Judgement start(Scene scene) {
        bench.router(new SplitRouter(Whois8.ROUTER, RouterFile.write(scene, bench)));
        HostsUp.start(scene, (Station.Ipv8Host) scene.topology().station(Whois8.HOST));
        for (Side side : Side.values()) {
            bench.router().start(scene, side);
        }
        return Judgement.pass("both processes equal after " + bench.router().awaitEqual(scene) + " ms, " + scene.device().driver());
    }

    private static boolean isLive(Scene scene) {
        return RouterView.metric(RouterView.metrics(scene), "ipv8_whois8_data_live{rir=\"" + RegistryServer.RIR + "\"}").orElse(0) == 1;
    }
}
