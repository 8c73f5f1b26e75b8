// SPDX-License-Identifier: Apache-2.0
// A program of others that reads what we wrote.
package io.eightfold.bgp8.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of others that reads what we wrote. Its output goes to files of the test's directory, so that none of it can block. */
public final class Program {
    private static final int LIMIT_S = 60;

    private Program() {
    }

    /** What it printed. */
    public record Output(int exitCode, List<String> lines, String errors) {
    }

    /** Skips the test when the program is missing. @param name that of Debian's package too */
    public static void assumeInstalled(final String name) {
        assumeTrue(Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).anyMatch(each -> Files.isExecutable(Path.of(each, name))),
            name + " is not installed; apt-get install " + name);
    }

    public static Output run(final Path directory, final String... command) throws IOException, InterruptedException {
        final Path out = directory.resolve("out");
        final Path err = directory.resolve("err");
        final Process process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command[0] + " did not end within " + LIMIT_S + " s");
        }
        return new Output(process.exitValue(), Files.readAllLines(out), Files.readString(err));
    }
}
