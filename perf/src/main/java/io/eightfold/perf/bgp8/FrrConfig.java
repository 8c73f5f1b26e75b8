// SPDX-License-Identifier: Apache-2.0
// FRR's bgpd alone.
package io.eightfold.perf.bgp8;

import java.nio.file.Path;
import java.util.List;

/** FRR's bgpd alone: without zebra it takes every next hop as reachable and installs nothing. Thread: startup. */
final class FrrConfig implements DaemonKind.DaemonConfig {
    private static final Path PROGRAM = Path.of("/usr/lib/frr/bgpd");

    @Override
    public String fileName() {
        return "bgpd.conf";
    }

    @Override
    public String text(final Topology topology) {
        final StringBuilder text = new StringBuilder("router bgp " + Topology.DAEMON_ASN + "\n bgp router-id " + topology.daemonAddress()
            + "\n no bgp ebgp-requires-policy\n no bgp default ipv4-unicast\n coalesce-time 0\n");
        final StringBuilder family = new StringBuilder(topology.kind() == RouteKind.VPNV4 ? " address-family ipv4 vpn\n" : " address-family ipv4 unicast\n");
        for (final Topology.Neighbor neighbor : topology.neighbors()) {
            final String start = " neighbor " + neighbor.address() + ' ';
            text.append(start).append("remote-as ").append(neighbor.asn()).append('\n').append(start).append("passive\n").append(start).append("ebgp-multihop 255\n")
                .append(start).append("timers ").append(topology.holdTimeS() / 3).append(' ').append(topology.holdTimeS()).append('\n');
            family.append(' ').append(start).append("activate\n");
        }
        return text.append(family).toString();
    }

    @Override
    public List<String> command(final Topology topology, final Path directory) {
        Daemon.requireProgram(PROGRAM);
        final String in = directory.toString();
        return List.of(PROGRAM.toString(), "-f", in + '/' + fileName(), "-Z", "-n", "-S", "-p", Integer.toString(topology.port()), "-l", topology.daemonAddress(), "-P", "0",
            "-i", in + "/bgpd.pid", "--vty_socket", in, "--log", "stdout", "--log-level", "warn");
    }

    @Override
    public String version() {
        return Daemon.firstLine(PROGRAM.toString(), "-v");
    }
}
