// SPDX-License-Identifier: Apache-2.0
// Keeps docs/standard.md and the cases together.
package io.eightfold.lab.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.lab.conformance.script.Case;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StandardTest {
    private static final Path HOME = Files.isDirectory(Path.of("lab/conformance")) ? Path.of(".") : Path.of("..");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern PATTERN = Pattern.compile("[a-z0-9]+/[a-z0-9*-]+");
    private static final Pattern CLASS = Pattern.compile("(?:[a-z0-9]+\\.)*([A-Z][A-Za-z0-9]+)(?:\\.[a-z]\\w*)?");

    /** Cells of the first table: subject, requirement, status, cases, where. */
    private static List<List<String>> rows() throws IOException {
        String text = Files.readString(HOME.resolve("docs/standard.md"));
        return text.substring(0, text.indexOf("## Choices of ours")).lines().filter(line -> line.startsWith("| ") && !line.startsWith("| Subject"))
            .map(line -> Stream.of(line.substring(1, line.length() - 1).split("\\|", -1)).map(String::strip).toList()).toList();
    }

    private static Stream<String> codes(String cell) {
        return CODE.matcher(cell).results().map((MatchResult match) -> match.group(1));
    }

    private static PathMatcher glob(String pattern) {
        return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    }

    @Test
    void shouldNameEveryCaseAndNoOther() throws IOException {
        List<Path> cases = Cases.read(HOME, "*").stream().map(Case::id).map(Path::of).toList();
        List<String> patterns = rows().stream().flatMap(row -> codes(row.get(3))).filter(code -> PATTERN.matcher(code).matches()).toList();

        assertEquals(List.of(), patterns.stream().filter(pattern -> cases.stream().noneMatch(glob(pattern)::matches)).toList(), "no such case");
        assertEquals(List.of(), cases.stream().filter(each -> patterns.stream().noneMatch(pattern -> glob(pattern).matches(each))).toList(), "not in docs/standard.md");
    }

    @Test
    void shouldHaveFiveCellsInEachRow() throws IOException {
        assertTrue(rows().size() >= 20, "rows " + rows().size());
        rows().forEach(row -> assertEquals(5, row.size(), row.toString()));
    }

    @Test
    void shouldNameCodeThatExists() throws IOException {
        Set<String> classes;
        try (Stream<Path> files = Files.walk(HOME)) {
            classes = files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".java")).map(name -> name.replace(".java", "")).collect(Collectors.toSet());
        }
        List<String> missing = new ArrayList<>();
        rows().forEach(row -> codes(row.get(4)).map(CLASS::matcher).filter(java.util.regex.Matcher::matches).map(matcher -> matcher.group(1))
            .filter(name -> !classes.contains(name)).forEach(missing::add));

        assertEquals(List.of(), missing);
    }
}
