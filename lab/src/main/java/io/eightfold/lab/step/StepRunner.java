// SPDX-License-Identifier: Apache-2.0
// Runs the steps of a lab.
package io.eightfold.lab.step;

import io.eightfold.lab.process.LabException;
import io.eightfold.lab.report.Screen;
import io.eightfold.lab.report.StepResult;
import io.eightfold.lab.report.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** One after the other, each with a log of its own. Thread: session. */
public final class StepRunner {
    private final Scene scene;
    private final Screen screen;

    public StepRunner(Scene scene, Screen screen) {
        this.scene = scene;
        this.screen = screen;
    }

    /** Runs all, or up to a required step that fails, or until the lab is being ended. */
    public List<StepResult> run(List<Step> steps) {
        List<StepResult> results = new ArrayList<>();
        for (Step step : steps) {
            StepResult result = run(step, results.size() + 1);
            if (scene.isEnding()) {
                break;
            }
            results.add(result);
            screen.step(result);
            if (step.isRequired() && result.verdict() == Verdict.FAIL) {
                steps.subList(results.size(), steps.size()).forEach(next -> results.add(
                    new StepResult(next.name(), next.title(), Verdict.SKIP, "not run, as " + step.name() + " failed", 0, result.log())));
                break;
            }
        }
        return results;
    }

    private StepResult run(Step step, int number) {
        Path log = scene.output().resolve(String.format(Locale.ROOT, "%02d-%s.log", number, step.name()));
        long startNs = System.nanoTime();
        scene.logTo(log);
        Judgement judgement;
        try {
            judgement = step.check().run(scene);
        } catch (LabException e) {
            judgement = Judgement.fail(e.getMessage());
        }
        long durationMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
        return new StepResult(step.name(), step.title(), judgement.verdict(), judgement.detail(), durationMs, log);
    }
}
