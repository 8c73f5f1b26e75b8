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
    private final Map<String, Pause> refusals = new HashMap<>();
    private boolean hasStreamPause;
    private long streamRetryNs;
    private ServerState told;

    /** How long an RIR is not asked for here, as what came was refused; the server may be good for all others. */
    private record Pause(int failures, long retryNs) {
        boolean isOver(final long nowNs) {
            return retryNs - nowNs <= 0;
        }
    }

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

    /** Whether it may be asked for an RIR: neither it nor its data of the RIR failed, or the pause after that is over. */
    boolean isDue(final String rir) {
        final long nowNs = System.nanoTime();
        return (!isFailed || retryNs - nowNs <= 0) && (!refusals.containsKey(rir) || refusals.get(rir).isOver(nowNs));
    }

    boolean isStreamDue() {
        return !hasStreamPause || streamRetryNs - System.nanoTime() <= 0;
    }

    /**
     * How long nothing is due here.
     *
     * @param sinceNs when the last round began: what was due then was not needed if it is still
     */
    long pauseNs(final long sinceNs) {
        long pauseNs = isFailed ? pauseNs(retryNs, sinceNs) : Long.MAX_VALUE;
        for (final Pause refusal : refusals.values()) {
            pauseNs = Math.min(pauseNs, pauseNs(refusal.retryNs, sinceNs));
        }
        return isActive && !isStreaming && hasStreamPause ? Math.min(pauseNs, pauseNs(streamRetryNs, sinceNs)) : pauseNs;
    }

    private static long pauseNs(final long dueNs, final long sinceNs) {
        return dueNs - sinceNs <= 0 ? Long.MAX_VALUE : Math.max(0, dueNs - System.nanoTime());
    }

    void forgive() {
        isFailed = false;
        refusals.clear();
        isUntried = true;
        hasStreamPause = false;
    }

    void succeeded(final String rir, final long serial, final long serialAtHand, final long nowS) {
        serials.put(rir, serial);
        lags.put(rir, Math.max(0, serialAtHand - serial));
        behindSinceS.remove(rir);
        refusals.remove(rir);
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

    /** Its data of one RIR is not taken; for others it may be of use. */
    void refused(final String rir, final String word, final String message, final long nowS) {
        note(word, message, nowS);
        isUntried = false;
        final int before = refusals.containsKey(rir) ? refusals.get(rir).failures : 0;
        refusals.put(rir, new Pause(before + 1, System.nanoTime() + pauseNs(before)));
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
        final boolean hasFault = isFailed || !refusals.isEmpty();
        final String word = isActive ? ServerState.ACTIVE : hasFault ? ServerState.FAILED : isUntried ? ServerState.UNTRIED : ServerState.STANDBY;
        return new ServerState(url(), word, isStreaming, serials, lags, lastError, errorMessage, lastErrorS, lastSuccessS, hasFault ? retryAtS(nowS) : 0, faults);
    }

    private long retryAtS(final long nowS) {
        final long nowNs = System.nanoTime();
        long leftNs = isFailed ? retryNs - nowNs : Long.MAX_VALUE;
        for (final Pause refusal : refusals.values()) {
            leftNs = Math.min(leftNs, refusal.retryNs - nowNs);
        }
        return nowS + Math.max(0, leftNs) / 1_000_000_000;
    }

    /** Whether its state is another than at the last call. */
    boolean hasChanged(final long nowS) {
        final ServerState now = state(nowS);
        final boolean hasChanged = !now.equals(told);
        told = now;
        return hasChanged;
    }
}
