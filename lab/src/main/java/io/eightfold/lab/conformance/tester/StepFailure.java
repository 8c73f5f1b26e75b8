// SPDX-License-Identifier: Apache-2.0
// A step did not see what it expects.
package io.eightfold.lab.conformance.tester;

/** The message is for the report. */
final class StepFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StepFailure(String message) {
        super(message);
    }
}
