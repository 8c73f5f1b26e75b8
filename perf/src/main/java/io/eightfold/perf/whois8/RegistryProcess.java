// SPDX-License-Identifier: Apache-2.0
// Starts a registry's server and fills it.
package io.eightfold.perf.whois8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.eightfold.perf.peer.PerfLibrary;
import io.eightfold.whois8.record.AsnRecord;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.record.RouteRecord;
import io.eightfold.whois8.signature.TrustAnchor;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@link RegistryServer} in a process of its own, with the options of {@code config/jvm-registry.options}. Thread: startup. */
final class RegistryProcess implements AutoCloseable {
    private static final long END_TIMEOUT_S = 20;
    private static final Duration IMPORT_TIMEOUT = Duration.ofMinutes(15);
    private static final Duration CHANGE_TIMEOUT = Duration.ofSeconds(30);
    private static final int SHOWN_LINES = 3;

    private final Path directory;
    private final Path said;
    private final Process process;
    private final JsonObject told;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private RegistryProcess(final Path directory, final Path said, final Process process, final JsonObject told) {
        this.directory = directory;
        this.said = said;
        this.process = process;
        this.told = told;
    }

    /**
     * Starts it with an empty registry, and waits until it listens.
     *
     * @throws IllegalStateException with its last words when it does not
     */
    static RegistryProcess start() {
        Path directory = null;
        try {
            directory = Files.createTempDirectory("ipv8-perf-whois8");
            final Path said = directory.resolve("server.log");
            final Process process = new ProcessBuilder(command(directory.resolve("registry"))).redirectError(said.toFile()).start();
            final String line = new BufferedReader(process.inputReader()).readLine();
            if (line == null) {
                process.destroyForcibly();
                throw new IllegalStateException("the registry's server did not start: " + lastWords(said));
            }
            return new RegistryProcess(directory, said, process, JsonParser.parseString(line).getAsJsonObject());
        } catch (final IOException | IllegalStateException e) {
            if (directory != null) {
                delete(directory);
            }
            throw e instanceof IllegalStateException known ? known : new IllegalStateException("the registry's server cannot be started: " + e.getMessage(), e);
        }
    }

    private static List<String> command(final Path registry) throws IOException {
        final Path options = Path.of(System.getProperty(PerfLibrary.HOME_PROPERTY, "."), "config", "jvm-registry.options");
        final List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        Files.readAllLines(options).stream().map(line -> line.split("#")[0].strip()).filter(line -> !line.isEmpty())
            .flatMap(line -> Arrays.stream(line.split("\\s+"))).forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), RegistryServer.class.getName(),
            Files.createDirectories(registry).toString()));
        return command;
    }

    int textPort() {
        return told.get("text").getAsInt();
    }

    int httpPort() {
        return told.get("http").getAsInt();
    }

    TrustAnchor anchor() {
        return TrustAnchor.parse(told.get("anchor").getAsString());
    }

    /** Imports all records in one transaction, by the API of administration; returns nanoseconds from the request to the answer. */
    long importAll(final GeneratedRegistry registry) {
        final Path lines = directory.resolve("records.ndjson");
        try (BufferedWriter to = Files.newBufferedWriter(lines)) {
            for (final Iterator<RegistryRecord> records = registry.iterator(); records.hasNext();) {
                to.write(line(records.next()));
                to.newLine();
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("the records cannot be written for the import: " + e.getMessage(), e);
        }
        try {
            final long startNs = System.nanoTime();
            administer("import?rir=" + GeneratedRegistry.RIR, HttpRequest.BodyPublishers.ofFile(lines), "application/x-ndjson", IMPORT_TIMEOUT);
            final long tookNs = System.nanoTime() - startNs;
            Files.delete(lines);
            return tookNs;
        } catch (final IOException e) {
            throw new UncheckedIOException("the import failed: " + e.getMessage(), e);
        }
    }

    /** A verb of administration with its request; returns when the server has answered. */
    JsonObject change(final String verb, final JsonObject request) {
        try {
            return administer(verb, HttpRequest.BodyPublishers.ofString(request.toString()), "application/json", CHANGE_TIMEOUT);
        } catch (final IOException e) {
            throw new UncheckedIOException(verb + " failed: " + e.getMessage(), e);
        }
    }

    private JsonObject administer(final String path, final HttpRequest.BodyPublisher body, final String type, final Duration timeout) throws IOException {
        final HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + told.get("admin").getAsInt() + "/admin/v1/" + path)).POST(body).timeout(timeout)
            .header("Authorization", "Bearer " + told.get("token").getAsString()).header("Content-Type", type).build();
        try {
            final HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("the registry's server answers " + path + " with " + answer.statusCode() + ": " + answer.body() + " (" + lastWords(said) + ')');
            }
            return JsonParser.parseString(answer.body()).getAsJsonObject();
        } catch (final JsonParseException e) {
            throw new IllegalStateException("the registry's server answers " + path + " with no JSON: " + e.getMessage(), e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String line(final RegistryRecord value) {
        final JsonObject json = new JsonObject();
        switch (value) {
            case AsnRecord asn -> {
                json.addProperty("asn", Integer.toUnsignedLong(asn.asn()));
                json.addProperty("handle", asn.handle());
                json.addProperty("holder", asn.holder());
                json.addProperty("country", asn.country());
            }
            case RouteRecord route -> {
                json.addProperty("prefix", route.prefix().toString());
                json.addProperty("maxLength", route.maxLength());
            }
        }
        json.addProperty("status", value.status().word());
        json.addProperty("expiry", Instant.ofEpochSecond(value.expiryS()).toString());
        json.addProperty("changed", Instant.ofEpochSecond(value.changedS()).toString());
        return json.toString();
    }

    private static String lastWords(final Path said) {
        try {
            final List<String> lines = Files.readAllLines(said);
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
        } catch (final IOException e) {
            return "its messages cannot be read: " + e.getMessage();
        }
    }

    @Override
    public void close() {
        client.close();
        try {
            // The end of its input ends it.
            process.outputWriter().close();
            if (!process.waitFor(END_TIMEOUT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (final IOException e) {
            process.destroyForcibly();
        } catch (final InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        delete(directory);
    }

    private static void delete(final Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path file : files.toList().reversed()) {
                Files.delete(file);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot remove " + directory + ": " + e.getMessage() + "; remove it by hand", e);
        }
    }
}
