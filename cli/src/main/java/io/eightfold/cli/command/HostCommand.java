// SPDX-License-Identifier: Apache-2.0
// ipv8 host: a small user-space IPv8 host.
package io.eightfold.cli.command;

import io.eightfold.host.tool.HostDaemon;
import io.eightfold.host.tool.HostOptions;
import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.Ipv8Address;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ipv8 host run}. */
@Command(name = "host", description = "A user-space IPv8 host on a Linux interface.",
    subcommands = HostCommand.Run.class)
public final class HostCommand {

    /** Answers ARP8, ARP, echo and, if asked to, UDP echo and discard, until SIGINT or SIGTERM. */
    @Command(name = "run", description = "Answer ARP8, ARP and echo until SIGINT or SIGTERM.")
    static final class Run implements Callable<Integer> {
        private static final int MAX_GATEWAYS = 2;
        @Spec
        private CommandSpec spec;
        @Option(names = {"-I", "--interface"}, paramLabel = "NAME", required = true, description = "Linux interface.")
        private String interfaceName;
        @Option(names = {"-a", "--address"}, paramLabel = "ADDRESS/LENGTH", required = true, description = "Own address, such as 64496.10.1.0.10/24.")
        private String address;
        @Option(names = {"-g", "--gateway"}, paramLabel = "ADDRESS",
            description = "Router for everything off the link; given twice, an even and an odd one, both used while they answer ARP8.")
        private List<String> gateways = List.of();
        @Option(names = "--ethertype", paramLabel = "TYPE", defaultValue = "0x8080", description = "EtherType of version 8 (default: ${DEFAULT-VALUE}).")
        private String etherType;
        @Option(names = "--udp-services", description = "Also run UDP echo (port 7) and discard (port 9).")
        private boolean hasUdpServices;

        @Override
        public Integer call() {
            if (gateways.size() > MAX_GATEWAYS) {
                throw new CommandLine.ParameterException(spec.commandLine(), gateways.size() + " gateways > " + MAX_GATEWAYS + "; give one, or an even and an odd one");
            }
            return HostDaemon.run(new HostOptions(interfaceName, InterfaceAddress.parse(address), gateway(0), gateway(1), Integer.decode(etherType), hasUdpServices));
        }

        private Ipv8Address gateway(int index) {
            return index < gateways.size() ? Ipv8Address.parse(gateways.get(index)) : null;
        }
    }
}
