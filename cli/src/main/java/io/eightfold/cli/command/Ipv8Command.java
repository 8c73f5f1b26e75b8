// SPDX-License-Identifier: Apache-2.0
// The ipv8 command itself.
package io.eightfold.cli.command;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.eightfold.cli.command.perf.PerfCommand;
import io.eightfold.cli.whois8.Whois8Command;
import io.eightfold.controlplane.management.RunDirectory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options in front of all subcommands, and the list of these. */
@Command(name = "ipv8", description = "Eightfold, a software router for IPv8.",
    versionProvider = VersionText.class, synopsisSubcommandLabel = "COMMAND")
public final class Ipv8Command {
    private static final Gson JSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();
    private static final String SHOW_SHORT = "sh";
    private static final List<String> INSTANCE_OPTIONS = List.of("-i", "--instance");
    /** In the order of the help. */
    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("addr", AddrCommand.class);
        COMMANDS.put("router", RouterCommand.class);
        COMMANDS.put("dataplane", DataplaneCommand.class);
        COMMANDS.put("controlplane", ControlplaneCommand.class);
        COMMANDS.put("show", ShowCommand.class);
        COMMANDS.put("explain", ExplainCommand.class);
        COMMANDS.put("clear", ClearCommand.class);
        COMMANDS.put("bgp", BgpCommand.class);
        COMMANDS.put("top", TopCommand.class);
        COMMANDS.put("trace", TraceCommand.class);
        COMMANDS.put("config", ConfigCommand.class);
        COMMANDS.put("route", RouteCommand.class);
        COMMANDS.put("whois8", Whois8Command.class);
        COMMANDS.put("verify", VerifyCommand.class);
        COMMANDS.put("ping", PingCommand.class);
        COMMANDS.put("traceroute", TracerouteCommand.class);
        COMMANDS.put("host", HostCommand.class);
        COMMANDS.put("lab", LabCommand.class);
        COMMANDS.put("pktgen", PktgenCommand.class);
        COMMANDS.put("perf", PerfCommand.class);
        COMMANDS.put("doctor", DoctorCommand.class);
    }

    @Option(names = {"-i", "--instance"}, paramLabel = "ID", description = "Router to talk to (default: ${DEFAULT-VALUE}).",
        defaultValue = RunDirectory.DEFAULT_ID)
    private String instance;
    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, description = "Show this help and exit.")
    private boolean isHelpWanted;
    @Option(names = {"-V", "--version"}, versionHelp = true, description = "Show the release and exit.")
    private boolean isVersionWanted;

    /**
     * A command line that understands these arguments. It holds only the subcommand that they name, or all when they name none: reading
     * the options of all subcommands by reflection takes longer than a short command itself.
     */
    public static CommandLine line(final String[] arguments) {
        final CommandLine line = new CommandLine(new Ipv8Command());
        final String word = commandWord(arguments);
        COMMANDS.forEach((name, type) -> {
            if (!COMMANDS.containsKey(word) || name.equals(word)) {
                line.addSubcommand(name, type);
            }
        });
        final CommandLine show = line.getSubcommands().get("show");
        if (show != null) {
            // As routers have it: `show int`, `show nei`.
            show.setAbbreviatedSubcommandsAllowed(true);
        }
        return line;
    }

    /** Names of all subcommands, in the order of the help. */
    public static List<String> names() {
        return List.copyOf(COMMANDS.keySet());
    }

    /** The first argument that is neither an option nor the value of one; empty when help is asked for before it. */
    private static String commandWord(final String[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (INSTANCE_OPTIONS.contains(arguments[i])) {
                i++;
            } else if (!arguments[i].startsWith("-")) {
                return SHOW_SHORT.equals(arguments[i]) ? "show" : arguments[i];
            } else if ("-h".equals(arguments[i]) || "--help".equals(arguments[i])) {
                return "";
            }
        }
        return "";
    }

    /**
     * Where the chosen router keeps its files.
     * @param own the id given behind the subcommand, or null for the one given before it.
     */
    public RunDirectory directory(final String own) {
        return RunDirectory.of(own == null ? instance : own);
    }

    /** One JSON value as every {@code -j} prints it. */
    public static String json(final Object value) {
        return JSON.toJson(value);
    }
}
