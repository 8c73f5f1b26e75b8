// SPDX-License-Identifier: Apache-2.0
// ipv8 dataplane: runs one.
package io.eightfold.cli.command;

import io.eightfold.cli.router.ConfigFile;
import io.eightfold.cli.router.DataplaneProcess;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;

/** {@code ipv8 dataplane run -c FILE [-i ID]}. */
@Command(name = "dataplane", description = "Run the dataplane of a router, without its control plane.", subcommands = DataplaneCommand.Run.class)
public final class DataplaneCommand {
    @ParentCommand
    private Ipv8Command parent;
    @Option(names = {"-i", "--instance"}, paramLabel = "ID", scope = ScopeType.INHERIT, description = "Name of this router among those on the machine.")
    private String instance;

    /** Runs until the process is asked to end. */
    @Command(name = "run", description = "Run in the foreground until SIGINT or SIGTERM: ports, workers, neighbours. Routes come from the control plane of the same ID.")
    static final class Run implements Callable<Integer> {
        @ParentCommand
        private DataplaneCommand parent;
        @Option(names = {"-c", "--config"}, paramLabel = "FILE", required = true,
            description = "Configuration file; what it says of dpdk, dataplane and interfaces is used.")
        private Path file;
        @Option(names = "--parent", paramLabel = "PID", hidden = true, description = "End when that process has ended.")
        private long parentPid;

        @Override
        public Integer call() throws Exception {
            return DataplaneProcess.run(ConfigFile.read(file), parent.parent.directory(parent.instance), parentPid);
        }
    }
}
