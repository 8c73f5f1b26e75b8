// SPDX-License-Identifier: Apache-2.0
// Hears of new heads at once.
package io.eightfold.whois8.client;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Server-Sent Events of one server (WHATWG HTML §9.2, what a reader of heads needs of it). Lines and events have a limit, a stream that falls silent is
 * dead. Thread: the HTTP client's; {@link #close} any.
 */
final class EventStream implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {
    private static final int OK = 200;
    private static final int MAX_LINE_BYTES = 16 << 10;

    /** Called by the HTTP client's threads; must be quick. */
    interface Listener {
        /** The server answers with a stream. */
        void opened(EventStream stream);

        /** @param head bytes of {@code GET head}; null when the event does not have them */
        void head(EventStream stream, String rir, byte[] head);

        /** Called once, unless it was closed from this side. */
        void ended(EventStream stream, ServerFault fault, String why);
    }

    private final Listener listener;
    private final long silenceNs;
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private final ScheduledFuture<?> watch;
    private String event = "";
    private volatile CompletableFuture<?> exchange;
    private volatile Flow.Subscription subscription;
    private volatile long heardNs = System.nanoTime();

    EventStream(final Listener listener, final Duration silence, final ScheduledExecutorService timer) {
        this.listener = listener;
        this.silenceNs = silence.toNanos();
        watch = timer.scheduleAtFixedRate(this::look, silenceNs / 8, Math.max(1, silenceNs / 8), TimeUnit.NANOSECONDS);
    }

    void open(final HttpClient http, final HttpRequest request) {
        exchange = http.sendAsync(request, this::body).whenComplete((response, failure) -> {
            if (failure != null) {
                end(ServerFault.UNREACHABLE, String.valueOf(failure.getCause() == null ? failure : failure.getCause()));
            } else if (response.statusCode() == OK) {
                end(ServerFault.UNREACHABLE, "the event stream ended");
            }
        });
    }

    private HttpResponse.BodySubscriber<Void> body(final HttpResponse.ResponseInfo info) {
        if (info.statusCode() == OK) {
            listener.opened(this);
            return HttpResponse.BodySubscribers.fromSubscriber(this);
        }
        end(info.statusCode() / 100 == 3 ? ServerFault.REDIRECTED : ServerFault.REFUSED, "events are answered with status " + info.statusCode());
        return HttpResponse.BodySubscribers.replacing(null);
    }

    private void look() {
        if (System.nanoTime() - heardNs > silenceNs) {
            end(ServerFault.TIMED_OUT, "no event and no heartbeat for " + Duration.ofNanos(silenceNs));
        }
    }

    private void end(final ServerFault fault, final String why) {
        if (!isOver.getAndSet(true)) {
            release();
            listener.ended(this, fault, why);
        }
    }

    private void release() {
        watch.cancel(false);
        final Flow.Subscription open = subscription;
        if (open != null) {
            open.cancel();
        }
        final CompletableFuture<?> asked = exchange;
        if (asked != null) {
            asked.cancel(true);
        }
    }

    @Override
    public void close() {
        isOver.set(true);
        release();
    }

    @Override
    public void onSubscribe(final Flow.Subscription given) {
        subscription = given;
        if (isOver.get()) {
            given.cancel();
        } else {
            given.request(1);
        }
    }

    @Override
    public void onNext(final List<ByteBuffer> buffers) {
        heardNs = System.nanoTime();
        for (final ByteBuffer buffer : buffers) {
            while (buffer.hasRemaining() && !isOver.get()) {
                take(buffer.get());
            }
        }
        subscription.request(1);
    }

    private void take(final byte value) {
        if (value == '\n') {
            final String text = line.toString(StandardCharsets.UTF_8);
            line.reset();
            takeLine(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
        } else if (line.size() + data.length() >= MAX_LINE_BYTES) {
            end(ServerFault.REFUSED, "an event is longer than MAX_LINE_BYTES=" + MAX_LINE_BYTES);
        } else {
            line.write(value);
        }
    }

    private void takeLine(final String text) {
        if (text.isEmpty()) {
            if ("head".equals(event)) {
                takeHead(data.toString());
            }
            event = "";
            data.setLength(0);
        } else if (text.startsWith("event:")) {
            event = text.substring(6).strip();
        } else if (text.startsWith("data:")) {
            data.append(text.substring(5).strip());
        }
    }

    private void takeHead(final String text) {
        try {
            if (JsonParser.parseString(text) instanceof JsonObject json && json.get("rir") instanceof JsonPrimitive rir) {
                final byte[] head = json.get("head") instanceof JsonPrimitive bytes ? Base64.getDecoder().decode(bytes.getAsString()) : null;
                listener.head(this, rir.getAsString(), head);
                return;
            }
            end(ServerFault.REFUSED, "an event names no RIR");
        } catch (final JsonParseException | IllegalArgumentException e) {
            end(ServerFault.REFUSED, "an event is no JSON of a head");
        }
    }

    @Override
    public void onError(final Throwable failure) {
        end(ServerFault.UNREACHABLE, "the event stream broke: " + failure);
    }

    @Override
    public void onComplete() {
        end(ServerFault.UNREACHABLE, "the event stream ended");
    }
}
