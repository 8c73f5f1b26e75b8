// SPDX-License-Identifier: Apache-2.0
// Reads the trust anchors that a configuration names.
package io.eightfold.controlplane.validation;

import io.eightfold.controlplane.config.Whois8Config;
import io.eightfold.whois8.signature.TrustAnchor;
import io.eightfold.whois8.signature.TrustAnchorFile;
import io.eightfold.whois8.validation.ValidationTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The trust anchors that a configuration names, in its lines and in files. Thread: any. */
public final class TrustAnchorFiles {
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
            anchors.addAll(TrustAnchorFile.read(file));
        }
        final long registries = anchors.stream().map(TrustAnchor::rir).distinct().count();
        if (registries > ValidationTable.MAX_DATA_SETS) {
            throw new IOException("registries=" + registries + " have trust anchors, and a router holds " + ValidationTable.MAX_DATA_SETS + "; remove some");
        }
        return List.copyOf(anchors);
    }
}
