// SPDX-License-Identifier: Apache-2.0
// ipv8 router: runs one.
package io.eightfold.cli.command;

import io.eightfold.cli.router.ConfigFile;
import io.eightfold.cli.router.RouterProcess;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code ipv8 router run -c FILE [-i ID]}. */
@Command(name = "router", description = "Run a router.", mixinStandardHelpOptions = true, subcommands = RouterCommand.Run.class)
public final class RouterCommand {
    @ParentCommand
    private Ipv8Command parent;

    /** Runs until the process is asked to end. */
    @Command(name = "run", description = "Run a router in the foreground until SIGINT or SIGTERM.", mixinStandardHelpOptions = true)
    static final class Run implements Callable<Integer> {
        @ParentCommand
        private RouterCommand parent;
        @Option(names = {"-c", "--config"}, paramLabel = "FILE", required = true, description = "Configuration file.")
        private Path file;
        @Option(names = {"-i", "--instance"}, paramLabel = "ID", description = "Name of this router among those on the machine.")
        private String instance;

        @Override
        public Integer call() throws Exception {
            final var directory = instance == null ? parent.parent.directory() : io.eightfold.controlplane.management.RunDirectory.of(instance);
            return RouterProcess.run(ConfigFile.read(file), directory);
        }
    }
}
