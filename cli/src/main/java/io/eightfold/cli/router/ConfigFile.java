// SPDX-License-Identifier: Apache-2.0
// A configuration file, read and judged.
package io.eightfold.cli.router;

import io.eightfold.cli.CommandFailure;
import io.eightfold.controlplane.config.ConfigParser;
import io.eightfold.controlplane.config.ConfigProblem;
import io.eightfold.controlplane.config.ConfigResult;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Thread: startup. */
public record ConfigFile(Path path, String text, ConfigResult result) {

    /** Reads and parses; problems are in the result. */
    public static ConfigFile load(final Path path) {
        if (Files.isDirectory(path)) {
            throw new CommandFailure("configuration file " + path + " is a directory; name the file in it");
        }
        try {
            final String text = Files.readString(path);
            return new ConfigFile(path, text, ConfigParser.parse(path.toString(), text));
        } catch (final NoSuchFileException e) {
            throw new CommandFailure("configuration file " + path + " does not exist; check its path");
        } catch (final CharacterCodingException e) {
            throw new CommandFailure("configuration file " + path + " is not UTF-8 text; save it as UTF-8");
        } catch (final IOException e) {
            throw new CommandFailure("configuration file " + path + " cannot be read: " + e.getMessage() + "; check its permissions");
        }
    }

    /**
     * Reads a file that must be good; warnings go to stderr.
     * @throws CommandFailure with every problem when it is not: nothing has been started then.
     */
    public static ConfigFile read(final Path path) {
        final ConfigFile file = load(path);
        if (!file.result().isGood()) {
            final int problems = file.result().problems().size();
            throw new CommandFailure(problems + (problems == 1 ? " problem in " : " problems in ") + path + "; nothing was started" + System.lineSeparator()
                + file.report().stripTrailing());
        }
        System.err.print(file.report());
        return file;
    }

    /** Every problem and warning with its line and a mark under the word; ends with a line end unless empty. */
    public String report() {
        final StringBuilder report = new StringBuilder();
        for (final ConfigProblem problem : result.problems()) {
            report.append(problem).append('\n').append(problem.excerpt(text).stripTrailing()).append('\n');
        }
        for (final ConfigProblem warning : result.warnings()) {
            report.append("warning: ").append(warning).append('\n');
        }
        return report.toString();
    }
}
