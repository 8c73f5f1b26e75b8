// SPDX-License-Identifier: Apache-2.0
// When a session is tried, and when the peer may try.
package io.eightfold.bgp8.session;

/** When a session is tried, and when the peer may try: the operator's wish, the attempt under way, and the waits between attempts. Thread: that of the machine. */
final class Attempts {
    private final SessionActions actions;
    private final Backoff backoff;
    private final Timer connectRetry = new Timer();
    private final Timer idleHold = new Timer();
    /** The operator wants a session. */
    private boolean isRunning;
    /** But it waits for the operator, for example after too many prefixes. */
    private boolean isHeldDown;
    /** While Idle, the peer's connections are refused too. */
    private boolean isResting;
    private boolean isConnecting;

    Attempts(final SessionActions actions, final Backoff backoff) {
        this.actions = actions;
        this.backoff = backoff;
    }

    void start() {
        isRunning = true;
        isHeldDown = false;
        backoff.forget();
    }

    void stop() {
        isRunning = false;
    }

    void holdDown() {
        isHeldDown = true;
    }

    boolean isHeldDown() {
        return isHeldDown;
    }

    /** Whether there is to be a session at all now. */
    boolean isWanted() {
        return isRunning && !isHeldDown;
    }

    boolean isPeerWelcome() {
        return isWanted() && !(idleHold.isSet() && isResting);
    }

    boolean isConnecting() {
        return isConnecting;
    }

    /** The state without a connection. */
    SessionState state() {
        if (isConnecting) {
            return SessionState.CONNECT;
        }
        return isWanted() && !idleHold.isSet() ? SessionState.ACTIVE : SessionState.IDLE;
    }

    /** Tries now, or waits for the peer. */
    void attempt(final NeighborSettings settings, final long nowNs) {
        idleHold.clear();
        connectRetry.clear();
        if (!settings.isPassive()) {
            isConnecting = true;
            connectRetry.set(nowNs + backoff.jittered(settings.connectRetryS() * Timer.SECOND_NS));
            actions.connect();
        }
    }

    /** Active: tries again after some time, and the peer may try meanwhile. */
    void waitActive(final NeighborSettings settings, final long timeNs, final long nowNs) {
        connectRetry.clear();
        if (!settings.isPassive()) {
            connectRetry.set(nowNs + backoff.jittered(timeNs));
        }
    }

    /** Idle for that time. After several failures the peer's connections are refused too. */
    void rest(final long timeNs, final long nowNs) {
        idleHold.set(nowNs + timeNs);
        isResting = backoff.isDamped();
    }

    /** Idle for that time, and the peer's connections are refused. */
    void restAlone(final long timeNs, final long nowNs) {
        idleHold.set(nowNs + timeNs);
        isResting = true;
    }

    /** The attempt has come to an end by itself. */
    void ended() {
        isConnecting = false;
    }

    /** There is a connection: no further attempts, but one under way goes on. */
    void connected() {
        idleHold.clear();
        if (!isConnecting) {
            connectRetry.clear();
        }
    }

    void stopConnecting() {
        connectRetry.clear();
        if (isConnecting) {
            isConnecting = false;
            actions.stopConnecting();
        }
    }

    /** Nothing waits any more. */
    void clear() {
        stopConnecting();
        idleHold.clear();
        isHeldDown = false;
    }

    boolean isIdleHoldDue(final long nowNs) {
        return idleHold.isDue(nowNs);
    }

    boolean isConnectRetryDue(final long nowNs) {
        return connectRetry.isDue(nowNs);
    }

    long earlier(final long otherNs) {
        return connectRetry.earlier(idleHold.earlier(otherNs));
    }

    long connectRetryLeftNs(final long nowNs) {
        return connectRetry.leftNs(nowNs);
    }

    long idleHoldLeftNs(final long nowNs) {
        return idleHold.leftNs(nowNs);
    }
}
