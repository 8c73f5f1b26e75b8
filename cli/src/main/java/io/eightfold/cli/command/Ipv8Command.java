// SPDX-License-Identifier: Apache-2.0
// The ipv8 command itself.
package io.eightfold.cli.command;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import io.eightfold.controlplane.management.ManagementClient;
import io.eightfold.controlplane.management.ManagementException;
import io.eightfold.controlplane.management.RunDirectory;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Options of all subcommands, and the list of these. */
@Command(name = "ipv8", description = "Eightfold, a software router for IPv8.", mixinStandardHelpOptions = true,
    versionProvider = VersionText.class, synopsisSubcommandLabel = "COMMAND",
    subcommands = {AddrCommand.class, RouterCommand.class, ShowCommand.class, ConfigCommand.class, PingCommand.class,
        TracerouteCommand.class, HostCommand.class, LabCommand.class, PerfCommand.class, DoctorCommand.class})
public final class Ipv8Command {
    private static final Gson JSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();

    @Option(names = {"-i", "--instance"}, paramLabel = "ID", description = "Router to talk to (default: ${DEFAULT-VALUE}).",
        defaultValue = RunDirectory.DEFAULT_ID)
    private String instance;

    /** Where the chosen router keeps its files. */
    RunDirectory directory() {
        return RunDirectory.of(instance);
    }

    /** Asks the chosen router. */
    JsonElement ask(final List<String> words) throws ManagementException {
        return ManagementClient.ask(directory().controlSocket(), words);
    }

    /** One JSON value as every {@code -j} prints it. */
    static String json(final Object value) {
        return JSON.toJson(value);
    }
}
