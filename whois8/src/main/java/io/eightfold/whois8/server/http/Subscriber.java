// SPDX-License-Identifier: Apache-2.0
// One event stream.
package io.eightfold.whois8.server.http;

import io.eightfold.whois8.feed.Delta;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/**
 * Writes one event at a time; while one is under way, the newest of each RIR waits.
 * <p>Thread: any, under its lock; {@link EventStreams} calls from one thread, the server's callbacks from others.
 */
final class Subscriber {
    private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);
    private final Exchange exchange;
    private final HttpCounters counters;
    private final Runnable whenOver;
    private final Map<String, Delta> told = new HashMap<>();
    private final Map<String, byte[]> waiting = new LinkedHashMap<>();
    private boolean isWriting;
    private boolean hasWritten;
    private boolean isSlow;
    private boolean isOver;

    Subscriber(final Exchange exchange, final HttpCounters counters, final Runnable whenOver) {
        this.exchange = exchange;
        this.counters = counters;
        this.whenOver = whenOver;
    }

    Request request() {
        return exchange.request();
    }

    synchronized boolean isOver() {
        return isOver;
    }

    /** Whether a heartbeat found the write before it not done. */
    synchronized boolean isSlow() {
        return isSlow && !isOver;
    }

    /** Sends the head of the answer, even when there is no event yet. */
    synchronized void begin() {
        write(HEARTBEAT);
    }

    /**
     * Sends an event unless it says what the one before did; a write under way comes first. Which is newer is not asked: the caller reads what is in force now, and a key
     * list that revokes a key may come with a head of the same second, or of one before when the registry's clock was set back.
     *
     * @param present keys and head that the event tells of
     */
    synchronized void offer(final Delta present, final byte[] event) {
        final String rir = present.head().rir();
        final Delta before = told.get(rir);
        final boolean isNews = before == null || !before.head().equals(present.head()) || !before.keys().equals(present.keys());
        if (isOver || !isNews) {
            return;
        }
        told.put(rir, present);
        waiting.put(rir, event);
        writeNext();
    }

    synchronized void heartbeat() {
        isSlow = isWriting;
        if (!isWriting && !hasWritten) {
            write(HEARTBEAT);
        }
        hasWritten = false;
    }

    private void writeNext() {
        if (!isWriting && !isOver && !waiting.isEmpty()) {
            final String rir = waiting.keySet().iterator().next();
            write(waiting.remove(rir));
            counters.count(HttpCounter.HEAD_PUSHED);
        }
    }

    private void write(final byte[] bytes) {
        if (isOver) {
            return;
        }
        isWriting = true;
        hasWritten = true;
        exchange.response().write(false, ByteBuffer.wrap(bytes), Callback.from(this::written, this::failed));
    }

    private synchronized void written() {
        isWriting = false;
        writeNext();
    }

    private void failed(final Throwable cause) {
        if (becomesOver()) {
            exchange.end(cause);
        }
    }

    /** Closes it from our side. */
    void end() {
        if (becomesOver()) {
            exchange.end(new ClosedChannelException());
        }
    }

    private boolean becomesOver() {
        synchronized (this) {
            if (isOver) {
                return false;
            }
            isOver = true;
            waiting.clear();
        }
        whenOver.run();
        return true;
    }
}
