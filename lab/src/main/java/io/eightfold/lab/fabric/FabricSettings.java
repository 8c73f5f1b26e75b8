// SPDX-License-Identifier: Apache-2.0
// What of the lab fabric to run.
package io.eightfold.lab.fabric;

import io.eightfold.lab.process.LabException;
import java.util.List;

/**
 * Settings of the lab {@code fabric}.
 *
 * @param breaks names of what to break, in order; none means all of them, or none where somebody watches
 * @param isWatched whether the live view comes at the end
 */
public record FabricSettings(List<String> breaks, boolean isWatched) {
    /** Everything. */
    public static final FabricSettings ALL = new FabricSettings(List.of(), false);

    /** @throws LabException for a name that there is not */
    public FabricSettings {
        breaks = List.copyOf(breaks);
        breaks.forEach(Break::parse);
    }

    boolean isWhole() {
        return breaks.isEmpty();
    }

    List<Break> what() {
        return isWhole() && !isWatched ? List.of(Break.values()) : breaks.stream().map(Break::parse).toList();
    }
}
