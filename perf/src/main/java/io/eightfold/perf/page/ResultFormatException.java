// SPDX-License-Identifier: Apache-2.0
// A result file that is not as perf/results/README.md describes it.
package io.eightfold.perf.page;

/** Its message names the file, the key, and what is wrong with it. */
public final class ResultFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    ResultFormatException(final String file, final String problem) {
        super(file + ": " + problem + "; perf/results/README.md describes the form");
    }
}
