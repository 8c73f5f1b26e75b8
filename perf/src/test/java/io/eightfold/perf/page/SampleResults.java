// SPDX-License-Identifier: Apache-2.0
// The result files of src/test/resources/results.
package io.eightfold.perf.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** One file of each form; {@code expected} holds what is made of them. */
final class SampleResults {
    static final Path DIRECTORY = Path.of(System.getProperty("basedir", "."), "src/test/resources/results");
    static final Path EXPECTED = DIRECTORY.resolve("expected");

    private SampleResults() {
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
        }
    }

    static void copyTo(final Path directory) throws IOException {
        for (final Path file : files()) {
            Files.copy(file, directory.resolve(file.getFileName()));
        }
    }

    static String text(final String file) throws IOException {
        return Files.readString(DIRECTORY.resolve(file));
    }
}
