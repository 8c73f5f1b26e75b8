// SPDX-License-Identifier: Apache-2.0
// A revocation reaches the forwarding table.
package io.eightfold.lab.whois8;

import com.google.gson.JsonPrimitive;
import io.eightfold.host.probe.ProbeAccount;
import io.eightfold.lab.process.LabException;
import io.eightfold.lab.process.Wait;
import io.eightfold.lab.router.Prober;
import io.eightfold.lab.step.Check;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Scene;
import java.util.Locale;

/** From the request to the registry to the last probe that was still forwarded: under a second, and nothing else suffers. Taken back by command. */
record Revocation(Whois8Bench bench) implements Check {
    private static final double LIMIT_MS = 1_000;
    private static final long LOG_LIMIT_MS = 5_000;
    private static final long WINDOW_MS = 300;
    private static final int TRIES = 10;
    private static final String RTR_PREFIX = "20.0.0.0/8";

    @Override
    public Judgement run(Scene scene) {
        try (Prober gone = Whois8Bench.stream(scene, Whois8Bench.REVOKED)) {
            Prober.Window keptWindow = bench.kept(scene).open();
            double lastMs = revoke(scene, gone);
            double dataToFibMs = RouterView.metric(RouterView.metrics(scene), "ipv8_whois8_data_to_fib_seconds").orElse(Double.NaN) * 1000;
            requireSilence(gone);
            RouterView.require(!RouterView.isInFib(scene, Whois8Bench.REVOKED), Whois8Bench.REVOKED + " is still in the FIB");
            boolean isRtrSilent = Wait.until(LOG_LIMIT_MS, () -> !RtrClient.has(scene, RTR_PREFIX));
            double backMs = reactivate(scene, gone);
            ProbeAccount kept = keptWindow.settle();
            scene.findings().value("revocationMs", new JsonPrimitive(lastMs));
            scene.findings().value("revocationDataToFibMs", new JsonPrimitive(dataToFibMs));
            RouterView.require(Whois8Bench.isClean(kept), "the other route of the ASN suffered: " + kept);
            RouterView.require(isRtrSilent, "BIRD still has " + RTR_PREFIX);
            String seen = String.format(Locale.ROOT, "last probe %.0f ms after the request to the registry, data to FIB %.1f ms; accepted again %.0f ms after the command was begun; other route: 0 of %d lost", lastMs, dataToFibMs, backMs, kept.sent());
            return lastMs < LIMIT_MS ? Judgement.pass(seen) : Judgement.fail(seen + "; the limit is " + (long) LIMIT_MS + " ms");
        }
    }

    private double revoke(Scene scene, Prober gone) {
        Prober.Window window = gone.open();
        gone.pause(WINDOW_MS);
        int mark = RouterView.logMark(scene);
        long startNs = System.nanoTime();
        bench.authority.request(scene, "status-set", "{\"key\": \"" + Whois8Bench.REVOKED_RECORD + "\", \"status\": \"revoked\"}");
        RouterView.show(scene, RouterView.awaitLogLine(scene, mark, LOG_LIMIT_MS, "whois8 route=" + Whois8Bench.REVOKED + " ", "reason=route-revoked ", "now=refused"));
        gone.pause(WINDOW_MS);
        return (window.lastArrivalNs().orElseThrow() - startNs) / 1e6;
    }

    private static void requireSilence(Prober gone) {
        Prober.Window after = gone.open();
        gone.pause(WINDOW_MS);
        ProbeAccount account = after.settle();
        RouterView.require(account.sent() > 0 && account.lost() == account.sent(), "probes arrive by the revoked route: " + account);
    }

    /** Time from the command's start, the JVM's included, until the router uses the route again. */
    private double reactivate(Scene scene, Prober gone) {
        long startNs = System.nanoTime();
        int mark = RouterView.logMark(scene);
        bench.authority.admin(scene, "set", Whois8Bench.REVOKED_RECORD, "--status", "active");
        RouterView.awaitLogLine(scene, mark, LOG_LIMIT_MS, "whois8 route=" + Whois8Bench.REVOKED + " ", "verdict=valid ", "now=accepted");
        double acceptedMs = (System.nanoTime() - startNs) / 1e6;
        for (int i = 0; i < TRIES; i++) {
            Prober.Window window = gone.open();
            gone.pause(WINDOW_MS);
            if (Whois8Bench.isClean(window.settle())) {
                return acceptedMs;
            }
        }
        throw new LabException("probes by the reactivated route do not arrive");
    }
}
