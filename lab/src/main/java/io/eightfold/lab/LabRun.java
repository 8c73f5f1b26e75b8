// SPDX-License-Identifier: Apache-2.0
// The life of one lab.
package io.eightfold.lab;

import io.eightfold.lab.network.LabNetwork;
import io.eightfold.lab.network.Leftovers;
import io.eightfold.lab.network.RunPlace;
import io.eightfold.lab.process.LabException;
import io.eightfold.lab.process.ProcessTable;
import io.eightfold.lab.process.Shell;
import io.eightfold.lab.report.Report;
import io.eightfold.lab.report.Screen;
import io.eightfold.lab.report.StepResult;
import io.eightfold.lab.step.DeviceChoice;
import io.eightfold.lab.step.Scene;
import io.eightfold.lab.step.StepRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Builds, runs, shows, removes. Thread: session; {@link #close} also from the shutdown hook, which waits for a removal that is going on.
 */
final class LabRun implements AutoCloseable {
    private static final String RUN_VARIABLE = "EIGHTFOLD_RUN_DIR";
    private final Scenario scenario;
    private final Screen screen;
    private final LabNetwork network;
    private final ProcessTable processes;
    /** For cleaning up, when the other one starts nothing any more. */
    private final Shell broom = new Shell(new ProcessTable(Map.of()), null);
    private final Path runDirectory;
    private final KeyWait keys = new KeyWait();
    private final long startNs = System.nanoTime();
    private final Thread hook = new Thread(this::onShutdown, "lab-cleanup");
    private Scene scene;
    private boolean isClosed;

    private LabRun(Scenario scenario, Screen screen, Path runDirectory, long labPid) {
        this.scenario = scenario;
        this.screen = screen;
        this.runDirectory = runDirectory;
        this.network = new LabNetwork(scenario.topology(), labPid);
        this.processes = new ProcessTable(Map.of(RUN_VARIABLE, runDirectory.toString()));
    }

    /** Cleans up after dead labs and takes a run directory. From here on {@link #close} is due, and comes also with a signal. */
    static LabRun open(Scenario scenario, Screen screen) {
        Set<Long> dead = Leftovers.remove(new Shell(new ProcessTable(Map.of()), null), RunPlace.BASE);
        if (!dead.isEmpty()) {
            screen.line("removed what labs left that were killed: " + dead.stream().map(pid -> "process " + pid).collect(Collectors.joining(", ")));
        }
        long labPid = ProcessHandle.current().pid();
        LabRun run = new LabRun(scenario, screen, RunPlace.create(RunPlace.BASE, labPid), labPid);
        Runtime.getRuntime().addShutdownHook(run.hook);
        return run;
    }

    /** Builds the network, runs the steps, and shows what they found. */
    Report run(Path home, Path output, DeviceChoice device) {
        screen.heading("Topology " + scenario.topology().name());
        scenario.topology().drawing().lines().forEach(screen::line);
        screen.heading("Steps");
        network.create(new Shell(processes, output.resolve("00-network.log")));
        scene = new Scene(scenario.topology(), network, processes, new Scene.Places(home, output, runDirectory), device, screen);
        List<StepResult> results = new StepRunner(scene, screen).run(scenario.steps());
        if (isEnding()) {
            throw new LabException("the lab was ended after " + results.size() + " of " + scenario.steps().size() + " steps");
        }
        Report report = new Report(scenario.topology().name(), results, scene.findings(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs), output);
        report.print(screen);
        return report;
    }

    /** Keeps the lab up until a key is pressed. */
    void stay() {
        screen.heading("The lab stays up. To try in another terminal, in this folder:");
        screen.line("  export " + RUN_VARIABLE + "=" + runDirectory);
        scenario.hints(network::namespace).forEach(hint -> screen.line("  " + hint));
        if (scenario.page().isPresent()) {
            scenario.page().get().accept(scene);
            return;
        }
        screen.line("Press a key to end it.");
        keys.await();
    }

    /** Whether somebody asked the lab to end. */
    boolean isEnding() {
        return processes.isClosed();
    }

    /** A signal, or the end of the program: then everything is closed already. */
    private void onShutdown() {
        boolean isInterrupted;
        synchronized (this) {
            isInterrupted = !isClosed;
        }
        close();
        if (isInterrupted) {
            screen.line("the lab was interrupted; what it had made is removed");
        }
    }

    /** Ends the processes and removes everything; a second call has nothing left to do. */
    @Override
    public void close() {
        // First, so that a step that waits for one of them comes back.
        processes.close();
        synchronized (this) {
            if (isClosed) {
                return;
            }
            isClosed = true;
            keys.close();
            int left = network.remove(broom);
            RunPlace.delete(runDirectory);
            if (left > 0) {
                screen.line(left + " namespaces could not be removed; `ip netns list` shows them");
            }
        }
    }
}
