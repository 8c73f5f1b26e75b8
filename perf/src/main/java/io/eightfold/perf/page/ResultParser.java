// SPDX-License-Identifier: Apache-2.0
// Result files as values.
package io.eightfold.perf.page;

import com.google.gson.JsonElement;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads everything at once, so that a bad file is refused before anything is drawn. Thread: any. */
final class ResultParser {
    /** What a measurement may be called. */
    static final Pattern MEASUREMENT = Pattern.compile("[a-z0-9][a-z0-9._-]*");
    private static final Pattern FILE_NAME = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})-(" + MEASUREMENT + ")\\.json");
    /** Numbers that have a place in {@link Result}. */
    private static final Set<String> PLACED = Set.of("subjectMedian", "peerMedian", "ratioMedian", "ratioMin", "ratioMax", "reach", "aim", "ratio", "value",
        "median", "min", "max", "routes", "spread");
    /** A figure that is one number. */
    private static final List<String> SINGLE_VALUES = List.of("ratio", "value");

    private final ResultNode file;
    private final String date;
    private final String measurement;

    private ResultParser(final String fileName, final String text) {
        final Matcher name = FILE_NAME.matcher(fileName);
        if (!name.matches() || !isDate(name.group(1))) {
            throw new ResultFormatException(fileName, "the name is not YYYY-MM-DD-MEASUREMENT.json; rename the file or move it elsewhere");
        }
        date = name.group(1);
        measurement = name.group(2);
        file = ResultNode.parse(fileName, text);
    }

    /**
     * Reads a file.
     * @throws ResultFormatException naming the file and the key.
     */
    static Result parse(final String fileName, final String text) {
        return new ResultParser(fileName, text).result();
    }

    private Result result() {
        if (!measurement.equals(file.text("measurement"))) {
            throw file.wrong("measurement", "is \"" + file.text("measurement") + "\", not \"" + measurement + "\" as in the file's name");
        }
        file.child("environment").text("date");
        final ResultNode latency = file.has("latency") ? file.child("latency") : null;
        return new Result(date, measurement, file.text("command"), file.text("name"), file.text("unit"), file.text("subject"), file.text("peer", ""),
            file.text("commit"), file.text("machine"), rate(), peerRate(), figures(),
            latency == null ? null : Percentiles.parse(latency.child("subject")),
            latency == null || !latency.has("peer") ? null : Percentiles.parse(latency.child("peer")),
            file.has("routes") ? file.positive("routes") : 0, benchmarks(), otherNumbers(), file.text("shortfall", ""));
    }

    private Measured rate() {
        if (file.has("median")) {
            return new Measured(file.number("median"), file.number("min"), file.number("max"));
        }
        return file.has("subjectMedian") ? trials("subjectMedian", "subject") : null;
    }

    private Measured peerRate() {
        return file.has("peerMedian") ? trials("peerMedian", "peer") : null;
    }

    /** A comparison has the spread of each side in its trials only. */
    private Measured trials(final String medianKey, final String side) {
        final double median = file.number(medianKey);
        double min = median;
        double max = median;
        if (file.has("trials")) {
            for (final ResultNode trial : file.children("trials")) {
                min = Math.min(min, trial.number(side));
                max = Math.max(max, trial.number(side));
            }
        }
        return new Measured(median, min, max);
    }

    private List<Figure> figures() {
        final List<Figure> figures = new ArrayList<>();
        if (file.has("ratioMedian")) {
            figures.add(ratio("", file));
        }
        for (final String key : SINGLE_VALUES) {
            if (file.has(key)) {
                figures.add(single(key));
            }
        }
        for (final Map.Entry<String, JsonElement> entry : file.json().entrySet()) {
            // A second comparison inside the first, such as that of hot destinations.
            if (entry.getValue().isJsonObject() && entry.getValue().getAsJsonObject().has("ratioMedian")) {
                figures.add(ratio(entry.getKey(), file.child(entry.getKey())));
            }
        }
        if (file.has("figures")) {
            file.children("figures").forEach(f -> figures.add(figure(f)));
        }
        return figures;
    }

    private static Figure ratio(final String name, final ResultNode node) {
        return new Figure(name, "", new Measured(node.number("ratioMedian"), node.number("ratioMin"), node.number("ratioMax")),
            node.number("reach", Double.NaN), node.number("aim", Double.NaN), true);
    }

    private Figure single(final String key) {
        final double reach = file.number("reach", Double.NaN);
        final double aim = file.number("aim", Double.NaN);
        return new Figure("", "ratio".equals(key) ? "" : file.text("unit"), Measured.single(file.number(key)), reach, aim, !(aim < reach));
    }

    private static Figure figure(final ResultNode node) {
        final String better = node.text("better");
        if (!"higher".equals(better) && !"lower".equals(better)) {
            throw node.wrong("better", "is \"" + better + "\", neither \"higher\" nor \"lower\"");
        }
        final double value = node.number("value");
        return new Figure(node.text("name"), node.text("unit"), new Measured(value, node.number("min", value), node.number("max", value)),
            node.number("reach", Double.NaN), node.number("aim", Double.NaN), "higher".equals(better));
    }

    private List<JmhScore> benchmarks() {
        return file.has("benchmarks") ? file.children("benchmarks").stream().map(JmhScore::parse).toList() : List.of();
    }

    private List<String> otherNumbers() {
        final List<String> numbers = new ArrayList<>();
        for (final Map.Entry<String, JsonElement> entry : file.json().entrySet()) {
            final JsonElement value = entry.getValue();
            if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber() && !PLACED.contains(entry.getKey())) {
                numbers.add(entry.getKey() + '=' + Numbers.text(value.getAsDouble()));
            }
        }
        return numbers;
    }

    private static boolean isDate(final String text) {
        try {
            LocalDate.parse(text);
            return true;
        } catch (final DateTimeParseException e) {
            return false;
        }
    }
}
