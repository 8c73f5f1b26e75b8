// SPDX-License-Identifier: Apache-2.0
// One end of a session in a test: a machine, and connections in memory.
package io.eightfold.bgp8.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.MessageError;
import io.eightfold.bgp8.message.MessageException;
import io.eightfold.bgp8.message.MessageFramer;
import io.eightfold.bgp8.message.SessionOptions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One end of a session in a test: a machine, and connections in memory in the place of a transport. It checks what a transport relies on: nothing is sent after a close,
 * one attempt at a time, up and down take turns. What is above the session can listen. Not bound to two ends: several of them make a network.
 */
public final class SessionEnd implements SessionActions {
    /** One direction of a connection; its events touch the receiver only. */
    static final class Channel {
        private final SessionEnd receiver;

        Channel(final SessionEnd receiver) {
            this.receiver = receiver;
        }

        SessionEnd receiver() {
            return receiver;
        }
    }

    /** A connection: {@code ends[0]} opened it. */
    private static final class Pipe {
        private final SessionEnd[] ends;
        private final Channel[] channels;
        private boolean isDead;

        Pipe(final SessionEnd opener, final SessionEnd other) {
            ends = new SessionEnd[] {opener, other};
            channels = new Channel[] {new Channel(opener), new Channel(other)};
        }
    }

    private final Wire wire;
    private final SessionActions above;
    private final Map<Side, Pipe> pipes = new EnumMap<>(Side.class);
    private final List<String> log = new ArrayList<>();
    private final List<SessionDown> downs = new ArrayList<>();
    private final List<MessageError> errors = new ArrayList<>();
    private final SessionMachine machine;
    private SessionEnd peer;
    private Object attempt;
    private SessionOptions up;
    private long wakeNs = Long.MAX_VALUE;
    private int updates;
    private boolean isReachable = true;

    public SessionEnd(final String name, final Wire wire, final NeighborSettings settings, final SessionActions above, final long seed) {
        this(name, wire, settings, above, seed, true);
    }

    /** @param isLogged whether {@link #log} is kept; it takes most of the time of a short run */
    public SessionEnd(final String name, final Wire wire, final NeighborSettings settings, final SessionActions above, final long seed, final boolean isLogged) {
        this.wire = wire;
        this.above = above;
        machine = new SessionMachine(settings, isLogged ? new ActionLog(this, line -> log.add(wire.nowNs() / 1_000_000 + " ms " + name + ' ' + line)) : this, seed);
    }

    public static void join(final SessionEnd a, final SessionEnd b) {
        a.peer = b;
        b.peer = a;
    }

    public SessionMachine machine() {
        return machine;
    }

    public List<String> log() {
        return log;
    }

    public List<SessionDown> downs() {
        return downs;
    }

    public List<MessageError> errors() {
        return errors;
    }

    /** What was agreed on; null when the session is not up. */
    public SessionOptions up() {
        return up;
    }

    public int updates() {
        return updates;
    }

    /** Which connection the session is on, the same object at both ends; null when it is not up. */
    public Object connection() {
        return machine.side() == null ? null : pipes.get(machine.side());
    }

    /** Whether the peer can open connections to here. */
    public void reachable(final boolean can) {
        isReachable = can;
    }

    /** Runs something that the machine is told, and asks for the next wake-up. */
    public void tell(final Runnable input) {
        input.run();
        if (machine.deadlineNs() < wakeNs) {
            wakeNs = machine.deadlineNs();
            wire.wakeAt(this, wakeNs);
        }
    }

    /** The time of the machine has come, or not yet. */
    public void wake() {
        wakeNs = Long.MAX_VALUE;
        tell(() -> machine.onTime(wire.nowNs()));
    }

    public void start() {
        tell(() -> machine.start(wire.nowNs()));
    }

    /** The network drops all connections without a word: both ends hear nothing any more. */
    public void blackHole() {
        pipes.values().forEach(pipe -> pipe.isDead = true);
    }

    /** All connections are reset: both ends notice. */
    public void cut() {
        for (final Map.Entry<Side, Pipe> entry : List.copyOf(pipes.entrySet())) {
            final Pipe pipe = entry.getValue();
            for (int i = 0; i < 2; i++) {
                final SessionEnd end = pipe.ends[i];
                wire.deliver(pipe.channels[i], () -> end.lost(pipe, "reset"));
            }
        }
    }

    /** The program of this end dies, and the kernel closes its connections. */
    public void crash() {
        List.copyOf(pipes.entrySet()).forEach(entry -> tell(() -> machine.closed(drop(entry.getKey()), "crash", wire.nowNs())));
    }

    private Side drop(final Side side) {
        final Pipe pipe = pipes.remove(side);
        final int other = side == Side.OUTGOING ? 1 : 0;
        wire.deliver(pipe.channels[other], () -> pipe.ends[other].lost(pipe, "end of stream"));
        return side;
    }

    private void lost(final Pipe pipe, final String why) {
        final Side side = side(pipe);
        if (pipes.get(side) == pipe && !pipe.isDead) {
            pipes.remove(side);
            tell(() -> machine.closed(side, why, wire.nowNs()));
        }
    }

    private Side side(final Pipe pipe) {
        return pipe.ends[0] == this ? Side.OUTGOING : Side.INCOMING;
    }

    @Override
    public void connect() {
        assertNull(attempt, "one attempt at a time");
        assertNull(pipes.get(Side.OUTGOING), "connects beside a connection that it opened");
        final Object mine = new Object();
        attempt = mine;
        final Pipe pipe = new Pipe(this, peer);
        wire.deliver(pipe.channels[1], () -> peer.offered(pipe, mine));
    }

    private void offered(final Pipe pipe, final Object attemptOfPeer) {
        final SessionEnd opener = pipe.ends[0];
        // The program of this end may have begun anew since the attempt began.
        pipe.ends[1] = this;
        if (!isReachable) {
            wire.deliver(pipe.channels[0], () -> opener.failed(attemptOfPeer));
            return;
        }
        wire.deliver(pipe.channels[0], () -> opener.opened(pipe, attemptOfPeer));
        final boolean[] isTaken = {false};
        tell(() -> isTaken[0] = machine.accept(wire.nowNs()));
        if (isTaken[0]) {
            assertNull(pipes.put(Side.INCOMING, pipe), "takes a connection beside an older one of the same side");
            tell(() -> machine.connected(Side.INCOMING, wire.nowNs()));
        } else {
            wire.deliver(pipe.channels[0], () -> opener.lost(pipe, "end of stream"));
        }
    }

    private void failed(final Object which) {
        if (attempt == which) {
            attempt = null;
            tell(() -> machine.connectFailed("connection refused", wire.nowNs()));
        }
    }

    private void opened(final Pipe pipe, final Object which) {
        if (attempt == which) {
            attempt = null;
            pipes.put(Side.OUTGOING, pipe);
            tell(() -> machine.connected(Side.OUTGOING, wire.nowNs()));
        } else {
            wire.deliver(pipe.channels[1], () -> pipe.ends[1].lost(pipe, "end of stream"));
        }
    }

    @Override
    public void stopConnecting() {
        assertNotNull(attempt, "stops an attempt that there is not");
        attempt = null;
    }

    @Override
    public void send(final Side side, final byte[] message) {
        final Pipe pipe = pipes.get(side);
        assertNotNull(pipe, "sends after the close");
        final int other = side == Side.OUTGOING ? 1 : 0;
        wire.deliver(pipe.channels[other], () -> pipe.ends[other].arrived(pipe, message));
    }

    private void arrived(final Pipe pipe, final byte[] message) {
        final Side side = side(pipe);
        if (pipes.get(side) == pipe && !pipe.isDead) {
            final UnsafeBuffer buffer = new UnsafeBuffer(message);
            tell(() -> receive(side, buffer));
        }
    }

    private void receive(final Side side, final UnsafeBuffer buffer) {
        try {
            assertEquals(buffer.capacity(), MessageFramer.length(buffer, 0, buffer.capacity(), machine.maxMessageBytes(side)));
            machine.received(side, buffer, 0, buffer.capacity(), wire.nowNs());
        } catch (final MessageException e) {
            machine.framingError(side, e.error(), wire.nowNs());
        }
    }

    @Override
    public void close(final Side side) {
        assertNotNull(pipes.get(side), "closes twice");
        drop(side);
    }

    @Override
    public void established(final Side side, final SessionOptions options) {
        assertNull(up, "up twice");
        assertNotNull(pipes.get(side));
        up = options;
        above.established(side, options);
    }

    @Override
    public void update(final DirectBuffer buffer, final int offset, final int length) {
        assertNotNull(up, "UPDATE of a session that is not up");
        updates++;
        above.update(buffer, offset, length);
    }

    @Override
    public void refresh(final Carrier carrier, final int subtype) {
        assertNotNull(up, "ROUTE-REFRESH of a session that is not up");
        above.refresh(carrier, subtype);
    }

    @Override
    public void down(final SessionDown down) {
        assertNotNull(up, "down twice");
        up = null;
        downs.add(down);
        above.down(down);
    }

    @Override
    public void stateChanged(final SessionState from, final SessionState to, final String cause) {
        assertFalse(from == to);
        assertEquals(to, machine.state());
        assertTrue(to != SessionState.ESTABLISHED || up != null);
        above.stateChanged(from, to, cause);
    }

    @Override
    public void error(final MessageError error) {
        errors.add(error);
        above.error(error);
    }
}
