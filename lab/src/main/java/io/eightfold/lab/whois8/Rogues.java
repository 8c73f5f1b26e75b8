// SPDX-License-Identifier: Apache-2.0
// Somebody else answers at the registry's address.
package io.eightfold.lab.whois8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.eightfold.host.probe.ProbeAccount;
import io.eightfold.lab.router.Prober;
import io.eightfold.lab.step.Check;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Scene;
import java.util.Optional;

/**
 * A registry with other keys, then the right one with an old copy of its directory. Passes when both are refused with an alarm, nothing of the forwarding changes,
 * and the right one is followed again.
 */
record Rogues(Whois8Bench bench) implements Check {
    private static final long LIMIT_MS = 30_000;

    @Override
    public Judgement run(Scene scene) {
        Prober.Window window = bench.kept(scene).open();
        bench.rogue.init(scene);
        refuse(scene, bench.rogue, "unknown-anchor");
        bench.old.copy(scene, bench.authority);
        bench.authority.startAgain(scene);
        bench.authority.awaitUp(scene, 2);
        long serial = change(scene);
        bench.authority.process(scene).stop();
        refuse(scene, bench.old, "rolled-back");
        int mark = RouterView.logMark(scene);
        bench.authority.startAgain(scene);
        bench.mirror.startAgain(scene);
        RouterView.show(scene, RouterView.awaitLogLine(scene, mark, LIMIT_MS, "whois8 server=" + bench.authority.url() + " state=active"));
        requireUnmoved(scene);
        ProbeAccount account = window.settle();
        String seen = "other keys: unknown-anchor; old copy: rolled-back; the right one is followed again at serial " + serial + "; " + account.lost() + " of " + account.sent() + " probes lost";
        return Whois8Bench.isClean(account) ? Judgement.pass(seen) : Judgement.fail(seen + ": " + account);
    }

    /** Starts a server, waits for the alarm in {@code show whois8} and in the log, and ends it. */
    private void refuse(Scene scene, RegistryServer server, String fault) {
        int mark = RouterView.logMark(scene);
        server.serve(scene);
        RouterView.show(scene, RouterView.awaitLogLine(scene, mark, LIMIT_MS, "whois8 alarm=" + fault + " "));
        RouterView.require(alarm(RouterView.validation(scene), fault).isPresent(), "show whois8 has no alarm " + fault);
        requireUnmoved(scene);
        server.process(scene).stop();
    }

    /** Verdicts are those of before. */
    private static void requireUnmoved(Scene scene) {
        JsonObject kept = RouterView.route(scene, Whois8Bench.KEPT);
        RouterView.require("valid".equals(kept.get("verdict").getAsString()) && kept.get("installed").getAsBoolean(), Whois8Bench.KEPT + ": " + kept);
        RouterView.require(RouterView.route(scene, Whois8Bench.SUSPENDED).get("refused").getAsBoolean(), Whois8Bench.SUSPENDED + " is not refused any more");
    }

    /** A change by the right registry, and the router has it. */
    private long change(Scene scene) {
        long before = RouterView.dataSet(RouterView.validation(scene)).get("serial").getAsLong();
        bench.authority.admin(scene, "set", "64499", "--holder", "Example South East");
        RouterView.require(RouterView.awaitSerial(scene, LIMIT_MS, before + 1), "the router does not follow the right registry to serial " + (before + 1));
        return before + 1;
    }

    private static Optional<JsonObject> alarm(JsonObject validation, String fault) {
        return validation.getAsJsonArray("alarms").asList().stream().map(JsonElement::getAsJsonObject).filter(alarm -> fault.equals(alarm.get("fault").getAsString())).findFirst();
    }
}
