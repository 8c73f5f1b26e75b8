// SPDX-License-Identifier: Apache-2.0
// Entry point of the ipv8 command.
package io.eightfold.cli;

import io.eightfold.cli.command.Ipv8Command;
import io.eightfold.controlplane.management.ManagementException;
import io.eightfold.dpdk.DpdkException;
import io.eightfold.host.tool.HostToolException;
import io.eightfold.wire.address.AddressParseException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;

/** Parses the command line, runs the subcommand, and turns what it throws into one line and an exit code. Thread: startup. */
public final class Main {
    private Main() {
    }

    /** Runs a command and ends the process with its exit code. */
    public static void main(final String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(final String[] arguments) {
        final CommandLine line = new CommandLine(new Ipv8Command());
        line.setExecutionExceptionHandler((e, command, parsed) -> failed(e, command.getErr()));
        line.setParameterExceptionHandler((e, words) -> misused(e));
        return line.execute(arguments);
    }

    private static int failed(final Exception e, final PrintWriter err) {
        if (e instanceof HostToolException tool) {
            err.println("ipv8: " + e.getMessage());
            return tool.exitCode();
        }
        final boolean isExpected = e instanceof CommandFailure || e instanceof ManagementException || e instanceof DpdkException
            || e instanceof AddressParseException || e instanceof IllegalArgumentException || e instanceof java.io.UncheckedIOException
            || e instanceof IllegalStateException;
        if (isExpected) {
            err.println("ipv8: " + e.getMessage());
        } else {
            err.println("ipv8: fault=bug " + e);
            e.printStackTrace(err);
        }
        return ExitCode.SOFTWARE;
    }

    private static int misused(final ParameterException e) {
        final PrintWriter err = e.getCommandLine().getErr();
        err.println("ipv8: " + e.getMessage());
        err.println("usage: see `" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help`");
        return ExitCode.USAGE;
    }
}
