// SPDX-License-Identifier: Apache-2.0
// The management socket answers good clients whatever bad ones do.
package io.eightfold.controlplane.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ManagementServerTest {
    @TempDir
    Path base;
    private Path socket;
    private ManagementServer server;
    private final CountDownLatch release = new CountDownLatch(1);

    @BeforeEach
    void start() throws Exception {
        socket = new RunDirectory(base, "r1").controlSocket();
        server = new ManagementServer(socket, this::handle);
        server.start();
    }

    @AfterEach
    void stop() {
        release.countDown();
        server.close();
    }

    private JsonElement handle(List<String> words) throws ManagementException {
        return switch (words.getFirst()) {
            case "echo" -> {
                JsonArray array = new JsonArray();
                words.forEach(array::add);
                yield array;
            }
            case "long" -> new JsonPrimitive("x".repeat(5_000_000));
            case "wait" -> {
                try {
                    release.await(30, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                yield new JsonPrimitive("waited");
            }
            case "bug" -> throw new IllegalStateException("made for the test");
            case "deep" -> throw new StackOverflowError();
            default -> throw new ManagementException("unknown request '" + words.getFirst() + "'; expected echo");
        };
    }

    /** Sends the text as it is and returns all that comes back until the server closes. */
    private String raw(String text) throws IOException {
        try (SocketChannel channel = connect()) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            return readAll(channel);
        }
    }

    private static String readAll(SocketChannel channel) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        while (channel.read(buffer) >= 0) {
            all.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    private SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        return channel;
    }

    private void assertStillAnswers() throws ManagementException {
        assertEquals(1, ManagementClient.ask(socket, List.of("echo")).getAsJsonArray().size());
    }

    @Test
    void shouldCarryWordsThereAndTheResultBack() throws Exception {
        JsonElement result = ManagementClient.ask(socket, List.of("echo", "64496.10.1.0.0/16", "a \"b\"\n<ü>"));
        assertEquals("a \"b\"\n<ü>", result.getAsJsonArray().get(2).getAsString());
        assertEquals("{\"ok\":true,\"result\":[\"echo\"]}\n", raw("{\"words\":[\"echo\"]}\n"));
    }

    @Test
    void shouldCarryALongAnswer() throws Exception {
        assertEquals(5_000_000, ManagementClient.ask(socket, List.of("long")).getAsString().length());
    }

    @Test
    void shouldHandTheHandlersSentenceToTheClient() {
        ManagementException e = assertThrows(ManagementException.class, () -> ManagementClient.ask(socket, List.of("dance")));
        assertEquals("unknown request 'dance'; expected echo", e.getMessage());
    }

    @Test
    void shouldSurviveAFailingHandler() throws Exception {
        for (String word : List.of("bug", "deep")) {
            ManagementException e = assertThrows(ManagementException.class, () -> ManagementClient.ask(socket, List.of(word)));
            assertTrue(e.getMessage().contains("the router failed on this request"), e.getMessage());
        }
        assertStillAnswers();
    }

    @Test
    void shouldLetOnlyTheOwnerConnect() throws Exception {
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())));
    }

    @Test
    void shouldAnswerBadRequestsWithOneSentence() throws Exception {
        for (String request : List.of("", "\n", "show version\n", "{}\n", "[]\n", "{\"words\":[]}\n", "{\"words\":[1]}\n", "{\"words\":[null]}\n",
                "{\"words\":\"show\"}\n", "{'words':['echo']}\n", "{\"words\":[\"echo\"]} x\n", "[".repeat(10_000) + "\n")) {
            String answer;
            try (SocketChannel channel = connect()) {
                channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
                channel.shutdownOutput();
                answer = readAll(channel);
            }
            assertTrue(answer.startsWith("{\"ok\":false,\"error\":\""), request + " -> " + answer);
        }
        assertStillAnswers();
    }

    @Test
    void shouldTakeTheTextOfALargeConfiguration() throws Exception {
        String text = "ip route 10.9.0.0/16 10.1.0.2\n".repeat(100_000);
        assertTrue(text.length() < ManagementMessage.MAX_REQUEST_BYTES && text.length() > 2_500_000);
        assertTrue(ManagementClient.ask(socket, List.of("echo", text)).toString().contains("10.1.0.2"));
    }

    @Test
    void shouldRefuseARequestThatIsTooLong() throws Exception {
        ManagementException e = assertThrows(ManagementException.class, () -> ManagementClient.ask(socket, List.of("echo", "x".repeat(ManagementMessage.MAX_REQUEST_BYTES))));
        assertTrue(e.getMessage().contains("4194304"), e.getMessage());
        assertTrue(raw("x".repeat(ManagementMessage.MAX_REQUEST_BYTES)).contains("longer than 4194304 bytes"));
        assertStillAnswers();
    }

    @Test
    void shouldGiveUpOnASilentClientAfterTwoSeconds() throws Exception {
        long startNs = System.nanoTime();
        try (SocketChannel channel = connect()) {
            channel.write(ByteBuffer.wrap("{\"words\"".getBytes(StandardCharsets.UTF_8)));
            assertStillAnswers();
            assertTrue(readAll(channel).contains("no whole request came within 2000 ms"));
        }
        long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
        assertTrue(tookMs >= 1_900 && tookMs < 20_000, "tookMs=" + tookMs);
    }

    @Test
    void shouldLetGoOfAClientThatDoesNotReadItsAnswer() throws Exception {
        try (SocketChannel channel = connect()) {
            channel.write(ByteBuffer.wrap("{\"words\":[\"long\"]}\n".getBytes(StandardCharsets.UTF_8)));
            Thread.sleep(ManagementServer.CLIENT_TIMEOUT_MS + 1_000);
            assertTrue(readAll(channel).length() < 5_000_000);
        }
    }

    @Test
    void shouldTellTheClientTooManyThatTheRouterIsBusy() throws Exception {
        List<SocketChannel> waiting = new ArrayList<>();
        try {
            for (int i = 0; i < ManagementServer.MAX_CLIENTS; i++) {
                SocketChannel channel = connect();
                waiting.add(channel);
                channel.write(ByteBuffer.wrap("{\"words\":[\"wait\"]}\n".getBytes(StandardCharsets.UTF_8)));
            }
            String answer;
            try (SocketChannel channel = connect()) {
                answer = readAll(channel);
            }
            assertTrue(answer.contains("serves 16 management clients already"), answer);
            release.countDown();
            for (SocketChannel channel : waiting) {
                assertTrue(readAll(channel).contains("waited"));
            }
        } finally {
            for (SocketChannel channel : waiting) {
                channel.close();
            }
        }
        assertStillAnswers();
    }

    @Test
    void shouldSurviveRandomBytesAndSuddenLeaving() throws Exception {
        long seed = Long.getLong("eightfold.seed", 20260104L);
        System.out.println("ManagementServerTest seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[random.nextInt(2_000)];
            random.nextBytes(bytes);
            try (SocketChannel channel = connect()) {
                channel.write(ByteBuffer.wrap(bytes));
                if (random.nextBoolean()) {
                    channel.shutdownOutput();
                    readAll(channel);
                }
            } catch (IOException e) {
                // The server may close first: it answers at the first newline.
                assertFalse(e.getMessage().isEmpty());
            }
        }
        assertStillAnswers();
    }

    @Test
    void shouldNameTheRemedyWhenNoRouterRuns() {
        server.close();
        ManagementException e = assertThrows(ManagementException.class, () -> ManagementClient.ask(socket, List.of("echo")));
        assertTrue(e.getMessage().contains("no router runs under id 'r1'"), e.getMessage());
        assertTrue(e.getMessage().endsWith("start one with: ipv8 router run -c FILE -i r1"), e.getMessage());
        assertFalse(Files.exists(socket));
    }

    @Test
    void shouldRemoveTheSocketOfADeadProcess() throws Exception {
        server.close();
        // A channel that is closed without deleting its file leaves what a killed process leaves.
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket));
        }
        assertTrue(Files.exists(socket));
        server = new ManagementServer(socket, this::handle);
        server.start();
        assertStillAnswers();
    }

    @Test
    void shouldNotTakeTheSocketOfALivingRouter() throws Exception {
        Files.writeString(socket.resolveSibling("pid"), "4711\n");
        try (ManagementServer second = new ManagementServer(socket, this::handle)) {
            ManagementException e = assertThrows(ManagementException.class, second::start);
            assertTrue(e.getMessage().startsWith("a router (pid 4711) listens on " + socket), e.getMessage());
        }
        assertStillAnswers();
    }

    @Test
    void shouldNotDeleteAFileThatIsNoSocket() throws Exception {
        server.close();
        Files.writeString(socket, "precious");
        try (ManagementServer second = new ManagementServer(socket, this::handle)) {
            assertTrue(assertThrows(ManagementException.class, second::start).getMessage().contains("is not a socket"));
        }
        assertEquals("precious", Files.readString(socket));
    }

    @Test
    void shouldExplainAPathThatIsTooLongForASocket() {
        Path longPath = base.resolve("x".repeat(120)).resolve("control.sock");
        try (ManagementServer second = new ManagementServer(longPath, this::handle)) {
            ManagementException e = assertThrows(ManagementException.class, second::start);
            assertTrue(e.getMessage().contains("at most 107 bytes") && e.getMessage().contains("EIGHTFOLD_RUN_DIR"), e.getMessage());
        }
    }

    @Test
    void shouldAnswerInStrictJson() throws Exception {
        assertTrue(JsonParser.parseString(raw("{\"words\":[\"nothing\"]}\n")).getAsJsonObject().has("error"));
    }
}
