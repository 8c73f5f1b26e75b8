// SPDX-License-Identifier: Apache-2.0
// Sends a request to the part of the server that answers it.
package io.eightfold.whois8.server.http;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts, limits the rate, splits the path; RDAP answers what is nobody else's. Thread: session. */
final class RequestHandler extends Handler.Abstract {
    /** Longest path there is use for; a longer one that fits the head is still refused by name. */
    static final int MAX_PATH_LENGTH = 1024;
    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    /** A part of the server: answers, or throws before it has begun to. */
    interface Part {
        void answer(Exchange exchange, List<String> path) throws HttpProblem, IOException;
    }

    private final HttpCounters counters;
    private final RequestRates rates;
    private final ConnectionWatch watch;
    private final Part rdap;
    private final Map<String, Part> others;

    /** @param others parts by the first word of their paths */
    RequestHandler(final HttpCounters counters, final RequestRates rates, final ConnectionWatch watch, final Part rdap, final Map<String, Part> others) {
        this.counters = counters;
        this.rates = rates;
        this.watch = watch;
        this.rdap = rdap;
        this.others = Map.copyOf(others);
    }

    @Override
    public boolean handle(final Request request, final Response response, final Callback callback) {
        final Exchange exchange = new Exchange(request, response, callback);
        watch.started(request);
        Request.addCompletionListener(request, failure -> watch.finished(request));
        exchange.countWith(counters);
        String type = Exchange.RDAP;
        try {
            limitRate(request);
            final List<String> path = path(request.getHttpURI().getPath());
            final Part part = path.isEmpty() ? rdap : others.getOrDefault(path.getFirst(), rdap);
            type = part == rdap ? Exchange.RDAP : Exchange.JSON;
            part.answer(exchange, path);
        } catch (final HttpProblem problem) {
            exchange.refuse(problem, type);
        } catch (final BodyLimit.BrokenException e) {
            exchange.refuse(new HttpProblem(400, "bad request", List.of(e.getMessage()), Map.of("Connection", "close")), type);
        } catch (final IOException e) {
            fail(exchange, e, type, "host");
        } catch (final RuntimeException e) {
            fail(exchange, e, type, "bug");
        }
        return true;
    }

    private void limitRate(final Request request) throws HttpProblem {
        final long waitNs = rates.waitNs(ClientAddress.of(request.getConnectionMetaData().getRemoteSocketAddress()), System.nanoTime());
        if (waitNs > 0) {
            throw HttpProblem.rateLimited("more requests from your address than are answered; wait and ask more slowly", 1 + TimeUnit.NANOSECONDS.toSeconds(waitNs));
        }
    }

    /** Segments of a path, decoded; a trailing slash does not count. */
    static List<String> path(final String raw) throws HttpProblem {
        if (raw == null || raw.length() > MAX_PATH_LENGTH) {
            final String description = "path of " + (raw == null ? 0 : raw.length()) + " characters > MAX_PATH_LENGTH=" + MAX_PATH_LENGTH;
            throw new HttpProblem(414, "uri too long", List.of(description), Map.of());
        }
        final List<String> result = new ArrayList<>();
        for (final String segment : decoded(raw).split("/")) {
            if (segment.chars().anyMatch(c -> c < ' ' || c == 0x7F || c == 0xFFFD)) {
                throw HttpProblem.badRequest("the path has a control character or is not UTF-8");
            }
            if (!segment.isEmpty()) {
                result.add(segment);
            }
        }
        return result;
    }

    private static String decoded(final String raw) throws HttpProblem {
        try {
            // '+' stands for itself in a path; the decoder is for forms, where it is a blank.
            return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (final IllegalArgumentException e) {
            throw HttpProblem.badRequest("the path has a % that is not followed by two hexadecimal digits");
        }
    }

    private static void fail(final Exchange exchange, final Exception cause, final String type, final String fault) {
        if (cause instanceof HttpException refused && refused.getCode() < 500 && !exchange.isCommitted()) {
            exchange.refuse(HttpProblem.badRequest("the request's query or body is not well-formed"), type);
            return;
        }
        LOG.warn("whois8 http fault={} request failed path={}", fault, exchange.request().getHttpURI().getPath(), cause);
        if (exchange.isCommitted()) {
            exchange.end(cause);
        } else {
            exchange.refuse(new HttpProblem(500, "internal error", List.of("the server has a fault; its log says which"), Map.of()), type);
        }
    }
}
