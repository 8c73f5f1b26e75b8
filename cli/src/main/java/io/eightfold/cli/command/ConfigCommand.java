// SPDX-License-Identifier: Apache-2.0
// ipv8 config: looks at configuration files.
package io.eightfold.cli.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.eightfold.cli.router.ConfigFile;
import io.eightfold.controlplane.config.ConfigProblem;
import io.eightfold.controlplane.config.ConfigResult;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ipv8 config check FILE}. */
@Command(name = "config", description = "Look at configuration files.", subcommands = ConfigCommand.Check.class)
public final class ConfigCommand {

    /** Reports every problem of a file; starts nothing. */
    @Command(name = "check", description = "Report every problem of a configuration file; starts nothing.")
    static final class Check implements Callable<Integer> {
        @Spec
        private CommandSpec spec;
        @Parameters(paramLabel = "FILE", description = "Configuration file.")
        private Path file;
        @Option(names = {"-j", "--json"}, description = "Print JSON.")
        private boolean isJson;

        @Override
        public Integer call() {
            final ConfigFile config = ConfigFile.load(file);
            final ConfigResult result = config.result();
            if (isJson) {
                final JsonObject answer = new JsonObject();
                answer.addProperty("good", result.isGood());
                answer.add("problems", array(result.problems()));
                answer.add("warnings", array(result.warnings()));
                spec.commandLine().getOut().println(Ipv8Command.json(answer));
            } else {
                spec.commandLine().getErr().print(config.report());
                spec.commandLine().getErr().flush();
                if (result.isGood()) {
                    spec.commandLine().getOut().println(file + ": good, " + result.config().interfaces().size() + " interfaces, "
                        + result.config().routes().size() + " static routes, " + result.warnings().size() + " warnings");
                }
            }
            return result.isGood() ? 0 : 1;
        }

        private static JsonArray array(final List<ConfigProblem> problems) {
            final JsonArray array = new JsonArray();
            for (final ConfigProblem problem : problems) {
                final JsonObject entry = new JsonObject();
                entry.addProperty("line", problem.line());
                entry.addProperty("column", problem.column());
                entry.addProperty("word", problem.word());
                entry.addProperty("message", problem.message());
                array.add(entry);
            }
            return array;
        }
    }
}
