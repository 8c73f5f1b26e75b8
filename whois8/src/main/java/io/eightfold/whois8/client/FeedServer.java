// SPDX-License-Identifier: Apache-2.0
// What can be asked of a server.
package io.eightfold.whois8.client;

import io.eightfold.whois8.feed.Delta;
import io.eightfold.whois8.feed.FeedException;
import io.eightfold.whois8.feed.FeedFault;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/** The feed of one server over HTTP; every answer has limits of time and size, and nothing of it is verified yet. Thread: any; a call waits. */
final class FeedServer {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;
    private static final int MAX_HEAD_BYTES = 4096;
    private final URI base;
    private final HttpClient http;
    private final FeedSettings settings;
    private final ScheduledExecutorService timer;

    /** Reads a snapshot from a stream. */
    interface SnapshotReader {
        void read(InputStream from) throws IOException, FeedException;
    }

    FeedServer(final URI base, final HttpClient http, final FeedSettings settings, final ScheduledExecutorService timer) {
        this.base = base;
        this.http = http;
        this.settings = settings;
        this.timer = timer;
    }

    /** A client that goes nowhere it was not sent to. */
    static HttpClient newHttp(final FeedSettings settings) {
        return HttpClient.newBuilder().connectTimeout(settings.answerTime()).followRedirects(HttpClient.Redirect.NEVER).version(HttpClient.Version.HTTP_1_1).build();
    }

    String url() {
        return base.toString();
    }

    /** Keys and head in force, as a delta without changes. */
    Delta head(final String rir) throws IOException, FeedException {
        final long deadlineNs = System.nanoTime() + settings.grace().toNanos();
        final Delta head = decodeHead(bytes("/feed/v1/" + rir + "/head", MAX_HEAD_BYTES, deadlineNs).orElseThrow(() -> new ServerException(ServerFault.REFUSED, "no head of " + rir)));
        if (!head.head().rir().equals(rir)) {
            throw new FeedException(FeedFault.FOREIGN_RECORD, "head of " + head.head().rir() + " where that of " + rir + " was asked for");
        }
        return head;
    }

    static Delta decodeHead(final byte[] bytes) throws FeedException {
        final Delta head = Delta.decode(bytes);
        if (!head.changes().isEmpty()) {
            throw new FeedException(FeedFault.MALFORMED, "a head with " + head.changes().size() + " changes");
        }
        return head;
    }

    /**
     * Deltas that lead on from a serial, one behind the other; empty when a snapshot is needed.
     *
     * @param deadlineNs of {@link System#nanoTime}
     */
    Optional<ByteBuffer> deltas(final String rir, final long from, final long deadlineNs) throws IOException, FeedException {
        return bytes("/feed/v1/" + rir + "/deltas?from=" + from, settings.maxDeltaBytes(), deadlineNs).map(ByteBuffer::wrap);
    }

    /** @param deadlineNs of {@link System#nanoTime} */
    void snapshot(final String rir, final long deadlineNs, final SnapshotReader reader) throws IOException, FeedException {
        try (InputStream body = open("/feed/v1/" + rir + "/snapshot", settings.maxSnapshotBytes(), deadlineNs)
            .orElseThrow(() -> new ServerException(ServerFault.REFUSED, "no snapshot of " + rir))) {
            reader.read(body);
        } catch (final GuardedStream.TooLargeException e) {
            throw e.fault();
        }
    }

    /** Listens to its events until they end or {@link EventStream#close}. */
    EventStream events(final EventStream.Listener listener) {
        final EventStream stream = new EventStream(listener, settings.eventSilence(), timer);
        stream.open(http, HttpRequest.newBuilder(base.resolve(path("/feed/v1/events"))).header("Accept", "text/event-stream").build());
        return stream;
    }

    private Optional<byte[]> bytes(final String path, final int maxBytes, final long deadlineNs) throws IOException, FeedException {
        final Optional<InputStream> body = open(path, maxBytes, deadlineNs);
        if (body.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream from = body.get()) {
            return Optional.of(from.readAllBytes());
        } catch (final GuardedStream.TooLargeException e) {
            throw e.fault();
        }
    }

    private String path(final String path) {
        final String prefix = base.getRawPath() == null ? "" : base.getRawPath();
        return (prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix) + path;
    }

    /** The body of an answer; empty for "gone". */
    private Optional<InputStream> open(final String path, final long maxBytes, final long deadlineNs) throws IOException {
        final HttpRequest request = HttpRequest.newBuilder(base.resolve(path(path))).timeout(settings.answerTime()).build();
        final HttpResponse<InputStream> response;
        try {
            response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (final HttpTimeoutException e) {
            throw new ServerException(ServerFault.TIMED_OUT, "no answer to " + request.uri() + " within " + settings.answerTime());
        } catch (final IOException e) {
            throw new ServerException(ServerFault.UNREACHABLE, request.uri() + ": " + words(e));
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException(ServerFault.UNREACHABLE, request.uri() + ": interrupted");
        }
        if (response.statusCode() != OK) {
            response.body().close();
            return refuse(request.uri(), response.statusCode());
        }
        return Optional.of(new GuardedStream(response.body(), request.uri().toString(), maxBytes, deadlineNs, settings, timer));
    }

    /** The JDK's client says nothing about a connection that is refused. */
    private static String words(final IOException e) {
        return e instanceof ConnectException ? "connection refused, or no way there" : e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private static Optional<InputStream> refuse(final URI uri, final int status) throws ServerException {
        if (status == GONE) {
            return Optional.empty();
        }
        throw new ServerException(status == NOT_FOUND ? ServerFault.NOT_PUBLISHED : status / 100 == 3 ? ServerFault.REDIRECTED : ServerFault.REFUSED,
            uri + " answers with status " + status + (status / 100 == 3 ? "; redirects are not followed, configure the server itself" : ""));
    }
}
