// SPDX-License-Identifier: Apache-2.0
// ipv8 controlplane: runs one.
package io.eightfold.cli.command;

import io.eightfold.cli.router.ConfigFile;
import io.eightfold.cli.router.RouterProcess;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;

/** {@code ipv8 controlplane run -c FILE [-i ID]}. */
@Command(name = "controlplane", description = "Run the control plane of a router, without its dataplane.", subcommands = ControlplaneCommand.Run.class)
public final class ControlplaneCommand {
    @ParentCommand
    private Ipv8Command parent;
    @Option(names = {"-i", "--instance"}, paramLabel = "ID", scope = ScopeType.INHERIT, description = "Name of this router among those on the machine.")
    private String instance;

    /** Runs until the process is asked to end. */
    @Command(name = "run", description = "Run in the foreground until SIGINT or SIGTERM. The dataplane is a process of its own and keeps forwarding when this one is away.")
    static final class Run implements Callable<Integer> {
        @ParentCommand
        private ControlplaneCommand parent;
        @Option(names = {"-c", "--config"}, paramLabel = "FILE", required = true, description = "Configuration file.")
        private Path file;

        @Override
        public Integer call() throws Exception {
            return RouterProcess.runControlPlane(ConfigFile.read(file), parent.parent.directory(parent.instance));
        }
    }
}
