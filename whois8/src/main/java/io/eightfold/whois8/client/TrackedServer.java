// SPDX-License-Identifier: Apache-2.0
// A server, and how it did so far.
package io.eightfold.whois8.client;

import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** A server, how it did so far and when to ask it again. Thread: the follower's. */
final class TrackedServer {
    private static final int MAX_DOUBLINGS = 20;
    private final FeedServer feed;
    private final FeedSettings settings;
    private final RandomGenerator random;
    private final Map<String, Long> serials = new HashMap<>();
    private final Map<String, Long> lags = new HashMap<>();
    private final Map<String, Long> behindSinceS = new HashMap<>();
    private String lastError = "";
    private String errorMessage = "";
    private long lastErrorS;
    private long lastSuccessS;
    private long faults;
    private int failures;
    private int streamFailures;
    private boolean isActive;
    private boolean isStreaming;
    private boolean isUntried = true;
    private boolean isFailed;
    private long retryNs;
    private boolean hasStreamPause;
    private long streamRetryNs;
    private ServerState told;

    TrackedServer(final FeedServer feed, final FeedSettings settings, final RandomGenerator random) {
        this.feed = feed;
        this.settings = settings;
        this.random = random;
    }

    FeedServer feed() {
        return feed;
    }

    String url() {
        return feed.url();
    }

    String lastError() {
        return lastError;
    }

    String errorMessage() {
        return errorMessage;
    }

    /** Whether it may be asked: it did not fail, or its pause is over. */
    boolean isDue() {
        return !isFailed || retryNs - System.nanoTime() <= 0;
    }

    boolean isStreamDue() {
        return !hasStreamPause || streamRetryNs - System.nanoTime() <= 0;
    }

    /** How long nothing is due here. */
    long pauseNs() {
        final long nowNs = System.nanoTime();
        final long retryPauseNs = isFailed ? Math.max(0, retryNs - nowNs) : Long.MAX_VALUE;
        final long streamPauseNs = isActive && !isStreaming && hasStreamPause ? Math.max(0, streamRetryNs - nowNs) : Long.MAX_VALUE;
        return Math.min(retryPauseNs, streamPauseNs);
    }

    void forgive() {
        isFailed = false;
        isUntried = true;
        hasStreamPause = false;
    }

    void succeeded(final String rir, final long serial, final long serialAtHand, final long nowS) {
        serials.put(rir, serial);
        lags.put(rir, Math.max(0, serialAtHand - serial));
        behindSinceS.remove(rir);
        lastSuccessS = nowS;
        isUntried = false;
        isFailed = false;
        failures = 0;
    }

    void failed(final String word, final String message, final long nowS) {
        failed(word, message, nowS, true);
    }

    /** @param isPausing whether to leave it alone for a while */
    void failed(final String word, final String message, final long nowS, final boolean isPausing) {
        note(word, message, nowS);
        isUntried = false;
        if (!isPausing) {
            return;
        }
        isFailed = true;
        retryNs = System.nanoTime() + pauseNs(failures++);
    }

    void streamFailed(final String word, final String message, final long nowS) {
        note(word, message, nowS);
        hasStreamPause = true;
        streamRetryNs = System.nanoTime() + pauseNs(streamFailures++);
    }

    private void note(final String word, final String message, final long nowS) {
        lastError = word;
        errorMessage = message;
        lastErrorS = nowS;
        faults++;
    }

    /** It doubles with each failure; half of it is chance, so that many readers do not come at once. */
    private long pauseNs(final int failuresBefore) {
        final double wanted = Math.min((double) settings.retryMax().toNanos(), settings.retryMin().toNanos() * Math.pow(2, Math.min(failuresBefore, MAX_DOUBLINGS)));
        return (long) (wanted * (0.5 + random.nextDouble() / 2));
    }

    /**
     * Whether an older serial may be mere slowness of a mirror: it never showed a newer one, another server could have, and it is not so for long.
     */
    boolean isOnlyBehind(final String rir, final int servers, final long nowS) {
        final long sinceS = behindSinceS.computeIfAbsent(rir, key -> nowS);
        return servers > 1 && !serials.containsKey(rir) && nowS - sinceS < settings.maxLag().toSeconds();
    }

    void setActive(final boolean is) {
        isActive = is;
    }

    void setStreaming(final boolean is) {
        isStreaming = is;
        if (is) {
            hasStreamPause = false;
            streamFailures = 0;
        }
    }

    ServerState state(final long nowS) {
        final String word = isActive ? ServerState.ACTIVE : isFailed ? ServerState.FAILED : isUntried ? ServerState.UNTRIED : ServerState.STANDBY;
        final long retryAtS = isFailed ? nowS + Math.max(0, retryNs - System.nanoTime()) / 1_000_000_000 : 0;
        return new ServerState(url(), word, isStreaming, serials, lags, lastError, errorMessage, lastErrorS, lastSuccessS, retryAtS, faults);
    }

    /** Whether its state is another than at the last call. */
    boolean hasChanged(final long nowS) {
        final ServerState now = state(nowS);
        final boolean hasChanged = !now.equals(told);
        told = now;
        return hasChanged;
    }
}
