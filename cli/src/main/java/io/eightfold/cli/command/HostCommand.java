// SPDX-License-Identifier: Apache-2.0
// ipv8 host: a small user-space IPv8 host.
package io.eightfold.cli.command;

import io.eightfold.host.tool.HostDaemon;
import io.eightfold.host.tool.HostOptions;
import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.Ipv8Address;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ipv8 host run}. */
@Command(name = "host", description = "A user-space IPv8 host on a Linux interface.",
    subcommands = HostCommand.Run.class)
public final class HostCommand {

    /** Answers ARP8, ARP, echo and, if asked to, UDP echo and discard, until SIGINT or SIGTERM. */
    @Command(name = "run", description = "Answer ARP8, ARP and echo until SIGINT or SIGTERM.")
    static final class Run implements Callable<Integer> {
        @Option(names = {"-I", "--interface"}, paramLabel = "NAME", required = true, description = "Linux interface.")
        private String interfaceName;
        @Option(names = {"-a", "--address"}, paramLabel = "ADDRESS/LENGTH", required = true, description = "Own address, such as 64496.10.1.0.10/24.")
        private String address;
        @Option(names = {"-g", "--gateway"}, paramLabel = "ADDRESS", description = "Router for everything off the link.")
        private String gateway;
        @Option(names = "--ethertype", paramLabel = "TYPE", defaultValue = "0x8080", description = "EtherType of version 8 (default: ${DEFAULT-VALUE}).")
        private String etherType;
        @Option(names = "--udp-services", description = "Also run UDP echo (port 7) and discard (port 9).")
        private boolean hasUdpServices;

        @Override
        public Integer call() {
            return HostDaemon.run(new HostOptions(interfaceName, InterfaceAddress.parse(address),
                gateway == null ? null : Ipv8Address.parse(gateway), Integer.decode(etherType), hasUdpServices));
        }
    }
}
