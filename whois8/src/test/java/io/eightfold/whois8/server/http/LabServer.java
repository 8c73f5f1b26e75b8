// SPDX-License-Identifier: Apache-2.0
// The server under test and a client of it.
package io.eightfold.whois8.server.http;

import static io.eightfold.whois8.server.http.LabRegistry.asn;
import static io.eightfold.whois8.server.http.LabRegistry.route;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.registry.AdminService;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** On a free port of the loopback address, with a registry of two ASNs. */
final class LabServer implements AutoCloseable {
    static final int ASN = 64496;
    private final LabRegistry registry = new LabRegistry(asn(ASN, RecordStatus.ACTIVE), route(ASN, 0x0A00_0000, 8, RecordStatus.ACTIVE),
        route(ASN, 0x0A01_0000, 16, RecordStatus.REVOKED), asn(64497, RecordStatus.SUSPENDED));
    private final HttpService service;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    LabServer(final HttpLimits limits, final AdminService admin) throws IOException {
        final HttpSettings settings = new HttpSettings(new InetSocketAddress("127.0.0.1", 0), Optional.empty(), limits, Optional.of("http://whois8.example"),
            Optional.of("whois8.example"));
        service = HttpService.start(settings, registry.index(), registry, admin, () -> LabRegistry.NOW_S);
    }

    static LabServer withDefaults() throws IOException {
        return new LabServer(HttpLimits.DEFAULT, null);
    }

    HttpService service() {
        return service;
    }

    LabRegistry registry() {
        return registry;
    }

    int port() {
        return service.port();
    }

    HttpRequest.Builder request(final String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path)).timeout(Duration.ofSeconds(20));
    }

    HttpResponse<String> get(final String path, final String... headers) throws IOException, InterruptedException {
        final HttpRequest.Builder request = request(path);
        return client.send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
    }

    HttpResponse<byte[]> getBytes(final String path, final String... headers) throws IOException, InterruptedException {
        final HttpRequest.Builder request = request(path);
        return client.send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofByteArray());
    }

    HttpResponse<String> send(final HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString());
    }

    static JsonObject json(final HttpResponse<String> response) {
        return JsonParser.parseString(response.body()).getAsJsonObject();
    }

    long read(final HttpCounter counter) {
        return service.counters().read(counter);
    }

    /** Fails with all counters when it does not come true. */
    void await(final String what, final BooleanSupplier condition) throws InterruptedException {
        final long deadlineNs = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new AssertionError("not within 15 s: " + what + "; counters " + service.counters().byWord() + " open " + service.connections());
            }
            Thread.sleep(10);
        }
    }

    /** Every connection and every request must have ended under one reason. */
    void assertCountersAddUp() throws InterruptedException {
        client.close();
        await("all connections closed", () -> service.connections() == 0);
        await("sums of connections agree", () -> read(HttpCounter.CONNECTION_ACCEPTED) == service.counters().sum(HttpCounter.Group.CONNECTION));
        await("sums of requests agree", () -> read(HttpCounter.REQUEST) == service.counters().sum(HttpCounter.Group.REQUEST));
    }

    @Override
    public void close() {
        client.shutdownNow();
        service.close();
    }
}
