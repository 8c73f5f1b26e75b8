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
import picocli.CommandLine.ScopeType;

/** {@code ipv8 router run -c FILE [-i ID]}. */
@Command(name = "router", description = "Run a router: control plane and dataplane.", subcommands = RouterCommand.Run.class)
public final class RouterCommand {
    @ParentCommand
    private Ipv8Command parent;
    @Option(names = {"-i", "--instance"}, paramLabel = "ID", scope = ScopeType.INHERIT,
        description = "Name of this router among those on the machine.")
    private String instance;

    /** Runs until the process is asked to end. */
    @Command(name = "run", description = "Run a router in the foreground until SIGINT or SIGTERM: this process is its control plane, a child its dataplane.")
    static final class Run implements Callable<Integer> {
        @ParentCommand
        private RouterCommand parent;
        @Option(names = {"-c", "--config"}, paramLabel = "FILE", required = true, description = "Configuration file.")
        private Path file;

        @Override
        public Integer call() throws Exception {
            return RouterProcess.runRouter(ConfigFile.read(file), parent.parent.directory(parent.instance));
        }
    }
}
