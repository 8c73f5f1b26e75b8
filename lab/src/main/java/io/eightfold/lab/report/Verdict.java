// SPDX-License-Identifier: Apache-2.0
// How a step ended.
package io.eightfold.lab.report;

/** What a step says at its end. */
public enum Verdict {
    PASS,
    FAIL,
    /** Not possible here, for the reason given; not a failure. */
    SKIP
}
