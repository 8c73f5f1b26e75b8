// SPDX-License-Identifier: Apache-2.0
// Tests of perf/measure with a launcher that only pretends.
package io.eightfold.perf.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a tree of its own: the script, what it sources, and an {@code ipv8} that knows forward and store. */
final class MeasureScriptTest {
    private static final Path ROOT = Path.of(System.getProperty("basedir", "."), "..");
    private static final String LAUNCHER = """
        #!/usr/bin/env bash
        case "$*" in
          'perf store '*) cat >"$(dirname "$0")/stored"; printf '2026-02-03-%s.json\\n%s row %s\\n' "$3" "$3" "${*:4}" ;;
          'perf forward '*' -j') printf '{}\\n' ;;
          *) printf 'ipv8: no such measurement: %s\\n' "$*" >&2; exit 3 ;;
        esac
        """;

    @TempDir
    private Path home;

    @BeforeEach
    void makeTree() throws IOException {
        Files.createDirectories(home.resolve("ci"));
        Files.createDirectories(home.resolve("perf"));
        Files.copy(ROOT.resolve("perf/measure"), home.resolve("perf/measure"));
        Files.copy(ROOT.resolve("ci/common.sh"), home.resolve("ci/common.sh"));
        for (final String script : List.of("ci/install", "ci/build")) {
            executable(script, "#!/bin/sh\nexit 0\n");
        }
        executable("ipv8", LAUNCHER);
    }

    @Test
    void shouldStoreGoOnAfterAFailureAndEndWithATable() throws IOException, InterruptedException {
        final Run run = run("update", "routes-1000", "forward-twin-burst4");
        assertEquals(1, run.status, run.out);
        final List<String> lines = run.out.lines().toList();
        assertTrue(lines.get(1).matches("measurement +figure +value +reach +aim +met"), run.out);
        assertEquals("forward-twin-burst4 row --command ./ipv8 perf forward --peer twin --burst 4 --results RESULTS", shown(lines.get(2)));
        assertEquals("update                     FAILED, exit code 3: ipv8: no such measurement: perf update -j", lines.get(3));
        assertEquals("routes-1000 row --command ./ipv8 perf forward --peer twin --asns 1000 --routes 1000 --results RESULTS", shown(lines.get(4)));
        assertEquals("2 measured, 1 failed", lines.get(5));
        assertEquals("{}\n", Files.readString(home.resolve("stored")));
    }

    @Test
    void shouldSucceedWhenAllRan() throws IOException, InterruptedException {
        final Run run = run("routes-1");
        assertEquals(0, run.status, run.out);
        assertTrue(run.out.endsWith("1 measured, 0 failed\n"), run.out);
    }

    @Test
    void shouldRefuseUnknownNames() throws IOException, InterruptedException {
        final Run run = run("routes-1", "nothing");
        assertEquals(1, run.status, run.out);
        assertTrue(run.out.contains("'nothing' is no measurement; perf/measure --list names them"), run.out);
    }

    @Test
    void shouldListWhatTheIssueAsksFor() throws IOException, InterruptedException {
        final String list = run("--list").out;
        for (final String command : List.of("forward --peer twin", "forward --peer twin --burst 4", "forward --peer l3fwd", "forward --spread",
            "fib --peer rte", "fib --peer rte_fib", "fib --memory", "update", "latency", "ndr", "startup", "fib-push", "whois8 load", "whois8 verdicts", "whois8 server", "whois8 revocation",
            "bgp8 propagate", "bgp8 full-table", "bgp8 memory", "bgp8 churn")) {
            assertTrue(list.lines().anyMatch(l -> l.endsWith(" ./ipv8 perf " + command)), command + " is not in\n" + list);
        }
    }

    private record Run(int status, String out) {
    }

    private Run run(final String... names) throws IOException, InterruptedException {
        final List<String> words = new ArrayList<>(List.of("bash", home.resolve("perf/measure").toString()));
        words.addAll(List.of(names));
        final ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(names.length > 1 && names[1].equals("nothing"));
        builder.environment().put("EIGHTFOLD_RESULTS", home.resolve("results").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        if (!builder.redirectErrorStream()) {
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        }
        final Process process = builder.start();
        final String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), out);
    }

    private String shown(final String line) {
        return line.replace(home.resolve("results").toString(), "RESULTS");
    }

    private void executable(final String name, final String text) throws IOException {
        Files.writeString(home.resolve(name), text);
        assertTrue(home.resolve(name).toFile().setExecutable(true));
    }
}
