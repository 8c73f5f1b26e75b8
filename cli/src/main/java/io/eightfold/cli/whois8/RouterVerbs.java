// SPDX-License-Identifier: Apache-2.0
// ipv8 whois8: what a running router is asked.
package io.eightfold.cli.whois8;

import com.google.gson.JsonObject;
import io.eightfold.cli.command.Ipv8Command;
import io.eightfold.controlplane.management.ManagementClient;
import io.eightfold.controlplane.management.ManagementException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The router's own side of WHOIS8. Thread: startup. */
final class RouterVerbs {
    private RouterVerbs() {
    }

    /** Reads files with local exceptions again. */
    @Command(name = "reload-overrides", description = "Have a router read its SLURM files again; with a problem in any of them, those read before stay in force.")
    static final class ReloadOverrides implements Callable<Integer> {
        @ParentCommand
        private Whois8Command parent;
        @Spec
        private CommandSpec spec;
        @Option(names = {"-i", "--instance"}, paramLabel = "ID", description = "Router to ask.")
        private String instance;
        @Option(names = {"-j", "--json"}, description = "Print JSON.")
        private boolean isJson;

        @Override
        public Integer call() throws ManagementException {
            final JsonObject answer = ManagementClient.ask(parent.router().directory(instance).controlSocket(), List.of("whois8", "reload-overrides")).getAsJsonObject();
            spec.commandLine().getOut().println(isJson ? Ipv8Command.json(answer)
                : "in force: " + answer.get("filters").getAsInt() + " filters, " + answer.get("assertions").getAsInt() + " assertions");
            return 0;
        }
    }

    /** Asks all servers at once. */
    @Command(name = "poll", description = "Have a router ask all its WHOIS8 servers now, whatever failed before; `show whois8` shows what came of it.")
    static final class Poll implements Callable<Integer> {
        @ParentCommand
        private Whois8Command parent;
        @Option(names = {"-i", "--instance"}, paramLabel = "ID", description = "Router to ask.")
        private String instance;

        @Override
        public Integer call() throws ManagementException {
            ManagementClient.ask(parent.router().directory(instance).controlSocket(), List.of("whois8", "poll"));
            return 0;
        }
    }
}
