// SPDX-License-Identifier: Apache-2.0
// Manual and dashboard know the metrics that are there.
package io.eightfold.controlplane.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MetricTest {
    /** Tests run in the folder of their room. */
    private static final Path HOME = Path.of("..");
    private static final Path MANUAL = HOME.resolve("docs").resolve("metrics.md");
    private static final Path DASHBOARD = HOME.resolve("config").resolve("grafana").resolve("eightfold.json");
    private static final String BEGIN = "<!-- generated from io.eightfold.controlplane.telemetry.Metric: begin -->";
    private static final String END = "<!-- generated: end -->";
    private static final Pattern NAME = Pattern.compile("\\b(?:ipv8|jvm|process)_[a-z0-9_]+");
    private static final Pattern BY = Pattern.compile("by \\(([^)]*)\\)");

    private static Set<String> names() {
        return Arrays.stream(Metric.values()).map(Metric::metricName).collect(Collectors.toSet());
    }

    @Test
    void shouldFollowTheRulesForNames() {
        assertEquals(Metric.values().length, names().size(), "names are unique");
        for (final Metric metric : Metric.values()) {
            assertEquals(metric.type() == Metric.Type.COUNTER, metric.metricName().endsWith("_total"), metric.metricName());
            assertEquals(metric.type() == Metric.Type.INFO, metric.metricName().endsWith("_info"), metric.metricName());
            assertTrue(metric.help().endsWith("."), metric.metricName());
        }
    }

    @Test
    void shouldStandInTheManual() throws IOException {
        String manual = Files.readString(MANUAL);
        if (Boolean.getBoolean("eightfold.rewriteManual")) {
            manual = manual.substring(0, manual.indexOf(BEGIN)) + BEGIN + "\n\n" + Metric.manual() + "\n" + manual.substring(manual.indexOf(END));
            Files.writeString(MANUAL, manual);
        }
        final String carried = manual.substring(manual.indexOf(BEGIN) + BEGIN.length(), manual.indexOf(END));
        assertEquals(Metric.manual().strip(), carried.strip(),
            "docs/metrics.md is behind Metric; rewrite it with -Deightfold.rewriteManual=true and review the difference");
        assertEquals(Set.of(), unknown(manual), "docs/metrics.md names metrics that are not there");
    }

    @Test
    void shouldBeWhatTheDashboardAsksFor() throws IOException {
        final JsonObject dashboard = JsonParser.parseString(Files.readString(DASHBOARD)).getAsJsonObject();
        final List<String> queries = new ArrayList<>();
        collect(dashboard, queries);
        assertTrue(queries.size() > 30, "queries: " + queries.size());
        for (final String query : queries) {
            assertTrue(NAME.matcher(query).find(), "a query without a metric: " + query);
            assertEquals(Set.of(), unknown(query), query);
            groupings(query).forEach(label -> assertTrue("instance".equals(label) || metricOf(query).labels().contains(label), label + " in " + query));
        }
    }

    @Test
    void shouldHaveRowsAndVariablesInTheDashboard() throws IOException {
        final JsonObject dashboard = JsonParser.parseString(Files.readString(DASHBOARD)).getAsJsonObject();
        final List<String> variables = new ArrayList<>();
        dashboard.getAsJsonObject("templating").getAsJsonArray("list").forEach(v -> variables.add(v.getAsJsonObject().get("name").getAsString()));
        assertEquals(List.of("datasource", "instance", "port"), variables);
        final List<String> rows = new ArrayList<>();
        final Set<Integer> ids = new HashSet<>();
        int panels = 0;
        for (final JsonElement element : dashboard.getAsJsonArray("panels")) {
            final JsonObject panel = element.getAsJsonObject();
            panels++;
            ids.add(panel.get("id").getAsInt());
            if ("row".equals(panel.get("type").getAsString())) {
                rows.add(panel.get("title").getAsString());
            } else {
                assertEquals("${datasource}", panel.getAsJsonObject("datasource").get("uid").getAsString());
            }
        }
        assertEquals(List.of("Router", "Ports", "Drops", "Workers", "RIB, FIB and session", "Journal and configuration", "Process"), rows);
        assertEquals(panels, ids.size(), "panel ids are unique");
    }

    private static Metric metricOf(final String query) {
        final Matcher name = NAME.matcher(query);
        assertTrue(name.find());
        return Arrays.stream(Metric.values()).filter(m -> m.metricName().equals(plain(name.group()))).findFirst().orElseThrow();
    }

    private static List<String> groupings(final String query) {
        final List<String> labels = new ArrayList<>();
        final Matcher by = BY.matcher(query);
        while (by.find()) {
            labels.addAll(Arrays.asList(by.group(1).split(", *")));
        }
        return labels;
    }

    private static Set<String> unknown(final String text) {
        final Set<String> found = NAME.matcher(text).results().map(r -> plain(r.group())).collect(Collectors.toSet());
        found.removeAll(names());
        return found;
    }

    /** A summary has two series. */
    private static String plain(final String series) {
        return series.startsWith("jvm_gc_") ? series.replaceFirst("_(count|sum)$", "") : series;
    }

    private static void collect(final JsonElement element, final List<String> queries) {
        if (element instanceof JsonArray array) {
            array.forEach(item -> collect(item, queries));
        } else if (element instanceof JsonObject object) {
            object.entrySet().forEach(e -> {
                if ("expr".equals(e.getKey())) {
                    queries.add(e.getValue().getAsString());
                } else {
                    collect(e.getValue(), queries);
                }
            });
        }
    }
}
