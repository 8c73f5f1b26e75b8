// SPDX-License-Identifier: Apache-2.0
// The folder of stored results.
package io.eightfold.perf.page;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.eightfold.perf.environment.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Writes and reads {@code YYYY-MM-DD-MEASUREMENT.json}. Thread: any, one at a time. */
public final class ResultStore {
    private static final Gson JSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    private static final int DATE_LENGTH = 10;

    private final Path directory;

    /** @param directory {@code perf/results}, or where the caller keeps them. */
    public ResultStore(final Path directory) {
        this.directory = directory;
    }

    /**
     * What is known of a measurement beside what it printed.
     * @param measurement lower-case letters, digits, {@code . _ -}; part of the file's name.
     * @param command     as a reader would type it to repeat the measurement.
     * @param commit      of the sources.
     * @param routes      in the table, or 0 for what the command itself says.
     */
    public record Origin(String measurement, String command, String commit, long routes) {
        public Origin {
            if (!ResultParser.MEASUREMENT.matcher(measurement).matches()) {
                throw new IllegalArgumentException("measurement=\"" + measurement + "\" is no name for a file; use lower-case letters, digits, '.', '_' and '-'");
            }
        }
    }

    /**
     * Stores what a command printed, or the list that JMH wrote. A file of the same day and measurement is replaced.
     * @return the file's name, and a row for each figure.
     * @throws ResultFormatException when it is not as {@code perf/results/README.md} says; nothing is written then.
     */
    public List<String> store(final Origin origin, final String printed) {
        final JsonObject json = object(origin, printed);
        json.addProperty("measurement", origin.measurement());
        json.addProperty("command", origin.command());
        json.addProperty("commit", origin.commit());
        final ResultNode node = new ResultNode(origin.measurement(), "", json);
        json.addProperty("machine", machine(node.child("environment")));
        if (origin.routes() > 0) {
            json.addProperty("routes", origin.routes());
        }
        addSpread(node);
        final String date = node.child("environment").text("date");
        final String file = date.substring(0, Math.min(DATE_LENGTH, date.length())) + '-' + origin.measurement() + ".json";
        final String text = JSON.toJson(json) + '\n';
        final Result result = ResultParser.parse(file, text);
        write(file, text);
        final List<String> lines = new ArrayList<>(List.of(file));
        lines.addAll(result.rows());
        return lines;
    }

    /** All results, the oldest first; of one day in the order of their names. */
    List<Result> load() {
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("results=" + directory + " is no folder; run perf/measure first, or name another with --results");
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(f -> f.getFileName().toString()).filter(n -> n.endsWith(".json")).sorted().map(this::read).toList();
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot list " + directory + ": " + e.getMessage(), e);
        }
    }

    /** Writes a file of the folder whole or not at all. */
    void write(final String name, final String text) {
        final Path fresh = directory.resolve(name + ".new");
        try {
            Files.createDirectories(directory);
            Files.writeString(fresh, text);
            Files.move(fresh, directory.resolve(name), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot write " + directory.resolve(name) + ": " + e.getMessage(), e);
        }
    }

    private Result read(final String name) {
        try {
            return ResultParser.parse(name, Files.readString(directory.resolve(name)));
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot read " + directory.resolve(name) + ": " + e.getMessage(), e);
        }
    }

    private static JsonObject object(final Origin origin, final String printed) {
        final JsonElement json;
        try {
            json = JsonParser.parseString(printed);
        } catch (final JsonParseException e) {
            throw new ResultFormatException(origin.measurement(), "what was printed is not JSON (" + e.getMessage() + ")");
        }
        if (json.isJsonArray()) {
            return jmh(json.getAsJsonArray());
        }
        if (!json.isJsonObject()) {
            throw new ResultFormatException(origin.measurement(), "what was printed is not one JSON object");
        }
        return json.getAsJsonObject();
    }

    /** JMH's list has no environment, and paths of this machine. */
    private static JsonObject jmh(final JsonArray list) {
        final JsonObject json = new JsonObject();
        json.addProperty("name", "jmh");
        json.addProperty("unit", "ns/op");
        json.addProperty("subject", "methods of the worker, one at a time");
        final JsonArray benchmarks = new JsonArray();
        for (final JsonElement element : list) {
            if (element.isJsonObject()) {
                element.getAsJsonObject().remove("jvm");
                element.getAsJsonObject().remove("jvmArgs");
            }
            benchmarks.add(element);
        }
        json.add("benchmarks", benchmarks);
        json.add("environment", Environment.json(false));
        return json;
    }

    private static String machine(final ResultNode environment) {
        return environment.text("cpu") + ", " + Numbers.text(environment.number("cpus")) + " CPUs, Linux " + environment.text("kernel")
            + ", Java " + environment.text("java");
    }

    /** Highest less lowest, as a part of the median. */
    private static void addSpread(final ResultNode node) {
        final boolean isComparison = node.has("ratioMedian");
        if (isComparison || node.has("median")) {
            final double median = node.positive(isComparison ? "ratioMedian" : "median");
            final double range = node.number(isComparison ? "ratioMax" : "max") - node.number(isComparison ? "ratioMin" : "min");
            node.json().addProperty("spread", Math.round(range / median * 1000) / 1000.0);
        }
    }
}
