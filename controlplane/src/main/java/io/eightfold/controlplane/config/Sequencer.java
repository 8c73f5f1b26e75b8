// SPDX-License-Identifier: Apache-2.0
// Numbers the entries of lists whose sequence the file leaves out.
package io.eightfold.controlplane.config;

import java.util.HashMap;
import java.util.Map;

/** Numbers the entries of lists of one kind: as the line says, else {@value PolicyConfig#SEQUENCE_STEP} past the highest so far, rounded down, as FRR does. */
final class Sequencer {
    private final Map<String, Integer> highest = new HashMap<>();

    /** The sequence of a line; lines come in the order of the file. 0 when the numbers are used up. */
    int next(final Entry line) {
        final String list = line.value(PolicyArguments.LIST);
        final int last = highest.getOrDefault(list, 0);
        final int step = PolicyConfig.SEQUENCE_STEP;
        final int free = last > PolicyConfig.MAX_SEQUENCE - step ? 0 : last / step * step + step;
        final int sequence = line.optional(PolicyArguments.SEQUENCE).orElse(free);
        highest.put(list, Math.max(last, sequence));
        return sequence;
    }
}
