// SPDX-License-Identifier: Apache-2.0
// Runs cases into a report.
package io.eightfold.lab.conformance;

import io.eightfold.lab.conformance.report.ConformanceReport;
import io.eightfold.lab.conformance.report.Tally;
import io.eightfold.lab.conformance.script.Case;
import io.eightfold.lab.conformance.script.CaseFolders;
import io.eightfold.lab.conformance.script.Facility;
import io.eightfold.lab.conformance.script.ScriptException;
import io.eightfold.lab.conformance.tester.CaseResult;
import io.eightfold.lab.conformance.tester.CaseRun;
import io.eightfold.lab.conformance.tester.Tester;
import io.eightfold.lab.process.LabException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Thread: session. */
public final class Cases {
    private Cases() {
    }

    /**
     * The cases of a repository.
     *
     * @throws LabException if one cannot be read
     */
    public static List<Case> read(Path home, String glob) {
        try {
            return CaseFolders.read(home.resolve("lab/conformance"), glob);
        } catch (ScriptException e) {
            throw new LabException(e.getMessage(), e);
        }
    }

    /**
     * Runs them one after the other.
     *
     * @param registry as {@link CaseRun} wants it; null without one
     * @param lines    gets why a case failed, at once
     */
    static Tally run(List<Case> cases, Tester tester, Function<String, String> registry, ConformanceSettings settings, ConformanceReport report, Consumer<String> lines) {
        List<CaseResult> results = new ArrayList<>();
        for (Case what : cases) {
            CaseResult result = registry == null && what.about().needs().contains(Facility.WHOIS8)
                ? new CaseResult(what, CaseResult.Verdict.SKIPPED, "no registry here", 0, 0, List.of(), List.of())
                : new CaseRun(tester, registry).run(what, settings.seed(what.id()));
            report.add(result);
            results.add(result);
            if (result.verdict() == CaseResult.Verdict.FAIL) {
                (what.id() + ": " + result.detail()).lines().forEach(lines);
            }
        }
        return new Tally(results);
    }
}
