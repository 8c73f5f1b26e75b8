// SPDX-License-Identifier: Apache-2.0
// The three results a check can have.
package io.eightfold.cli.doctor;

/** Result of one check, from good to bad. */
public enum Status {
    /** Nothing to do. */
    OK,
    /** A router runs, but slower, or without the feature that the check names. */
    WARN,
    /** A router does not start on this machine until this is mended. */
    FAIL
}
