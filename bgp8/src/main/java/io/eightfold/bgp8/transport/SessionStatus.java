// SPDX-License-Identifier: Apache-2.0
// What is to be shown of a session.
package io.eightfold.bgp8.transport;

import io.eightfold.bgp8.message.MessageHeader;
import io.eightfold.bgp8.message.NotificationMessage;
import io.eightfold.bgp8.message.SessionOptions;
import io.eightfold.bgp8.session.NeighborSettings;
import io.eightfold.bgp8.session.SessionCounters;
import io.eightfold.bgp8.session.SessionMachine;
import io.eightfold.bgp8.session.SessionState;
import io.eightfold.bgp8.session.SessionTimer;
import io.eightfold.bgp8.session.Side;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToLongFunction;

/**
 * What is to be shown of a session. Thread: any; immutable.
 *
 * @param peer             number of the neighbour
 * @param isHeldDown       waits for the operator, for example after too many prefixes
 * @param isReadingPaused  the RIB has no room for what the peer says, so it is not read
 * @param upS              for which the session is up; -1 when it is not
 * @param options          what was agreed on; null when it is not up
 * @param side             who opened the connection; null when it is not up
 * @param local            our end; null when it is not up
 * @param remote           the peer's end; null when it is not up
 * @param received         messages
 * @param sent             messages
 * @param inputBytes       read, and not yet taken
 * @param outputBytes      waiting to be written
 * @param tcp              what the kernel measured last; null when it did not
 * @param timersMs         left of the timers that run
 * @param timesUp          how often the session came up
 * @param refused          connections of the peer that were not taken
 * @param lastError        why the last connection ended; empty when none did
 * @param lastErrorS       how long ago that was; -1 when it was not
 * @param lastNotification of the peer, or null
 * @param lastNotified     our last NOTIFICATION, or null
 */
public record SessionStatus(
    int peer,
    NeighborSettings settings,
    SessionState state,
    boolean isHeldDown,
    boolean isReadingPaused,
    long upS,
    SessionOptions options,
    Side side,
    InetSocketAddress local,
    InetSocketAddress remote,
    Messages received,
    Messages sent,
    long inputBytes,
    long outputBytes,
    TcpInfo tcp,
    Map<SessionTimer, Long> timersMs,
    long timesUp,
    long refused,
    String lastError,
    long lastErrorS,
    NotificationMessage lastNotification,
    NotificationMessage lastNotified) {
    /** Numbers of messages since the neighbour was configured. */
    public record Messages(long opens, long updates, long notifications, long keepalives, long refreshes) {
        private static Messages of(final IntToLongFunction count) {
            return new Messages(count.applyAsLong(MessageHeader.OPEN), count.applyAsLong(MessageHeader.UPDATE), count.applyAsLong(MessageHeader.NOTIFICATION),
                count.applyAsLong(MessageHeader.KEEPALIVE), count.applyAsLong(MessageHeader.ROUTE_REFRESH));
        }

        public long all() {
            return opens + updates + notifications + keepalives + refreshes;
        }
    }

    static SessionStatus of(final SessionLink link, final long nowNs) {
        final SessionMachine machine = link.machine();
        final SessionCounters counters = machine.counters();
        final Connection up = link.established();
        return new SessionStatus(link.peer, link.settings(), machine.state(), machine.isHeldDown(), link.isPaused(), up == null ? -1 : seconds(nowNs - machine.establishedNs()),
            machine.options(), machine.side(), end(up, true), end(up, false), Messages.of(counters::received), Messages.of(counters::sent),
            up == null ? 0 : up.inputBytes(), up == null ? 0 : up.queue.bytes(), link.measured(), timers(machine, nowNs), counters.timesEstablished(), counters.connectionsRefused(),
            counters.lastError(), counters.lastError().isEmpty() ? -1 : seconds(nowNs - counters.lastErrorNs()), counters.lastReceived(), counters.lastSent());
    }

    private static long seconds(final long ns) {
        return TimeUnit.NANOSECONDS.toSeconds(ns);
    }

    private static InetSocketAddress end(final Connection up, final boolean isLocal) {
        try {
            return up == null ? null : isLocal ? up.local() : up.remote();
        } catch (final IOException e) {
            // It has just gone, and the machine will know in a moment.
            return null;
        }
    }

    private static Map<SessionTimer, Long> timers(final SessionMachine machine, final long nowNs) {
        final Map<SessionTimer, Long> left = new EnumMap<>(SessionTimer.class);
        for (final SessionTimer timer : SessionTimer.values()) {
            final long leftNs = machine.leftNs(timer, nowNs);
            if (leftNs >= 0) {
                left.put(timer, TimeUnit.NANOSECONDS.toMillis(leftNs));
            }
        }
        return left;
    }
}
