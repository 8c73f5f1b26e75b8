// SPDX-License-Identifier: Apache-2.0
// Where stored results are.
package io.eightfold.cli.command.perf;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Mixed into the commands that read or write results. */
final class ResultsOption {
    @Option(names = "--results", paramLabel = "DIR", description = "Folder of the results (default: perf/results of this tree).")
    private Path directory;

    Path directory() {
        return directory != null ? directory : home().resolve("perf/results");
    }

    /** The source tree, as the launcher says. */
    static Path home() {
        return Path.of(System.getProperty("eightfold.home", "."));
    }
}
