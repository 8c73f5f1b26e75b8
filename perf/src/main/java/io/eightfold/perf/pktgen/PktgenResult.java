// SPDX-License-Identifier: Apache-2.0
// What ipv8 pktgen prints.
package io.eightfold.perf.pktgen;

import com.google.gson.JsonObject;
import io.eightfold.perf.trial.Statistics;
import io.eightfold.wire.address.MacAddress;
import java.util.Locale;

/**
 * A run with what led to it.
 *
 * @param rate        as asked for.
 * @param hops        routers on the way.
 * @param isReceiving whether what comes back was counted; without it nothing is known but what was sent.
 */
public record PktgenResult(String tx, String rx, Rate rate, Traffic traffic, int hops, boolean isReceiving, Run run, JsonObject environment) {
    private static final double MICRO = 1e6;

    /** One object: name, unit, traffic, tx, rx, counts, latency, environment. Rates: frames a second and bits a second. */
    public JsonObject json() {
        final JsonObject json = new JsonObject();
        json.addProperty("name", "pktgen-ip" + traffic.version() + "-" + traffic.streams() + "streams-" + traffic.sizes().label() + (isSize() ? "B" : "") + "-" + rate.text());
        json.addProperty("unit", "pps");
        json.addProperty("seconds", round(run.seconds()));
        json.add("traffic", trafficJson());
        json.add("tx", txJson());
        if (isReceiving) {
            json.add("rx", rxJson());
            json.addProperty("lost", run.lost());
            json.addProperty("lossRatio", Math.round(run.lossRatio() * 1e9) / 1e9);
            json.addProperty("reordered", run.reordered());
            json.addProperty("duplicates", run.duplicates());
            json.addProperty("corrupted", run.corrupted());
            json.addProperty("stale", run.stale());
            json.addProperty("foreign", run.foreign());
            json.addProperty("notRewritten", run.notRewritten());
            json.add("latencyUs", latencyJson());
        }
        json.add("environment", environment);
        return json;
    }

    /** The same for a person. */
    public String text() {
        final StringBuilder out = new StringBuilder(512);
        line(out, "traffic      IPv%d/UDP, %s bytes (FCS included), %,d streams: %s x %d ports, from %s", traffic.version(), traffic.sizes(),
            traffic.streams(), traffic.destinations(), traffic.flows(), traffic.source());
        line(out, "sent         %,d frames in %.3f s by %s", run.sent(), run.seconds(), tx);
        line(out, "  rate       %,.0f pps   %,.1f Mbit/s L2   %,.1f Mbit/s L1   (asked for %s)", run.sent() / run.seconds(), run.sentL2Bps() / MICRO,
            run.sentL1Bps() / MICRO, rate.text());
        if (run.refused() != 0) {
            line(out, "  refused    %,d frames: the ring of %s was full; they count as lost", run.refused(), tx);
        }
        if (run.missed() != 0) {
            line(out, "  missed     %,d frames were due and not made: the rate is beyond this generator or its device, or its CPU was busy", run.missed());
        }
        if (!isReceiving) {
            return out.toString();
        }
        line(out, "received     %,d frames by %s", run.received(), rx);
        line(out, "  rate       %,.0f pps   %,.1f Mbit/s L2   %,.1f Mbit/s L1", run.receivedPps(), run.receivedL2Bps() / MICRO, run.receivedL1Bps() / MICRO);
        line(out, "lost         %,d of %,d (%.6f %%)", run.lost(), run.offered(), run.lossRatio() * 100);
        line(out, "reordered    %,d   duplicates %,d   corrupted %,d   stale %,d   foreign %,d", run.reordered(), run.duplicates(), run.corrupted(),
            run.stale(), run.foreign());
        line(out, "rewritten    %s", run.notRewritten() == 0 ? rewritten() : String.format(Locale.ROOT, "%,d frames are NOT as %s should leave them", run.notRewritten(),
            hops == 0 ? "a wire" : "a router"));
        final Run.Latency l = run.latency();
        line(out, "latency      p50 %.1f   p99 %.1f   p99.9 %.1f   p99.99 %.1f   max %.1f us (min %.1f, mean %.1f)", l.p50Us(), l.p99Us(), l.p999Us(), l.p9999Us(),
            l.maxUs(), l.minUs(), l.meanUs());
        return out.toString();
    }

    private String rewritten() {
        return hops == 0 ? "no: TTL and MACs as sent (a wire, --hops 0)" : "every frame: TTL " + (traffic.ttl() - hops) + ", another MAC";
    }

    private boolean isSize() {
        return traffic.sizes().pattern().length == 1;
    }

    private JsonObject trafficJson() {
        final JsonObject json = new JsonObject();
        json.addProperty("version", traffic.version());
        json.addProperty("size", traffic.sizes().toString());
        json.addProperty("source", traffic.source().toString());
        json.addProperty("destinations", traffic.destinations().toString());
        json.addProperty("flows", traffic.flows());
        json.addProperty("streams", traffic.streams());
        json.addProperty("sourceMac", MacAddress.format(traffic.sourceMac()));
        json.addProperty("destinationMac", MacAddress.format(traffic.destinationMac()));
        json.addProperty("ttl", traffic.ttl());
        json.addProperty("hops", hops);
        return json;
    }

    private JsonObject txJson() {
        final JsonObject json = new JsonObject();
        json.addProperty("device", tx);
        json.addProperty("requested", rate.text());
        json.addProperty("offered", run.offered());
        json.addProperty("frames", run.sent());
        json.addProperty("refused", run.refused());
        json.addProperty("missed", run.missed());
        json.addProperty("pps", Math.round(run.sent() / run.seconds()));
        json.addProperty("l2Bps", Math.round(run.sentL2Bps()));
        json.addProperty("l1Bps", Math.round(run.sentL1Bps()));
        return json;
    }

    private JsonObject rxJson() {
        final JsonObject json = new JsonObject();
        json.addProperty("device", rx);
        json.addProperty("frames", run.received());
        json.addProperty("pps", Math.round(run.receivedPps()));
        json.addProperty("l2Bps", Math.round(run.receivedL2Bps()));
        json.addProperty("l1Bps", Math.round(run.receivedL1Bps()));
        return json;
    }

    private JsonObject latencyJson() {
        final Run.Latency latency = run.latency();
        final JsonObject json = new JsonObject();
        json.addProperty("min", round(latency.minUs()));
        json.addProperty("mean", round(latency.meanUs()));
        json.addProperty("p50", round(latency.p50Us()));
        json.addProperty("p99", round(latency.p99Us()));
        json.addProperty("p99.9", round(latency.p999Us()));
        json.addProperty("p99.99", round(latency.p9999Us()));
        json.addProperty("max", round(latency.maxUs()));
        return json;
    }

    private static double round(final double value) {
        return Statistics.round(value);
    }

    private static void line(final StringBuilder out, final String format, final Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
