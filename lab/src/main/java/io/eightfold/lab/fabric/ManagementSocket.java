// SPDX-License-Identifier: Apache-2.0
// Asks a process of a router over its socket.
package io.eightfold.lab.fabric;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One question, one answer, a line each. A process of {@code ipv8 show} for each of them would be a load of its own. Thread: any. */
final class ManagementSocket {
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(3);
    private static final int MAX_ANSWER_BYTES = 16 << 20;

    private ManagementSocket() {
    }

    /** The answer; empty when nobody listens, it takes too long, or the question is refused. */
    static Optional<JsonElement> ask(Path socket, String... words) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap(request(words).getBytes(StandardCharsets.UTF_8)));
            JsonObject answer = JsonParser.parseString(read(channel)).getAsJsonObject();
            return answer.get("ok").getAsBoolean() ? Optional.of(answer.get("result")) : Optional.empty();
        } catch (IOException | JsonParseException | IllegalStateException e) {
            // Away, ending, or not ready: whoever asks does so again.
            return Optional.empty();
        }
    }

    private static String request(String... words) {
        JsonArray list = new JsonArray();
        for (String word : words) {
            list.add(word);
        }
        JsonObject request = new JsonObject();
        request.add("words", list);
        return request + "\n";
    }

    /** All up to the end; a process that is stopped keeps its socket and says nothing. */
    private static String read(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_READ);
            while (text.size() < MAX_ANSWER_BYTES && deadlineNs - System.nanoTime() > 0) {
                selector.select(TimeUnit.NANOSECONDS.toMillis(TIMEOUT_NS));
                selector.selectedKeys().clear();
                int length = channel.read(buffer);
                if (length < 0) {
                    return text.toString(StandardCharsets.UTF_8);
                }
                text.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
        }
        throw new IOException("no end of the answer within " + TimeUnit.NANOSECONDS.toSeconds(TIMEOUT_NS) + " s");
    }
}
