// SPDX-License-Identifier: Apache-2.0
// ipv8 perf store.
package io.eightfold.cli.command.perf;

import io.eightfold.perf.page.ResultStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Stores what another measurement printed; {@code perf/measure} and {@code perf/jmh/run} call it. */
@Command(name = "store", description = "Store a result, read as JSON from the standard input, with commit, machine and spread.")
final class StoreCommand implements Callable<Integer> {
    private static final String UNKNOWN = "unknown";

    @Spec
    private CommandSpec spec;
    @Mixin
    private ResultsOption results;
    @Parameters(index = "0", paramLabel = "MEASUREMENT", description = "Part of the file's name.")
    private String measurement;
    @Option(names = "--command", required = true, paramLabel = "TEXT", description = "What was run, as a reader would type it.")
    private String command;
    @Option(names = "--routes", defaultValue = "0", paramLabel = "N", description = "Routes in the table, when the result does not say it.")
    private long routes;

    @Override
    public Integer call() throws InterruptedException {
        final String printed;
        try {
            printed = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot read the standard input: " + e.getMessage(), e);
        }
        final ResultStore.Origin origin = new ResultStore.Origin(measurement, command, commit(), routes);
        new ResultStore(results.directory()).store(origin, printed).forEach(spec.commandLine().getOut()::println);
        return 0;
    }

    /** What is checked out, with {@code +} when sources differ from it; results themselves do not count. */
    private static String commit() throws InterruptedException {
        final String commit = git("rev-parse", "--short=12", "HEAD");
        if (commit.equals(UNKNOWN)) {
            return UNKNOWN;
        }
        final String changed = git("status", "--porcelain", "--untracked-files=no", "--", ":(top)", ":(top,exclude)perf/results");
        return commit + (changed.isEmpty() ? "" : "+");
    }

    /** Prints on one line; {@value #UNKNOWN} outside a repository or without git. */
    private static String git(final String... words) throws InterruptedException {
        final String[] line = new String[words.length + 3];
        line[0] = "git";
        line[1] = "-C";
        line[2] = Path.of("").resolve(ResultsOption.home()).toString();
        System.arraycopy(words, 0, line, 3, words.length);
        try {
            final Process git = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            final String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 ? output : UNKNOWN;
        } catch (final IOException e) {
            return UNKNOWN;
        }
    }
}
