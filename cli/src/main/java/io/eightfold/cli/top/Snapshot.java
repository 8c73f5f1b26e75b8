// SPDX-License-Identifier: Apache-2.0
// Everything a frame is made from.
package io.eightfold.cli.top;

import java.time.LocalTime;

/**
 * Everything a frame is made from. Thread: any; immutable.
 *
 * @param counterProblem     why the counters cannot be read, or null
 * @param isDataplaneRunning whether the process that writes the counters lives
 */
record Snapshot(String instance, LocalTime time, Rates rates, boolean isDataplaneRunning, String counterProblem, ProcessState control, ProcessState dataplane) {
}
