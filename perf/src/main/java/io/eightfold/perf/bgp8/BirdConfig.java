// SPDX-License-Identifier: Apache-2.0
// BIRD without the kernel.
package io.eightfold.perf.bgp8;

import java.nio.file.Path;
import java.util.List;

/** BIRD without a protocol for the kernel's table. Thread: startup. */
final class BirdConfig implements DaemonKind.DaemonConfig {
    private static final Path PROGRAM = Path.of("/usr/sbin/bird");

    @Override
    public String fileName() {
        return "bird.conf";
    }

    @Override
    public String text(final Topology topology) {
        final boolean isVpn = topology.kind() == RouteKind.VPNV4;
        final StringBuilder text = new StringBuilder("""
            router id %s;
            log stderr { warning, error, fatal, bug };
            ipv4 table master4;
            vpn4 table vpntab4;
            protocol device {}
            # Senders' next hops resolve by this one.
            protocol static hops { ipv4; route 192.0.2.0/24 blackhole; }
            template bgp peer {
              local %s port %d as %d;
              multihop; passive; strict bind yes;
              hold time %d; error wait time 1, 1; connect delay time 1;
              %s
            }
            """.formatted(topology.daemonAddress(), topology.daemonAddress(), topology.port(), Topology.DAEMON_ASN, topology.holdTimeS(),
            isVpn ? "vpn4 mpls { import all; export all; };" : "ipv4 { import all; export where proto != \"hops\"; };"));
        int number = 0;
        for (final Topology.Neighbor neighbor : topology.neighbors()) {
            text.append("protocol bgp n").append(number++).append(" from peer { neighbor ").append(neighbor.address()).append(" as ").append(neighbor.asn()).append("; }\n");
        }
        return text.toString();
    }

    @Override
    public List<String> command(final Topology topology, final Path directory) {
        Daemon.requireProgram(PROGRAM);
        return List.of(PROGRAM.toString(), "-f", "-c", directory.resolve(fileName()).toString(), "-s", directory.resolve("bird.ctl").toString(), "-P",
            directory.resolve("bird.pid").toString());
    }

    @Override
    public String version() {
        return Daemon.firstLine(PROGRAM.toString(), "--version");
    }
}
