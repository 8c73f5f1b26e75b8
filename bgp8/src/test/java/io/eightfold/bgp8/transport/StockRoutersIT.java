// SPDX-License-Identifier: Apache-2.0
// Sessions with the routers of others, over loopback.
package io.eightfold.bgp8.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.session.Side;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The routers run from a configuration in a directory of the test, without touching the kernel's routes. */
final class StockRoutersIT {
    private static final int OUR_ASN = 64_496;
    private static final int THEIR_ASN = 64_497;
    private static final Path FRR = Path.of("/usr/lib/frr/bgpd");
    private static final Path BIRD = Path.of("/usr/sbin/bird");

    @TempDir
    private Path directory;

    /** Keeps the first UPDATE with a route. */
    private static final class Listening extends Speaker {
        private byte[] route;

        private Listening(final String address) throws IOException {
            super(address);
        }

        @Override
        public void update(final int peer, final DirectBuffer buffer, final int offset, final int length) {
            super.update(peer, buffer, offset, length);
            // Anything longer than an End-of-RIB.
            if (length > 35 && route == null) {
                route = new byte[length];
                buffer.getBytes(offset, route);
            }
        }
    }

    private static int freePort(final String address) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return socket.getLocalPort();
        }
    }

    private Process run(final List<String> command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile()).start();
    }

    private String log() throws IOException {
        final Path log = directory.resolve("log");
        return Files.exists(log) ? Files.readString(log) : "no log";
    }

    private static void end(final Process process) {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Output of a command that talks to the router. */
    private static String ask(final String... command) throws IOException {
        final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static boolean has(final byte[] bytes, final int... wanted) {
        for (int at = 0; at + wanted.length <= bytes.length; at++) {
            boolean isSame = true;
            for (int n = 0; n < wanted.length; n++) {
                isSame &= (bytes[at + n] & 0xFF) == wanted[n];
            }
            if (isSame) {
                return true;
            }
        }
        return false;
    }

    /** 10.8.0.0/16 by us, the next hop 192.0.2.1. */
    private static byte[] ourRoute() {
        return ByteBuffer.allocate(46).putLong(-1).putLong(-1).putShort((short) 46).put((byte) 2).putShort((short) 0).putShort((short) 20)
            .put(new byte[] {0x40, 1, 1, 0}).put(new byte[] {0x40, 2, 6, 2, 1}).putInt(OUR_ASN).put(new byte[] {0x40, 3, 4, (byte) 192, 0, 2, 1})
            .put(new byte[] {16, 10, 8}).array();
    }

    private void awaitSession(final Listening speaker, final Process router) throws IOException {
        try {
            Speaker.await(30, speaker, speaker, () -> speaker.isUp() && speaker.route != null || !router.isAlive());
        } catch (final AssertionError e) {
            throw new AssertionError(log(), e);
        }
        assertTrue(router.isAlive(), log());
        assertEquals(1, speaker.notes.size(), speaker::toString);
        assertTrue(has(speaker.route, 16, 10, 9), "10.9.0.0/16 in " + HexFormat.of().formatHex(speaker.route));
    }

    @Test
    void shouldPeerWithFrrWithAPassword() throws IOException {
        assumeTrue(Files.isExecutable(FRR), FRR + " is missing; it is in Debian's package frr");
        try (Listening speaker = new Listening("127.0.3.1")) {
            final int port = freePort("127.0.3.2");
            final Path config = Files.writeString(directory.resolve("bgpd.conf"), """
                router bgp 64497
                 bgp router-id 127.0.3.2
                 no bgp ebgp-requires-policy
                 no bgp network import-check
                 neighbor 127.0.3.1 remote-as 64496
                 neighbor 127.0.3.1 port %d
                 neighbor 127.0.3.1 update-source 127.0.3.2
                 neighbor 127.0.3.1 disable-connected-check
                 neighbor 127.0.3.1 password swordfish
                 neighbor 127.0.3.1 timers 1 3
                 neighbor 127.0.3.1 timers connect 1
                 address-family ipv4 unicast
                  network 10.9.0.0/16
                """.formatted(speaker.port));
            speaker.neighbor(speaker.to("127.0.3.2", port).asns(OUR_ASN, THEIR_ASN).carriers(Carrier.IPV4).password("swordfish").hold(9));
            final Process router = run(List.of(FRR.toString(), "-n", "-Z", "-S", "-f", config.toString(), "-i", directory.resolve("pid").toString(), "-l", "127.0.3.2", "-p", "" + port, "-P", "0",
                "--vty_socket", directory.toString(), "--log", "stdout"));
            try {
                awaitSession(speaker, router);
                assertEquals(3, speaker.options.holdTimeS());
                speaker.thread.output().send(Speaker.PEER, ourRoute());
                Speaker.await(10, speaker, speaker, () -> frr("show bgp ipv4 unicast 10.8.0.0/16").contains("192.0.2.1"));
                // Longer than the hold time.
                Speaker.pause(4000);
                assertTrue(frr("show bgp neighbors 127.0.3.1").contains("BGP state = Established"));
                frr("clear bgp 127.0.3.1");
                Speaker.await(20, speaker, speaker, () -> speaker.notes.size() == 3 && speaker.isUp());
                assertEquals("notification-received", speaker.downs.getFirst().cause());
            } finally {
                end(router);
            }
        }
    }

    private String frr(final String command) {
        try {
            return ask("vtysh", "--vty_socket", directory.toString(), "-d", "bgpd", "-c", command);
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldPeerWithBirdBehindTtlSecurity() throws IOException {
        assumeTrue(Files.isExecutable(BIRD), BIRD + " is missing; it is in Debian's package bird2");
        try (Listening speaker = new Listening("127.0.3.3")) {
            final int port = freePort("127.0.3.4");
            final Path config = Files.writeString(directory.resolve("bird.conf"), """
                log stderr all;
                router id 127.0.3.4;
                protocol device { }
                protocol static { ipv4; route 10.9.0.0/16 blackhole; }
                protocol bgp eightfold {
                  local 127.0.3.4 port %d as 64497;
                  neighbor 127.0.3.3 port %d as 64496;
                  multihop 1;
                  ttl security yes;
                  graceful restart yes;
                  ipv4 { import all; export all; };
                }
                """.formatted(port, speaker.port));
            speaker.neighbor(speaker.to("127.0.3.4", port).asns(OUR_ASN, THEIR_ASN).carriers(Carrier.IPV4).ttlSecurity(1).restarting());
            final Path socket = directory.resolve("control");
            final Process router = run(List.of(BIRD.toString(), "-f", "-c", config.toString(), "-s", socket.toString(), "-P", directory.resolve("pid").toString()));
            try {
                awaitSession(speaker, router);
                speaker.thread.output().send(Speaker.PEER, ourRoute());
                Speaker.await(10, speaker, speaker, () -> bird(socket, "show route all 10.8.0.0/16").contains("192.0.2.1"));
                // BIRD is killed without a word: it comes back, as it has announced.
                router.destroyForcibly();
                Speaker.await(10, speaker, speaker, () -> !speaker.isUp());
                assertTrue(speaker.downs.getFirst().isGraceful(), speaker::toString);
            } finally {
                end(router);
            }
        }
    }

    private static String bird(final Path socket, final String command) {
        try {
            return ask("birdc", "-s", socket.toString(), command);
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldConnectToAPassiveFrrThatCarriesVpn() throws IOException {
        assumeTrue(Files.isExecutable(FRR), FRR + " is missing; it is in Debian's package frr");
        try (Speaker speaker = new Speaker("127.0.3.5")) {
            final int port = freePort("127.0.3.6");
            final Path config = Files.writeString(directory.resolve("bgpd.conf"), """
                router bgp 64497
                 bgp router-id 127.0.3.6
                 no bgp ebgp-requires-policy
                 no bgp default ipv4-unicast
                 neighbor 127.0.3.5 remote-as 64496
                 neighbor 127.0.3.5 passive
                 neighbor 127.0.3.5 disable-connected-check
                 neighbor 127.0.3.5 update-source 127.0.3.6
                 address-family ipv4 vpn
                  neighbor 127.0.3.5 activate
                """);
            speaker.neighbor(speaker.to("127.0.3.6", port).asns(OUR_ASN, THEIR_ASN).carriers(Carrier.VPNV4, Carrier.NATIVE));
            final Process router = run(List.of(FRR.toString(), "-n", "-Z", "-S", "-f", config.toString(), "-i", directory.resolve("pid").toString(), "-l", "127.0.3.6", "-p", "" + port, "-P", "0",
                "--vty_socket", directory.toString(), "--log", "stdout"));
            try {
                Speaker.await(30, speaker, speaker, speaker::isUp);
                assertEquals(Set.of(Carrier.VPNV4), speaker.options.carriers());
                assertEquals(Side.OUTGOING, speaker.status().side());
            } finally {
                end(router);
            }
        }
    }
}
