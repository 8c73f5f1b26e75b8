// SPDX-License-Identifier: Apache-2.0
// Whom a reader of feeds asks and believes, and what it puts up with.
package io.eightfold.whois8.client;

import io.eightfold.whois8.signature.TrustAnchor;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whom a reader of feeds asks and believes, and what it puts up with. Thread: any; immutable.
 *
 * @param servers      {@code http[s]://HOST:PORT}, the preferred one first
 * @param anchors      of all RIRs that are believed; an RIR may have two
 * @param directory    where the last good data is kept; null: nowhere, so that a restarted reader knows nothing
 * @param refresh      heads are asked for so often even when the event stream is quiet
 * @param retryMin     first pause after a fault; it doubles with each
 * @param retryMax     longest pause after a fault
 * @param answerTime   a server has this long to answer, and to send the next byte
 * @param eventSilence an event stream without a byte for this long is dead: longer than the server's heartbeat
 * @param minRateBps   bytes a second that a transfer must have on average after {@link #grace}
 * @param maxSnapshotBytes a longer snapshot is refused
 * @param maxDeltaBytes    a longer answer of deltas is refused, and the snapshot taken
 * @param maxLag       a server that is behind the data at hand for longer raises an alarm
 */
public record FeedSettings(List<URI> servers, List<TrustAnchor> anchors, Path directory, Duration refresh, Duration retryMin, Duration retryMax,
                           Duration answerTime, Duration eventSilence, long minRateBps, long maxSnapshotBytes, int maxDeltaBytes, Duration maxLag) {
    public FeedSettings {
        servers = List.copyOf(servers);
        anchors = List.copyOf(anchors);
        final List<String> problems = new ArrayList<>();
        servers.stream().filter(server -> !isUsable(server)).forEach(server -> problems.add("server " + server + " is no http://HOST:PORT or https://HOST:PORT"));
        if (anchors.isEmpty()) {
            problems.add("no trust anchor: nothing could be believed; give the rir=NAME key=BASE64 of each RIR");
        }
        for (final Duration time : List.of(refresh, retryMin, retryMax, answerTime, eventSilence, maxLag)) {
            if (time.isNegative() || time.isZero()) {
                problems.add("time " + time + " is not positive");
            }
        }
        if (minRateBps < 1) {
            problems.add("minRateBps=" + minRateBps + " < 1");
        }
        if (retryMin.compareTo(retryMax) > 0) {
            problems.add("retryMin=" + retryMin + " > retryMax=" + retryMax);
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    private static boolean isUsable(final URI server) {
        return ("http".equals(server.getScheme()) || "https".equals(server.getScheme())) && server.getHost() != null && server.getRawQuery() == null
            && server.getRawFragment() == null && server.getRawUserInfo() == null;
    }

    /** The usual times and limits. */
    public static FeedSettings of(final List<URI> servers, final List<TrustAnchor> anchors, final Path directory) {
        return new FeedSettings(servers, anchors, directory, Duration.ofHours(1), Duration.ofSeconds(1), Duration.ofMinutes(10), Duration.ofSeconds(10),
            Duration.ofSeconds(60), 1_000_000, 1L << 30, 16 << 20, Duration.ofMinutes(1));
    }

    /** The times of a configuration. */
    public FeedSettings with(final Duration newRefresh, final Duration newRetryMax) {
        return new FeedSettings(servers, anchors, directory, newRefresh, newRetryMax.compareTo(retryMin) < 0 ? newRetryMax : retryMin, newRetryMax, answerTime,
            eventSilence, minRateBps, maxSnapshotBytes, maxDeltaBytes, maxLag);
    }

    /** The same with other pauses. */
    public FeedSettings with(final Duration newRefresh, final Duration newRetryMin, final Duration newRetryMax) {
        return new FeedSettings(servers, anchors, directory, newRefresh, newRetryMin, newRetryMax, answerTime, eventSilence, minRateBps, maxSnapshotBytes, maxDeltaBytes, maxLag);
    }

    /** The same that keeps nothing. */
    public FeedSettings withoutDirectory() {
        return new FeedSettings(servers, anchors, null, refresh, retryMin, retryMax, answerTime, eventSilence, minRateBps, maxSnapshotBytes, maxDeltaBytes, maxLag);
    }

    /** A transfer may be slow for this long. */
    Duration grace() {
        return answerTime.multipliedBy(2);
    }

    /** How long a server may take to bring an RIR's data up to date while another could be asked. */
    Duration patience() {
        return answerTime.multipliedBy(3);
    }

    /** Trust anchors by RIR, in the order of their names. */
    public Map<String, List<TrustAnchor>> anchorsByRir() {
        final Map<String, List<TrustAnchor>> byRir = new TreeMap<>();
        anchors.forEach(anchor -> byRir.computeIfAbsent(anchor.rir(), rir -> new ArrayList<>()).add(anchor));
        return byRir;
    }
}
