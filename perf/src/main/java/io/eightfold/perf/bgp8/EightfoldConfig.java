// SPDX-License-Identifier: Apache-2.0
// Our control plane alone.
package io.eightfold.perf.bgp8;

import io.eightfold.controlplane.management.RunDirectory;
import io.eightfold.controlplane.management.StateDirectory;
import io.eightfold.perf.peer.PerfLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code ipv8 controlplane run} with the options that the launcher gives it, without a dataplane. Thread: startup. */
final class EightfoldConfig implements DaemonKind.DaemonConfig {
    private static final String MAIN = "io.eightfold.cli.Main";
    private static final List<String> OPTION_FILES = List.of("jvm.options", "jvm-controlplane.options");
    /** Name of the instance. */
    static final String ID = "perf";

    @Override
    public String fileName() {
        return "router.conf";
    }

    @Override
    public String text(final Topology topology) {
        // The senders' next hops resolve by the blackhole: nothing is forwarded.
        return """
            hostname perf
            ipv8 routing
            control-plane
             log level warn
            ip route 192.0.2.0/24 blackhole
            """ + sessions(topology);
    }

    /** The part about BGP8. */
    static String sessions(final Topology topology) {
        final StringBuilder text = new StringBuilder("""
            route-map ALL permit 10
            router bgp8 %d
             router-id %s
             listen %s port %d
            """.formatted(Topology.DAEMON_ASN, topology.daemonAddress(), topology.daemonAddress(), topology.port()));
        for (final Topology.Neighbor neighbor : topology.neighbors()) {
            final String start = " neighbor " + neighbor.address() + ' ';
            text.append(start).append("remote-as ").append(neighbor.asn()).append('\n');
            for (final String words : List.of("passive", "carrier " + topology.kind().carrier(), "ebgp-multihop 255", "route-map ALL in", "route-map ALL out",
                "timers " + topology.holdTimeS() / 3 + ' ' + topology.holdTimeS())) {
                text.append(start).append(words).append('\n');
            }
        }
        return text.toString();
    }

    @Override
    public List<String> command(final Topology topology, final Path directory) {
        final List<String> command = new ArrayList<>(List.of("env", RunDirectory.ENVIRONMENT_VARIABLE + '=' + directory,
            StateDirectory.ENVIRONMENT_VARIABLE + '=' + directory.resolve("state"),
            Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        OPTION_FILES.forEach(file -> command.addAll(options(file)));
        command.addAll(List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), MAIN, "controlplane", "run", "-c",
            directory.resolve(fileName()).toString(), "-i", ID));
        return command;
    }

    private static List<String> options(final String file) {
        final Path path = Path.of(System.getProperty(PerfLibrary.HOME_PROPERTY, "."), "config", file);
        try {
            return Files.readAllLines(path).stream().map(line -> line.split("#")[0].strip()).filter(line -> !line.isEmpty())
                .flatMap(line -> Arrays.stream(line.split("\\s+"))).toList();
        } catch (final IOException e) {
            throw new Bgp8Exception(path + " cannot be read: " + e.getMessage() + "; set -D" + PerfLibrary.HOME_PROPERTY + " to the repository", e);
        }
    }

    @Override
    public String version() {
        return "Eightfold, the commit of the environment";
    }
}
