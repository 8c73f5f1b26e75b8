// SPDX-License-Identifier: Apache-2.0
// Reads the trust anchors that a configuration names.
package io.eightfold.controlplane.validation;

import io.eightfold.controlplane.config.Whois8Config;
import io.eightfold.whois8.signature.FormatException;
import io.eightfold.whois8.signature.TrustAnchor;
import io.eightfold.whois8.validation.ValidationTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads the trust anchors that a configuration names, in its lines and in files: one a line, {@code #} starts a comment. Thread: any. */
public final class TrustAnchorFiles {
    private static final long MAX_BYTES = 256 * 1024;

    private TrustAnchorFiles() {
    }

    /**
     * All anchors of a block, each once.
     *
     * @throws IOException naming the file and line at fault and what to do; nothing is left out silently
     */
    public static List<TrustAnchor> of(final Whois8Config settings) throws IOException {
        final Set<TrustAnchor> anchors = new LinkedHashSet<>(settings.anchors());
        for (final Path file : settings.anchorFiles()) {
            anchors.addAll(read(file));
        }
        final long registries = anchors.stream().map(TrustAnchor::rir).distinct().count();
        if (registries > ValidationTable.MAX_DATA_SETS) {
            throw new IOException("registries=" + registries + " have trust anchors, and a router holds " + ValidationTable.MAX_DATA_SETS + "; remove some");
        }
        return List.copyOf(anchors);
    }

    private static List<TrustAnchor> read(final Path file) throws IOException {
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
            throw new IOException("there is no " + file + "; write the registry's trust anchor there or correct 'trust-anchor file'", e);
        }
    }
}
