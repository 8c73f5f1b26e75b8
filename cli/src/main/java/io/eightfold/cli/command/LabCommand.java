// SPDX-License-Identifier: Apache-2.0
// ipv8 lab: topologies in network namespaces.
package io.eightfold.cli.command;

import io.eightfold.lab.Lab;
import io.eightfold.lab.conformance.AnyRouter;
import io.eightfold.lab.conformance.Cases;
import io.eightfold.lab.conformance.ConformanceSettings;
import io.eightfold.lab.conformance.script.Case;
import io.eightfold.lab.fabric.FabricSettings;
import io.eightfold.lab.interop.InteropSettings;
import io.eightfold.lab.nonstop.NonStopSettings;
import io.eightfold.lab.process.LabException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
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
    @Parameters(arity = "0..1", paramLabel = "NAME", defaultValue = "fabric", description = {
        "Topology (default: ${DEFAULT-VALUE}):",
        "  fabric: two ASes over an IPv4-only transit, with BGP8, 8to4 and WHOIS8",
        "  two-asns: two routers, IPv8 and IPv4 hosts, step by step",
        "  nonstop: a router whose processes are killed while packets pass",
        "  whois8: registries that are killed, lie and repair, and what a router makes of it",
        "  interop: BGP8 with stock FRR, BIRD, GoBGP and ExaBGP",
        "  conformance: the draft's rules, case by case, tested from outside"})
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
    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "nonstop, conformance: of what is left to chance (default: ${DEFAULT-VALUE}).")
    private long seed;
    @Option(names = "--allow-missing", description = "interop: leave daemons out that are not installed, instead of failing.")
    private boolean isMissingAllowed;
    @Option(names = "--row", paramLabel = "DAEMON-CARRIER", description = "interop: only this row, such as frr-vpnv4; may be repeated.")
    private List<String> rows = List.of();
    @Option(names = "--break", paramLabel = "WHAT",
        description = "fabric: break only this: link, router, registry or controlplane, may be repeated; or none, for everything but the breaks.")
    private List<String> breaks = List.of();
    @Option(names = "--encapsulation", paramLabel = "HOW", defaultValue = "protocol",
        description = "fabric: how IPv8 crosses the transit: protocol (253), udp (8418) or https (default: ${DEFAULT-VALUE}).")
    private String encapsulation;
    @Option(names = "--case", paramLabel = "GLOB", defaultValue = "*", description = "conformance: only these cases, such as 'icmp/*' (default: all).")
    private String cases;
    @Option(names = "--list", description = "conformance: list the cases and end.")
    private boolean isList;
    @Option(names = "--interfaces", paramLabel = "PORTS", description = "conformance: test the router behind these interfaces, such as A=eth1,B=eth2,C=eth3,D=eth4, instead of one of the lab's.")
    private String interfaces;

    @Override
    public Integer call() {
        checkOptions();
        final Path home = Path.of(System.getProperty("eightfold.home", "."));
        final Path place = output == null ? home.resolve("target/lab") : output;
        if (isList || interfaces != null) {
            return conformance(home, place.resolve("conformance"));
        }
        return Lab.run(new Lab.Options(name, isOnce, device, place, home, isJson, nonStopSettings(), interopSettings(), fabricSettings(), conformanceSettings()));
    }

    /** An option that another topology has would be ignored, and who gave it believes something else. */
    private void checkOptions() {
        final Optional<String> problem = Lab.topologies().contains(name) ? LabOptions.foreign(spec.commandLine().getParseResult(), name, Lab.topologies()) : Optional.empty();
        if (problem.isPresent()) {
            throw new CommandLine.ParameterException(spec.commandLine(), problem.get());
        }
        if (interfaces != null && (isList || spec.commandLine().getParseResult().hasMatchedOption("--device"))) {
            throw new CommandLine.ParameterException(spec.commandLine(), (isList ? "--list" : "--device") + " and --interfaces exclude each other; --interfaces tests a router that runs already");
        }
    }

    /** What needs no lab. */
    private int conformance(Path home, Path place) {
        final List<Case> read = usage(() -> Cases.read(home, cases));
        if (isList) {
            list(read);
            return 0;
        }
        final Map<String, String> ports = usage(() -> AnyRouter.parse(interfaces));
        try {
            return new AnyRouter(home, place, isJson, conformanceSettings()).run(read, ports) ? 0 : 1;
        } catch (final LabException e) {
            System.err.println("ipv8: " + e.getMessage());
            return 1;
        }
    }

    private void list(List<Case> read) {
        if (isJson) {
            System.out.println(Ipv8Command.json(read.stream().map(each -> Map.of("id", each.id(), "level", each.about().level().word(), "section", each.about().section(),
                "title", each.about().title())).toList()));
        } else {
            read.forEach(each -> System.out.printf("%-6s  %s  %s%n", each.about().level().word(), each.id(), each.about().title()));
        }
    }

    /** What the caller wrote wrongly is his to mend: exit code 2. */
    private <T> T usage(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (final LabException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private ConformanceSettings conformanceSettings() {
        return new ConformanceSettings(cases, seed, spec.commandLine().getParseResult().originalArgs());
    }

    private FabricSettings fabricSettings() {
        return usage(() -> new FabricSettings(breaks, !isOnce, FabricSettings.encapsulation(encapsulation)));
    }

    private NonStopSettings nonStopSettings() {
        return usage(() -> new NonStopSettings(kills, ratePps, routes, pauseS, seed));
    }

    private InteropSettings interopSettings() {
        return usage(() -> new InteropSettings(isMissingAllowed, rows));
    }
}
