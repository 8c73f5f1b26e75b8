// SPDX-License-Identifier: Apache-2.0
// What an external interface lets in.
package io.eightfold.controlplane.config;

import java.util.List;

/**
 * What an external interface lets in: the draft's border filters hold there. Thread: any; immutable.
 *
 * @param sources ASNs that packets from outside may have as their source, as the file gives them; {@link AsnSpan#ANY} stands alone
 * @param isRine  whether the link is a RINE link, over which 100/8 passes
 */
public record BorderConfig(List<AsnSpan> sources, boolean isRine) {
    public BorderConfig {
        sources = List.copyOf(sources);
        Limits.require(!sources.isEmpty(), "a border without sources lets nothing in");
        Limits.require(!sources.contains(AsnSpan.ANY) || sources.size() == 1, "a border's sources are 'any' or a list");
    }

    /** Whether every ASN but our own may be a source. */
    public boolean isAnySource() {
        return sources.getFirst().equals(AsnSpan.ANY);
    }
}
