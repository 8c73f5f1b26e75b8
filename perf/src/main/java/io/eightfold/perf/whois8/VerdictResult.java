// SPDX-License-Identifier: Apache-2.0
// What perf whois8 verdicts measured.
package io.eightfold.perf.whois8;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.eightfold.perf.trial.Interleaved.Pair;
import io.eightfold.perf.trial.Statistics;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * @param records of the registry.
 * @param checked verdicts that were compared with what they must be.
 * @param trials  million verdicts a second; the subject's side is ours.
 * @param beside  what the peer did in turns with us, for each form in which it was told the registry; empty without a peer.
 */
public record VerdictResult(int records, int checked, Pair[] trials, List<Beside> beside, JsonObject environment) {
    private static final String UNIT = "Mverdicts/s";
    private static final double REACH = 2;
    private static final double AIM = 4;
    private static final String SAME_WORK = "one route a call on both sides, same routes in the same order; RTRlib takes a lock for reading in each, which our table, with one owner, "
        + "does not need, and it knows no status, expiry or record of the ASN, which our table looks at";

    /**
     * @param told    prefixes in the peer's table.
     * @param checked answers of the peer that were compared.
     */
    record Beside(RtrlibPeer.Form form, String description, int told, int checked, Pair[] pairs) {
        private double[] peer() {
            return Arrays.stream(pairs).mapToDouble(Pair::peer).toArray();
        }

        private double[] ratios() {
            return Arrays.stream(pairs).mapToDouble(Pair::ratio).toArray();
        }

        private String same() {
            return form == RtrlibPeer.Form.WHOLE ? "valid, invalid and not-found" : "valid or not";
        }
    }

    private double[] rates() {
        return subject(trials);
    }

    private static double[] subject(final Pair[] pairs) {
        return Arrays.stream(pairs).mapToDouble(Pair::subject).toArray();
    }

    /** One object, as {@code perf/results/README.md} says; the second form of the peer lies in it under its label. */
    public JsonObject json() {
        final JsonObject json = new JsonObject();
        json.addProperty("name", "whois8-verdicts-" + records + "records");
        json.addProperty("unit", UNIT);
        json.addProperty("subject", "eightfold validation table, one thread, in Java");
        if (beside.isEmpty()) {
            addRate(json);
        } else {
            add(beside.getFirst(), json);
            json.addProperty("sameWork", SAME_WORK);
        }
        final JsonArray figures = new JsonArray();
        figures.add(figure());
        json.add("figures", figures);
        json.addProperty("records", records);
        json.add("queryPercent", mix());
        json.addProperty("checkedVerdicts", checked);
        json.addProperty("allocatedBytes", 0);
        beside.stream().skip(1).forEach(second -> {
            final JsonObject inner = new JsonObject();
            add(second, inner);
            json.add(second.form().label(), inner);
        });
        json.add("environment", environment);
        return json;
    }

    private void addRate(final JsonObject json) {
        json.addProperty("median", Statistics.round(Statistics.median(rates())));
        json.addProperty("min", Statistics.round(Statistics.min(rates())));
        json.addProperty("max", Statistics.round(Statistics.max(rates())));
        final JsonArray values = new JsonArray();
        Arrays.stream(rates()).forEach(value -> values.add(Statistics.round(value)));
        json.add("trials", values);
    }

    private static void add(final Beside one, final JsonObject json) {
        json.addProperty("peer", one.description());
        json.addProperty("subjectMedian", Statistics.round(Statistics.median(subject(one.pairs()))));
        json.addProperty("peerMedian", Statistics.round(Statistics.median(one.peer())));
        json.addProperty("ratioMedian", Statistics.round(Statistics.median(one.ratios())));
        json.addProperty("ratioMin", Statistics.round(Statistics.min(one.ratios())));
        json.addProperty("ratioMax", Statistics.round(Statistics.max(one.ratios())));
        final JsonArray pairs = new JsonArray();
        for (final Pair pair : one.pairs()) {
            final JsonObject trial = new JsonObject();
            trial.addProperty("subject", Statistics.round(pair.subject()));
            trial.addProperty("peer", Statistics.round(pair.peer()));
            pairs.add(trial);
        }
        json.add("trials", pairs);
        json.addProperty("peerPrefixes", one.told());
        json.addProperty("peerChecked", one.checked());
        json.addProperty("peerSameAnswers", one.same());
    }

    private JsonObject figure() {
        final JsonObject figure = new JsonObject();
        figure.addProperty("name", "verdicts");
        figure.addProperty("value", Statistics.round(Statistics.median(rates())));
        figure.addProperty("unit", UNIT);
        figure.addProperty("reach", REACH);
        figure.addProperty("aim", AIM);
        figure.addProperty("better", "higher");
        figure.addProperty("min", Statistics.round(Statistics.min(rates())));
        figure.addProperty("max", Statistics.round(Statistics.max(rates())));
        return figure;
    }

    private static JsonObject mix() {
        final JsonObject mix = new JsonObject();
        Queries.MIX.forEach((reason, percent) -> mix.addProperty(reason.word(), percent));
        return mix;
    }

    /** The same for a person. */
    public String text() {
        final StringBuilder text = new StringBuilder(String.format(Locale.ROOT, """
            whois8-verdicts-%drecords
            verdicts  %.2f %s on one thread (median of %d; %.2f to %.2f; reach %.0f, aim %.0f); no memory allocated
            """, records, Statistics.median(rates()), UNIT, trials.length, Statistics.min(rates()), Statistics.max(rates()), REACH, AIM));
        for (final Beside one : beside) {
            text.append(String.format(Locale.ROOT, "rtrlib    %.2f %s, ratio %.2f (%.2f to %.2f): %s; its %,d answers are ours, %s%n", Statistics.median(one.peer()), UNIT,
                Statistics.median(one.ratios()), Statistics.min(one.ratios()), Statistics.max(one.ratios()), one.description(), one.checked(), one.same()));
        }
        text.append(beside.isEmpty() ? "" : "work      " + SAME_WORK + System.lineSeparator());
        text.append("routes   ");
        Queries.MIX.forEach((reason, percent) -> text.append(' ').append(reason.word()).append(' ').append(percent).append(" %,"));
        text.setLength(text.length() - 1);
        return text.append(String.format(Locale.ROOT, "%nchecked   %,d verdicts, each as computed apart", checked)).toString();
    }
}
