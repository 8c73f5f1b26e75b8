// SPDX-License-Identifier: Apache-2.0
// Entry point of the ipv8 command.
package io.eightfold.cli;

import io.eightfold.cli.command.Ipv8Command;
import io.eightfold.controlplane.management.ManagementException;
import io.eightfold.dpdk.DpdkException;
import io.eightfold.host.tool.HostToolException;
import io.eightfold.wire.address.AddressParseException;
import java.io.PrintWriter;
import java.util.Collection;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Parses the command line, runs the subcommand, and turns what it throws into one line and an exit code. Thread: startup. */
public final class Main {
    private Main() {
    }

    /** Runs a command and ends the process with its exit code. */
    public static void main(final String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(final String[] arguments) {
        return run(arguments, new PrintWriter(System.out, true), new PrintWriter(System.err, true));
    }

    static int run(final String[] arguments, final PrintWriter out, final PrintWriter err) {
        final CommandLine line = Ipv8Command.line(arguments).setOut(out).setErr(err);
        line.setExecutionExceptionHandler((e, command, parsed) -> failed(e, command));
        line.setParameterExceptionHandler((e, words) -> misused(e));
        return line.execute(arguments);
    }

    private static int failed(final Exception e, final CommandLine command) {
        final PrintWriter err = command.getErr();
        final String message = OptionNames.said(e.getMessage(), command.getCommandSpec());
        if (e instanceof HostToolException tool) {
            err.println("ipv8: " + message);
            return tool.exitCode();
        }
        final boolean isExpected = e instanceof CommandFailure || e instanceof ManagementException || e instanceof DpdkException
            || e instanceof AddressParseException || e instanceof IllegalArgumentException || e instanceof java.io.UncheckedIOException
            || e instanceof IllegalStateException;
        if (isExpected) {
            err.println("ipv8: " + message);
        } else {
            err.println("ipv8: fault=bug " + e);
            e.printStackTrace(err);
        }
        return ExitCode.SOFTWARE;
    }

    private static int misused(final ParameterException e) {
        final PrintWriter err = e.getCommandLine().getErr();
        err.println("ipv8: " + sentence(e));
        err.println("usage: see `" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help`");
        return ExitCode.USAGE;
    }

    /** What picocli says; about commands, which it does not list, in our words. */
    private static String sentence(final ParameterException e) {
        final CommandLine line = e.getCommandLine();
        final Collection<String> known = line.getParent() == null ? Ipv8Command.names() : line.getSubcommands().keySet();
        final String name = line.getCommandSpec().qualifiedName();
        if (e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption() && !known.isEmpty()) {
            return "'" + unmatched.getUnmatched().getFirst() + "' is not a command of `" + name + "`; one of " + String.join(", ", known);
        }
        if (e.getMessage().startsWith("Missing required subcommand")) {
            return "`" + name + "` needs a command; one of " + String.join(", ", known);
        }
        return OptionNames.said(OptionNames.withoutTypes(e.getMessage()), line.getCommandSpec());
    }
}
