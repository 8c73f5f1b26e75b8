// SPDX-License-Identifier: Apache-2.0
// The steps of the lab conformance.
package io.eightfold.lab.conformance;

import io.eightfold.lab.conformance.report.Tally;
import io.eightfold.lab.conformance.script.Case;
import io.eightfold.lab.conformance.tester.CaseResult;
import io.eightfold.lab.report.Verdict;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Scene;
import io.eightfold.lab.step.Step;
import io.eightfold.lab.topology.Conformance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A router, a step for each area, the report. */
public final class ConformanceSteps {
    private static final int MAX_SHOWN = 3;

    private ConformanceSteps() {
    }

    /**
     * The list.
     *
     * @param home folder of the launcher, in which the cases are
     * @throws io.eightfold.lab.process.LabException if a case cannot be read
     */
    public static List<Step> steps(Path home, ConformanceSettings settings) {
        Bench bench = new Bench(home, settings);
        Map<String, List<Case>> areas = Cases.read(home, settings.glob()).stream().collect(Collectors.groupingBy(Case::area, LinkedHashMap::new, Collectors.toList()));
        List<Step> steps = new ArrayList<>();
        steps.add(Step.required("router-up", "a registry, and the router under test", new DutUp(bench)));
        steps.add(Step.required("tester-up", "the router answers at four ports", scene -> {
            bench.tester(scene);
            return Judgement.pass("router found at A, B, C, D");
        }));
        areas.forEach((area, cases) -> steps.add(Step.of(area, cases.size() + (cases.size() == 1 ? " case" : " cases"), scene -> area(scene, bench, cases))));
        steps.add(Step.of("report", "report.html, report.json, a capture for each case", scene -> {
            bench.report(scene).write();
            conclude(scene, bench.report(scene).tally());
            bench.close();
            return Judgement.pass(scene.output().resolve("report.html").toString());
        }));
        return steps;
    }

    private static Judgement area(Scene scene, Bench bench, List<Case> cases) {
        Function<String, String> registry = question -> bench.registry.whois(scene, Conformance.TESTER, question).out();
        Tally tally = Cases.run(cases, bench.tester(scene), registry, bench.settings(), bench.report(scene), scene.screen()::line);
        return new Judgement(tally.count(CaseResult.Verdict.FAIL) == 0 ? Verdict.PASS : Verdict.FAIL, tally.brief(MAX_SHOWN));
    }

    private static void conclude(Scene scene, Tally tally) {
        tally.reasons().forEach(scene.findings()::closing);
        scene.findings().closing(tally.line());
        scene.findings().value("conformance", tally.json());
    }
}
