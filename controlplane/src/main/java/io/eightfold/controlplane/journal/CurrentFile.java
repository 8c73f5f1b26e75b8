// SPDX-License-Identifier: Apache-2.0
// The file that names the generation in force.
package io.eightfold.controlplane.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file that names the generation in force: one line such as {@code eightfold-journal 1 generation 7}, of which the first number is the version
 * of the format (this line, the records and the settings of the queue).
 *
 * @param generation in force, from 1
 */
record CurrentFile(int version, long generation) {
    static final String NAME = "CURRENT";
    static final int VERSION = 1;
    private static final Pattern LINE = Pattern.compile("eightfold-journal (\\d{1,9}) generation (\\d{1,18})\n");
    private static final int MAX_BYTES = 128;

    /** @throws IOException when it is missing or says something else, in words for a fault's sentence */
    static CurrentFile read(final Path journal) throws IOException {
        final Path file = journal.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no file " + NAME);
        }
        final String text = Files.size(file) > MAX_BYTES ? "" : new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        final Matcher matcher = LINE.matcher(text);
        if (!matcher.matches()) {
            throw new IOException("the file " + NAME + " is not of the form 'eightfold-journal VERSION generation NUMBER'");
        }
        return new CurrentFile(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    static void write(final Path journal, final long generation) throws IOException {
        Disk.replace(journal.resolve(NAME), "eightfold-journal " + VERSION + " generation " + generation + "\n");
    }
}
