// SPDX-License-Identifier: Apache-2.0
// A feed server that misbehaves on request.
package io.eightfold.whois8.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** Serves a {@link FeedRegistry}'s bytes over real sockets; any path can be answered by something else. */
final class TestFeedServer implements AutoCloseable {
    /** Answers a request, well or badly. */
    interface Answer {
        void give(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<OutputStream> streams = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile FeedRegistry registry;
    private volatile boolean hasEvents = true;

    TestFeedServer(final FeedRegistry registry) throws IOException {
        this(registry, 0);
    }

    TestFeedServer(final FeedRegistry registry, final int port) throws IOException {
        this.registry = registry;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port());
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Paths that were asked for. */
    List<String> asked() {
        return asked;
    }

    void serve(final FeedRegistry other) {
        registry = other;
    }

    void withoutEvents() {
        hasEvents = false;
    }

    /** Answers a path ({@code head}, {@code snapshot}, {@code deltas}, {@code events}) by something else; null: as it should. */
    void answer(final String path, final Answer answer) {
        if (answer == null) {
            answers.remove(path);
        } else {
            answers.put(path, answer);
        }
    }

    /** Tells all who listen of the head. */
    void announce() throws IOException {
        for (final OutputStream stream : streams) {
            try {
                send(stream);
            } catch (final IOException e) {
                streams.remove(stream);
            }
        }
    }

    private void send(final OutputStream to) throws IOException {
        to.write(("event: head\ndata: {\"rir\":\"lab\",\"serial\":" + registry.serial() + ",\n" + "data: \"head\":\"" + Base64.getEncoder().encodeToString(registry.headBytes())
            + "\"}\n\n: beat\n\n").getBytes(StandardCharsets.UTF_8));
        to.flush();
    }

    private void handle(final HttpExchange exchange) throws IOException {
        final String path = exchange.getRequestURI().getPath();
        final String last = path.substring(path.lastIndexOf('/') + 1);
        asked.add(last);
        try (exchange) {
            if (answers.containsKey(last)) {
                answers.get(last).give(exchange);
                return;
            }
            switch (last) {
                case "head" -> bytes(registry.headBytes()).give(exchange);
                case "snapshot" -> bytes(registry.snapshotBytes()).give(exchange);
                case "deltas" -> bytes(registry.deltaBytes(Long.parseLong(exchange.getRequestURI().getQuery().replace("from=", "")))).give(exchange);
                default -> events(exchange);
            }
        } catch (final IOException e) {
            // The reader went away, which is what most of these tests are about.
            streams.remove(exchange.getResponseBody());
        }
    }

    private void events(final HttpExchange exchange) throws IOException {
        if (!hasEvents) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        streams.add(exchange.getResponseBody());
        send(exchange.getResponseBody());
        awaitClose();
    }

    private void awaitClose() {
        try {
            closed.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static Answer bytes(final byte[] bytes) {
        return exchange -> {
            exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    static Answer status(final int status) {
        return exchange -> {
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/");
            exchange.sendResponseHeaders(status, -1);
        };
    }

    /** Says nothing at all. */
    Answer silence() {
        return exchange -> awaitClose();
    }

    /** Headers and some bytes, then nothing more. */
    Answer hanging(final byte[] bytes) {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
            awaitClose();
        };
    }

    /** Never ends. */
    static Answer endless(final byte[] beginning, final int pauseMs) {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(beginning);
            final byte[] more = new byte[pauseMs > 0 ? 1 : 8192];
            while (true) {
                exchange.getResponseBody().write(more);
                exchange.getResponseBody().flush();
                pause(pauseMs);
            }
        };
    }

    private static void pause(final int ms) throws IOException {
        try {
            Thread.sleep(ms);
        } catch (final InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
