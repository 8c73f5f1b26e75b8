// SPDX-License-Identifier: Apache-2.0
// ipv8 ping.
package io.eightfold.cli.command;

import io.eightfold.host.tool.Ping;
import io.eightfold.host.tool.PingOptions;
import io.eightfold.wire.address.Ipv8Address;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Options as iputils ping has them. */
@Command(name = "ping", description = "Send ICMPv8 echo requests from this host or namespace.")
public final class PingCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ADDRESS", description = "Whom to ask; an IPv4 address is asked by IPv4.")
    private String destination;
    @Option(names = {"-c", "--count"}, defaultValue = "0", description = "Number of requests; 0 goes on until stopped.")
    private int count;
    @Option(names = "--interval", paramLabel = "SECONDS", defaultValue = "1", description = "Time between requests (default: ${DEFAULT-VALUE}).")
    private double intervalS;
    @Option(names = {"-s", "--size"}, paramLabel = "BYTES", defaultValue = "56", description = "Data bytes (default: ${DEFAULT-VALUE}).")
    private int sizeBytes;
    @Option(names = {"-t", "--ttl"}, defaultValue = "64", description = "Time to live (default: ${DEFAULT-VALUE}).")
    private int ttl;
    @Option(names = {"-W", "--timeout"}, paramLabel = "SECONDS", defaultValue = "4", description = "Wait after the last request (default: ${DEFAULT-VALUE}).")
    private double timeoutS;
    @Option(names = {"-M", "--dont-fragment"}, description = "Set DF.")
    private boolean dontFragment;
    @Option(names = {"-j", "--json"}, description = "Print JSON.")
    private boolean isJson;
    @Mixin
    private SourceOptions source;

    @Override
    public Integer call() {
        PingOptions options = PingOptions.to(Ipv8Address.parse(destination)).withCount(count)
            .withTimes(Math.round(intervalS * 1000), Math.round(timeoutS * 1000)).withPacket(sizeBytes, ttl, dontFragment)
            .withFrom(source.selection());
        options = isJson ? options.withJson() : options;
        return Ping.run(options, System.out).exitCode();
    }
}
