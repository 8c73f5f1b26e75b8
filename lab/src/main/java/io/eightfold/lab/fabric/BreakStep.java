// SPDX-License-Identifier: Apache-2.0
// Something breaks, and is mended, under a steady probe.
package io.eightfold.lab.fabric;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.eightfold.lab.process.Wait;
import io.eightfold.lab.step.Check;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Scene;
import java.util.Locale;

/** Passes when the probe's outage is as short as the break allows, and after mending everything is as before. */
record BreakStep(FabricBench bench, Break what, JsonArray results) implements Check {
    private static final long LEAD_MS = 500;
    /** Long enough that a hold time and a stale route would show. */
    private static final long HURT_MS = 5_000;
    private static final long CLEAN_MS = 1_000;
    private static final long RECOVERY_LIMIT_MS = 25_000;
    private static final long MENDED_LIMIT_MS = 40_000;

    @Override
    public Judgement run(Scene scene) {
        EchoProbe probe = bench.probe(scene);
        FabricBench.await(RECOVERY_LIMIT_MS, "a probe that loses nothing before the break", () -> probe.isCleanFor(CLEAN_MS));
        int first = probe.next();
        EchoProbe.pause(LEAD_MS);
        what.act(scene, bench);
        EchoProbe.pause(HURT_MS);
        boolean isBack = Wait.until(RECOVERY_LIMIT_MS, () -> probe.isCleanFor(CLEAN_MS));
        EchoProbe.Account broken = probe.settle(first);
        int second = probe.next();
        what.mend(scene, bench);
        FabricBench.await(MENDED_LIMIT_MS, "all sessions after mending", () -> isWhole(scene));
        boolean isWhole = Wait.until(RECOVERY_LIMIT_MS, () -> probe.isCleanFor(CLEAN_MS));
        EchoProbe.Account mended = probe.settle(second);
        results.add(json(broken, mended));
        return judge(isBack, isWhole, broken, mended);
    }

    private boolean isWhole(Scene scene) {
        return bench.routers.stream().map(router -> FabricView.of(scene, router)).allMatch(view -> view.hasDataplane() && view.established() == SessionsUp.EACH
            && view.hasFarRoute());
    }

    private Judgement judge(boolean isBack, boolean isWhole, EchoProbe.Account broken, EchoProbe.Account mended) {
        String seen = String.format(Locale.ROOT, "%s: %d of %d lost, back after %.0f ms; mended: %d of %d lost, %.0f ms", what.title(), broken.lost(), broken.sent(),
            broken.outageMs(), mended.lost(), mended.sent(), mended.outageMs());
        if (!isBack || !isWhole) {
            return Judgement.fail(seen + "; packets are still being lost");
        }
        double worstMs = Math.max(broken.outageMs(), mended.outageMs());
        boolean isPass = what.outageLimitMs() == 0 ? broken.lost() + mended.lost() == 0 : worstMs <= what.outageLimitMs();
        return isPass ? Judgement.pass(seen) : Judgement.fail(seen + "; allowed " + what.outageLimitMs() + " ms");
    }

    private JsonObject json(EchoProbe.Account broken, EchoProbe.Account mended) {
        JsonObject json = new JsonObject();
        json.addProperty("break", what.word());
        json.addProperty("sent", broken.sent());
        json.addProperty("lost", broken.lost());
        json.addProperty("outageMs", broken.outageMs());
        json.addProperty("mendedSent", mended.sent());
        json.addProperty("mendedLost", mended.lost());
        json.addProperty("mendedOutageMs", mended.outageMs());
        return json;
    }
}
