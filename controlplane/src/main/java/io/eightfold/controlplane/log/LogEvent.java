// SPDX-License-Identifier: Apache-2.0
// One event on its way to the sinks.
package io.eightfold.controlplane.log;

import java.time.Instant;
import org.slf4j.event.Level;

/** One event. Thread: any; immutable. {@code failure} may be null. */
record LogEvent(Instant time, Level level, MessageId id, LogMessage message, Throwable failure) {
}
