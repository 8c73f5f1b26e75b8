// SPDX-License-Identifier: Apache-2.0
// Tells subscribers of each new head, at once.
package io.eightfold.whois8.server.http;

import com.google.gson.JsonObject;
import io.eightfold.whois8.feed.Delta;
import io.eightfold.whois8.feed.FeedCatalog;
import io.eightfold.whois8.feed.FeedSource;
import io.eightfold.whois8.signature.SignedHead;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Server-Sent Events. A stream begins with the head of each RIR; each new one follows at once:
 * <pre>
 *   event: head
 *   id: lab-7-1700000000-1
 *   data: {"rir":"lab","serial":7,"root":"...","issuedAtS":...,"expiresAtS":...,"keyId":"...","head":"BASE64 of GET /feed/v1/lab/head"}
 * </pre>
 * and a comment when nothing else was written for a heartbeat. A subscriber that falls behind misses heads but gets the newest, for nothing else is kept for
 * it; one that takes nothing until the next heartbeat is cut.
 * <p>Thread: one of its own owns the subscribers and writes without waiting; {@link #subscribe} and {@link #publish} any.
 */
final class EventStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
    private static final int FULL_RETRY_S = 30;
    private final FeedCatalog feeds;
    private final HttpLimits limits;
    private final HttpCounters counters;
    private final ConnectionWatch watch;
    private final Thread thread = new Thread(this::run, "whois8-events");
    /** One object: a method reference written twice is two, and the second would end nothing. */
    private final Consumer<SignedHead> listener = this::publish;
    private final LinkedBlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
    /** RIRs with a task in the queue: so its length is bounded by RIRs and subscribers, however fast heads come. */
    private final Set<String> untold = ConcurrentHashMap.newKeySet();
    // Owned by the thread.
    private final List<Subscriber> subscribers = new ArrayList<>();
    // Guarded by itself: subscribers that were admitted and have not ended.
    private final Map<ClientAddress, Integer> places = new HashMap<>();
    private volatile boolean isClosed;

    EventStreams(final FeedCatalog feeds, final HttpLimits limits, final HttpCounters counters, final ConnectionWatch watch) {
        this.feeds = feeds;
        this.limits = limits;
        this.counters = counters;
        this.watch = watch;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
        feeds.listen(listener);
    }

    /** Takes a request over; its answer ends when either side closes. */
    void subscribe(final Exchange exchange) throws HttpProblem {
        final ClientAddress address = ClientAddress.of(exchange.request().getConnectionMetaData().getRemoteSocketAddress());
        takePlace(address);
        watch.endless(exchange.request());
        exchange.response().setStatus(200);
        exchange.header("Content-Type", "text/event-stream");
        exchange.header("Cache-Control", "no-store");
        final Subscriber subscriber = new Subscriber(exchange, counters, () -> leavePlace(address));
        counters.count(HttpCounter.SUBSCRIBER);
        work.add(() -> begin(subscriber));
    }

    /** Tells all subscribers, once for all heads of an RIR that came since it was told last. */
    void publish(final SignedHead head) {
        if (!isClosed && untold.add(head.rir())) {
            work.add(() -> {
                // First, so that a head that comes now is told after the one read below.
                untold.remove(head.rir());
                feeds.source(head.rir()).ifPresent(this::tell);
            });
        }
    }

    /** Subscribers at present. */
    int count() {
        synchronized (places) {
            return places.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    private void takePlace(final ClientAddress address) throws HttpProblem {
        synchronized (places) {
            if (isClosed || count() >= limits.subscribers()) {
                throw HttpProblem.unavailable("subscribers=" + limits.subscribers() + " have event streams already; poll the head instead", FULL_RETRY_S);
            }
            if (places.getOrDefault(address, 0) >= limits.subscribersPerAddress()) {
                throw HttpProblem.rateLimited("subscribersPerAddress=" + limits.subscribersPerAddress() + " event streams go to your address already", FULL_RETRY_S);
            }
            places.merge(address, 1, Integer::sum);
        }
    }

    private void leavePlace(final ClientAddress address) {
        synchronized (places) {
            places.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
        }
    }

    private void run() {
        final long heartbeatNs = limits.heartbeatTime().toNanos();
        long dueNs = System.nanoTime() + heartbeatNs;
        while (!isClosed) {
            try {
                final Runnable next = work.poll(Math.max(0, dueNs - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (next != null) {
                    next.run();
                }
                if (dueNs - System.nanoTime() <= 0) {
                    subscribers.forEach(Subscriber::heartbeat);
                    subscribers.removeIf(this::isOver);
                    dueNs = System.nanoTime() + heartbeatNs;
                }
            } catch (final InterruptedException e) {
                break;
            } catch (final RuntimeException e) {
                // The stream of one must not end those of all.
                LOG.warn("whois8 events fault=bug", e);
            }
        }
        subscribers.forEach(Subscriber::end);
    }

    private void begin(final Subscriber subscriber) {
        subscribers.add(subscriber);
        subscriber.begin();
        for (final FeedSource source : feeds.sources()) {
            final Delta present = source.present();
            subscriber.offer(present, event(present));
        }
    }

    /** Whatever head it was told of: the newest is the one to send, once. */
    private void tell(final FeedSource source) {
        final Delta present = source.present();
        final byte[] event = event(present);
        subscribers.forEach(subscriber -> subscriber.offer(present, event));
        subscribers.removeIf(this::isOver);
    }

    private boolean isOver(final Subscriber subscriber) {
        if (subscriber.isSlow()) {
            watch.cut(subscriber.request(), HttpCounter.CONNECTION_CUT_SLOW_SUBSCRIBER);
        }
        return subscriber.isOver();
    }

    private static byte[] event(final Delta present) {
        final SignedHead head = present.head();
        final JsonObject data = new JsonObject();
        data.addProperty("rir", head.rir());
        data.addProperty("serial", head.serial());
        data.addProperty("root", head.rootText());
        data.addProperty("issuedAtS", head.issuedAtS());
        data.addProperty("expiresAtS", head.expiresAtS());
        data.addProperty("keyId", head.key().toString());
        data.addProperty("head", Base64.getEncoder().encodeToString(present.encode()));
        return ("event: head\nid: " + FeedHandler.tag(present) + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Ends all streams. */
    @Override
    public void close() {
        feeds.unlisten(listener);
        isClosed = true;
        thread.interrupt();
    }
}
