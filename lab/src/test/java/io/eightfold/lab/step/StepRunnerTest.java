// SPDX-License-Identifier: Apache-2.0
// Tests the order and the end of steps.
package io.eightfold.lab.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.lab.network.LabNetwork;
import io.eightfold.lab.process.LabException;
import io.eightfold.lab.process.ProcessTable;
import io.eightfold.lab.report.Screen;
import io.eightfold.lab.report.StepResult;
import io.eightfold.lab.report.Verdict;
import io.eightfold.lab.topology.Topology;
import io.eightfold.lab.topology.TwoAsns;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepRunnerTest {
    @TempDir
    private Path directory;
    private final ProcessTable processes = new ProcessTable(Map.of());
    private final Screen screen = new Screen(new PrintStream(OutputStream.nullOutputStream()), false);
    private StepRunner runner;

    @BeforeEach
    void makeRunner() {
        Topology topology = TwoAsns.topology();
        runner = new StepRunner(new Scene(topology, new LabNetwork(topology, 1), processes, new Scene.Places(directory, directory, directory),
            DeviceChoice.parse("auto"), screen), screen);
    }

    private static List<Verdict> verdicts(List<StepResult> results) {
        return results.stream().map(StepResult::verdict).toList();
    }

    @Test
    void shouldGoOnAfterAFailure() {
        List<StepResult> results = runner.run(List.of(Step.of("one", "", _ -> Judgement.fail("no")), Step.of("two", "", _ -> Judgement.pass("yes"))));
        assertEquals(List.of(Verdict.FAIL, Verdict.PASS), verdicts(results));
    }

    @Test
    void shouldNotRunWhatStandsOnAFailedStep() {
        List<StepResult> results = runner.run(List.of(Step.required("up", "", _ -> Judgement.fail("no")),
            Step.of("ping", "", _ -> {
                throw new AssertionError("must not run");
            })));
        assertEquals(List.of(Verdict.FAIL, Verdict.SKIP), verdicts(results));
        assertEquals("not run, as up failed", results.getLast().detail());
    }

    @Test
    void shouldCountAnExceptionAsAFailure() {
        List<StepResult> results = runner.run(List.of(Step.of("one", "", _ -> {
            throw new LabException("no such thing");
        })));
        assertEquals(Judgement.fail("no such thing"), new Judgement(results.getFirst().verdict(), results.getFirst().detail()));
    }

    @Test
    void shouldStopWhenTheLabIsEnding() {
        List<StepResult> results = runner.run(List.of(Step.of("one", "", _ -> Judgement.pass("")), Step.of("two", "", _ -> {
            processes.close();
            return Judgement.pass("");
        }), Step.of("three", "", _ -> Judgement.pass(""))));
        assertEquals(1, results.size(), "a step during which the lab was ended says nothing");
    }

    @Test
    void shouldGiveEachStepALogOfItsOwn() throws Exception {
        Check echo = scene -> Judgement.pass(scene.shell().run(10, List.of("echo", "hello")).out().strip());
        List<StepResult> results = runner.run(List.of(Step.of("one", "", echo), Step.of("two", "", echo)));
        assertEquals(directory.resolve("02-two.log"), results.getLast().log());
        assertEquals("$ echo hello\nhello\n\n", Files.readString(directory.resolve("01-one.log")));
    }

    @Test
    void shouldNameTheStepsOfTwoAsnsOnce() {
        List<String> names = TwoAsnsSteps.steps().stream().map(Step::name).toList();
        assertEquals(names.size(), new HashSet<>(names).size());
        names.forEach(name -> assertTrue(name.matches("[a-z0-9-]+"), name));
    }
}
