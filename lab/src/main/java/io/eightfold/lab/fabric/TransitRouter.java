// SPDX-License-Identifier: Apache-2.0
// The transit: a stock FRR that has never heard of IPv8.
package io.eightfold.lab.fabric;

import io.eightfold.lab.process.LabException;
import io.eightfold.lab.process.Wait;
import io.eightfold.lab.step.Scene;
import io.eightfold.lab.topology.Fabric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * bgpd and zebra, and the kernel that forwards. Both daemons give up root and insist on their own user, who cannot look into the lab's directories: the one they need
 * is mounted over {@code /etc/frr}, in a mount namespace that {@code ip netns exec} made for them. Thread: session.
 */
final class TransitRouter {
    private static final String SEEN_AS = "/etc/frr";
    private static final int LIMIT_S = 15;
    private static final int START_LIMIT_MS = 20_000;
    private final Scene scene;
    private final Path directory;

    TransitRouter(Scene scene) {
        this.scene = scene;
        this.directory = scene.run().resolve(Fabric.TRANSIT);
    }

    /** Starts both, and returns when bgpd can be asked. */
    void start() {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("zebra.conf"), "ip forwarding\n");
            Files.writeString(directory.resolve("vtysh.conf"), "");
            Files.writeString(directory.resolve("bgpd.conf"), text());
            Files.writeString(scene.output().resolve(Fabric.TRANSIT + ".conf"), text());
        } catch (IOException e) {
            throw new LabException("cannot write the transit's configuration into " + directory + " (" + e.getMessage() + ")", e);
        }
        require(List.of("chown", "-R", "frr:frr", directory.toString()));
        scene.startDaemon(Fabric.TRANSIT + "-zebra", daemon("zebra"));
        await(() -> Files.exists(directory.resolve("zserv")), "zebra listens");
        scene.startDaemon(Fabric.TRANSIT + "-bgpd", daemon("bgpd"));
        await(() -> scene.shell().run(LIMIT_S, vtysh("show bgp summary json")).isOk(), "bgpd answers");
    }

    /** What a command of vtysh prints. */
    String show(String command) {
        return scene.shell().require(LIMIT_S, vtysh(command), null);
    }

    private void await(java.util.function.BooleanSupplier condition, String what) {
        if (!Wait.until(START_LIMIT_MS, condition)) {
            throw new LabException("not seen within " + START_LIMIT_MS / 1000 + " s: " + what + "; see the logs that begin with " + Fabric.TRANSIT);
        }
    }

    private void require(List<String> words) {
        scene.shell().require(LIMIT_S, words, null);
    }

    private List<String> daemon(String name) {
        return scene.in(Fabric.TRANSIT, "sh", "-c", "mount --bind \"$1\" " + SEEN_AS + " && shift && exec \"$@\"", "sh", directory.toString(),
            "/usr/lib/frr/" + name, "-f", SEEN_AS + "/" + name + ".conf", "-i", SEEN_AS + "/" + name + ".pid", "-z", SEEN_AS + "/zserv",
            "--vty_socket", SEEN_AS, "-A", "127.0.0.1", "--log", "stdout");
    }

    private List<String> vtysh(String command) {
        return List.of("vtysh", "--vty_socket", directory.toString(), "-c", command);
    }

    /** Neighbours on four links, everything IPv4 from each to all others. */
    static String text() {
        return """
            ! Written by `ipv8 lab`.
            router bgp %d
             bgp router-id 198.18.0.254
             no bgp ebgp-requires-policy
             timers bgp 1 %d
            %s address-family ipv4 unicast
              redistribute connected
             exit-address-family
            exit
            """.formatted(Fabric.TRANSIT_ASN, RouterFile.HOLD_TIME_S, IntStream.rangeClosed(1, 4).mapToObj(TransitRouter::neighbor).collect(Collectors.joining()));
    }

    private static String neighbor(int number) {
        return " neighbor %1$s remote-as %2$d\n neighbor %1$s timers connect 1\n".formatted(Fabric.uplink(number), Fabric.side(number).asn());
    }
}
