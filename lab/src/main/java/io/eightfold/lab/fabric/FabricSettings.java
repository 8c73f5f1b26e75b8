// SPDX-License-Identifier: Apache-2.0
// What of the lab fabric to run.
package io.eightfold.lab.fabric;

import io.eightfold.lab.process.LabException;
import io.eightfold.wire.tunnel.Encapsulation;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Settings of the lab {@code fabric}.
 *
 * @param breaks names of what to break, in order; {@code none} alone for nothing; an empty list means all of them, or nothing where somebody watches
 * @param isWatched whether the live view comes at the end
 * @param encapsulation how IPv8 crosses the transit
 */
public record FabricSettings(List<String> breaks, boolean isWatched, Encapsulation encapsulation) {
    /** In place of what to break: nothing. */
    private static final String NONE = "none";
    /** Everything. */
    public static final FabricSettings ALL = new FabricSettings(List.of(), false, Encapsulation.PROTOCOL);

    /** @throws LabException for a name that there is not */
    public FabricSettings {
        breaks = List.copyOf(breaks);
        if (!breaks.equals(List.of(NONE))) {
            breaks.forEach(Break::parse);
        }
    }

    /** @throws LabException for a word that names no encapsulation */
    public static Encapsulation encapsulation(String word) {
        return Encapsulation.ofWord(word).orElseThrow(() -> new LabException("--encapsulation " + word + ": there is "
            + Stream.of(Encapsulation.values()).map(Encapsulation::word).collect(Collectors.joining(", "))));
    }

    boolean isWhole() {
        return breaks.isEmpty() || isUnbroken();
    }

    private boolean isUnbroken() {
        return breaks.equals(List.of(NONE));
    }

    List<Break> what() {
        if (isUnbroken()) {
            return List.of();
        }
        return isWhole() && !isWatched ? List.of(Break.values()) : breaks.stream().map(Break::parse).toList();
    }
}
