// SPDX-License-Identifier: Apache-2.0
// A configuration with the text it was read from.
package io.eightfold.controlplane.change;

import io.eightfold.controlplane.config.ConfigParser;
import io.eightfold.controlplane.config.ConfigProblem;
import io.eightfold.controlplane.config.ConfigResult;
import io.eightfold.controlplane.config.RouterConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A good configuration with the text it was read from. Thread: any; immutable. */
record ConfigText(String source, String text, RouterConfig config, List<ConfigProblem> warnings) {

    /** Reads a text. @throws ConfigChangeException with every problem when it is not good */
    static ConfigText parse(final String source, final String text) throws ConfigChangeException {
        final ConfigResult result = ConfigParser.parse(source, text);
        if (!result.isGood()) {
            throw new ConfigChangeException(source, result);
        }
        return new ConfigText(source, text, result.config(), result.warnings());
    }

    /** Reads a file. @throws ConfigChangeException with every problem when it is not good, or when it cannot be read */
    static ConfigText load(final Path file) throws ConfigChangeException {
        try {
            return parse(file.toString(), PrivateFile.read(file));
        } catch (final IOException e) {
            throw new ConfigChangeException("the configuration file " + file + " cannot be read (" + e.getClass().getSimpleName() + ": " + e.getMessage()
                    + "); nothing was changed, check that it exists and that the router's user may read it");
        }
    }

    /** The same for the same text, and for no other. */
    String fingerprint() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (final NoSuchAlgorithmException e) {
            // Every Java platform has it.
            throw new IllegalStateException(e);
        }
    }
}
