// SPDX-License-Identifier: Apache-2.0
// Asks a registry's administration.
package io.eightfold.cli.whois8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.eightfold.cli.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** One request at a time over HTTP, with the token in its header. What the server refuses is thrown as the line it says. Thread: startup. */
final class AdminClient implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private final URI server;
    private final String token;
    private final HttpClient client;

    AdminClient(final URI server, final String token, final HttpClient.Builder client) {
        this.server = server;
        this.token = token;
        this.client = client.connectTimeout(CONNECT_TIMEOUT).build();
    }

    /** @throws CommandFailure with what the server says when it refuses */
    JsonObject ask(final String verb, final JsonObject request) {
        return json(send(post(verb, HttpRequest.BodyPublishers.ofString(request.toString())).header("Content-Type", "application/json")));
    }

    JsonObject importRecords(final String rir, final HttpRequest.BodyPublisher lines) {
        return json(send(post("import?rir=" + encoded(rir), lines).header("Content-Type", "application/x-ndjson")));
    }

    /** The records' lines; to be closed. */
    InputStream export(final String rir) {
        return send(HttpRequest.newBuilder(at("export?rir=" + encoded(rir))).GET());
    }

    private HttpRequest.Builder post(final String path, final HttpRequest.BodyPublisher body) {
        return HttpRequest.newBuilder(at(path)).POST(body);
    }

    private URI at(final String path) {
        return URI.create(server.toString().replaceAll("/+$", "") + "/admin/v1/" + path);
    }

    private static String encoded(final String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private InputStream send(final HttpRequest.Builder request) {
        try {
            final HttpResponse<InputStream> response = client.send(request.timeout(TIMEOUT).header("Authorization", "Bearer " + token).build(), HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                throw new CommandFailure(refusal(response));
            }
            return response.body();
        } catch (final IOException e) {
            throw new CommandFailure("registry at " + server + " cannot be asked (" + e + "); check that `ipv8 whois8 serve` runs there, or give --server");
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted; the change may have been made, ask before doing it again");
        }
    }

    private static JsonObject json(final InputStream body) {
        try (body) {
            return JsonParser.parseString(text(body)).getAsJsonObject();
        } catch (final IOException | JsonParseException | IllegalStateException e) {
            throw new CommandFailure("answer of the registry is no JSON object (" + e.getMessage() + "); is this its administration port?");
        }
    }

    private static String text(final InputStream body) throws IOException {
        return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The description of the error: its first line says what is wrong, more of them name each bad line of an import. */
    private static String refusal(final HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            final JsonElement description = JsonParser.parseString(text(body)).getAsJsonObject().get("description");
            final List<String> lines = StreamSupport.stream(description.getAsJsonArray().spliterator(), false).map(JsonElement::getAsString).toList();
            return lines.stream().collect(Collectors.joining(System.lineSeparator() + "  "));
        } catch (final IOException | JsonParseException | IllegalStateException | NullPointerException e) {
            return "registry answered with HTTP status " + response.statusCode();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
