// SPDX-License-Identifier: Apache-2.0
// What perf fib-push measured.
package io.eightfold.perf.push;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.eightfold.perf.push.TrafficProbe.Result;
import io.eightfold.perf.trial.Statistics;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/**
 * @param rounds      at least one.
 * @param resyncMs    for the whole table, asked for by an operator.
 * @param checked     routes whose digests were compared before anything was reported.
 * @param idle        single routes while nothing else changes; null when none were asked for.
 * @param churn       the same while others change; null with {@code idle}.
 * @param churnPerS   changes a second that were really made meanwhile.
 * @param counters    of the publisher, at the end.
 */
public record FibPushResult(FibPushSettings settings, String table, List<Round> rounds, double resyncMs, long checked, Result idle, Result churn, double churnPerS,
                            JsonObject counters, JsonObject environment) {
    private static final double REACH_PER_S = 300_000;
    private static final double AIM_PER_S = 1_000_000;
    private static final double REACH_MS = 5;
    private static final double AIM_MS = 1;

    /**
     * Times of one round in ns.
     * @param peerLoadNs 0 without a peer.
     */
    public record Round(long loadNs, long withdrawNs, long peerLoadNs, long peerWithdrawNs) {
    }

    /** One object, as {@code perf/results/README.md} says. */
    public JsonObject json() {
        final JsonObject json = new JsonObject();
        json.addProperty("name", "fib-push-" + table);
        json.addProperty("unit", "routes/s");
        json.addProperty("subject", "from the first update of the RIB to the acknowledgement that every worker sees the last, journal on, Aeron IPC between two processes");
        addRates(json);
        final JsonArray figures = new JsonArray();
        figures.add(figure("load", "routes/s", rates(r -> r.loadNs), REACH_PER_S, AIM_PER_S, true));
        if (idle != null) {
            figures.add(figure("publish to packet, p99", "ms", new double[] {idle.percentileMs(99)}, REACH_MS, AIM_MS, false));
            figures.add(figure("the same during churn", "ms", new double[] {churn.percentileMs(99)}, REACH_MS, AIM_MS, false));
        }
        json.add("figures", figures);
        json.addProperty("routes", settings.routes());
        json.addProperty("nextHops", PushRouter.NEXT_HOPS);
        json.addProperty("withdrawnPerSecond", Math.round(Statistics.median(rates(r -> r.withdrawNs))));
        json.addProperty("resyncMs", Statistics.round(resyncMs));
        json.addProperty("checkedRoutes", checked);
        addLatency(json);
        json.add("publisherCounters", counters);
        json.add("environment", environment);
        return json;
    }

    /** A comparison when there is a peer, a rate when not. */
    private void addRates(final JsonObject json) {
        final double[] ours = rates(r -> r.loadNs);
        if (!settings.hasPeer()) {
            json.addProperty("median", Math.round(Statistics.median(ours)));
            json.addProperty("min", Math.round(Statistics.min(ours)));
            json.addProperty("max", Math.round(Statistics.max(ours)));
            final JsonArray trials = new JsonArray();
            Arrays.stream(ours).forEach(v -> trials.add(Math.round(v)));
            json.add("trials", trials);
            return;
        }
        final double[] peer = rates(r -> r.peerLoadNs);
        final double[] ratios = rounds.stream().mapToDouble(r -> (double) r.peerLoadNs / r.loadNs).toArray();
        json.addProperty("peer", "FRR zebra, as many IPv4 routes from a client's socket into the kernel");
        json.addProperty("subjectMedian", Math.round(Statistics.median(ours)));
        json.addProperty("peerMedian", Math.round(Statistics.median(peer)));
        json.addProperty("ratioMedian", Statistics.round(Statistics.median(ratios)));
        json.addProperty("ratioMin", Statistics.round(Statistics.min(ratios)));
        json.addProperty("ratioMax", Statistics.round(Statistics.max(ratios)));
        final JsonArray trials = new JsonArray();
        for (int i = 0; i < ours.length; i++) {
            final JsonObject trial = new JsonObject();
            trial.addProperty("subject", Math.round(ours[i]));
            trial.addProperty("peer", Math.round(peer[i]));
            trials.add(trial);
        }
        json.add("trials", trials);
        json.addProperty("peerWithdrawnPerSecond", Math.round(Statistics.median(rates(r -> r.peerWithdrawNs))));
    }

    private void addLatency(final JsonObject json) {
        if (idle == null) {
            return;
        }
        final JsonObject latency = new JsonObject();
        latency.add("subject", percentiles(idle));
        json.add("latency", latency);
        json.add("latencyDuringChurn", percentiles(churn));
        json.addProperty("churnedRoutes", settings.churned());
        json.addProperty("churnPerSecond", Math.round(churnPerS));
    }

    /** In ns. */
    private static JsonObject percentiles(final Result result) {
        final Histogram histogram = result.latencyNs();
        final JsonObject json = new JsonObject();
        json.addProperty("p50", histogram.getValueAtPercentile(50));
        json.addProperty("p90", histogram.getValueAtPercentile(90));
        json.addProperty("p99", histogram.getValueAtPercentile(99));
        json.addProperty("p99_9", histogram.getValueAtPercentile(99.9));
        json.addProperty("p99_99", histogram.getValueAtPercentile(99.99));
        json.addProperty("max", histogram.getMaxValue());
        json.addProperty("count", histogram.getTotalCount());
        json.addProperty("resolution", result.resolutionNs());
        return json;
    }

    private static JsonObject figure(final String name, final String unit, final double[] values, final double reach, final double aim, final boolean isHigherBetter) {
        final JsonObject figure = new JsonObject();
        figure.addProperty("name", name);
        figure.addProperty("value", Statistics.round(Statistics.median(values)));
        figure.addProperty("unit", unit);
        figure.addProperty("reach", reach);
        figure.addProperty("aim", aim);
        figure.addProperty("better", isHigherBetter ? "higher" : "lower");
        figure.addProperty("min", Statistics.round(Statistics.min(values)));
        figure.addProperty("max", Statistics.round(Statistics.max(values)));
        return figure;
    }

    private double[] rates(final ToDoubleFunction<Round> ns) {
        return rounds.stream().mapToDouble(r -> settings.routes() * 1e9 / ns.applyAsDouble(r)).toArray();
    }

    /** The same for a person. */
    public String text() {
        final double[] loads = rates(r -> r.loadNs);
        final StringBuilder text = new StringBuilder(String.format(Locale.ROOT, """
            fib-push-%s
            load      %,.0f routes/s from the RIB to every worker (median of %d; %,.0f to %,.0f; reach %,.0f, aim %,.0f)
            withdraw  %,.0f routes/s
            resync    %.0f ms for the whole table
            """, table, Statistics.median(loads), loads.length, Statistics.min(loads), Statistics.max(loads), REACH_PER_S, AIM_PER_S,
            Statistics.median(rates(r -> r.withdrawNs)), resyncMs));
        if (settings.hasPeer()) {
            text.append(String.format(Locale.ROOT, "zebra     %,.0f routes/s into the kernel, withdraw %,.0f; ours is %.1f times as fast%n",
                Statistics.median(rates(r -> r.peerLoadNs)), Statistics.median(rates(r -> r.peerWithdrawNs)),
                Statistics.median(rounds.stream().mapToDouble(r -> (double) r.peerLoadNs / r.loadNs).toArray())));
        }
        if (idle != null) {
            text.append(line("packet", idle)).append(String.format(Locale.ROOT, "; reach p99 %.0f ms, aim %.0f ms%n", REACH_MS, AIM_MS));
            text.append(line("in churn", churn)).append(String.format(Locale.ROOT, "; %,d routes change beside it, %,.0f a second%n", settings.churned(), churnPerS));
        }
        return text.append(String.format(Locale.ROOT, "checked   %,d routes: digests of each ASN, computed anew on both sides", checked)).toString();
    }

    private static String line(final String name, final Result result) {
        return String.format(Locale.ROOT, "%-9s p50 %.3f, p99 %.3f, p99.9 %.3f, longest %.3f ms from publication to the first packet out; %,d routes, each offered every %.3f ms",
            name, result.percentileMs(50), result.percentileMs(99), result.percentileMs(99.9), result.latencyNs().getMaxValue() / 1e6, result.routes(),
            result.resolutionNs() / 1e6);
    }
}
