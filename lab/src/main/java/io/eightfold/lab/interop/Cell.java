// SPDX-License-Identifier: Apache-2.0
// A cell of the grid.
package io.eightfold.lab.interop;

import io.eightfold.lab.report.Verdict;

/**
 * What became of a trial.
 *
 * @param detail what was seen
 * @param note   what the daemon lacks, for a footnote; null if nothing. With {@link Verdict#SKIP} it is why there was no trial.
 */
record Cell(Verdict verdict, String detail, String note) {

    static Cell pass(String detail) {
        return new Cell(Verdict.PASS, detail, null);
    }

    static Cell fail(String detail) {
        return new Cell(Verdict.FAIL, detail, null);
    }

    static Cell notPossible(String why) {
        return new Cell(Verdict.SKIP, why, why);
    }

    Cell withNote(String text) {
        return new Cell(verdict, detail, text);
    }

    /** In the grid. */
    String word() {
        return switch (verdict) {
            case PASS -> "pass";
            case FAIL -> "FAIL";
            case SKIP -> "n/a";
        };
    }
}
