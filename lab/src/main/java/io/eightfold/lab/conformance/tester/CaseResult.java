// SPDX-License-Identifier: Apache-2.0
// What became of a case.
package io.eightfold.lab.conformance.tester;

import io.eightfold.lab.conformance.script.Case;
import java.util.List;

/**
 * Verdict and evidence.
 *
 * @param detail   why it failed or was skipped, a problem a line; empty otherwise
 * @param rounds   how many values of sweeps were gone through
 * @param observed all frames, in order of time
 * @param notes    what else was seen: messages of BGP8, answers of the registry
 */
public record CaseResult(Case what, Verdict verdict, String detail, int rounds, long durationMs, List<Observed> observed, List<String> notes) {
    /** How it ended. */
    public enum Verdict {
        PASS("pass"), FAIL("fail"), SKIPPED("skipped"),
        /** Passes, and what it checks is not what the text asks, openly. */
        DEVIATION("deviation");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        /** As reports write it. */
        public String word() {
            return word;
        }
    }

    public CaseResult {
        observed = List.copyOf(observed);
        notes = List.copyOf(notes);
    }

    /** Why it did not pass; empty if it did. */
    public String reason() {
        return verdict == Verdict.DEVIATION ? what.about().deviation() : detail;
    }
}
