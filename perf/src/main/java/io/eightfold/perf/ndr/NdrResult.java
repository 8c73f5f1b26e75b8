// SPDX-License-Identifier: Apache-2.0
// What perf ndr prints.
package io.eightfold.perf.ndr;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.eightfold.perf.trial.Statistics;
import java.util.Locale;

/**
 * @param found         the rates.
 * @param checkedFrames frames that were compared with the expected result before.
 */
public record NdrResult(NdrBenchmark.Settings settings, RateSearch.Found found, int checkedFrames, JsonObject environment) {
    /** The least that the project asks of itself: that it works. */
    public static final double REACH = 0;
    /** NDR over PDR that the project aims at. */
    public static final double AIM = 0.95;
    private static final double MEGA = 1e6;
    /** Beyond that the figures are of the machine's other load. */
    private static final double MAX_WAITED_SHARE = 0.01;

    /** NDR over PDR. */
    public double ratio() {
        return found.pdr() == 0 ? 0 : found.ndr() / found.pdr();
    }

    /** One object: name, unit, subject, ndr, pdr, ratio, reach, aim, trials, environment. */
    public JsonObject json() {
        final JsonObject json = new JsonObject();
        json.addProperty("name", name());
        json.addProperty("unit", "Mpps");
        json.addProperty("subject", "eightfold worker between two memif ports, one process and CPU each for generator and router");
        json.addProperty("ndr", mpps(found.ndr()));
        json.addProperty("pdr", mpps(found.pdr()));
        json.addProperty("ratio", Statistics.round(ratio()));
        json.addProperty("reach", REACH);
        json.addProperty("aim", AIM);
        json.addProperty("confirmed", found.isConfirmed());
        json.addProperty("complete", found.isComplete());
        json.addProperty("generatorBound", found.isGeneratorBound());
        json.addProperty("maxOffered", mpps(found.max().offeredPps()));
        json.addProperty("maxReceived", mpps(found.max().receivedPps()));
        json.addProperty("width", settings.search().width());
        json.addProperty("ringDescriptors", 1 << settings.ringBits());
        json.addProperty("checkedFrames", checkedFrames);
        json.addProperty("generatorWaitedShare", Statistics.round(waitedShare(true)));
        json.addProperty("routerWaitedShare", Statistics.round(waitedShare(false)));
        json.addProperty("disturbed", isDisturbed());
        final JsonArray trials = new JsonArray();
        found.trials().forEach(t -> trials.add(t.json()));
        json.add("trials", trials);
        json.add("environment", environment);
        return json;
    }

    /** The same for a person. */
    public String text() {
        final StringBuilder out = new StringBuilder(512);
        line(out, "%s", name());
        line(out, "checked      %,d frames: TTL, MACs and checksums as computed apart; the same of every frame of every trial", checkedFrames);
        line(out, "NDR          %.3f Mpps (no loss%s)", found.ndr() / MEGA, confirmation());
        line(out, "PDR          %.3f Mpps (at most %.1f %% lost%s)", found.pdr() / MEGA, RateSearch.PDR_LOSS * 100,
            found.isGeneratorBound() ? "; the generator cannot overload the router: the true figure is higher" : "");
        line(out, "NDR/PDR      %.3f (aim %.2f)", ratio(), AIM);
        line(out, "full speed   %.3f Mpps offered, %.3f Mpps received", found.max().offeredPps() / MEGA, found.max().receivedPps() / MEGA);
        line(out, "trials       %d, to a width of %.1f %%%s", found.trials().size(), settings.search().width() * 100,
            found.isComplete() ? "" : "; the time ran out before the end: the rates are what was reached");
        line(out, "CPU waits    generator %.2f %%, router %.2f %% of the trials' time%s", waitedShare(true) * 100, waitedShare(false) * 100,
            isDisturbed() ? ": DISTURBED, other threads had their CPUs; free both and repeat" : "");
        line(out, "machine      %s, %d CPUs, Linux %s, Java %s, DPDK %s, hugepages %s, steal %s ticks", environment.get("cpu").getAsString(),
            environment.get("cpus").getAsInt(), environment.get("kernel").getAsString(), environment.get("java").getAsString(),
            environment.get("dpdk").getAsString(), environment.get("hugepages").getAsBoolean() ? "yes" : "no", environment.get("stealTicks"));
        return out.toString();
    }

    private String confirmation() {
        return found.isConfirmed() ? String.format(Locale.ROOT, ", confirmed by a trial of %.0f s", settings.search().confirmS())
            : "; NOT confirmed: longer trials lost frames";
    }

    private boolean isDisturbed() {
        return Math.max(waitedShare(true), waitedShare(false)) > MAX_WAITED_SHARE;
    }

    private double waitedShare(final boolean isGenerator) {
        final double waitedMs = found.trials().stream().map(Trial::waits).mapToDouble(w -> isGenerator ? w.generatorMs() : w.routerMs()).sum();
        return waitedMs / (found.trials().stream().mapToDouble(Trial::seconds).sum() * 1000);
    }

    private String name() {
        return "ndr-2p-memif-ip8-" + RouterLink.ASNS + "asns-1w-64B-burst" + settings.burst();
    }

    private static double mpps(final double pps) {
        return Statistics.round(pps / MEGA);
    }

    private static void line(final StringBuilder out, final String format, final Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
