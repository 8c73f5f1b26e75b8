// SPDX-License-Identifier: Apache-2.0
// Two ends of tunnels through HTTPS, and what strangers and faulty ends send.
package io.eightfold.dataplane.tunnel.https;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.dataplane.testing.TestKeys;
import io.eightfold.dataplane.testing.TestPacket;
import io.eightfold.dataplane.tunnel.TunnelConfig;
import io.eightfold.wire.memory.Memory;
import io.eightfold.wire.tunnel.Encapsulation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real sockets and real TLS on loopback addresses. */
class HttpsTunnelTest {
    private static final String EAST_ADDRESS = "127.0.8.1";
    private static final String WEST_ADDRESS = "127.0.8.2";
    private static final int EAST = (int) TestPacket.bits(EAST_ADDRESS);
    private static final int WEST = (int) TestPacket.bits(WEST_ADDRESS);
    private static final long DEADLINE_NS = 10_000_000_000L;
    private static final String OPENING = "POST /.well-known/8to4 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    @TempDir
    private static Path files;
    private static TestKeys keys;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final Inbox atEast = new Inbox();
    private final Inbox atWest = new Inbox();
    private int port;

    /** What an end received. */
    private static final class Inbox implements HttpsTunnel.Handler {
        private final List<byte[]> packets = new ArrayList<>();
        private final List<Integer> remotes = new ArrayList<>();
        private int faults;

        @Override
        public void onPacket(final int remote, final long packet, final int lengthBytes) {
            final byte[] bytes = new byte[lengthBytes];
            for (int i = 0; i < lengthBytes; i++) {
                bytes[i] = (byte) Memory.u8(packet + i);
            }
            packets.add(bytes);
            remotes.add(remote);
        }

        @Override
        public void onFault(final int remote) {
            remotes.add(remote);
            faults++;
        }
    }

    @BeforeAll
    static void makeKeys() {
        keys = new TestKeys(files);
        keys.make("east");
        keys.make("west");
        keys.make("stranger");
    }

    @BeforeEach
    void findPort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(EAST_ADDRESS))) {
            port = free.getLocalPort();
        }
    }

    @AfterEach
    void close() throws Exception {
        for (final AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    // --- both ends keep to the format ---

    @Test
    void shouldCarryPacketsBothWaysInOrder() {
        final HttpsTunnel east = east();
        final HttpsTunnel west = west();
        connect(east, west);
        for (int i = 0; i < 500; i++) {
            assertTrue(send(east, WEST, packet(28 + i, i)));
            assertTrue(send(west, EAST, packet(28 + i, -i)));
        }
        assertTrue(send(east, WEST, packet(65_535, 5)));
        await(() -> receive(west, atWest) == 501 && receive(east, atEast) == 500, () -> atWest.packets.size() + " and " + atEast.packets.size());
        for (int i = 0; i < 500; i++) {
            assertArrayEquals(packet(28 + i, i), atWest.packets.get(i));
            assertArrayEquals(packet(28 + i, -i), atEast.packets.get(i));
        }
        assertArrayEquals(packet(65_535, 5), atWest.packets.getLast());
        assertEquals(Set.of(EAST), Set.copyOf(atWest.remotes));
        assertEquals(Set.of(WEST), Set.copyOf(atEast.remotes));
        await(() -> east.view().outgoing().getFirst().sent() == 501, () -> east.view().toString());
        assertEquals(List.of(new HttpsTunnel.Outgoing(WEST_ADDRESS, true, 501, 0, "")), east.view().outgoing());
        assertEquals(List.of(new HttpsTunnel.Incoming(WEST_ADDRESS, 500)), east.view().incoming());
    }

    @Test
    void shouldLetPacketsWaitForTheFirstAttemptOnly() {
        final HttpsTunnel east = east();
        assertTrue(send(east, WEST, packet(28, 1)));
        await(() -> east.view().outgoing().getFirst().lost() == 1, () -> east.view().toString());
        assertFalse(send(east, WEST, packet(28, 2)));
        final HttpsTunnel west = west();
        assertTrue(send(west, EAST, packet(29, 3)));
        await(() -> receive(east, atEast) == 1, () -> east.view().toString());
        assertArrayEquals(packet(29, 3), atEast.packets.getFirst());
        await(() -> isUp(east), () -> east.view().toString());
        assertTrue(send(east, WEST, packet(30, 4)));
        await(() -> receive(west, atWest) == 1, () -> west.view().toString());
        assertArrayEquals(packet(30, 4), atWest.packets.getFirst());
    }

    @Test
    void shouldComeBackWhenTheOtherEndDoes() {
        final HttpsTunnel east = east();
        final HttpsTunnel first = west();
        east.keep(Set.of(WEST));
        await(() -> isUp(east), () -> east.view().toString());
        first.close();
        await(() -> !isUp(east), () -> east.view().toString());
        assertFalse(send(east, WEST, packet(28, 1)));
        assertFalse(east.view().outgoing().getFirst().cause().isEmpty());
        final HttpsTunnel again = west();
        await(() -> isUp(east), () -> east.view().toString());
        assertTrue(send(east, WEST, packet(30, 2)));
        await(() -> receive(again, atWest) == 1, () -> again.view().toString());
    }

    @Test
    void shouldRefuseWhatNobodyTakes() {
        final HttpsTunnel east = east();
        final HttpsTunnel west = west();
        east.keep(Set.of(WEST));
        await(() -> isUp(east), () -> east.view().toString());
        int taken = 0;
        while (taken < 2000 && send(east, WEST, packet(65_535, taken))) {
            taken++;
        }
        // 131 MB would not fit into all rings and socket buffers together.
        assertTrue(taken > 10 && taken < 2000, "taken " + taken);
        final int all = taken;
        await(() -> receive(west, atWest) == all, () -> all + " taken, arrived " + atWest.packets.size());
        assertArrayEquals(packet(65_535, all - 1), atWest.packets.getLast());
    }

    @Test
    void shouldLeaveEndsThatAreNotWanted() {
        final HttpsTunnel east = east();
        final HttpsTunnel west = west();
        east.keep(Set.of(WEST));
        await(() -> isUp(east) && west.view().incoming().size() == 1, () -> west.view().toString());
        east.keep(Set.of());
        assertEquals(List.of(), east.view().outgoing());
        await(() -> west.view().incoming().isEmpty(), () -> west.view().toString());
    }

    @Test
    void shouldCloseAStreamThatTakesNothing() throws IOException {
        try (ServerSocket listener = west(null, true)) {
            assertFalse(listener.isClosed());
            final HttpsTunnel east = east();
            east.keep(Set.of(WEST));
            await(() -> isUp(east), () -> east.view().toString());
            int taken = 0;
            while (isUp(east)) {
                taken += send(east, WEST, packet(1400, taken)) ? 1 : 0;
                LockSupport.parkNanos(10_000);
            }
            final int all = taken;
            await(() -> east.view().outgoing().getFirst().sent() + east.view().outgoing().getFirst().lost() == all, () -> all + " taken " + east.view());
            assertEquals("takes nothing for 7 s", east.view().outgoing().getFirst().cause());
        }
    }

    // --- strangers ---

    @Test
    void shouldBelieveOnlyWhomTheTrustStoreHolds() throws IOException {
        final HttpsTunnel east = east();
        final HttpsTunnel stranger = start(WEST, keys.files("stranger", "east"));
        stranger.keep(Set.of(EAST));
        east.keep(Set.of(WEST));
        await(() -> east.view().refused() > 0 && stranger.view().refused() > 0, () -> east.view() + " " + stranger.view());
        assertFalse(isUp(east) || isUp(stranger));
        assertEquals(List.of(), east.view().incoming());
        await(() -> east.view().outgoing().getFirst().cause().contains("certification path"), () -> east.view().toString());
    }

    @Test
    void shouldNotBelieveACertificateThatHasExpired() {
        keys.make("old", "-10d");
        final HttpsTunnel east = start(EAST, keys.files("east", "old"));
        final HttpsTunnel west = start(WEST, keys.files("old", "east"));
        east.keep(Set.of(WEST));
        west.keep(Set.of(EAST));
        await(() -> east.view().refused() > 0 && east.view().outgoing().getFirst().cause().contains("expired"), () -> east.view().toString());
        assertFalse(isUp(east));
        assertEquals(List.of(), east.view().incoming());
    }

    @Test
    void shouldShowTheOtherEndsWordsAsOnePrintableLine() throws IOException {
        try (ServerSocket listener = west("HTTP/1.1 500 \"x\n2026-11-25 ERROR forged\33[2J" + "y".repeat(500) + "\r\n\r\n", false)) {
            assertFalse(listener.isClosed());
            final HttpsTunnel east = east();
            east.keep(Set.of(WEST));
            await(() -> east.view().outgoing().getFirst().cause().contains("500"), () -> east.view().toString());
            final String cause = east.view().outgoing().getFirst().cause();
            assertTrue(cause.length() <= 200 && cause.startsWith("the other end answered HTTP/1.1 500 ?x?2026-11-25 ERROR forged?[2Jyyy"), cause);
        }
    }

    @Test
    void shouldLetNoStrangersKeepOutAnEndThatRoutesLeadTo() throws IOException {
        final HttpsTunnel east = east();
        // The packet comes before the look at the routes, which then finds nothing to do.
        assertTrue(send(east, WEST, packet(28, 1)));
        east.keep(Set.of(WEST));
        await(() -> east.view().isListening(), () -> east.view().toString());
        for (int i = 0; i < StreamServer.MAX_UNPROVEN; i++) {
            open.add(connect("127.0.8." + (10 + i / StreamServer.MAX_UNPROVEN_AN_ADDRESS)));
        }
        final Socket another = connect("127.0.8.99");
        open.add(another);
        await(() -> east.view().refused() == 1, () -> east.view().toString());
        final HttpsTunnel west = west();
        west.keep(Set.of(EAST));
        await(() -> isUp(west), () -> west.view().toString());
    }

    @Test
    void shouldRefuseWhoShowsNoCertificateOrSpeaksNoTls() throws IOException {
        final HttpsTunnel east = east();
        await(() -> east.view().isListening(), () -> east.view().toString());
        try (Socket plain = connect(WEST_ADDRESS)) {
            plain.getOutputStream().write(OPENING.getBytes(StandardCharsets.US_ASCII));
            await(() -> east.view().refused() == 1, () -> east.view().toString());
        }
        assertEquals(0, east.view().malformed());
    }

    @Test
    void shouldBoundThoseWhoOnlyConnect() throws IOException {
        final HttpsTunnel east = east();
        await(() -> east.view().isListening(), () -> east.view().toString());
        for (int i = 0; i < StreamServer.MAX_UNPROVEN_AN_ADDRESS + 3; i++) {
            open.add(connect(WEST_ADDRESS));
        }
        await(() -> east.view().refused() == 3, () -> east.view().toString());
        open.add(connect("127.0.8.3"));
        await(() -> east.view().refused() == 3, () -> east.view().toString());
    }

    // --- ends that break the format ---

    @Test
    void shouldTakeChunksCutAnywhere() throws IOException {
        final HttpsTunnel east = east();
        try (SSLSocket socket = opened(east)) {
            final byte[] packet = packet(40, 3);
            final OutputStream out = socket.getOutputStream();
            final byte[] framed = framed(packet, packet);
            for (final byte one : framed) {
                out.write(new byte[] {'1', ';', 'x', '=', 'y', '\r', '\n', one, '\r', '\n'});
            }
            await(() -> receive(east, atEast) == 2, () -> east.view().toString());
            assertArrayEquals(packet, atEast.packets.get(0));
            assertArrayEquals(packet, atEast.packets.get(1));
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            await(() -> east.view().incoming().isEmpty(), () -> east.view().toString());
        }
        assertEquals(0, east.view().malformed());
    }

    @Test
    void shouldEndAStreamOfSomethingElseThanPackets() throws IOException {
        final HttpsTunnel east = east();
        final String[] bodies = {"2\r\n\0\33\r\n", "2\r\n\0\0\r\n", "zz\r\n", "100000000\r\n", "\r\n", "3\r\n\0\50x\r\n0\r\n\r\n", "1\r\n\0x\r\n", "1;" + "e".repeat(300) + "\r\n"};
        for (int i = 0; i < bodies.length; i++) {
            final int ended = i + 1;
            try (SSLSocket socket = opened(east)) {
                socket.getOutputStream().write(bodies[i].getBytes(StandardCharsets.ISO_8859_1));
                await(() -> {
                    receive(east, atEast);
                    return atEast.faults == ended;
                }, () -> "body " + ended + ": " + east.view());
                await(() -> east.view().incoming().isEmpty(), () -> east.view().toString());
            }
        }
        assertEquals(bodies.length, east.view().malformed());
        assertEquals(0, atEast.packets.size());
    }

    @Test
    void shouldAnswerOtherRequestsAsAWebServerDoes() throws IOException {
        final HttpsTunnel east = east();
        final String[][] requests = {{"GET /.well-known/8to4 HTTP/1.1\r\n\r\n", "405"}, {"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", "404"},
            {"POST /.well-known/8to4 HTTP/1.1\r\nContent-Length: 5\r\n\r\n", "411"}, {"hello\r\n\r\n", "400"}, {"\r\n\r\n", "400"}};
        for (final String[] request : requests) {
            try (SSLSocket socket = secured(east)) {
                socket.getOutputStream().write(request[0].getBytes(StandardCharsets.US_ASCII));
                assertTrue(StreamFormat.readHead(socket.getInputStream()).startsWith("HTTP/1.1 " + request[1] + " "), request[0]);
                assertEquals(-1, socket.getInputStream().read());
            }
        }
        await(() -> east.view().refused() == requests.length, () -> east.view().toString());
        try (SSLSocket socket = secured(east)) {
            socket.getOutputStream().write("x".repeat(5000).getBytes(StandardCharsets.US_ASCII));
            await(() -> east.view().refused() == requests.length + 1, () -> east.view().toString());
        }
    }

    @Test
    void shouldGiveAnAddressItsNewestStream() throws IOException {
        final HttpsTunnel east = east();
        try (SSLSocket first = opened(east); SSLSocket second = opened(east)) {
            final InputStream in = first.getInputStream();
            assertThrows(IOException.class, () -> {
                if (in.read() < 0) {
                    throw new IOException("closed");
                }
            });
            second.getOutputStream().write(chunk(framed(packet(28, 9))));
            await(() -> receive(east, atEast) == 1, () -> east.view().toString());
        }
    }

    // --- files ---

    @Test
    void shouldNameTheFileThatCannotBeUsed() throws IOException {
        final TunnelConfig.Https good = keys.files("east", "west");
        final Path other = Files.writeString(files.resolve("other"), "wrong\n");
        final Path none = files.resolve("nowhere");
        assertRefused(new TunnelConfig.Https(none, good.passwordFile(), good.trustStore()), none);
        // Given the other way round.
        assertRefused(new TunnelConfig.Https(good.trustStore(), good.passwordFile(), good.keyStore()), good.trustStore());
        assertRefused(new TunnelConfig.Https(good.keyStore(), none, good.trustStore()), none);
        assertRefused(new TunnelConfig.Https(good.keyStore(), good.passwordFile(), other), other);
        assertRefused(new TunnelConfig.Https(good.keyStore(), other, good.trustStore()), good.keyStore());
    }

    private void assertRefused(final TunnelConfig.Https https, final Path named) {
        final String message = assertThrows(IllegalArgumentException.class, () -> start(EAST, https)).getMessage();
        assertTrue(message.contains(named.toString()), message);
    }

    // --- steps ---

    private HttpsTunnel east() {
        return start(EAST, keys.files("east", "west"));
    }

    private HttpsTunnel west() {
        return start(WEST, keys.files("west", "east"));
    }

    private HttpsTunnel start(final int local, final TunnelConfig.Https https) {
        final HttpsTunnel tunnel = HttpsTunnel.start(new TunnelConfig(local, Set.of(Encapsulation.HTTPS), https), port);
        open.add(tunnel);
        return tunnel;
    }

    /** A west that answers every request so, and then never reads; with signs of life or without. */
    private ServerSocket west(final String answer, final boolean isAlive) throws IOException {
        final ServerSocket listener = new ServerSocket(port, 5, InetAddress.getByName(WEST_ADDRESS));
        final TunnelKeys own = TunnelKeys.load(keys.files("west", "east"));
        Thread.ofPlatform().daemon().start(() -> {
            while (!listener.isClosed()) {
                try (Socket plain = listener.accept(); SSLSocket socket = own.server(plain)) {
                    StreamFormat.readHead(socket.getInputStream());
                    socket.getOutputStream().write(answer == null ? StreamFormat.welcome() : answer.getBytes(StandardCharsets.ISO_8859_1));
                    while (isAlive && !listener.isClosed()) {
                        socket.getOutputStream().write(StreamFormat.signOfLife());
                        LockSupport.parkNanos(500_000_000L);
                    }
                } catch (final IOException e) {
                    // It went away; the next one.
                    LockSupport.parkNanos(1_000_000L);
                }
            }
        });
        return listener;
    }

    private static void connect(final HttpsTunnel east, final HttpsTunnel west) {
        east.keep(Set.of(WEST));
        west.keep(Set.of(EAST));
        await(() -> isUp(east) && isUp(west), () -> east.view() + " " + west.view());
    }

    private static boolean isUp(final HttpsTunnel tunnel) {
        return tunnel.view().outgoing().stream().anyMatch(HttpsTunnel.Outgoing::isUp);
    }

    private static boolean send(final HttpsTunnel from, final int remote, final byte[] packet) {
        final long memory = Memory.allocate(packet.length);
        try {
            for (int i = 0; i < packet.length; i++) {
                Memory.putU8(memory + i, packet[i]);
            }
            return from.send(remote, memory, packet.length);
        } finally {
            Memory.free(memory);
        }
    }

    private static int receive(final HttpsTunnel at, final Inbox inbox) {
        at.receive(inbox, 100);
        return inbox.packets.size();
    }

    private static byte[] packet(final int lengthBytes, final int seed) {
        final byte[] packet = new byte[lengthBytes];
        for (int i = 0; i < lengthBytes; i++) {
            packet[i] = (byte) (seed * 31 + i);
        }
        return packet;
    }

    private static byte[] framed(final byte[]... packets) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (final byte[] packet : packets) {
            out.write(packet.length >>> 8);
            out.write(packet.length);
            out.writeBytes(packet);
        }
        return out.toByteArray();
    }

    private static byte[] chunk(final byte[] bytes) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(bytes);
        out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private Socket connect(final String from) throws IOException {
        final Socket socket = new Socket();
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress(EAST_ADDRESS, port), 3000);
        socket.setSoTimeout(5000);
        return socket;
    }

    /** A socket with the west's certificate, whose hands are shaken. */
    private SSLSocket secured(final HttpsTunnel east) throws IOException {
        await(() -> east.view().isListening(), () -> east.view().toString());
        final SSLSocket socket = TunnelKeys.load(keys.files("west", "east")).client(connect(WEST_ADDRESS), EAST_ADDRESS, port);
        socket.startHandshake();
        return socket;
    }

    /** A stream of our own making. */
    private SSLSocket opened(final HttpsTunnel east) throws IOException {
        final SSLSocket socket = secured(east);
        socket.getOutputStream().write(OPENING.getBytes(StandardCharsets.US_ASCII));
        assertTrue(StreamFormat.isWelcome(StreamFormat.readHead(socket.getInputStream())));
        return socket;
    }

    private static void await(final BooleanSupplier condition, final Supplier<String> state) {
        final long endNs = System.nanoTime() + DEADLINE_NS;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - endNs < 0, state);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
