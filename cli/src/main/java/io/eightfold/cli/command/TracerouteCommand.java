// SPDX-License-Identifier: Apache-2.0
// ipv8 traceroute.
package io.eightfold.cli.command;

import io.eightfold.host.tool.Traceroute;
import io.eightfold.host.tool.TracerouteOptions;
import io.eightfold.wire.address.Ipv8Address;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Options as traceroute(8) has them. */
@Command(name = "traceroute", description = "Show the routers on the way to an address.")
public final class TracerouteCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ADDRESS", description = "End of the path; an IPv4 address is traced by IPv4.")
    private String destination;
    @Option(names = {"-m", "--max-hops"}, defaultValue = "30", description = "Highest TTL (default: ${DEFAULT-VALUE}).")
    private int maxHops;
    @Option(names = {"-w", "--timeout"}, paramLabel = "SECONDS", defaultValue = "5", description = "Wait for a hop's answers (default: ${DEFAULT-VALUE}).")
    private double timeoutS;
    @Option(names = "--icmp", description = "Send echo requests instead of UDP.")
    private boolean isIcmp;
    @Option(names = {"-j", "--json"}, description = "Print JSON.")
    private boolean isJson;
    @Mixin
    private SourceOptions source;

    @Override
    public Integer call() {
        TracerouteOptions options = TracerouteOptions.to(Ipv8Address.parse(destination)).withMaxHops(maxHops)
            .withTimeout(Math.round(timeoutS * 1000)).withFrom(source.selection());
        options = isIcmp ? options.withIcmp() : options;
        options = isJson ? options.withJson() : options;
        return Traceroute.run(options, System.out).exitCode();
    }
}
