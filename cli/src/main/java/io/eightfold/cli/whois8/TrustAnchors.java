// SPDX-License-Identifier: Apache-2.0
// Trust anchors as option values.
package io.eightfold.cli.whois8;

import io.eightfold.whois8.signature.FormatException;
import io.eightfold.whois8.signature.TrustAnchor;
import io.eightfold.whois8.signature.TrustAnchorFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A value that begins with {@code rir=} is an anchor, any other a {@link TrustAnchorFile}. Thread: any. */
final class TrustAnchors {
    private TrustAnchors() {
    }

    /**
     * @throws FormatException for a value that is none
     * @throws IOException     for a file that cannot be read or has a line that is none
     */
    static List<TrustAnchor> of(final List<String> values) throws IOException {
        final List<TrustAnchor> anchors = new ArrayList<>();
        for (final String value : values) {
            if (value.startsWith("rir=")) {
                anchors.add(TrustAnchor.parse(value));
            } else {
                anchors.addAll(TrustAnchorFile.read(Path.of(value)));
            }
        }
        return anchors;
    }
}
