// SPDX-License-Identifier: Apache-2.0
// What perf forward measured.
package io.eightfold.perf.forward;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.eightfold.perf.table.RouteTable;
import io.eightfold.perf.trial.Statistics;
import java.util.Arrays;
import java.util.Locale;

/**
 * @param table           routes.
 * @param ratesMpps       million packets a second, a trial each.
 * @param cyclesPerPacket time stamp counter ticks a packet, a trial each.
 * @param checkedFrames   frames that were compared with the expected result before.
 */
public record ForwardResult(ForwardSettings settings, RouteTable table, double[] ratesMpps, double[] cyclesPerPacket, int checkedFrames, JsonObject environment) {

    /** One object with medians and spread. */
    public JsonObject json() {
        final JsonObject result = new JsonObject();
        result.addProperty("name", "forward-ip8-" + table.name() + '-' + settings.frames() + "frames-1w-64B-burst" + settings.burst());
        result.addProperty("unit", "Mpps");
        result.addProperty("subject", ForwardBenchmark.SUBJECT);
        result.addProperty("median", Statistics.round(Statistics.median(ratesMpps)));
        result.addProperty("min", Statistics.round(Statistics.min(ratesMpps)));
        result.addProperty("max", Statistics.round(Statistics.max(ratesMpps)));
        result.addProperty("cyclesPerPacketMedian", Statistics.round(Statistics.median(cyclesPerPacket)));
        result.addProperty("checkedFrames", checkedFrames);
        result.addProperty("routes", table.size());
        result.addProperty("asns", table.asns().length);
        final JsonArray trials = new JsonArray();
        Arrays.stream(ratesMpps).forEach(r -> trials.add(Statistics.round(r)));
        result.add("trials", trials);
        result.add("environment", environment);
        return result;
    }

    /** The same for a person. */
    public String text() {
        final JsonObject json = json();
        return String.format(Locale.ROOT, """
            one worker, burst %d, %,d frames (64 bytes with FCS) over %,d routes in %,d ASNs, net_pcap infinite_rx -> net_null
            checked      %,d frames: MACs, TTL, checksum and payload as computed apart
            rate         %.2f Mpps (median of %d trials of %d ms; %.2f to %.2f)
            cycles       %.1f a packet (time stamp counter)
            machine      %s, %d CPUs, Linux %s, Java %s, DPDK %s, hugepages %s
            """, settings.burst(), settings.frames(), table.size(), table.asns().length, checkedFrames, json.get("median").getAsDouble(), ratesMpps.length,
            settings.trialMs(), json.get("min").getAsDouble(), json.get("max").getAsDouble(), json.get("cyclesPerPacketMedian").getAsDouble(),
            environment.get("cpu").getAsString(), environment.get("cpus").getAsInt(), environment.get("kernel").getAsString(),
            environment.get("java").getAsString(), environment.get("dpdk").getAsString(), environment.get("hugepages").getAsBoolean() ? "yes" : "no");
    }
}
