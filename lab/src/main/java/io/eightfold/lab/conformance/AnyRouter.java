// SPDX-License-Identifier: Apache-2.0
// Tests a router that somebody else started.
package io.eightfold.lab.conformance;

import io.eightfold.lab.conformance.report.ConformanceReport;
import io.eightfold.lab.conformance.report.Tally;
import io.eightfold.lab.conformance.script.Case;
import io.eightfold.lab.conformance.tester.CaseResult;
import io.eightfold.lab.conformance.tester.Tester;
import io.eightfold.lab.process.LabException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The interfaces are ours, the router is behind them; nothing is built and nothing removed. Thread: session. */
public final class AnyRouter {
    private AnyRouter() {
    }

    /**
     * Runs the cases; those that need a registry are skipped.
     *
     * @param interfaces such as {@code A=eth1,B=eth2,C=eth3,D=eth4}
     * @return whether none failed
     * @throws LabException if an interface is missing, or nobody answers there
     */
    public static boolean run(Path home, Path output, String interfaces, ConformanceSettings settings) {
        List<Case> cases = Cases.read(home, settings.glob());
        ConformanceReport report = Bench.report(home, output, settings, "the router behind " + interfaces);
        try (Tester tester = Tester.open(Optional.empty(), parse(interfaces))) {
            Tally tally;
            try {
                tally = Cases.run(cases, tester, null, settings, report, System.out::println);
            } finally {
                // Also when a port fails in the middle: what was seen up to there is what explains it.
                report.write();
            }
            System.out.println("report: " + output.resolve("report.html"));
            tally.reasons().forEach(System.out::println);
            System.out.println(tally.line());
            return tally.count(CaseResult.Verdict.FAIL) == 0;
        }
    }

    static Map<String, String> parse(String text) {
        Map<String, String> interfaces = new LinkedHashMap<>();
        for (String part : text.split(",")) {
            if (!part.matches("[A-D]=[^=]{1,15}")) {
                throw new LabException("--interfaces '" + part + "' is no PORT=INTERFACE; write A=eth1,B=eth2,C=eth3,D=eth4");
            }
            interfaces.put(part.substring(0, 1), part.substring(2));
        }
        if (interfaces.size() != 4) {
            throw new LabException("--interfaces names " + interfaces.keySet() + "; the cases need A, B, C and D, see lab/conformance/README.md");
        }
        return interfaces;
    }
}
