// SPDX-License-Identifier: Apache-2.0
// The run that the build's AOT cache is made from.
package io.eightfold.cli;

import com.google.gson.JsonParser;
import io.eightfold.controlplane.management.ManagementException;
import io.eightfold.controlplane.management.ManagementServer;
import io.eightfold.controlplane.management.RunDirectory;
import io.eightfold.dataplane.counter.CounterFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Runs the short commands one after the other in one process, so that the cache holds the classes of all of them (JEP 514 takes one
 * process). A management server with fixed answers stands in for a router. Called by {@code ci/build} with a run directory of its own.
 * Thread: startup.
 */
public final class AotTraining {
    private static final String CONFIG = """
        ipv8 routing
        interface eth1
         ipv8 address 64496.10.1.0.1/24
         ip address 10.1.0.1/24
        ipv8 route 64497.10.0.0.0/16 64496.10.1.0.2
        """;
    private static final Map<String, String> ANSWERS = Map.of(
        "interfaces", """
            [{"name": "eth1", "link": "up", "addresses": ["64496.10.1.0.1/24"], "counters": {"received": 1, "drops": {"no-route": 1}}}]""",
        "route", """
            {"routes": [{"prefix": "64497.10.0.0.0/16", "vrf": "default", "protocol": "static", "selected": true, "installed": true, "distance": 1, "metric": 0,
              "ageS": 1, "nextHops": [{"kind": "gateway", "gateway": "64496.10.1.0.2", "interface": "eth1", "neighborState": "failed"}]}], "next": null}""",
        "neighbors", """
            [{"address": "64496.10.1.0.2", "interface": "eth1", "mac": null, "capability": "unknown", "state": "failed", "ageMs": 1, "waiting": 0}]""",
        "version", """
            {"release": "1", "localAsn": null, "hugepages": false}""",
        "running-config", "\"hostname r1\"");
    private static final List<String> COMMANDS = List.of("addr parse 64496.192.0.2.1 -j", "addr parse 64496.10.1.0.0/16", "addr show",
        "show interfaces", "show interfaces eth1", "show route", "show neighbors", "show counters", "show version", "show version -j",
        "show running-config",
        "top --once --interval 100ms", "--help");

    private AotTraining() {
    }

    private static ManagementServer server(final Path socket) {
        return new ManagementServer(socket, words -> JsonParser.parseString(ANSWERS.getOrDefault(words.get(1), "{}")));
    }

    /** Exit code 1 when a command fails: the cache would be of little use. */
    public static void main(final String[] arguments) throws IOException, ManagementException {
        final RunDirectory directory = RunDirectory.of(RunDirectory.DEFAULT_ID).create();
        final Path config = Files.writeString(directory.directory().resolve("training.conf"), CONFIG);
        int failures = 0;
        try (CounterFile _ = CounterFile.create(directory.countersFile(), List.of("eth1"), 2);
             ManagementServer server = server(directory.controlSocket());
             ManagementServer dataplane = server(directory.dataplaneSocket())) {
            server.start();
            dataplane.start();
            for (final String command : COMMANDS) {
                failures += Main.run(command.split(" "));
            }
            failures += Main.run(new String[] {"config", "check", config.toString()});
        }
        System.exit(failures == 0 ? 0 : 1);
    }
}
