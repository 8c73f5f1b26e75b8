// SPDX-License-Identifier: Apache-2.0
// The RIB's end of the sessions.
package io.eightfold.bgp8.transport;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.MessageError;
import io.eightfold.bgp8.message.NotificationMessage;
import io.eightfold.bgp8.rib.PeerOutput;
import io.eightfold.bgp8.session.SessionInputs;
import java.util.function.ObjLongConsumer;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * The RIB's end of the sessions: events come out in order, and messages go into the queue of the session that the RIB knows of. When the session has changed
 * meanwhile, that queue is nobody's any more. Thread: control.
 */
final class RibSide implements PeerOutput, EventRing.Taker {
    private static final byte[] NO_DATA = {};

    /** Ends a session, if it is still the one with this queue. */
    interface Ender {
        void end(int peer, SessionOutput session, ObjLongConsumer<SessionInputs> how);
    }

    private final EventRing ring;
    private final Bell bell;
    private final Ender ender;
    private final Int2ObjectHashMap<SessionOutput> sessions = new Int2ObjectHashMap<>();
    private SessionEvents events;

    RibSide(final EventRing ring, final Bell bell, final Ender ender) {
        this.ring = ring;
        this.bell = bell;
        this.ender = ender;
    }

    int poll(final SessionEvents to, final int limit) {
        events = to;
        return ring.poll(this, limit);
    }

    @Override
    public void update(final int peer, final DirectBuffer buffer, final int offset, final int length) {
        events.update(peer, buffer, offset, length);
    }

    @Override
    public void event(final EventRing.Event event) {
        switch (event) {
            case EventRing.Event.Up(int peer, var options, int localAddress, SessionOutput output) -> {
                sessions.put(peer, output);
                events.up(peer, options, localAddress);
            }
            case EventRing.Event.Down(int peer, var down) -> {
                sessions.remove(peer);
                events.down(peer, down);
            }
            case EventRing.Event.Refresh(int peer, Carrier carrier, int subtype) -> events.refresh(peer, carrier, subtype);
            case EventRing.Event.Measured(int peer, TcpInfo info) -> events.measured(peer, info);
        }
    }

    @Override
    public int room(final int peer) {
        final SessionOutput output = sessions.get(peer);
        return output == null ? 0 : output.room();
    }

    @Override
    public void send(final int peer, final byte[] message) {
        final SessionOutput output = sessions.get(peer);
        if (output == null) {
            return;
        }
        if (output.offer(message)) {
            bell.ring();
        } else {
            // A message is lost, and with it what the peer believes: only a new session mends that.
            end(peer, (session, nowNs) -> session.reset(NotificationMessage.CEASE, NotificationMessage.CEASE_RESOURCES, "output-overrun", NO_DATA, SessionInputs.RESTART_AS_USUAL, nowNs));
        }
    }

    @Override
    public void reset(final int peer, final MessageError error) {
        end(peer, (session, nowNs) -> session.reset(error.kind().code(), error.kind().subcode(), error.kind().label(), error.data(), SessionInputs.RESTART_AS_USUAL, nowNs));
    }

    @Override
    public void cease(final int peer, final int subcode, final String cause, final int restartS) {
        final long delayS = restartS == 0 ? SessionInputs.RESTART_BY_OPERATOR : restartS;
        end(peer, (session, nowNs) -> session.reset(NotificationMessage.CEASE, subcode, cause, NO_DATA, delayS, nowNs));
    }

    private void end(final int peer, final ObjLongConsumer<SessionInputs> how) {
        final SessionOutput output = sessions.remove(peer);
        if (output != null) {
            ender.end(peer, output, how);
        }
    }
}
