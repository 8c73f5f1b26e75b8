// SPDX-License-Identifier: Apache-2.0
// Tests of ipv8 perf store and perf page.
package io.eightfold.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PerfResultsTest {
    private static final String PRINTED = """
        {"name": "forward", "unit": "Mpps", "subject": "a worker", "median": 30, "min": 29, "max": 31, "trials": [30, 29, 31],
         "environment": {"date": "2026-02-03T10:00:00Z", "cpu": "Test CPU", "cpus": 2, "kernel": "6.1.0", "java": "25"}}""";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    @TempDir
    private Path directory;

    @Test
    void shouldStoreAndPlot() throws IOException {
        assertEquals(0, run(PRINTED, "perf", "store", "routes-1", "--command", "./ipv8 perf forward --asns 1", "--routes", "1", "--results", directory.toString()));
        assertTrue(out.toString().startsWith("2026-02-03-routes-1.json" + System.lineSeparator() + "routes-1 "), out.toString());
        assertTrue(Files.readString(directory.resolve("2026-02-03-routes-1.json")).contains("\"commit\": \""));
        assertEquals(0, run("", "perf", "page", "--results", directory.toString()));
        assertTrue(Files.readString(directory.resolve("routes.svg")).contains("1 routes: 30 (29 to 31) Mpps"));
        assertTrue(out.toString().contains(directory.resolve("index.html").toString()), out.toString());
    }

    @Test
    void shouldSayWhichKeyIsMissing() {
        assertEquals(1, run("{}", "perf", "store", "ndr", "--command", "x", "--results", directory.toString()));
        assertTrue(err.toString().startsWith("ipv8: ndr: key \"environment\" is missing"), err.toString());
    }

    private int run(final String input, final String... arguments) {
        final InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return Main.run(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
        } finally {
            System.setIn(before);
        }
    }
}
