// SPDX-License-Identifier: Apache-2.0
// ipv8 lab: topologies in network namespaces.
package io.eightfold.cli.command;

import io.eightfold.lab.Lab;
import io.eightfold.lab.fabric.FabricSettings;
import io.eightfold.lab.interop.InteropSettings;
import io.eightfold.lab.nonstop.NonStopSettings;
import io.eightfold.lab.process.LabException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ipv8 lab [NAME] [--once]}. */
@Command(name = "lab", description = "Build a topology in network namespaces, run real routers in it, and show it working.")
public final class LabCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @Parameters(arity = "0..1", paramLabel = "NAME", defaultValue = "fabric", description = "Topology: fabric, two-asns, nonstop, whois8 or interop (default: ${DEFAULT-VALUE}).")
    private String name;
    @Option(names = "--once", description = "End after the checks instead of staying up until a key is pressed.")
    private boolean isOnce;
    @Option(names = "--device", paramLabel = "DRIVER", defaultValue = "auto",
        description = "DPDK driver of the routers: net_af_xdp, net_af_packet, or auto, which takes the first that works (default: ${DEFAULT-VALUE}).")
    private String device;
    @Option(names = {"-o", "--output"}, paramLabel = "DIRECTORY", description = "Where captures and logs go (default: target/lab of this folder).")
    private Path output;
    @Option(names = {"-j", "--json"}, description = "Print the results as JSON.")
    private boolean isJson;

    @Option(names = "--kills", paramLabel = "N", defaultValue = "" + NonStopSettings.DEFAULT_KILLS,
        description = "nonstop: how often the control plane is killed (default: ${DEFAULT-VALUE}).")
    private int kills;
    @Option(names = "--rate", paramLabel = "PPS", defaultValue = "" + NonStopSettings.DEFAULT_RATE_PPS,
        description = "nonstop: probes per second (default: ${DEFAULT-VALUE}).")
    private int ratePps;
    @Option(names = "--routes", paramLabel = "N", defaultValue = "" + NonStopSettings.DEFAULT_ROUTES,
        description = "nonstop: static routes (default: ${DEFAULT-VALUE}).")
    private int routes;
    @Option(names = "--pause", paramLabel = "SECONDS", defaultValue = "" + NonStopSettings.DEFAULT_PAUSE_S,
        description = "nonstop: how long a process is stopped (default: ${DEFAULT-VALUE}).")
    private int pauseS;
    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "nonstop: of the random moments (default: ${DEFAULT-VALUE}).")
    private long seed;
    @Option(names = "--allow-missing", description = "interop: leave daemons out that are not installed, instead of failing.")
    private boolean isMissingAllowed;
    @Option(names = "--row", paramLabel = "DAEMON-CARRIER", description = "interop: only this row, such as frr-vpnv4; may be repeated.")
    private List<String> rows = List.of();
    @Option(names = "--break", paramLabel = "WHAT",
        description = "fabric: break only this: link, router, registry or controlplane; may be repeated.")
    private List<String> breaks = List.of();

    @Override
    public Integer call() {
        final Path home = Path.of(System.getProperty("eightfold.home", "."));
        return Lab.run(new Lab.Options(name, isOnce, device, output == null ? home.resolve("target/lab") : output, home, isJson,
            nonStopSettings(), interopSettings(), fabricSettings()));
    }

    private FabricSettings fabricSettings() {
        try {
            return new FabricSettings(breaks, !isOnce);
        } catch (final LabException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private NonStopSettings nonStopSettings() {
        try {
            return new NonStopSettings(kills, ratePps, routes, pauseS, seed);
        } catch (final LabException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private InteropSettings interopSettings() {
        try {
            return new InteropSettings(isMissingAllowed, rows);
        } catch (final LabException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
