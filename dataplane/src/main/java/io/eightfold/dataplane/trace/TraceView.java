// SPDX-License-Identifier: Apache-2.0
// A trace as the operator sees it.
package io.eightfold.dataplane.trace;

import java.time.Instant;
import java.util.List;

/**
 * @param left      packets that the request under way still waits for.
 * @param filter    of the last request.
 * @param startedAt when the last request was made.
 * @param packets   in the order of arrival.
 */
public record TraceView(int left, TraceFilter filter, Instant startedAt, List<PacketTrace> packets) {
}
