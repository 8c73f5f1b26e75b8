// SPDX-License-Identifier: Apache-2.0
// The plotted page.
package io.eightfold.perf.page;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code index.html} and the SVG files beside the results they show. The page needs nothing else: drawings and style are in it. Charts and the first table
 * show the newest result of each measurement, the last table all of them. Thread: any.
 */
public final class ResultPage {
    private static final String HEAD = """
        <!DOCTYPE html>
        <!-- SPDX-License-Identifier: Apache-2.0 -->
        <!-- Made by `./ipv8 perf page` from the JSON files beside it. -->
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <title>Eightfold: measured results</title>
        <style>
        :root { color-scheme: light dark; --ink: #1f2328; --muted: #59636e; --line: #d8dee4; --ground: #ffffff; --good: #1a7f37; --bad: #bc4c00; }
        @media (prefers-color-scheme: dark) {
        :root { --ink: #e6edf3; --muted: #9198a1; --line: #30363d; --ground: #0d1117; --good: #3fb950; --bad: #f0883e; } }
        body { margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: var(--ink); background: var(--ground);
        font: 15px/1.5 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
        h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; }
        .wide { overflow-x: auto; } .chart { max-width: 100%; height: auto; }
        table { border-collapse: collapse; font-size: 13px; } th, td { border-bottom: 1px solid var(--line); padding: .3rem .7rem .3rem 0; text-align: left;
        vertical-align: top; } th { color: var(--muted); font-weight: 600; } .number { text-align: right; white-space: nowrap; } .date { white-space: nowrap; }
        .muted { color: var(--muted); } .aim, .reach { color: var(--good); } .no { color: var(--bad); } code { font-size: 12px; }
        </style>
        </head>
        <body>
        <h1>Eightfold: measured results</h1>
        <p>Made by <code>./ipv8 perf page</code> from the JSON files in this folder; <a href="README.md">README.md</a> says how to read them and how to repeat
        them. A ratio is the median of pairs of trials that ran in turns on the same core.</p>
        """;

    private final List<Result> all;
    private final List<Result> newest;

    private ResultPage(final List<Result> all) {
        this.all = all;
        final Map<String, Result> byMeasurement = new TreeMap<>();
        all.forEach(r -> byMeasurement.put(r.measurement(), r));
        newest = List.copyOf(byMeasurement.values());
    }

    /**
     * Reads all results and writes page and drawings beside them.
     * @param directory where the results are.
     * @return names of the files written.
     * @throws ResultFormatException when a file is not as it must be; nothing is written then.
     */
    public static List<String> write(final Path directory) {
        final ResultStore store = new ResultStore(directory);
        final Map<String, String> files = new ResultPage(store.load()).files();
        files.forEach(store::write);
        return List.copyOf(files.keySet());
    }

    private Map<String, String> files() {
        final Map<String, String> files = new TreeMap<>();
        files.put("ratios.svg", RatioChart.draw(newest));
        files.put("latency.svg", LatencyChart.draw(newest));
        files.put("routes.svg", RoutesChart.draw(newest));
        files.put("index.html", HEAD
            + section("What is asked, and what is reached", judged())
            + section("Ratios", files.get("ratios.svg"))
            + section("Number of routes", files.get("routes.svg"))
            + section("Latency", files.get("latency.svg"))
            + section("JMH: one method at a time", benchmarks())
            + section("All results", history())
            + "</body>\n</html>\n");
        return files;
    }

    private String judged() {
        final List<String> rows = new ArrayList<>();
        for (final Result result : newest) {
            for (final Figure figure : result.figures()) {
                rows.add(row(cell("", "<code>" + Svg.escape(result.title()) + "</code>"), text(!figure.name().isEmpty() ? figure.name() : figure.unit().isEmpty() ? "ratio" : ""),
                    number(Numbers.text(figure.value()) + (figure.unit().isEmpty() ? "" : ' ' + figure.unit())), number(Numbers.limit(figure.reach())),
                    number(Numbers.limit(figure.aim())), cell(figure.met(), figure.met()), text("aim".equals(figure.met()) ? "" : result.shortfall())));
            }
        }
        return table(rows, "measurement", "figure", "#median (lowest to highest)", "#reach", "#aim", "met", "why not");
    }

    private String benchmarks() {
        final List<String> rows = newest.stream().flatMap(r -> r.benchmarks().stream())
            .map(b -> row(cell("", "<code>" + Svg.escape(b.name()) + "</code>"), number(Numbers.text(b.value())), text(b.unit()))).toList();
        return table(rows, "benchmark", "#mean (lowest to highest iteration)", "unit");
    }

    private String history() {
        return table(all.reversed().stream().map(ResultPage::history).toList(), "date", "measurement", "subject", "peer", "#median (lowest to highest)",
            "#spread", "further numbers", "commit", "machine");
    }

    private static String history(final Result result) {
        final Measured ratio = result.figures().isEmpty() ? null : result.figures().getFirst().value();
        final Measured main = ratio != null ? ratio : result.rate();
        final StringBuilder value = new StringBuilder(main == null ? "-" : Numbers.text(main) + (ratio == null ? ' ' + result.unit() : ""));
        if (ratio != null && result.rate() != null) {
            value.append("; ").append(Numbers.text(result.rate().median())).append(' ').append(result.unit());
        }
        return row(cell("date", result.date()),
            cell("", "<code>" + Svg.escape(result.command()) + "</code><br/><span class=\"muted\">" + Svg.escape(result.name()) + "</span>"),
            text(result.subject()), text(result.peer()), number(value.toString()), number(main == null ? "-" : Numbers.spread(main)),
            text(String.join(", ", result.otherNumbers())), cell("", "<code>" + Svg.escape(result.commit()) + "</code>"), text(result.machine()));
    }

    private static String section(final String title, final String content) {
        return "<h2>" + title + "</h2>\n<div class=\"wide\">\n" + content + "</div>\n";
    }

    /** @param headings one that begins with {@code #} is over numbers. */
    private static String table(final List<String> rows, final String... headings) {
        if (rows.isEmpty()) {
            return "<p class=\"muted\">No results yet.</p>\n";
        }
        final StringBuilder table = new StringBuilder("<table>\n<thead><tr>");
        for (final String heading : headings) {
            table.append(heading.startsWith("#") ? "<th class=\"number\">" + heading.substring(1) : "<th>" + heading).append("</th>");
        }
        return table + "</tr></thead>\n<tbody>\n" + String.join("", rows) + "</tbody>\n</table>\n";
    }

    private static String row(final String... cells) {
        return "<tr>" + String.join("", cells) + "</tr>\n";
    }

    private static String text(final String words) {
        return cell("", Svg.escape(words));
    }

    private static String number(final String words) {
        return cell("number", Svg.escape(words));
    }

    private static String cell(final String style, final String markup) {
        return (style.isEmpty() ? "<td>" : "<td class=\"" + style + "\">") + markup + "</td>";
    }
}
