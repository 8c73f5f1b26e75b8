// SPDX-License-Identifier: Apache-2.0
// Runs one tool in a process of its own, for tests in network namespaces.
package io.eightfold.host.tool;

import io.eightfold.host.stack.HostConfig;
import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.Ipv8Address;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;

/** {@code daemon INTERFACE ADDRESS/LENGTH}, {@code ping DESTINATION SIZE}, {@code traceroute DESTINATION} or {@code udp-echo IPV4}. */
final class HostCommand {
    private static final int ECHO_PORT = 7;
    private static final int TIMEOUT_MS = 4000;

    private HostCommand() {
    }

    public static void main(String[] arguments) throws IOException {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) throws IOException {
        try {
            return switch (arguments[0]) {
                case "daemon" -> HostDaemon.run(new HostOptions(arguments[1], InterfaceAddress.parse(arguments[2]), null,
                    HostConfig.DEFAULT_ETHER_TYPE, true));
                case "ping" -> Ping.run(PingOptions.to(Ipv8Address.parse(arguments[1])).withCount(2).withTimes(200, TIMEOUT_MS)
                    .withPacket(Integer.parseInt(arguments[2]), 64, false), System.out).exitCode();
                case "traceroute" -> Traceroute.run(TracerouteOptions.to(Ipv8Address.parse(arguments[1])), System.out).exitCode();
                case "udp-echo" -> echoThroughKernel(InetAddress.getByName(arguments[1]));
                default -> throw new HostToolException(HostToolException.USAGE, "unknown tool " + arguments[0]);
            };
        } catch (HostToolException e) {
            System.err.println(e.getMessage());
            return e.exitCode();
        }
    }

    /** Sends with the kernel's own UDP; 0 if the same bytes come back. */
    private static int echoThroughKernel(InetAddress destination) throws IOException {
        byte[] sent = "from a plain IPv4 socket".getBytes();
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.send(new DatagramPacket(sent, sent.length, destination, ECHO_PORT));
            DatagramPacket received = new DatagramPacket(new byte[100], 100);
            socket.receive(received);
            return Arrays.equals(sent, Arrays.copyOf(received.getData(), received.getLength())) ? 0 : 1;
        }
    }
}
