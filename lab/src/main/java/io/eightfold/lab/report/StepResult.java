// SPDX-License-Identifier: Apache-2.0
// A step that was run.
package io.eightfold.lab.report;

import java.nio.file.Path;

/**
 * A line of the results.
 *
 * @param name   of the step, as in the log's name
 * @param title  what the step shows, for people
 * @param detail what was seen
 * @param log    commands and their output
 */
public record StepResult(String name, String title, Verdict verdict, String detail, long durationMs, Path log) {
}
