// SPDX-License-Identifier: Apache-2.0
// A request that is refused.
package io.eightfold.whois8.server.http;

import java.util.List;
import java.util.Map;

/** The answer with a reason; its texts are shown to the client. */
final class HttpProblem extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String title;
    private final transient List<String> description;
    private final transient Map<String, String> headers;

    HttpProblem(final int status, final String title, final List<String> description, final Map<String, String> headers) {
        // No stack: it is an answer, and clients cause as many of them as they like.
        super(title, null, false, false);
        this.status = status;
        this.title = title;
        this.description = List.copyOf(description);
        this.headers = Map.copyOf(headers);
    }

    static HttpProblem badRequest(final String description) {
        return new HttpProblem(400, "bad request", List.of(description), Map.of());
    }

    static HttpProblem notFound(final String description) {
        return new HttpProblem(404, "not found", List.of(description), Map.of());
    }

    static HttpProblem methodNotAllowed(final String method, final String allowed) {
        return new HttpProblem(405, "method not allowed", List.of("method " + method + " is not for this path; use " + allowed), Map.of("Allow", allowed));
    }

    static HttpProblem tooLarge(final String description) {
        // The rest of the body is not read, so the connection cannot go on.
        return new HttpProblem(413, "too large", List.of(description), Map.of("Connection", "close"));
    }

    static HttpProblem rateLimited(final String description, final long retryAfterS) {
        return new HttpProblem(429, "too many requests", List.of(description), Map.of("Retry-After", Long.toString(retryAfterS)));
    }

    static HttpProblem unavailable(final String description, final long retryAfterS) {
        return new HttpProblem(503, "unavailable", List.of(description), Map.of("Retry-After", Long.toString(retryAfterS)));
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    List<String> description() {
        return description;
    }

    Map<String, String> headers() {
        return headers;
    }
}
