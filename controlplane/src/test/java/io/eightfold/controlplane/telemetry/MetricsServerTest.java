// SPDX-License-Identifier: Apache-2.0
// Scrapes over HTTP.
package io.eightfold.controlplane.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MetricsServerTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/metrics.txt");
    private static final int TIMEOUT_S = 20;
    private final FakeSources sources = new FakeSources();
    private final HttpClient client = HttpClient.newHttpClient();
    private MetricsServer server;

    private void start(final String token) throws IOException {
        server = MetricsServer.start(new MetricsSettings(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), token), new RouterCollector(sources, sources));
    }

    @AfterEach
    void stop() {
        client.close();
        if (server != null) {
            server.close();
        }
    }

    private HttpRequest.Builder request(final String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.address().getPort() + path));
    }

    private HttpResponse<String> get(final String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    /** What a fixed router shows: without the process itself, and with durations and the counts of the test process's log levelled. */
    private static String stable(final String exposition) {
        return exposition.lines().filter(line -> !line.matches("(# (HELP|TYPE) )?(jvm|process)_.*"))
            .map(line -> line.replaceFirst("(ipv8_scrape_duration_seconds\\{.*}) .*", "$1 DURATION")
                .replaceFirst("^(ipv8_log_[a-z_]+(\\{.*})?) .*", "$1 COUNT")
                .replace(Runtime.version().toString(), "JAVA"))
            .collect(Collectors.joining("\n", "", "\n"));
    }

    @Test
    void shouldExposeEveryMetric() throws Exception {
        start(null);
        final HttpResponse<String> answer = get("/metrics");
        assertEquals(200, answer.statusCode());
        assertTrue(answer.headers().firstValue("Content-Type").orElse("").startsWith("text/plain; version=0.0.4"), answer.headers().toString());
        final String actual = stable(answer.body());
        if (Boolean.getBoolean("eightfold.golden.update")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, actual);
        }
        assertEquals(Files.readString(GOLDEN), actual, "if this is meant, rewrite it with -Deightfold.golden.update=true and review the diff");
        for (final Metric metric : Metric.values()) {
            assertTrue(answer.body().contains("# TYPE " + metric.metricName() + " "), metric.metricName() + " is missing");
        }
    }

    @Test
    void shouldSatisfyPromtool() throws Exception {
        final Path tool = Path.of(System.getProperty("eightfold.promtool", "/usr/bin/promtool"));
        assumeTrue(Files.isExecutable(tool), "promtool is not installed; it is in Debian's package prometheus");
        start(null);
        final String body = get("/metrics").body();
        final Process promtool = new ProcessBuilder(tool.toString(), "check", "metrics").redirectErrorStream(true).start();
        promtool.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        promtool.getOutputStream().close();
        final String verdict = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals("", verdict);
        assertEquals(0, promtool.waitFor());
    }

    @Test
    void shouldLoseOnlyTheMetricsOfASourceThatFails() throws Exception {
        sources.isRibBroken = true;
        sources.isCounterFileMissing = true;
        start(null);
        final String body = get("/metrics").body();
        assertTrue(body.contains("ipv8_collector_up{collector=\"rib\"} 0.0\n") && body.contains("ipv8_collector_up{collector=\"counters\"} 0.0\n"), body);
        assertFalse(body.contains("ipv8_rib_routes") || body.contains("ipv8_port_received"), body);
        assertTrue(body.contains("ipv8_fib_session_up 1.0\n"), body);
    }

    @Test
    void shouldAnswerNothingElse() throws Exception {
        start("s3cret");
        assertEquals("healthy\n", get("/-/healthy").body());
        assertEquals(404, get("/").statusCode());
        assertEquals(404, get("/metrics/x").statusCode());
        assertEquals(404, get("/metricsx").statusCode());
        assertEquals(405, client.send(request("/metrics").POST(HttpRequest.BodyPublishers.ofString("x")).build(), BodyHandlers.ofString()).statusCode());
    }

    @Test
    void shouldDemandTheToken() throws Exception {
        start("s3cret");
        assertEquals(401, get("/metrics").statusCode());
        assertEquals(401, client.send(request("/metrics").header("Authorization", "Bearer wrong").build(), BodyHandlers.ofString()).statusCode());
        final HttpResponse<String> answer = client.send(request("/metrics").header("Authorization", "Bearer s3cret").build(), BodyHandlers.ofString());
        assertEquals(200, answer.statusCode());
        assertFalse(new MetricsSettings(server.address(), "s3cret").toString().contains("s3cret"));
    }

    @Test
    void shouldRefuseMoreScrapesThanItsLimit() throws Exception {
        final CountDownLatch inside = new CountDownLatch(MetricsServer.MAX_SCRAPES);
        final CountDownLatch release = new CountDownLatch(1);
        sources.duringScrape = () -> {
            inside.countDown();
            await(release);
        };
        start(null);
        final CompletableFuture<HttpResponse<String>> first = client.sendAsync(request("/metrics").build(), BodyHandlers.ofString());
        final CompletableFuture<HttpResponse<String>> second = client.sendAsync(request("/metrics").build(), BodyHandlers.ofString());
        try {
            assertTrue(inside.await(TIMEOUT_S, TimeUnit.SECONDS));
            assertEquals(503, get("/metrics").statusCode());
            assertEquals(200, get("/-/healthy").statusCode());
        } finally {
            release.countDown();
        }
        assertEquals(200, first.get(TIMEOUT_S, TimeUnit.SECONDS).statusCode());
        assertEquals(200, second.get(TIMEOUT_S, TimeUnit.SECONDS).statusCode());
        assertEquals(200, get("/metrics").statusCode());
    }

    @Test
    @Tag("slow")
    void shouldCutOffClientsThatDoNotFinishTheirRequest() throws Exception {
        start(null);
        try (Socket slow = new Socket(server.address().getAddress(), server.address().getPort())) {
            slow.setSoTimeout((MetricsServer.MAX_REQUEST_S + TIMEOUT_S) * 1_000);
            slow.getOutputStream().write("GET /metrics HTTP/1.1\r\nHost: ".getBytes(StandardCharsets.US_ASCII));
            assertEquals(200, get("/metrics").statusCode());
            assertEquals(-1, slow.getInputStream().read());
        }
    }

    @Test
    void shouldSayWhoseThePortIs() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            final InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), taken.getLocalPort());
            final IOException refusal = assertThrows(IOException.class,
                () -> MetricsServer.start(new MetricsSettings(address, null), new RouterCollector(sources, sources)));
            assertTrue(refusal.getMessage().startsWith("cannot listen for metrics on 127.0.0.1:" + taken.getLocalPort() + " (Address already in use)"),
                refusal.getMessage());
        }
    }

    private static void await(final CountDownLatch latch) {
        try {
            assertTrue(latch.await(TIMEOUT_S, TimeUnit.SECONDS));
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
