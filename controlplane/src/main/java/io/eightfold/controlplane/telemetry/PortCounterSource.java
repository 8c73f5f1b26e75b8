// SPDX-License-Identifier: Apache-2.0
// Where the counters of ports and workers come from.
package io.eightfold.controlplane.telemetry;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The dataplane's counters. They are in a file whose format is the dataplane's, so whoever knows both rooms implements this. */
@FunctionalInterface
public interface PortCounterSource {
    /**
     * One port.
     * @param counters by the key they have in JSON ({@code received}, {@code receivedBytes}, ...)
     * @param drops    by reason, zeros included
     */
    record Port(String name, Map<String, Long> counters, Map<String, Long> drops) {
    }

    /** One worker: turns made, turns that found nothing, packets it brought to their end. */
    record Worker(int index, long turns, long emptyTurns, long packets) {
    }

    /**
     * All of them.
     * @param isRunning whether the dataplane that counts still lives; the counters of one that ended stay readable.
     */
    record Reading(boolean isRunning, List<Port> ports, List<Worker> workers) {
    }

    /**
     * Reads the counters as they are now. Thread: any.
     * @throws IOException when there is no counter file, or it is not of this release.
     */
    Reading read() throws IOException;
}
