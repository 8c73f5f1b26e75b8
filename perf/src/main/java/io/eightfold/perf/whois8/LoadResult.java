// SPDX-License-Identifier: Apache-2.0
// What perf whois8 load measured.
package io.eightfold.perf.whois8;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.eightfold.perf.trial.Statistics;
import java.util.Arrays;
import java.util.Locale;

/**
 * @param records       of the registry.
 * @param snapshotBytes of its snapshot.
 * @param loadsS        seconds of each load, the first without any warm-up.
 * @param heapBytes     of hashes and table, after a collection.
 * @param tableBytes    of the table alone, as it counts its arrays.
 * @param singleMs      of each delta of one change.
 * @param batch         changes of a larger delta.
 * @param batchMs       of each of those.
 * @param checked       verdicts that were compared.
 */
public record LoadResult(int records, long snapshotBytes, double[] loadsS, long heapBytes, long tableBytes, double[] singleMs, int batch, double[] batchMs, int checked,
                         JsonObject environment) {
    private static final double REACH_S = 30;
    private static final double AIM_S = 10;

    /** One object, as {@code perf/results/README.md} says. */
    public JsonObject json() {
        final JsonObject json = new JsonObject();
        json.addProperty("name", "whois8-load-" + records + "records");
        json.addProperty("unit", "s");
        json.addProperty("subject", "from the bytes of a signed snapshot to verified hashes and a table ready for verdicts, one thread");
        json.addProperty("median", Statistics.round(Statistics.median(loadsS)));
        json.addProperty("min", Statistics.round(Statistics.min(loadsS)));
        json.addProperty("max", Statistics.round(Statistics.max(loadsS)));
        json.addProperty("reach", REACH_S);
        json.addProperty("aim", AIM_S);
        final JsonArray trials = new JsonArray();
        Arrays.stream(loadsS).forEach(value -> trials.add(Statistics.round(value)));
        json.add("trials", trials);
        final JsonArray figures = new JsonArray();
        figures.add(figure("heap", "bytes a record", bytesPerRecord(heapBytes), bytesPerRecord(heapBytes), bytesPerRecord(heapBytes)));
        figures.add(figure("delta of 1 change", "ms", Statistics.median(singleMs), Statistics.min(singleMs), Statistics.max(singleMs)));
        figures.add(figure("delta of " + batch + " changes", "ms", Statistics.median(batchMs), Statistics.min(batchMs), Statistics.max(batchMs)));
        json.add("figures", figures);
        json.addProperty("records", records);
        json.addProperty("firstLoadS", Statistics.round(loadsS[0]));
        json.addProperty("snapshotBytes", snapshotBytes);
        json.addProperty("heapBytes", heapBytes);
        json.addProperty("tableBytes", tableBytes);
        json.addProperty("singleDeltas", singleMs.length);
        json.addProperty("batchDeltas", batchMs.length);
        json.addProperty("checkedVerdicts", checked);
        json.add("environment", environment);
        return json;
    }

    private static JsonObject figure(final String name, final String unit, final double value, final double min, final double max) {
        final JsonObject figure = new JsonObject();
        figure.addProperty("name", name);
        figure.addProperty("value", Statistics.round(value));
        figure.addProperty("unit", unit);
        figure.addProperty("better", "lower");
        figure.addProperty("min", Statistics.round(min));
        figure.addProperty("max", Statistics.round(max));
        return figure;
    }

    private double bytesPerRecord(final long bytes) {
        return (double) bytes / records;
    }

    /** The same for a person. */
    public String text() {
        return String.format(Locale.ROOT, """
            whois8-load-%drecords
            load      %.2f s from a snapshot of %,d bytes to verdicts (median of %d; %.2f to %.2f, the first %.2f; reach %.0f s, aim %.0f s)
            heap      %.1f bytes a record, %.1f of them in the table of verdicts, the others in hashes
            deltas    %.2f ms for one change (%.2f to %.2f), %.2f ms for %,d (%.2f to %.2f): decoded, verified and in the table
            checked   %,d verdicts, each as computed apart
            """, records, Statistics.median(loadsS), snapshotBytes, loadsS.length, Statistics.min(loadsS), Statistics.max(loadsS), loadsS[0], REACH_S, AIM_S,
            bytesPerRecord(heapBytes), bytesPerRecord(tableBytes), Statistics.median(singleMs), Statistics.min(singleMs), Statistics.max(singleMs),
            Statistics.median(batchMs), batch, Statistics.min(batchMs), Statistics.max(batchMs), checked).stripTrailing();
    }
}
