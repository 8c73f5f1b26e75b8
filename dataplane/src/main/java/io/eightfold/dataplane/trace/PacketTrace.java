// SPDX-License-Identifier: Apache-2.0
// One traced packet.
package io.eightfold.dataplane.trace;

import java.util.List;

/**
 * @param number  1 for the first that came in.
 * @param afterNs arrival since the request for the trace; negative for one of a request before the last.
 * @param worker  that forwarded or dropped it.
 * @param steps   in their order.
 */
public record PacketTrace(int number, long afterNs, int worker, List<Step> steps) {
    /** @param afterNs since the packet's arrival; 0 for what the worker did. */
    public record Step(long afterNs, TraceStage stage) {
    }
}
