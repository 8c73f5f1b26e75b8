// SPDX-License-Identifier: Apache-2.0
// What a replay delivered and what it could not.
package io.eightfold.controlplane.journal;

import java.util.List;

/**
 * What a replay delivered and what it could not.
 *
 * @param frames     handed to the handler
 * @param bytes      in those frames
 * @param isComplete the frames lead to the state at the last append; false when frames were lost before or after the end of the former process
 * @param faults     one sentence each, empty when everything was as it should be
 */
public record ReplayReport(long frames, long bytes, boolean isComplete, List<String> faults) {
    public ReplayReport {
        faults = List.copyOf(faults);
    }
}
