// SPDX-License-Identifier: Apache-2.0
// Purpose: runs one tool in a process of its own, for tests in network namespaces.
package io.eightfold.host.tool;

import io.eightfold.host.stack.HostConfig;
import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.Ipv8Address;

/** {@code daemon INTERFACE ADDRESS/LENGTH}, {@code ping DESTINATION SIZE} or {@code traceroute DESTINATION}. */
final class HostCommand {
    private HostCommand() {
    }

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        try {
            return switch (arguments[0]) {
                case "daemon" -> HostDaemon.run(new HostOptions(arguments[1], InterfaceAddress.parse(arguments[2]), null,
                    HostConfig.DEFAULT_ETHER_TYPE, true));
                case "ping" -> Ping.run(PingOptions.to(Ipv8Address.parse(arguments[1])).withCount(2).withTimes(200, 4000)
                    .withPacket(Integer.parseInt(arguments[2]), 64, false), System.out).exitCode();
                case "traceroute" -> Traceroute.run(TracerouteOptions.to(Ipv8Address.parse(arguments[1])), System.out).exitCode();
                default -> throw new HostToolException(HostToolException.USAGE, "unknown tool " + arguments[0]);
            };
        } catch (HostToolException e) {
            System.err.println(e.getMessage());
            return e.exitCode();
        }
    }
}
