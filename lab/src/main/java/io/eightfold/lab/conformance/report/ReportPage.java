// SPDX-License-Identifier: Apache-2.0
// The report for people.
package io.eightfold.lab.conformance.report;

import io.eightfold.lab.conformance.script.Level;
import io.eightfold.lab.conformance.tester.CaseResult;
import io.eightfold.lab.conformance.tester.Observed;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One file without scripts and without anything from elsewhere. Thread: any. */
final class ReportPage {
    private static final int MAX_LINES = 40;
    private static final String STYLE = """
        body{font:15px/1.45 system-ui,"DejaVu Sans",sans-serif;max-width:68rem;margin:2rem auto;padding:0 1rem;color:#1b1f24;background:#fff}
        h1{font-size:1.7rem;margin-bottom:.2rem}h2{font-size:1.25rem;margin-top:2.2rem;border-bottom:1px solid #d0d7de;padding-bottom:.2rem}h3{font-size:1rem;margin:1.6rem 0 .3rem}
        table{border-collapse:collapse;width:100%;margin:.6rem 0}td,th{text-align:left;padding:.25rem .6rem;border-bottom:1px solid #e6e9ed;vertical-align:top}th{font-weight:600;color:#57606a}
        td.n{text-align:right;font-variant-numeric:tabular-nums}th.n{text-align:right}
        pre{background:#f6f8fa;padding:.6rem .8rem;overflow-x:auto;font:12.5px/1.4 ui-monospace,"DejaVu Sans Mono",monospace;white-space:pre-wrap;word-break:break-word}
        .v{display:inline-block;min-width:4.6rem;text-align:center;border-radius:3px;color:#fff;font-size:.8rem;padding:.05rem .4rem}
        .pass{background:#1a7f37}.fail{background:#cf222e}.skipped{background:#6e7781}.deviation{background:#9a6700}
        .sub{color:#57606a}a{color:#0550ae}summary{cursor:pointer;color:#57606a}@media print{details{display:none}}
        """;
    private final Circumstances circumstances;
    private final List<CaseResult> results;
    private final String standard;
    private final StringBuilder out = new StringBuilder();

    ReportPage(Circumstances circumstances, List<CaseResult> results, String standard) {
        this.circumstances = circumstances;
        this.results = results;
        this.standard = standard;
    }

    String html() {
        out.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>IPv8 conformance report</title>\n<style>\n").append(STYLE)
            .append("</style></head><body>\n<h1>IPv8 conformance report</h1>\n<p class=\"sub\">draft-thain-ipv8-02 and its companions, tested from outside through the ports of a running router.</p>\n");
        summary();
        circumstances();
        index();
        results.forEach(this::chapter);
        choices();
        return out.append("</body></html>\n").toString();
    }

    private void summary() {
        out.append("<h2>Result</h2>\n<table><tr><th>Area</th>");
        for (CaseResult.Verdict verdict : CaseResult.Verdict.values()) {
            out.append("<th class=\"n\">").append(verdict.word()).append("</th>");
        }
        for (Level level : Level.values()) {
            out.append("<th class=\"n\">").append(level.word()).append(" met</th>");
        }
        out.append("</tr>\n");
        Set<String> areas = results.stream().map(result -> result.what().area()).collect(Collectors.toCollection(LinkedHashSet::new));
        areas.forEach(area -> counts("<a href=\"#area-" + area + "\">" + text(area) + "</a>", results.stream().filter(result -> result.what().area().equals(area)).toList()));
        counts("<b>all</b>", results);
        out.append("</table>\n");
    }

    private void counts(String name, List<CaseResult> some) {
        out.append("<tr><td>").append(name).append("</td>");
        Tally tally = new Tally(some);
        for (CaseResult.Verdict verdict : CaseResult.Verdict.values()) {
            cell(Long.toString(tally.count(verdict)));
        }
        for (Level level : Level.values()) {
            cell(tally.asked(level) == 0 ? "" : tally.met(level) + " of " + tally.asked(level));
        }
        out.append("</tr>\n");
    }

    private void cell(String text) {
        out.append("<td class=\"n\">").append(text).append("</td>");
    }

    private void circumstances() {
        out.append("<h2>Made with</h2>\n<table>\n");
        circumstances.values().forEach((name, value) -> out.append("<tr><th>").append(text(name)).append("</th><td>").append(text(value)).append("</td></tr>\n"));
        out.append("</table>\n");
    }

    private void index() {
        out.append("<h2>Cases</h2>\n<table><tr><th>Case</th><th>Asks</th><th>Level</th><th>Verdict</th></tr>\n");
        for (CaseResult result : results) {
            out.append("<tr><td><a href=\"#").append(result.what().fileName()).append("\">").append(text(result.what().id())).append("</a></td><td>")
                .append(text(result.what().about().title())).append("</td><td>").append(result.what().about().level().word()).append("</td><td>").append(badge(result)).append("</td></tr>\n");
        }
        out.append("</table>\n");
    }

    private static String badge(CaseResult result) {
        return "<span class=\"v " + result.verdict().word() + "\">" + result.verdict().word() + "</span>";
    }

    private void chapter(CaseResult result) {
        int at = results.indexOf(result);
        if (at == 0 || !results.get(at - 1).what().area().equals(result.what().area())) {
            out.append("<h2 id=\"area-").append(result.what().area()).append("\">").append(text(result.what().area())).append("</h2>\n");
        }
        out.append("<h3 id=\"").append(result.what().fileName()).append("\">").append(badge(result)).append(' ').append(text(result.what().about().title())).append("</h3>\n<p>")
            .append(text(result.what().about().text())).append("</p>\n<p class=\"sub\">").append(text(result.what().id())).append(" &middot; ").append(result.what().about().level().word())
            .append(" &middot; ").append(text(result.what().about().section())).append(" &middot; ").append(result.rounds()).append(result.rounds() == 1 ? " round" : " rounds").append(", ")
            .append(result.durationMs()).append(" ms &middot; <a href=\"").append(ConformanceReport.capture(result)).append("\">capture</a></p>\n");
        if (!result.what().about().deviation().isEmpty()) {
            out.append("<p><b>Deviation:</b> ").append(text(result.what().about().deviation())).append("</p>\n");
        }
        if (!result.detail().isEmpty()) {
            out.append("<pre>").append(text(result.detail())).append("</pre>\n");
        }
        out.append("<details").append(result.verdict() == CaseResult.Verdict.FAIL ? " open" : "").append("><summary>steps and frames</summary>\n<pre>").append(text(result.what().steps().strip()))
            .append("</pre>\n<pre>").append(text(String.join("\n", seen(result)))).append("</pre></details>\n");
    }

    private static List<String> seen(CaseResult result) {
        List<String> lines = new ArrayList<>(result.notes());
        List<Observed> shown = result.observed().stream().filter(seen -> !seen.comment().isEmpty() || seen.frame().isIp()).toList();
        List<Observed> first = shown.subList(0, Math.min(MAX_LINES, shown.size()));
        List<Observed> cited = shown.subList(first.size(), shown.size()).stream().filter(Observed::isCited).toList();
        first.forEach(seen -> lines.add(line(seen)));
        int left = shown.size() - first.size() - cited.size();
        if (left > 0) {
            lines.add("... and " + left + " more in the capture");
        }
        cited.forEach(seen -> lines.add(line(seen)));
        return lines;
    }

    private static String line(Observed seen) {
        return seen.frame() + (seen.comment().isEmpty() ? "" : "   [" + seen.comment() + "]");
    }

    /** The tables of docs/standard.md, so that nobody has to look for what is not done, or done by our own choice. */
    private void choices() {
        if (standard.isEmpty()) {
            return;
        }
        out.append("<h2>Where we stand, and choices of ours</h2>\n");
        boolean isInTable = false;
        for (String line : standard.lines().toList()) {
            boolean isRow = line.startsWith("|");
            if (isRow != isInTable) {
                out.append(isRow ? "<table>\n" : "</table>\n");
                isInTable = isRow;
            }
            if (isRow && !line.startsWith("|---")) {
                out.append("<tr>");
                for (String cell : line.substring(1, line.length() - 1).split(" \\| ")) {
                    out.append("<td>").append(text(cell.strip()).replaceAll("`([^`]*)`", "<code>$1</code>").replaceAll("\\[([^]]*)\\]\\([^)]*\\)", "$1")).append("</td>");
                }
                out.append("</tr>\n");
            } else if (line.startsWith("## ")) {
                out.append("<h3>").append(text(line.substring(3))).append("</h3>\n");
            }
        }
        out.append(isInTable ? "</table>\n" : "");
    }

    private static String text(String plain) {
        return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
