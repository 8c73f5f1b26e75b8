// SPDX-License-Identifier: Apache-2.0
// The machine of one session.
package io.eightfold.bgp8.session;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.ErrorKind;
import io.eightfold.bgp8.message.MessageError;
import io.eightfold.bgp8.message.MessageException;
import io.eightfold.bgp8.message.MessageHeader;
import io.eightfold.bgp8.message.NotificationMessage;
import io.eightfold.bgp8.message.OpenDecoder;
import io.eightfold.bgp8.message.OpenEncoder;
import io.eightfold.bgp8.message.RefreshMessage;
import io.eightfold.bgp8.message.SessionOptions;
import org.agrona.DirectBuffer;

/**
 * The machine of one session: RFC 4271 §8 with both connections that a session may have until a collision is resolved.
 *
 * <pre>
 *   Idle --start--> Connect --failed--> Active --connect retry--> Connect      passive: Idle --start--> Active
 *   Connect, Active --connected, accepted--> OpenSent --OPEN--> OpenConfirm --KEEPALIVE--> Established
 *   any error --> Idle, for a while that doubles (see Backoff) --> Connect
 * </pre>
 *
 * <p>Two deviations, for a quick start. A peer that connects while the machine is Idle after a single failure is let in, for it may be the one that has restarted. And a
 * collision is resolved by the first OPEN of either connection: the peer's identifier is known then (RFC 4271 §6.8 allows it for OpenSent).
 *
 * <p>Nothing is allocated for an UPDATE or KEEPALIVE of an established session. Thread: one, that of the transport.
 */
public final class SessionMachine implements SessionInputs {
    private static final byte[] KEEPALIVE = MessageHeader.keepalive();
    /** Without timers the machine asks to be called so late. */
    private static final long NOTHING_DUE_NS = 3600 * Timer.SECOND_NS;

    /** Attempts that were under way when the session came up have arrived by then. */
    private static final long YOUNG_NS = 5 * Timer.SECOND_NS;

    private final SessionActions actions;
    private final Backoff backoff;
    private final Connection outgoing = new Connection(Side.OUTGOING);
    private final Connection incoming = new Connection(Side.INCOMING);
    private final Attempts attempts;
    private final SessionCounters counters = new SessionCounters();
    private NeighborSettings settings;
    private SessionState told = SessionState.IDLE;
    private boolean isPaused;
    private long establishedNs;
    private long lastNowNs;

    /** @param seed of the jitter of timers */
    public SessionMachine(final NeighborSettings settings, final SessionActions actions, final long seed) {
        this.settings = settings;
        this.actions = actions;
        backoff = new Backoff(seed);
        attempts = new Attempts(actions, backoff);
    }

    @Override
    public void start(final long nowNs) {
        lastNowNs = nowNs;
        if (state() == SessionState.IDLE && !settings.isShutdown()) {
            attempts.start();
            attempts.attempt(settings, nowNs);
        }
        settle("start");
    }

    @Override
    public void shutdown(final String message, final long nowNs) {
        stop(Ending.sent("admin-shutdown", NotificationMessage.cease(NotificationMessage.CEASE_SHUTDOWN, message), message), nowNs);
    }

    @Override
    public void deconfigure(final long nowNs) {
        stop(Ending.sent("de-configured", new NotificationMessage(NotificationMessage.CEASE, NotificationMessage.CEASE_DECONFIGURED), ""), nowNs);
    }

    @Override
    public void halt(final long nowNs) {
        stop(Ending.dropped("halt"), nowNs);
    }

    private void stop(final Ending ending, final long nowNs) {
        lastNowNs = nowNs;
        attempts.stop();
        endAll(ending, nowNs);
        settle(ending.cause());
    }

    @Override
    public void reset(final int code, final int subcode, final String cause, final byte[] data, final long restartDelayS, final long nowNs) {
        lastNowNs = nowNs;
        if (attempts.isWanted()) {
            endAll(Ending.sent(cause, new NotificationMessage(code, subcode, data), ""), nowNs);
            restart(restartDelayS, nowNs);
        }
        settle(cause);
    }

    private void restart(final long delayS, final long nowNs) {
        if (delayS == RESTART_BY_OPERATOR) {
            attempts.holdDown();
        } else if (delayS < 0) {
            attempts.rest(backoff.failed(), nowNs);
        } else {
            attempts.restAlone(delayS * Timer.SECOND_NS, nowNs);
        }
    }

    @Override
    public void reconfigure(final NeighborSettings next, final long nowNs) {
        lastNowNs = nowNs;
        final NeighborSettings before = settings;
        if (next.isShutdown()) {
            shutdown(next.shutdownMessage(), nowNs);
            settings = next;
            return;
        }
        final boolean isEnd = attempts.isWanted() && ConfigChange.needsReset(before, next);
        if (isEnd) {
            endAll(Ending.sent("config-change", new NotificationMessage(NotificationMessage.CEASE, NotificationMessage.CEASE_CONFIG_CHANGE), ""), nowNs);
            backoff.forget();
            attempts.rest(backoff.failed(), nowNs);
        }
        settings = next;
        settle("config-change");
        if (before.isShutdown()) {
            start(nowNs);
        }
    }

    @Override
    public boolean accept(final long nowNs) {
        lastNowNs = nowNs;
        final boolean isTaken = attempts.isPeerWelcome() && !isKeptAgainstNew(nowNs);
        if (isTaken) {
            // RFC 4724 §4.2: a peer with graceful restart that connects again has lost the session of before
            replaceEstablished(nowNs);
            if (incoming.isOpen()) {
                end(incoming, Ending.dropped("connection-replaced"), nowNs);
            }
        } else {
            counters.refused();
        }
        settle("connection-replaced");
        return isTaken;
    }

    /** A session that came up just now is not lost: the connection is one that the peer began to open before. */
    private boolean isKeptAgainstNew(final long nowNs) {
        final Connection up = established();
        return up != null && (up.options().gracefulRestart() == null || nowNs - establishedNs < YOUNG_NS);
    }

    private void replaceEstablished(final long nowNs) {
        final Connection up = established();
        if (up != null) {
            end(up, Ending.dropped("connection-replaced"), nowNs);
        }
    }

    @Override
    public void connected(final Side side, final long nowNs) {
        lastNowNs = nowNs;
        final Connection connection = of(side);
        if (connection.isOpen() || side == Side.OUTGOING && !attempts.isConnecting()) {
            return;
        }
        if (!attempts.isWanted()) {
            actions.close(side);
            return;
        }
        if (side == Side.OUTGOING) {
            attempts.ended();
        }
        attempts.connected();
        connection.open(nowNs);
        send(connection, MessageHeader.OPEN, OpenEncoder.encode(LocalOpen.of(settings, counters.timesEstablished() == 0)));
        pauseIfPaused(connection, nowNs);
        settle(side == Side.OUTGOING ? "connected" : "accepted");
    }

    private void pauseIfPaused(final Connection connection, final long nowNs) {
        if (isPaused) {
            connection.pause(nowNs);
        }
    }

    @Override
    public void connectFailed(final String why, final long nowNs) {
        lastNowNs = nowNs;
        if (attempts.isConnecting()) {
            attempts.ended();
            counters.error("connect-failed " + why, nowNs);
            if (hasConnection()) {
                attempts.connected();
            } else {
                attempts.waitActive(settings, settings.connectRetryS() * Timer.SECOND_NS, nowNs);
            }
        }
        settle("connect-failed");
    }

    @Override
    public void closed(final Side side, final String why, final long nowNs) {
        lastNowNs = nowNs;
        final Connection connection = of(side);
        if (connection.isOpen()) {
            final boolean isActive = connection.state() == SessionState.OPEN_SENT;
            end(connection, Ending.closed(why), nowNs);
            if (!hasConnection() && !attempts.isConnecting()) {
                afterClose(isActive, nowNs);
            }
        }
        settle("closed-by-peer");
    }

    /** Source: RFC 4271 §8.2.2, event 18: a connection that closes before the OPEN leads to Active, later to Idle. */
    private void afterClose(final boolean isActive, final long nowNs) {
        final long waitNs = backoff.failed();
        if (isActive) {
            attempts.waitActive(settings, Math.min(waitNs, settings.connectRetryS() * Timer.SECOND_NS), nowNs);
        } else {
            attempts.rest(waitNs, nowNs);
        }
    }

    @Override
    public void received(final Side side, final DirectBuffer buffer, final int offset, final int length, final long nowNs) {
        lastNowNs = nowNs;
        final Connection connection = of(side);
        if (!connection.isOpen()) {
            return;
        }
        final int type = MessageHeader.type(buffer, offset);
        counters.in(type);
        try {
            if (connection.isEstablished()) {
                inEstablished(connection, type, buffer, offset, length, nowNs);
            } else {
                beforeEstablished(connection, type, buffer, offset, length, nowNs);
            }
        } catch (final MessageException e) {
            fail(connection, e.error(), nowNs);
        }
    }

    private void inEstablished(final Connection connection, final int type, final DirectBuffer buffer, final int offset, final int length, final long nowNs)
        throws MessageException {
        switch (type) {
            case MessageHeader.UPDATE -> {
                connection.heard(nowNs);
                actions.update(buffer, offset, length);
            }
            case MessageHeader.KEEPALIVE -> connection.heard(nowNs);
            case MessageHeader.ROUTE_REFRESH -> {
                connection.heard(nowNs);
                refresh(connection, RefreshMessage.decode(buffer, offset, length));
            }
            case MessageHeader.NOTIFICATION -> notified(connection, NotificationMessage.decode(buffer, offset, length), nowNs);
            default -> throw unexpected(ErrorKind.FSM_ESTABLISHED, type);
        }
    }

    private void refresh(final Connection connection, final RefreshMessage message) {
        final SessionOptions options = connection.options();
        final Carrier carrier = message.carrier();
        final boolean isKnown = message.subtype() == RefreshMessage.REQUEST
            || options.isEnhancedRefresh() && (message.subtype() == RefreshMessage.BEGIN || message.subtype() == RefreshMessage.END);
        if (carrier != null && isKnown && options.carriers().contains(carrier)) {
            actions.refresh(carrier, message.subtype());
        } else {
            counters.ignoredRefresh();
        }
    }

    private void beforeEstablished(final Connection connection, final int type, final DirectBuffer buffer, final int offset, final int length, final long nowNs)
        throws MessageException {
        final boolean isOpenSent = connection.state() == SessionState.OPEN_SENT;
        if (type == MessageHeader.NOTIFICATION) {
            notified(connection, NotificationMessage.decode(buffer, offset, length), nowNs);
        } else if (type == MessageHeader.OPEN && isOpenSent) {
            opened(connection, Negotiation.of(settings, LocalOpen.of(settings, counters.timesEstablished() == 0), OpenDecoder.decode(buffer, offset, length)), nowNs);
        } else if (type == MessageHeader.KEEPALIVE && !isOpenSent) {
            establish(connection, nowNs);
        } else {
            throw unexpected(isOpenSent ? ErrorKind.FSM_OPEN_SENT : ErrorKind.FSM_OPEN_CONFIRM, type);
        }
    }

    /** Source: RFC 6608 §3: the data are the type of the message. */
    private static MessageException unexpected(final ErrorKind kind, final int type) {
        return new MessageException(new MessageError(kind, "type=" + type, new byte[] {(byte) type}));
    }

    private void opened(final Connection connection, final SessionOptions options, final long nowNs) {
        final Connection other = other(connection);
        if (other.isOpen()) {
            // RFC 4271 §6.8: a session that is up stays
            final boolean isOtherKept = other.isEstablished() || Collision.winner(settings, options.peerIdentifier()) == other.side;
            end(isOtherKept ? connection : other, Ending.collision(), nowNs);
            if (isOtherKept) {
                settle("collision");
                return;
            }
        }
        connection.confirm(options, nowNs);
        pauseIfPaused(connection, nowNs);
        keepalive(connection, nowNs);
        settle("open-received");
    }

    private void establish(final Connection connection, final long nowNs) {
        connection.establish();
        connection.heard(nowNs);
        establishedNs = nowNs;
        counters.established();
        attempts.stopConnecting();
        final Connection other = other(connection);
        if (other.isOpen()) {
            end(other, Ending.collision(), nowNs);
        }
        actions.established(connection.side, connection.options());
        settle("keepalive-received");
    }

    private void notified(final Connection connection, final NotificationMessage message, final long nowNs) {
        counters.notificationIn(message);
        final Ending ending = Ending.received(message);
        end(connection, ending, nowNs);
        afterError(ending, nowNs);
        settle(ending.cause());
    }

    private void fail(final Connection connection, final MessageError error, final long nowNs) {
        actions.error(error);
        final Ending ending = Ending.error(error);
        end(connection, ending, nowNs);
        afterError(ending, nowNs);
        settle(ending.cause());
    }

    /** Idle for a while, unless another connection lives. An attempt goes on after a collision: it may be the connection that the peer has kept. */
    private void afterError(final Ending ending, final long nowNs) {
        if (hasConnection() || ending.isCollision() && attempts.isConnecting()) {
            return;
        }
        attempts.stopConnecting();
        attempts.rest(backoff.failed(), nowNs);
    }

    @Override
    public void framingError(final Side side, final MessageError error, final long nowNs) {
        lastNowNs = nowNs;
        final Connection connection = of(side);
        if (connection.isOpen()) {
            fail(connection, error, nowNs);
        }
    }

    @Override
    public void progress(final Side side, final boolean isWaiting, final long nowNs) {
        lastNowNs = nowNs;
        final Connection connection = of(side);
        connection.sendHold.clear();
        if (isWaiting) {
            stalled(side, nowNs);
        }
    }

    @Override
    public void stalled(final Side side, final long nowNs) {
        lastNowNs = nowNs;
        final Connection connection = of(side);
        if (connection.isOpen() && !connection.sendHold.isSet() && settings.sendHoldS() > 0) {
            connection.sendHold.set(nowNs + settings.sendHoldS() * Timer.SECOND_NS);
        }
    }

    @Override
    public void readingPaused(final boolean paused, final long nowNs) {
        lastNowNs = nowNs;
        isPaused = paused;
        if (paused) {
            outgoing.pause(nowNs);
            incoming.pause(nowNs);
        } else {
            outgoing.resume(nowNs);
            incoming.resume(nowNs);
        }
    }

    @Override
    public void updatesSent(final int count) {
        counters.out(MessageHeader.UPDATE, count);
    }

    @Override
    public boolean requestRefresh(final Carrier carrier) {
        final Connection up = established();
        if (up == null || !up.options().isRouteRefresh() || !up.options().carriers().contains(carrier)) {
            return false;
        }
        send(up, MessageHeader.ROUTE_REFRESH, RefreshMessage.encode(carrier, RefreshMessage.REQUEST));
        return true;
    }

    @Override
    public void onTime(final long nowNs) {
        lastNowNs = nowNs;
        onTime(outgoing, nowNs);
        onTime(incoming, nowNs);
        if (attempts.isIdleHoldDue(nowNs)) {
            attempts.attempt(settings, nowNs);
            settle("idle-hold-timer");
        }
        if (attempts.isConnectRetryDue(nowNs)) {
            attempts.stopConnecting();
            if (!hasConnection()) {
                attempts.attempt(settings, nowNs);
            }
            settle("connect-retry-timer");
        }
    }

    private void onTime(final Connection connection, final long nowNs) {
        if (connection.hold.isDue(nowNs)) {
            expired(connection, "hold-timer", NotificationMessage.HOLD_TIMER, nowNs);
        } else if (connection.sendHold.isDue(nowNs)) {
            expired(connection, "send-hold-timer", NotificationMessage.SEND_HOLD_TIMER, nowNs);
        } else if (connection.keepalive.isDue(nowNs)) {
            keepalive(connection, nowNs);
        }
    }

    private void expired(final Connection connection, final String cause, final int code, final long nowNs) {
        final Ending ending = Ending.sent(cause, new NotificationMessage(code, 0), "");
        end(connection, ending, nowNs);
        afterError(ending, nowNs);
        settle(cause);
    }

    private void keepalive(final Connection connection, final long nowNs) {
        send(connection, MessageHeader.KEEPALIVE, KEEPALIVE);
        if (connection.holdNs() > 0) {
            connection.keepalive.set(nowNs + backoff.jittered(connection.holdNs() / 3));
        }
    }

    private void endAll(final Ending ending, final long nowNs) {
        attempts.clear();
        for (final Connection connection : new Connection[] {outgoing, incoming}) {
            if (connection.isOpen()) {
                end(connection, ending, nowNs);
            }
        }
    }

    /** The connection is no more; what comes after is the caller's. */
    private void end(final Connection connection, final Ending ending, final long nowNs) {
        final SessionOptions options = connection.options();
        final boolean wasEstablished = connection.isEstablished();
        connection.clear();
        counters.error(ending.line(), nowNs);
        if (ending.way() == Ending.Way.SENT) {
            final NotificationMessage message = wasEstablished ? ending.onWire(options) : ending.message();
            counters.notificationOut(message);
            actions.send(connection.side, message.encode());
        }
        if (ending.way() != Ending.Way.CLOSED) {
            actions.close(connection.side);
        }
        if (wasEstablished) {
            if (nowNs - establishedNs >= Backoff.STABLE_NS) {
                backoff.forget();
            }
            actions.down(ending.down(options));
        }
    }

    private void send(final Connection connection, final int type, final byte[] message) {
        counters.out(type, 1);
        actions.send(connection.side, message);
    }

    private void settle(final String cause) {
        final SessionState state = state();
        if (state != told) {
            final SessionState from = told;
            told = state;
            actions.stateChanged(from, state, cause);
        }
    }

    private Connection of(final Side side) {
        return side == Side.OUTGOING ? outgoing : incoming;
    }

    private Connection other(final Connection connection) {
        return connection == outgoing ? incoming : outgoing;
    }

    private boolean hasConnection() {
        return outgoing.isOpen() || incoming.isOpen();
    }

    private Connection established() {
        return outgoing.isEstablished() ? outgoing : incoming.isEstablished() ? incoming : null;
    }

    /** The state of the connection that got furthest. */
    public SessionState state() {
        if (hasConnection()) {
            return outgoing.state().compareTo(incoming.state()) > 0 ? outgoing.state() : incoming.state();
        }
        return attempts.state();
    }

    /** When {@link #onTime} is to be called at the latest. */
    public long deadlineNs() {
        return outgoing.earlier(incoming.earlier(attempts.earlier(lastNowNs + NOTHING_DUE_NS)));
    }

    /** Bytes of the longest message that the peer may send on that connection now; for {@code MessageFramer}. */
    public int maxMessageBytes(final Side side) {
        final SessionOptions options = of(side).options();
        return options == null ? SessionOptions.MAX_MESSAGE : options.maxMessageBytes();
    }

    /** What was agreed on; null when the session is not up. */
    public SessionOptions options() {
        final Connection up = established();
        return up == null ? null : up.options();
    }

    /** The connection of the session; null when it is not up. */
    public Side side() {
        final Connection up = established();
        return up == null ? null : up.side;
    }

    /** Since when the session is up; valid while it is. */
    public long establishedNs() {
        return establishedNs;
    }

    public NeighborSettings settings() {
        return settings;
    }

    public SessionCounters counters() {
        return counters;
    }

    /** Whether the session waits for the operator, for example after too many prefixes. */
    public boolean isHeldDown() {
        return attempts.isHeldDown();
    }

    /** Nanoseconds left of a timer, or -1 when it does not run. */
    public long leftNs(final SessionTimer timer, final long nowNs) {
        final Connection shown = outgoing.state().compareTo(incoming.state()) > 0 ? outgoing : incoming;
        return switch (timer) {
            case CONNECT_RETRY -> attempts.connectRetryLeftNs(nowNs);
            case IDLE_HOLD -> attempts.idleHoldLeftNs(nowNs);
            case HOLD -> shown.hold.leftNs(nowNs);
            case KEEPALIVE -> shown.keepalive.leftNs(nowNs);
            case SEND_HOLD -> shown.sendHold.leftNs(nowNs);
        };
    }
}
