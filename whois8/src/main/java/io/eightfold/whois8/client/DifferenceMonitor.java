// SPDX-License-Identifier: Apache-2.0
// Watches whether servers say the same.
package io.eightfold.whois8.client;

import io.eightfold.whois8.feed.Delta;
import io.eightfold.whois8.feed.FeedException;
import io.eightfold.whois8.feed.FeedFault;
import io.eightfold.whois8.signature.SignedHead;
import io.eightfold.whois8.signature.TrustAnchor;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the heads that several servers show for each RIR. Two signed states under one serial are a proof that the registry, or who has its key, says
 * different things to different readers: alarm {@code equivocation}. A server that is behind the newest for longer than {@code maxLag}, or by more serials than
 * allowed, raises {@code behind}. An alarm is raised when it begins, and again after it ended; a server that does not answer is no difference.
 * <p>Thread: its own; {@link #compare} one at a time.
 */
public final class DifferenceMonitor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DifferenceMonitor.class);
    // States are remembered, so that servers are also caught that tell one serial at different times.
    private static final int MAX_REMEMBERED = 1024;
    private final FeedSettings settings;
    private final long maxLagSerials;
    private final Consumer<FeedAlarm> listener;
    private final LongSupplier nowS;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2, work -> Thread.ofPlatform().daemon().name("whois8-compare").unstarted(work));
    private final HttpClient http;
    private final List<FeedServer> servers;
    private final Map<String, List<Shown>> remembered = new HashMap<>();
    private final Map<String, Long> behindSinceS = new HashMap<>();
    private Set<String> raised = new HashSet<>();

    /** A head, and who showed it first. */
    private record Shown(String server, SignedHead head) {
    }

    /** @param maxLagSerials a server further behind raises an alarm at once */
    public DifferenceMonitor(final FeedSettings settings, final long maxLagSerials, final Consumer<FeedAlarm> listener, final LongSupplier nowS) {
        this.settings = settings;
        this.maxLagSerials = maxLagSerials;
        this.listener = listener;
        this.nowS = nowS;
        http = FeedServer.newHttp(settings);
        servers = settings.servers().stream().map(url -> new FeedServer(url, http, settings, timer)).toList();
    }

    /** Compares every so often from now on. */
    public void start(final Duration every) {
        timer.scheduleWithFixedDelay(this::compareSafely, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void compareSafely() {
        try {
            compare();
        } catch (final RuntimeException e) {
            // An exception would end the schedule without a word.
            LOG.error("whois8 compare fault=bug", e);
        }
    }

    /** Compares once; the alarms that hold now, whether they are new or not. New ones go to the listener. */
    public List<FeedAlarm> compare() {
        final List<FeedAlarm> alarms = new ArrayList<>();
        settings.anchorsByRir().forEach((rir, anchors) -> compare(rir, anchors, alarms));
        final Set<String> now = new HashSet<>();
        for (final FeedAlarm alarm : alarms) {
            final String name = alarm.word() + " " + alarm.rir() + " " + alarm.server();
            if (now.add(name) && !raised.contains(name)) {
                listener.accept(alarm);
            }
        }
        raised = now;
        return alarms;
    }

    private void compare(final String rir, final List<TrustAnchor> anchors, final List<FeedAlarm> alarms) {
        final List<Shown> shown = new ArrayList<>();
        for (final FeedServer server : servers) {
            try {
                final Delta head = server.head(rir);
                HeadCheck.require(head, anchors);
                shown.add(new Shown(server.url(), head.head()));
            } catch (final FeedException e) {
                alarms.add(alarm(e.fault().word(), rir, server.url(), e.getMessage()));
            } catch (final IOException e) {
                LOG.debug("whois8 compare server={} rir={} does not answer", server.url(), rir, e);
            }
        }
        final long newest = shown.stream().mapToLong(each -> each.head.serial()).max().orElse(0);
        for (final Shown each : shown) {
            checkState(rir, each, alarms);
            checkLag(rir, each, newest, alarms);
        }
    }

    private void checkState(final String rir, final Shown shown, final List<FeedAlarm> alarms) {
        final List<Shown> before = remembered.computeIfAbsent(rir, key -> new ArrayList<>());
        final Shown same = before.stream().filter(other -> other.head.serial() == shown.head.serial()).findFirst().orElse(null);
        if (same == null) {
            before.add(shown);
            if (before.size() > MAX_REMEMBERED) {
                before.removeFirst();
            }
        } else if (!same.head.isSameState(shown.head)) {
            alarms.add(alarm(FeedFault.EQUIVOCATION.word(), rir, shown.server, "serial " + shown.head.serial() + " of " + rir + " has root " + shown.head.rootText() + " at "
                + shown.server + " and root " + same.head.rootText() + " at " + same.server));
        }
    }

    private void checkLag(final String rir, final Shown shown, final long newest, final List<FeedAlarm> alarms) {
        final String name = rir + " " + shown.server;
        final long lag = newest - shown.head.serial();
        if (lag == 0) {
            behindSinceS.remove(name);
            return;
        }
        final long sinceS = behindSinceS.computeIfAbsent(name, key -> nowS.getAsLong());
        final long forS = nowS.getAsLong() - sinceS;
        if (lag > maxLagSerials || forS > settings.maxLag().toSeconds()) {
            alarms.add(alarm(ServerFault.BEHIND.word(), rir, shown.server, shown.server + " is " + lag + " serials of " + rir + " behind for " + forS + " s; allowed are "
                + maxLagSerials + " serials and " + settings.maxLag().toSeconds() + " s"));
        }
    }

    private FeedAlarm alarm(final String word, final String rir, final String server, final String message) {
        return new FeedAlarm(word, rir, server, message, nowS.getAsLong());
    }

    @Override
    public void close() {
        timer.shutdownNow();
        http.shutdownNow();
    }
}
