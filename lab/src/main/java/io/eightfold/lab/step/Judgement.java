// SPDX-License-Identifier: Apache-2.0
// What a check says.
package io.eightfold.lab.step;

import io.eightfold.lab.report.Verdict;
import java.util.List;

/** A verdict, and what was seen, in half a line. */
public record Judgement(Verdict verdict, String detail) {

    public static Judgement pass(String detail) {
        return new Judgement(Verdict.PASS, detail);
    }

    public static Judgement fail(String detail) {
        return new Judgement(Verdict.FAIL, detail);
    }

    public static Judgement skip(String detail) {
        return new Judgement(Verdict.SKIP, detail);
    }

    /** Passes with {@code seen} if there are no problems, else fails with all of them. */
    public static Judgement of(List<String> problems, String seen) {
        return problems.isEmpty() ? pass(seen) : fail(String.join("; ", problems));
    }
}
