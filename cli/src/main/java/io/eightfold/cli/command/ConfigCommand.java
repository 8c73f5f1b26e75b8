// SPDX-License-Identifier: Apache-2.0
// ipv8 config: checks configuration files and changes the configuration of a running router.
package io.eightfold.cli.command;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.eightfold.cli.CommandFailure;
import io.eightfold.cli.command.config.ConfigText;
import io.eightfold.cli.command.config.TimeConverter;
import io.eightfold.cli.router.ConfigFile;
import io.eightfold.controlplane.change.ConfigJson;
import io.eightfold.controlplane.change.ConfigRequests;
import io.eightfold.controlplane.config.ConfigResult;
import io.eightfold.controlplane.management.ManagementClient;
import io.eightfold.controlplane.management.ManagementException;
import io.eightfold.controlplane.management.RunDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** One method a request. Files are read here and sent as text: the router needs no access to them. */
@Command(name = "config", description = "Check configuration files; change the configuration of a running router.")
public final class ConfigCommand {
    private static final String FILE = "FILE";
    private static final String NUMBER = "N";
    @ParentCommand
    private Ipv8Command parent;
    @Spec
    private CommandSpec spec;
    @Option(names = {"-i", "--instance"}, paramLabel = "ID", scope = ScopeType.INHERIT, description = "Router to change.")
    private String instance;
    @Option(names = {"-j", "--json"}, scope = ScopeType.INHERIT, description = "Print JSON.")
    private boolean isJson;

    @Command(name = "check", description = "Report every problem of a configuration file; starts and changes nothing.")
    int check(@Parameters(paramLabel = FILE, description = "Configuration file.") final Path file) {
        final ConfigFile config = ConfigFile.load(file);
        final ConfigResult result = config.result();
        if (isJson) {
            print(Ipv8Command.json(ConfigJson.check(result)));
            return result.isGood() ? 0 : 1;
        }
        warn(config.report());
        if (result.isGood()) {
            print(file + ": good, " + result.config().interfaces().size() + " interfaces, " + result.config().routes().size() + " static routes, "
                + result.warnings().size() + " warnings");
        }
        return result.isGood() ? 0 : 1;
    }

    @Command(name = "reload", description = "Take a file into force: its difference only. Without FILE the one the router was started with.")
    int reload(@Parameters(arity = "0..1", paramLabel = FILE, description = "Configuration file.") final Path file) throws ManagementException {
        if (file == null) {
            return change(null, "reload");
        }
        final ConfigFile config = ConfigFile.load(file);
        return change(config, "reload", name(file), config.text(), user());
    }

    @Command(name = "apply", description = "Take a file into force; with --confirm go back to the configuration before unless `config confirm` comes in time.")
    int apply(@Parameters(paramLabel = FILE, description = "Configuration file.") final Path file,
              @Option(names = "--confirm", paramLabel = "TIME", converter = TimeConverter.class,
                  description = "Time to confirm, such as 60s; without it the change is for good.") final Duration within) throws ManagementException {
        if (within == null) {
            return reload(file);
        }
        final ConfigFile config = ConfigFile.load(file);
        return change(config, "apply", String.valueOf(within.toMillis()), name(file), config.text(), user());
    }

    @Command(name = "confirm", description = "Keep the change that waits to be confirmed.")
    int confirm() throws ManagementException {
        return change(null, "confirm", user());
    }

    @Command(name = "rollback", description = "Go back to the configuration before, or to number N of the history.")
    int rollback(@Parameters(arity = "0..1", paramLabel = NUMBER, description = "Number in `config history`.") final Integer number) throws ManagementException {
        return change(null, "rollback", String.valueOf(number == null ? 0 : number), user());
    }

    @Command(name = "history", description = "The configurations that were in force, newest first.")
    int history() throws ManagementException {
        final JsonElement answer = ask("history");
        print(isJson ? Ipv8Command.json(answer) : ConfigText.history(answer));
        return 0;
    }

    @Command(name = "diff", description = "Lines that wait for a restart; with N the difference from that number of the history to the configuration in force; with FILE what `config reload FILE`"
        + " would change.")
    int diff(@Parameters(arity = "0..1", paramLabel = "N|FILE", description = "Number in `config history`, or a configuration file.") final String what) throws ManagementException {
        if (what != null && !what.matches("[0-9]+")) {
            return compare(Path.of(what));
        }
        final JsonElement answer = what == null ? ask("diff") : ask("diff", what);
        print(isJson ? Ipv8Command.json(answer) : ConfigText.diff(answer, directory().id()));
        return 0;
    }

    private int compare(final Path file) throws ManagementException {
        if (!Files.exists(file)) {
            throw new CommandFailure("'" + file + "' is neither a number of `ipv8 config history` nor a file; give one of these, or nothing for what waits for a restart");
        }
        final ConfigFile config = ConfigFile.load(file);
        final JsonObject answer = ask("compare", name(file), config.text()).getAsJsonObject();
        final boolean isGood = !answer.has("problems");
        if (isJson) {
            print(Ipv8Command.json(answer));
            return isGood ? 0 : 1;
        }
        if (!isGood) {
            warn(ConfigText.findings(answer, file.toString(), config.text()));
            throw new CommandFailure("the file has problems and would change nothing");
        }
        print(ConfigText.comparison(answer, file.toString()));
        return 0;
    }

    /** @param file what was sent, or null */
    private int change(final ConfigFile file, final String... words) throws ManagementException {
        final JsonObject answer = ask(words).getAsJsonObject();
        final boolean isApplied = answer.get("applied").getAsBoolean();
        if (isJson) {
            print(Ipv8Command.json(answer));
            return isApplied ? 0 : 1;
        }
        warn(ConfigText.findings(answer, file == null ? "the router's file" : file.path().toString(), file == null ? null : file.text()));
        if (!isApplied) {
            final int problems = answer.getAsJsonArray("problems").size();
            throw new CommandFailure(problems + (problems == 1 ? " problem" : " problems") + " in the configuration; nothing was changed");
        }
        print(ConfigText.outcome(answer, directory().id()));
        return 0;
    }

    private JsonElement ask(final String... words) throws ManagementException {
        final List<String> request = new ArrayList<>(List.of(ConfigRequests.WORD));
        request.addAll(List.of(words));
        return ManagementClient.ask(directory().controlSocket(), request);
    }

    private RunDirectory directory() {
        return parent.directory(instance);
    }

    /** What the history calls the file: the same from every directory. */
    private static String name(final Path file) {
        return file.toAbsolutePath().normalize().toString();
    }

    /** Who asks, for the history; the socket's permissions decide who may. */
    private static String user() {
        return Stream.of(System.getenv("SUDO_USER"), System.getProperty("user.name")).filter(Objects::nonNull).findFirst().orElse("-");
    }

    private void warn(final String text) {
        spec.commandLine().getErr().print(text);
        spec.commandLine().getErr().flush();
    }

    private void print(final String text) {
        spec.commandLine().getOut().println(text.stripTrailing());
    }
}
