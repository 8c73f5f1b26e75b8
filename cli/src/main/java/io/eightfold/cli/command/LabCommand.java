// SPDX-License-Identifier: Apache-2.0
// ipv8 lab: topologies in network namespaces.
package io.eightfold.cli.command;

import io.eightfold.lab.Lab;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ipv8 lab [NAME] [--once]}. */
@Command(name = "lab", description = "Build a topology in network namespaces, run real routers in it, and show it working.")
public final class LabCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "NAME", defaultValue = "two-asns", description = "Topology (default: ${DEFAULT-VALUE}).")
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

    @Override
    public Integer call() {
        final Path home = Path.of(System.getProperty("eightfold.home", "."));
        return Lab.run(new Lab.Options(name, isOnce, device, output == null ? home.resolve("target/lab") : output, home, isJson));
    }
}
