// SPDX-License-Identifier: Apache-2.0
// Trust anchors as option values.
package io.eightfold.cli.whois8;

import io.eightfold.whois8.signature.FormatException;
import io.eightfold.whois8.signature.TrustAnchor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A value that begins with {@code rir=} is an anchor, any other a file with one in each line; {@code #} begins a comment. Thread: any. */
final class TrustAnchors {
    private TrustAnchors() {
    }

    /**
     * @throws FormatException for a line that is none
     * @throws IOException     for a file that cannot be read
     */
    static List<TrustAnchor> of(final List<String> values) throws IOException {
        final List<TrustAnchor> anchors = new ArrayList<>();
        for (final String value : values) {
            if (value.startsWith("rir=")) {
                anchors.add(TrustAnchor.parse(value));
            } else {
                read(Path.of(value), anchors);
            }
        }
        return anchors;
    }

    private static void read(final Path file, final List<TrustAnchor> anchors) throws IOException {
        for (final String line : Files.readAllLines(file)) {
            if (!line.isBlank() && !line.strip().startsWith("#")) {
                anchors.add(TrustAnchor.parse(line));
            }
        }
    }
}
