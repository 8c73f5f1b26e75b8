// SPDX-License-Identifier: Apache-2.0
// GoBGP without zebra.
package io.eightfold.perf.bgp8;

import java.nio.file.Path;
import java.util.List;

/** GoBGP without zebra. Its management listens beside its port for BGP. Thread: startup. */
final class GobgpConfig implements DaemonKind.DaemonConfig {
    private static final Path PROGRAM = Path.of("/usr/bin/gobgpd");

    @Override
    public String fileName() {
        return "gobgpd.toml";
    }

    @Override
    public String text(final Topology topology) {
        final StringBuilder text = new StringBuilder("""
            [global.config]
              as = %d
              router-id = "%s"
              port = %d
              local-address-list = ["%s"]
            """.formatted(Topology.DAEMON_ASN, topology.daemonAddress(), topology.port(), topology.daemonAddress()));
        for (final Topology.Neighbor neighbor : topology.neighbors()) {
            text.append("""
                [[neighbors]]
                  [neighbors.config]
                    neighbor-address = "%s"
                    peer-as = %d
                  [neighbors.transport.config]
                    passive-mode = true
                  [neighbors.ebgp-multihop.config]
                    enabled = true
                    multihop-ttl = 255
                  [neighbors.timers.config]
                    hold-time = %d
                    keepalive-interval = %d
                  [[neighbors.afi-safis]]
                    [neighbors.afi-safis.config]
                      afi-safi-name = "%s"
                """.formatted(neighbor.address(), neighbor.asn(), topology.holdTimeS(), topology.holdTimeS() / 3,
                topology.kind() == RouteKind.VPNV4 ? "l3vpn-ipv4-unicast" : "ipv4-unicast"));
        }
        return text.toString();
    }

    @Override
    public List<String> command(final Topology topology, final Path directory) {
        Daemon.requireProgram(PROGRAM);
        return List.of(PROGRAM.toString(), "-f", directory.resolve(fileName()).toString(), "--api-hosts", "unix://" + directory.resolve("gobgpd.sock"), "--pprof-disable",
            "-p", "-l", "warn");
    }

    @Override
    public String version() {
        return Daemon.firstLine(PROGRAM.toString(), "--version");
    }
}
