// SPDX-License-Identifier: Apache-2.0
// Where a ping or traceroute starts from.
package io.eightfold.cli.command;

import io.eightfold.host.tool.HostSelection;
import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.Ipv8Address;
import picocli.CommandLine.Option;

/** Options shared by ping and traceroute; what is left out comes from the host that runs in this network namespace. */
final class SourceOptions {
    @Option(names = {"-I", "--interface"}, paramLabel = "NAME", description = "Interface to send by.")
    private String interfaceName;
    @Option(names = {"-S", "--source"}, paramLabel = "ADDRESS/LENGTH", description = "Own address.")
    private String source;
    @Option(names = {"-g", "--gateway"}, paramLabel = "ADDRESS", description = "Router for everything off the link.")
    private String gateway;
    @Option(names = "--ethertype", paramLabel = "TYPE", description = "EtherType of version 8.")
    private String etherType;

    HostSelection selection() {
        return new HostSelection(interfaceName, source == null ? null : InterfaceAddress.parse(source),
            gateway == null ? null : Ipv8Address.parse(gateway), etherType == null ? null : Integer.decode(etherType));
    }
}
