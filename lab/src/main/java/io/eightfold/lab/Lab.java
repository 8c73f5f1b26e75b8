// SPDX-License-Identifier: Apache-2.0
// Entry of the lab.
package io.eightfold.lab;

import io.eightfold.lab.conformance.ConformanceSettings;
import io.eightfold.lab.fabric.FabricSettings;
import io.eightfold.lab.interop.InteropSettings;
import io.eightfold.lab.nonstop.NonStopSettings;
import io.eightfold.lab.process.LabException;
import io.eightfold.lab.report.Report;
import io.eightfold.lab.report.Screen;
import io.eightfold.lab.step.DeviceChoice;
import java.nio.file.Path;
import java.util.List;

/** Builds a topology in network namespaces, runs real routers in it, and shows it working. */
public final class Lab {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final String RESULT_FILE = "result.json";

    /**
     * What to run.
     *
     * @param name   topology
     * @param isOnce whether to end after the steps instead of waiting for a key
     * @param device {@code auto}, {@code net_af_xdp} or {@code net_af_packet}
     * @param output folder of captures and logs; a folder of the topology's name is made in it
     * @param home   folder of the {@code ipv8} launcher
     * @param isJson whether standard output gets a JSON object, and standard error the text for people
     * @param nonStop how long and how hard, for the lab of that name
     * @param interop which neighbours, for the lab of that name
     * @param fabric what to break, for the lab of that name
     * @param conformance which cases, for the lab of that name
     */
    public record Options(String name, boolean isOnce, String device, Path output, Path home, boolean isJson, NonStopSettings nonStop,
                          InteropSettings interop, FabricSettings fabric, ConformanceSettings conformance) { }

    private Lab() {
    }

    /** Names of all topologies. */
    public static List<String> topologies() {
        return Scenario.names();
    }

    /**
     * Runs a lab to its end. Thread: session.
     *
     * @return exit code: 0 if no step failed, 1 if one did or the lab could not be built, 2 for an unknown topology or device
     */
    public static int run(Options options) {
        Scenario scenario;
        try {
            scenario = Scenario.byName(options.name(), options.home(), new Scenario.Settings(options.fabric(), options.nonStop(), options.interop(), options.conformance())).orElse(null);
        } catch (LabException e) {
            return refuse(e.getMessage(), USAGE);
        }
        if (scenario == null) {
            return refuse("no topology '" + options.name() + "'; there is " + String.join(", ", Scenario.names()), USAGE);
        }
        DeviceChoice device;
        try {
            device = DeviceChoice.parse(options.device());
        } catch (LabException e) {
            return refuse(e.getMessage(), USAGE);
        }
        Screen screen = Screen.on(options.isJson() ? System.err : System.out);
        try {
            Preflight.check(scenario.programs());
            try (OutputPlace output = OutputPlace.open(options.output(), options.name());
                 LabRun run = LabRun.open(scenario, screen)) {
                Report report = run.run(options.home().toAbsolutePath().normalize(), output.directory(), device);
                output.write(RESULT_FILE, report.json());
                if (options.isJson()) {
                    System.out.println(report.json());
                }
                if (!options.isOnce() && !run.isEnding()) {
                    run.stay();
                }
                return report.isPassed() ? DONE : FAILED;
            }
        } catch (LabException e) {
            return refuse(e.getMessage(), FAILED);
        }
    }

    private static int refuse(String message, int exitCode) {
        System.err.println("ipv8: " + message);
        return exitCode;
    }
}
