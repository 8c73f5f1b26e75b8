// SPDX-License-Identifier: Apache-2.0
// Messages of a RIB that wait for one session.
package io.eightfold.bgp8.chaos;

import io.eightfold.bgp8.session.SessionEnd;
import io.eightfold.bgp8.session.VirtualWire;
import java.util.ArrayDeque;
import java.util.Deque;

/** Messages of a RIB that wait for one session, from its beginning to its end: small, and it fills up when the peer does not read. */
final class Outbox {
    private static final int ROOM_BYTES = 4096;
    private static final long MAX_DELAY_NS = 2_000_000L;

    private final SessionEnd session;
    private final VirtualWire wire;
    private final Deque<byte[]> messages = new ArrayDeque<>();
    private int bytes;
    private boolean isOver;
    private boolean isStuck;
    private boolean isScheduled;

    Outbox(final SessionEnd session, final VirtualWire wire) {
        this.session = session;
        this.wire = wire;
    }

    SessionEnd session() {
        return session;
    }

    boolean isOver() {
        return isOver;
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    int room() {
        return ROOM_BYTES - bytes;
    }

    void add(final byte[] message) {
        messages.add(message);
        bytes += message.length;
        schedule();
    }

    /** The session is over: what waits is nobody's any more. */
    void over() {
        isOver = true;
        messages.clear();
    }

    /** The peer stops reading, or reads again. */
    void stuck(final boolean now) {
        isStuck = now;
        if (!isOver) {
            session.tell(now ? () -> session.machine().stalled(session.machine().side(), wire.nowNs())
                : () -> session.machine().progress(session.machine().side(), false, wire.nowNs()));
            schedule();
        }
    }

    private void schedule() {
        if (!isScheduled && !isStuck && !messages.isEmpty()) {
            isScheduled = true;
            wire.at(wire.nowNs() + 1 + wire.random().nextLong(MAX_DELAY_NS), this::drain);
        }
    }

    private void drain() {
        isScheduled = false;
        while (!isOver && !isStuck && !messages.isEmpty()) {
            final byte[] message = messages.remove();
            bytes -= message.length;
            session.send(session.machine().side(), message);
        }
    }
}
