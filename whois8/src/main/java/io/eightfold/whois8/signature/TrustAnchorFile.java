// SPDX-License-Identifier: Apache-2.0
// Reads the trust anchors of a file.
package io.eightfold.whois8.signature;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file with one trust anchor in each line, as {@link TrustAnchor#parse} reads it; {@code #} begins a comment. Thread: any. */
public final class TrustAnchorFile {
    private static final long MAX_BYTES = 256 * 1024;

    private TrustAnchorFile() {
    }

    /**
     * All of it, in its order.
     *
     * @throws IOException naming the file and line at fault and what to do; nothing is left out silently
     */
    public static List<TrustAnchor> read(final Path file) throws IOException {
        final List<TrustAnchor> anchors = new ArrayList<>();
        int number = 0;
        for (final String line : lines(file)) {
            number++;
            final String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                try {
                    anchors.add(TrustAnchor.parse(text));
                } catch (final FormatException e) {
                    throw new IOException(file + ":" + number + ": " + e.getMessage(), e);
                }
            }
        }
        return anchors;
    }

    private static List<String> lines(final Path file) throws IOException {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IOException(file + " has " + Files.size(file) + " bytes, above the " + MAX_BYTES + " of a file with trust anchors");
            }
            return Files.readAllLines(file);
        } catch (final NoSuchFileException e) {
            throw new IOException("there is no " + file + "; write the registry's trust anchor there or correct the name of the file", e);
        }
    }
}
