// SPDX-License-Identifier: Apache-2.0
// Tests a router that somebody else started.
package io.eightfold.lab.conformance;

import io.eightfold.lab.conformance.report.ConformanceReport;
import io.eightfold.lab.conformance.report.Tally;
import io.eightfold.lab.conformance.script.Case;
import io.eightfold.lab.conformance.tester.CaseResult;
import io.eightfold.lab.conformance.tester.Tester;
import io.eightfold.lab.process.LabException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The interfaces are ours, the router is behind them; nothing is built and nothing removed. Thread: session.
 *
 * @param isJson whether standard output gets the report's JSON, and standard error the lines for people
 */
public record AnyRouter(Path home, Path output, boolean isJson, ConformanceSettings settings) {

    /**
     * Runs the cases; those that need a registry are skipped.
     *
     * @param interfaces by port
     * @return whether none failed
     * @throws LabException if an interface is missing, or nobody answers there
     */
    public boolean run(List<Case> cases, Map<String, String> interfaces) {
        PrintStream people = isJson ? System.err : System.out;
        ConformanceReport report = Bench.foreign(home, output, settings, "the router behind " + interfaces);
        people.println("looking for the router behind " + interfaces + ", and a way through it to each port");
        try (Tester tester = Tester.open(Optional.empty(), interfaces)) {
            people.println("found; running " + cases.size() + (cases.size() == 1 ? " case" : " cases"));
            Tally tally;
            try {
                tally = Cases.run(cases, tester, null, settings, report, people::println);
            } finally {
                // Also when a port fails in the middle: what was seen up to there is what explains it.
                report.write();
            }
            if (isJson) {
                System.out.println(report.json());
            }
            people.println("report: " + output.resolve("report.html"));
            tally.reasons().forEach(people::println);
            people.println(tally.line());
            return tally.count(CaseResult.Verdict.FAIL) == 0;
        }
    }

    /**
     * Interfaces by port.
     *
     * @param text such as {@code A=eth1,B=eth2,C=eth3,D=eth4}
     * @throws LabException if it is not like that
     */
    public static Map<String, String> parse(String text) {
        Map<String, String> interfaces = new LinkedHashMap<>();
        for (String part : text.split(",")) {
            if (!part.matches("[A-D]=[^=]{1,15}")) {
                throw new LabException("--interfaces '" + part + "' is no PORT=INTERFACE; write A=eth1,B=eth2,C=eth3,D=eth4");
            }
            if (interfaces.containsValue(part.substring(2)) || interfaces.put(part.substring(0, 1), part.substring(2)) != null) {
                throw new LabException("--interfaces '" + part + "' names a port or an interface for the second time; write A=eth1,B=eth2,C=eth3,D=eth4");
            }
        }
        if (interfaces.size() != 4) {
            throw new LabException("--interfaces names " + interfaces.keySet() + "; the cases need A, B, C and D, see lab/conformance/README.md");
        }
        return interfaces;
    }
}
