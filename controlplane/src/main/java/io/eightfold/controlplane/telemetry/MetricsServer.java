// SPDX-License-Identifier: Apache-2.0
// Answers Prometheus over HTTP, and nobody else.
package io.eightfold.controlplane.telemetry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code GET /metrics} and {@code GET /-/healthy} on one address. A client that is slow, silent or one of many costs a bounded
 * number of threads and connections for a bounded time. Thread: any; scrapes run on threads of their own.
 */
public final class MetricsServer implements AutoCloseable {
    /** Scrapes at one time; a second Prometheus for redundancy is usual, more are a mistake. */
    static final int MAX_SCRAPES = 2;
    /** Seconds a request may take to arrive. */
    static final int MAX_REQUEST_S = 5;
    private static final int MAX_RESPONSE_S = 20;
    private static final int MAX_CONNECTIONS = 32;
    private static final int THREADS = 4;
    private static final int WAITING_REQUESTS = 16;
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;
    private static final String BEARER = "Bearer ";
    private static final Logger LOG = LoggerFactory.getLogger(MetricsServer.class);

    static {
        // The JDK's server reads its limits from properties, once for all servers of the process. What an operator set stays.
        setUnlessSet("sun.net.httpserver.maxReqTime", MAX_REQUEST_S);
        setUnlessSet("sun.net.httpserver.maxRspTime", MAX_RESPONSE_S);
        setUnlessSet("jdk.httpserver.maxConnections", MAX_CONNECTIONS);
    }

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final MetricsHandler metrics;
    private final Semaphore scrapes = new Semaphore(MAX_SCRAPES);
    private final byte[] authorization;

    private MetricsServer(final HttpServer server, final MetricsSettings settings, final MultiCollector collector) {
        this.server = server;
        authorization = settings.token() == null ? null : (BEARER + settings.token()).getBytes(StandardCharsets.UTF_8);
        final PrometheusRegistry registry = new PrometheusRegistry();
        registry.register(collector);
        metrics = new MetricsHandler(registry);
        final AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING_REQUESTS), work -> {
            final Thread thread = new Thread(work, "e8-metrics-" + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        });
        threads.allowCoreThreadTimeOut(true);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
    }

    /**
     * Listens from now on.
     * @throws IOException when the address is not of this machine or the port is taken, with the remedy.
     */
    public static MetricsServer start(final MetricsSettings settings, final MultiCollector collector) throws IOException {
        final HttpServer server;
        try {
            server = HttpServer.create(settings.listen(), 0);
        } catch (final IOException e) {
            throw new IOException("cannot listen for metrics on " + text(settings.listen()) + " (" + e.getMessage() + "); see who does with: ss -ltnp 'sport = :"
                + settings.listen().getPort() + "', or change `metrics listen` to a free port of an address of this machine", e);
        }
        final MetricsServer result = new MetricsServer(server, settings, collector);
        server.start();
        LOG.info("metrics listen={} authorization={}", text(server.getAddress()), settings.token() == null ? "none" : "bearer");
        return result;
    }

    /** Where it listens; of use when port 0 was asked for. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void answer(final HttpExchange exchange) throws IOException {
        try (exchange) {
            final String path = exchange.getRequestURI().getPath();
            if (!"GET".equals(exchange.getRequestMethod()) && !"HEAD".equals(exchange.getRequestMethod())) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                reply(exchange, METHOD_NOT_ALLOWED, "only GET is answered\n");
            } else if ("/-/healthy".equals(path)) {
                reply(exchange, OK, "healthy\n");
            } else if (!"/metrics".equals(path)) {
                reply(exchange, NOT_FOUND, "only /metrics and /-/healthy are here\n");
            } else if (!isAuthorized(exchange)) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
                reply(exchange, UNAUTHORIZED, "the token of `metrics token` is needed\n");
            } else {
                scrape(exchange);
            }
        }
    }

    private void scrape(final HttpExchange exchange) throws IOException {
        if (!scrapes.tryAcquire()) {
            exchange.getResponseHeaders().set("Retry-After", "1");
            reply(exchange, UNAVAILABLE, MAX_SCRAPES + " scrapes are running already\n");
            return;
        }
        try {
            metrics.handle(exchange);
        } finally {
            scrapes.release();
        }
    }

    /** Compares in a time that tells nothing about the token. */
    private boolean isAuthorized(final HttpExchange exchange) {
        final String given = exchange.getRequestHeaders().getFirst("Authorization");
        return authorization == null || given != null && MessageDigest.isEqual(authorization, given.getBytes(StandardCharsets.UTF_8));
    }

    private static void reply(final HttpExchange exchange, final int status, final String text) throws IOException {
        final byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        final boolean isHead = "HEAD".equals(exchange.getRequestMethod());
        exchange.sendResponseHeaders(status, isHead ? -1 : body.length);
        if (!isHead) {
            exchange.getResponseBody().write(body);
        }
    }

    private static String text(final InetSocketAddress address) {
        final String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }

    private static void setUnlessSet(final String property, final int value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, String.valueOf(value));
        }
    }

    /** Stops listening; scrapes under way are cut off. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
