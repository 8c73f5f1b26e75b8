// SPDX-License-Identifier: Apache-2.0
// SLURM files, good and bad.
package io.eightfold.whois8.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverrideFilesTest {
    private static final String GOOD = slurm("{\"prefix\": \"10.0.0.0/8\", \"comment\": \"all tens\"}, {\"asn\": 64496}, {\"prefix\": \"64497.20.0.0.0/8\"}",
        "{\"asn\": 64498, \"prefix\": \"30.1.0.0/16\", \"comment\": \"ours\"}, {\"prefix\": \"4200000000.40.0.0.0/8\", \"maxPrefixLength\": 16}");

    @TempDir
    private Path directory;

    private static String slurm(final String filters, final String assertions) {
        return "{\"slurmVersion\": 1, \"validationOutputFilters\": {\"prefixFilters\": [" + filters + "], \"bgpsecFilters\": []},"
            + " \"locallyAddedAssertions\": {\"prefixAssertions\": [" + assertions + "], \"bgpsecAssertions\": []}}";
    }

    private Path file(final String name, final String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private List<String> problems(final String text) throws IOException {
        return OverrideFiles.read(List.of(file("x.json", text))).problems();
    }

    @Test
    void shouldReadBothFormsOfAPrefix() throws IOException {
        final Overrides overrides = new OverrideFiles(List.of(file("a.json", GOOD))).reload();
        assertEquals(List.of(new Overrides.Filter(null, 10 << 24, 8, "a.json: all tens"), new Overrides.Filter(64496, 0, -1, "a.json"),
            new Overrides.Filter(64497, 20 << 24, 8, "a.json")), overrides.filters());
        assertEquals(List.of(new Overrides.Assertion(64498, 30 << 24 | 1 << 16, 16, 16, "a.json: ours"),
            new Overrides.Assertion((int) 4_200_000_000L, 40 << 24, 8, 16, "a.json")), overrides.assertions());
    }

    @Test
    void shouldNameEveryProblemWithItsPath() throws IOException {
        final String bad = slurm("{}, {\"asn\": -1}, {\"prefix\": \"10.1.0.0/8\"}, {\"asn\": 65533}, 7, {\"asn\": 1, \"prefx\": \"x\"}",
            "{\"asn\": 1}, {\"prefix\": \"10.0.0.0/8\"}, {\"asn\": 1, \"prefix\": \"10.0.0.0/8\", \"maxPrefixLength\": 17}, {\"asn\": 2, \"prefix\": \"1.10.0.0.0/8\"},"
                + "{\"asn\": 1, \"prefix\": \"10.1.1.0/24\"}, {\"asn\": 1e999999999, \"prefix\": \"10.0.0.0/8\"}, {\"asn\": 1.5, \"prefix\": \"10.0.0.0/8\"}");
        final List<String> problems = problems(bad.replace("\"slurmVersion\": 1", "\"slurmVersion\": 2, \"more\": 1"));
        final List<String> paths = problems.stream().map(problem -> problem.split(" ")[1]).distinct().toList();
        assertEquals(List.of("$.more", "$.slurmVersion", "$.validationOutputFilters.prefixFilters[0]", "$.validationOutputFilters.prefixFilters[1].asn",
            "$.validationOutputFilters.prefixFilters[2].prefix", "$.validationOutputFilters.prefixFilters[3]",
            "$.validationOutputFilters.prefixFilters[4]", "$.validationOutputFilters.prefixFilters[5].prefx", "$.locallyAddedAssertions.prefixAssertions[0]",
            "$.locallyAddedAssertions.prefixAssertions[1]", "$.locallyAddedAssertions.prefixAssertions[2].maxPrefixLength", "$.locallyAddedAssertions.prefixAssertions[3].asn",
            "$.locallyAddedAssertions.prefixAssertions[4].prefix", "$.locallyAddedAssertions.prefixAssertions[5].asn",
            "$.locallyAddedAssertions.prefixAssertions[6].asn"), paths, () -> String.join("\n", problems));
        assertEquals(List.of("x.json: $ has no locallyAddedAssertions", "x.json: $ has no slurmVersion", "x.json: $ has no validationOutputFilters"), problems("{}"));
        assertTrue(problems("{\"slurmVersion\": ").getFirst().startsWith("x.json: $ is no JSON"));
        assertTrue(OverrideFiles.read(List.of(directory.resolve("none"))).problems().getFirst().contains("cannot be read"));
    }

    @Test
    void shouldKeepWhatWasGoodWhenAFileBreaks() throws IOException {
        final OverrideFiles files = new OverrideFiles(List.of(file("a.json", GOOD)));
        final Overrides good = files.reload();
        file("a.json", GOOD.substring(5));
        assertEquals(good, files.reload());
        assertEquals(1, files.problems().size());
        file("a.json", slurm("", ""));
        assertEquals(Overrides.NONE, files.reload());
        assertTrue(files.problems().isEmpty());
    }

    @Test
    void shouldRefuseFilesThatSpeakOfTheSameAddresses() throws IOException {
        final Path one = file("1.json", slurm("", "{\"prefix\": \"64496.10.0.0.0/8\"}, {\"prefix\": \"64496.10.1.0.0/16\"}"));
        assertTrue(OverrideFiles.read(List.of(one)).problems().isEmpty());
        assertEquals(0, overlaps(one, slurm("{\"prefix\": \"64497.10.0.0.0/8\"}, {\"prefix\": \"64496.11.0.0.0/8\"}, {\"asn\": 64498}", "")));
        assertEquals(1, overlaps(one, slurm("{\"prefix\": \"64496.10.2.0.0/16\"}", "")));
        assertEquals(2, overlaps(one, slurm("{\"prefix\": \"64496.0.0.0.0/1\"}", "")));
        assertEquals(1, overlaps(one, slurm("{\"prefix\": \"10.2.0.0/16\"}", "")));
        assertEquals(1, overlaps(one, slurm("", "{\"asn\": 64496, \"prefix\": \"10.1.0.0/16\"}")));
        assertTrue(overlaps(one, slurm("{\"asn\": 64496}", "")) > 0);
    }

    private int overlaps(final Path one, final String other) throws IOException {
        return OverrideFiles.read(List.of(one, file("2.json", other))).problems().size();
    }

    @Test
    void shouldFindOverlapsAsAComparisonOfAllDoes() throws IOException {
        final Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            final List<List<String>> entries = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            boolean isOverlapping = false;
            final List<int[]> all = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                final int[] entry = {random.nextInt(3), 1 + random.nextInt(2), 1 + random.nextInt(6), random.nextInt(64) << 26};
                entry[3] &= -1 << 32 - entry[2];
                entries.get(entry[0]).add("{\"asn\": " + entry[1] + ", \"prefix\": \"" + (entry[3] >>> 24) + ".0.0.0/" + entry[2] + "\"}");
                isOverlapping |= all.stream().anyMatch(other -> other[0] != entry[0] && other[1] == entry[1] && (other[3] ^ entry[3]) >>> 32 - Math.min(other[2], entry[2]) == 0);
                all.add(entry);
            }
            final List<Path> files = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                files.add(file(i + ".json", slurm(String.join(",", entries.get(i)), "")));
            }
            assertEquals(isOverlapping, !OverrideFiles.read(files).problems().isEmpty(), "round " + round + " " + entries);
        }
    }
}
