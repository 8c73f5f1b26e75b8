// SPDX-License-Identifier: Apache-2.0
// One of the two connections that a session may have.
package io.eightfold.bgp8.session;

import io.eightfold.bgp8.message.SessionOptions;

/** One of the two connections that a session may have: its state and timers. Idle when there is none. Thread: that of the machine. */
final class Connection {
    /** Hold time until the peer's OPEN came. Source: RFC 4271 §8.2.2 suggests 4 minutes. */
    static final long LARGE_HOLD_NS = 240 * Timer.SECOND_NS;

    final Side side;
    final Timer hold = new Timer();
    final Timer keepalive = new Timer();
    final Timer sendHold = new Timer();
    private SessionState state = SessionState.IDLE;
    private SessionOptions options;
    private long pausedLeftNs = -1;

    Connection(final Side side) {
        this.side = side;
    }

    SessionState state() {
        return state;
    }

    boolean isOpen() {
        return state != SessionState.IDLE;
    }

    boolean isEstablished() {
        return state == SessionState.ESTABLISHED;
    }

    /** What was agreed on; null before the peer's OPEN. */
    SessionOptions options() {
        return options;
    }

    void open(final long nowNs) {
        state = SessionState.OPEN_SENT;
        hold.set(nowNs + LARGE_HOLD_NS);
    }

    void confirm(final SessionOptions agreed, final long nowNs) {
        state = SessionState.OPEN_CONFIRM;
        options = agreed;
        hold.clear();
        pausedLeftNs = -1;
        heard(nowNs);
    }

    void establish() {
        state = SessionState.ESTABLISHED;
    }

    void clear() {
        state = SessionState.IDLE;
        options = null;
        pausedLeftNs = -1;
        hold.clear();
        keepalive.clear();
        sendHold.clear();
    }

    long holdNs() {
        return options.holdTimeS() * Timer.SECOND_NS;
    }

    /** The peer said something that counts for the hold timer. */
    void heard(final long nowNs) {
        if (holdNs() == 0) {
            return;
        }
        if (pausedLeftNs >= 0) {
            pausedLeftNs = holdNs();
        } else {
            hold.set(nowNs + holdNs());
        }
    }

    /** While nobody reads, silence is not the peer's. */
    void pause(final long nowNs) {
        if (hold.isSet() && pausedLeftNs < 0) {
            pausedLeftNs = hold.leftNs(nowNs);
            hold.clear();
        }
    }

    /** The time left goes on, but for at least one KEEPALIVE: what the peer has said meanwhile is yet to be read. */
    void resume(final long nowNs) {
        if (pausedLeftNs >= 0) {
            hold.set(nowNs + Math.max(pausedLeftNs, options == null ? 0 : holdNs() / 3));
            pausedLeftNs = -1;
        }
    }

    long earlier(final long otherNs) {
        return hold.earlier(keepalive.earlier(sendHold.earlier(otherNs)));
    }
}
