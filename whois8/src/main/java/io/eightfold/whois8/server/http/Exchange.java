// SPDX-License-Identifier: Apache-2.0
// One request and its answer.
package io.eightfold.whois8.server.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one answer and counts how it ended. Thread: session, the one that handles the request; an event stream's later on. */
final class Exchange {
    static final String RDAP = "application/rdap+json";
    static final String JSON = "application/json";
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final String COUNTED = Exchange.class.getName();
    private static final int STREAM_BUFFER_BYTES = 64 << 10;

    private final Request request;
    private final Response response;
    private final Callback callback;
    private volatile HttpCounter outcome = HttpCounter.ABORTED;
    private volatile boolean isWritten;

    Exchange(final Request request, final Response response, final Callback callback) {
        this.request = request;
        this.response = response;
        this.callback = callback;
    }

    /** Counts the request now and its end once, whatever that is. */
    void countWith(final HttpCounters counters) {
        request.setAttribute(COUNTED, this);
        counters.count(HttpCounter.REQUEST);
        Request.addCompletionListener(request, failure -> counters.count(failure == null || isWritten ? outcome : HttpCounter.ABORTED));
    }

    /** The exchange of a request that was handled before something failed; empty for one that was never handled. */
    static Optional<Exchange> of(final Request request) {
        return Optional.ofNullable((Exchange) request.getAttribute(COUNTED));
    }

    Request request() {
        return request;
    }

    Response response() {
        return response;
    }

    boolean isHead() {
        return "HEAD".equals(request.getMethod());
    }

    boolean isCommitted() {
        return response.isCommitted();
    }

    void header(final String name, final String value) {
        response.getHeaders().put(name, value);
    }

    Optional<String> requestHeader(final HttpHeader header) {
        return Optional.ofNullable(request.getHeaders().get(header));
    }

    /** A value of the query; empty when it is missing. */
    Optional<String> parameter(final String name) {
        return Optional.ofNullable(Request.extractQueryParameters(request).getValue(name));
    }

    /** @throws HttpProblem for another method, naming those that are */
    void requireMethod(final String... methods) throws HttpProblem {
        if (!List.of(methods).contains(request.getMethod())) {
            throw HttpProblem.methodNotAllowed(request.getMethod(), String.join(", ", methods));
        }
    }

    void answer(final int status, final String type, final JsonElement body) {
        answer(status, type, body.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a whole answer. */
    void answer(final int status, final String type, final byte[] body) {
        response.setStatus(status);
        header("Content-Type", type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        outcome = HttpCounter.ofStatus(status);
        write(isHead() ? ByteBuffer.allocate(0) : ByteBuffer.wrap(body));
    }

    /** Writes an answer that has no body. */
    void answer(final int status) {
        response.setStatus(status);
        outcome = HttpCounter.ofStatus(status);
        write(ByteBuffer.allocate(0));
    }

    private void write(final ByteBuffer body) {
        response.write(true, body, Callback.from(() -> {
            // Jetty still fails a request whose body was not read to its end; it was answered all the same.
            isWritten = true;
            callback.succeeded();
        }, callback::failed));
    }

    /** Refuses it; RFC 9083 section 6 gives the form, and administration uses the same. */
    void refuse(final HttpProblem problem, final String type) {
        problem.headers().forEach(this::header);
        answer(problem.status(), type, errorBody(problem.status(), problem.title(), problem.description(), RDAP.equals(type)));
    }

    private static JsonObject errorBody(final int status, final String title, final List<String> description, final boolean isRdap) {
        final JsonObject body = new JsonObject();
        if (isRdap) {
            body.add("rdapConformance", RdapObjects.conformance());
        }
        body.addProperty("errorCode", status);
        body.addProperty("title", title);
        final JsonArray lines = new JsonArray();
        description.forEach(lines::add);
        body.add("description", lines);
        return body;
    }

    /** What writes an answer too long for memory. */
    interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes an answer piece by piece; nothing is sent before the first piece is full.
     * @throws IOException when it failed with nothing sent yet; later the connection is cut, so that nobody takes a part for the whole
     */
    void stream(final String type, final Body body) throws IOException {
        response.setStatus(200);
        header("Content-Type", type);
        final ClientStream client = new ClientStream(Content.Sink.asOutputStream(response));
        try {
            final OutputStream out = new BufferedOutputStream(client, STREAM_BUFFER_BYTES);
            body.writeTo(out);
            out.close();
        } catch (final IOException e) {
            failStream(client, e);
            return;
        } catch (final RuntimeException e) {
            failStream(client, e);
            return;
        }
        outcome = HttpCounter.ANSWERED;
        callback.succeeded();
    }

    private <E extends Exception> void failStream(final ClientStream client, final E cause) throws E {
        if (!client.hasFailed && !response.isCommitted()) {
            response.getHeaders().remove("Content-Encoding");
            throw cause;
        }
        if (!client.hasFailed) {
            LOG.warn("whois8 http fault=host answer broken off path={}", request.getHttpURI().getPath(), cause);
        }
        callback.failed(cause);
    }

    /** Knows whether it was the client that a write failed for, or its source. */
    private static final class ClientStream extends FilterOutputStream {
        private boolean hasFailed;

        private ClientStream(final OutputStream out) {
            super(out);
        }

        @Override
        public void write(final byte[] bytes, final int offset, final int length) throws IOException {
            hasFailed = true;
            out.write(bytes, offset, length);
            hasFailed = false;
        }
    }

    /** Ends an event stream. */
    void end(final Throwable cause) {
        callback.failed(cause);
    }

    /** What links to this server begin with when no public URL is configured. */
    String requestedBase() {
        final String scheme = request.isSecure() ? "https" : "http";
        final String host = Request.getServerName(request);
        return scheme + "://" + (host == null ? "localhost" : host) + ":" + Request.getServerPort(request);
    }
}
