// SPDX-License-Identifier: Apache-2.0
// Administration over HTTP.
package io.eightfold.whois8.server.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import io.eightfold.whois8.registry.AdminCaller;
import io.eightfold.whois8.registry.AdminException;
import io.eightfold.whois8.registry.AdminService;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /admin/v1/VERB}, {@code POST /admin/v1/import?rir=RIR} and {@code GET /admin/v1/export?rir=RIR}, each with {@code Authorization: Bearer TOKEN}.
 * Nothing of the registry is told, and no body is read, before the token is known. Thread: session.
 */
final class AdminHandler implements RequestHandler.Part {
    private static final Logger LOG = LoggerFactory.getLogger(AdminHandler.class);
    private static final String BEARER = "Bearer ";
    private static final String JSON_LINES = "application/x-ndjson";
    private static final int RETRY_S = 2;
    /** Guessers must not fill the log. */
    private static final long LOG_INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);
    private final AdminService service;
    private final Transfers transfers;
    private final HttpLimits limits;
    private final HttpCounters counters;
    private final AtomicLong loggedNs = new AtomicLong(System.nanoTime() - LOG_INTERVAL_NS);

    AdminHandler(final AdminService service, final Transfers transfers, final HttpLimits limits, final HttpCounters counters) {
        this.service = service;
        this.transfers = transfers;
        this.limits = limits;
        this.counters = counters;
    }

    @Override
    public void answer(final Exchange exchange, final List<String> path) throws HttpProblem, IOException {
        exchange.header("Cache-Control", "no-store");
        final AdminCaller caller = authenticate(exchange);
        if (path.size() != 3 || !"v1".equals(path.get(1))) {
            throw HttpProblem.notFound("there is no such path; administration is at /admin/v1/VERB");
        }
        try {
            switch (path.get(2)) {
                case "import" -> importRecords(exchange, caller);
                case "export" -> exportRecords(exchange, caller);
                default -> verb(exchange, caller, path.get(2));
            }
        } catch (final AdminException e) {
            throw problem(e);
        }
    }

    private static HttpProblem problem(final AdminException refused) {
        final List<String> description = new ArrayList<>(List.of(String.valueOf(refused.getMessage())));
        description.addAll(refused.problems());
        final Map<String, String> headers = refused.kind() == AdminException.Kind.UNAVAILABLE ? Map.of("Retry-After", String.valueOf(RETRY_S)) : Map.of();
        return new HttpProblem(refused.kind().httpStatus(), refused.kind().word(), description, headers);
    }

    private AdminCaller authenticate(final Exchange exchange) throws HttpProblem {
        final Optional<String> given = exchange.requestHeader(HttpHeader.AUTHORIZATION).filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()));
        if (given.isEmpty()) {
            throw unauthorized("administration needs Authorization: Bearer TOKEN");
        }
        final String token = given.get().substring(BEARER.length()).strip();
        final String client = Request.getRemoteAddr(exchange.request());
        final Optional<AdminCaller> caller = token.length() > AdminService.MAX_TOKEN_LENGTH ? Optional.empty() : service.authenticate(token, client);
        if (caller.isEmpty()) {
            reject(client);
        }
        return caller.orElseThrow(() -> unauthorized("the token is unknown or revoked"));
    }

    /** Whoever guesses waits; the rate of his address limits how often he may. */
    private void reject(final String client) {
        counters.count(HttpCounter.TOKEN_REJECTED);
        final long nowNs = System.nanoTime();
        final long beforeNs = loggedNs.get();
        if (nowNs - beforeNs >= LOG_INTERVAL_NS && loggedNs.compareAndSet(beforeNs, nowNs)) {
            LOG.warn("whois8 admin client={} rejectedTokens={} fault=peer token rejected", client, counters.read(HttpCounter.TOKEN_REJECTED));
        }
        try {
            Thread.sleep(limits.rejectionDelay());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static HttpProblem unauthorized(final String description) {
        // The body, if there is one, is not read.
        return new HttpProblem(401, "unauthorized", List.of(description), Map.of("WWW-Authenticate", "Bearer realm=\"whois8\"", "Connection", "close"));
    }

    private void verb(final Exchange exchange, final AdminCaller caller, final String verb) throws HttpProblem, AdminException, IOException {
        if (!service.verbs().contains(verb)) {
            throw HttpProblem.notFound("there is no such verb; known are import, export, " + String.join(", ", service.verbs().stream().sorted().toList()));
        }
        exchange.requireMethod("POST");
        exchange.answer(200, Exchange.JSON, service.handle(caller, verb, object(exchange)));
    }

    private JsonObject object(final Exchange exchange) throws HttpProblem, IOException {
        try (Reader body = body(exchange, limits.bodyBytes())) {
            final JsonReader json = new JsonReader(body);
            json.setStrictness(Strictness.STRICT);
            final JsonElement value = JsonParser.parseReader(json);
            if (value.isJsonObject() && json.peek() == JsonToken.END_DOCUMENT) {
                return value.getAsJsonObject();
            }
            throw HttpProblem.badRequest("the body is not one JSON object");
        } catch (final BodyLimit.ExceededException e) {
            throw HttpProblem.tooLarge(e.getMessage());
        } catch (final JsonParseException | CharacterCodingException | MalformedJsonException e) {
            // The parser wraps what the stream throws.
            if (e.getCause() instanceof BodyLimit.ExceededException exceeded) {
                throw HttpProblem.tooLarge(exceeded.getMessage());
            }
            if (e.getCause() instanceof BodyLimit.BrokenException broken) {
                throw broken;
            }
            throw HttpProblem.badRequest("the body is not one JSON object in UTF-8");
        }
    }

    private void importRecords(final Exchange exchange, final AdminCaller caller) throws HttpProblem, AdminException, IOException {
        exchange.requireMethod("POST");
        final String rir = rir(exchange);
        try (Transfers.Permit _ = transfers.take(); Reader lines = body(exchange, limits.importBytes())) {
            exchange.answer(200, Exchange.JSON, service.importRecords(caller, rir, lines));
        } catch (final BodyLimit.ExceededException e) {
            throw HttpProblem.tooLarge(e.getMessage());
        } catch (final CharacterCodingException e) {
            throw HttpProblem.badRequest("the lines are not UTF-8; nothing was imported");
        }
    }

    private void exportRecords(final Exchange exchange, final AdminCaller caller) throws HttpProblem, AdminException, IOException {
        exchange.requireMethod("GET");
        final String rir = rir(exchange);
        try (Transfers.Permit _ = transfers.take()) {
            exchange.stream(JSON_LINES, out -> {
                final BufferedWriter lines = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
                try {
                    service.exportRecords(caller, rir, lines);
                } catch (final AdminException e) {
                    throw new RefusedException(e);
                }
                lines.flush();
            });
        } catch (final RefusedException e) {
            throw e.refused;
        }
    }

    /** Carries a refusal through a stream that had not begun. */
    private static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;
        private final AdminException refused;

        private RefusedException(final AdminException refused) {
            super(refused);
            this.refused = refused;
        }
    }

    private static String rir(final Exchange exchange) throws HttpProblem {
        return exchange.parameter("rir").orElseThrow(() -> HttpProblem.badRequest("rir=NAME is missing; name the registry whose records are meant"));
    }

    private static Reader body(final Exchange exchange, final long limit) throws BodyLimit.ExceededException {
        final long announced = exchange.request().getLength();
        if (announced > limit) {
            throw new BodyLimit.ExceededException(limit);
        }
        final InputStream bytes = new BodyLimit(Content.Source.asInputStream(exchange.request()), limit);
        return new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }
}
