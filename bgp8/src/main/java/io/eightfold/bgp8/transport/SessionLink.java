// SPDX-License-Identifier: Apache-2.0
// A neighbour: the machine of its session and the connections there are.
package io.eightfold.bgp8.transport;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.MessageError;
import io.eightfold.bgp8.message.SessionOptions;
import io.eightfold.bgp8.session.NeighborSettings;
import io.eightfold.bgp8.session.SessionActions;
import io.eightfold.bgp8.session.SessionDown;
import io.eightfold.bgp8.session.SessionInputs;
import io.eightfold.bgp8.session.SessionMachine;
import io.eightfold.bgp8.session.SessionState;
import io.eightfold.bgp8.session.Side;
import io.eightfold.wire.address.Ipv8Address;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.ObjLongConsumer;
import org.agrona.DirectBuffer;

/**
 * A neighbour: the machine of its session, and at most one connection of each side. What the machine asks for is done here; bytes go to the machine, UPDATEs of the
 * machine into the ring. Thread: session.
 */
final class SessionLink implements SessionActions {
    private static final Side[] SIDES = Side.values();

    final int peer;
    private final LinkContext context;
    private final SessionMachine machine;
    private final Dialer dialer;
    private final LinkMeter meter;
    private final LinkLog log;
    private final Connection[] connections = new Connection[SIDES.length];
    private final Connection.Reader[] readers = new Connection.Reader[SIDES.length];
    private NeighborSettings settings;
    private Connection established;
    private boolean isReadingPaused;
    private long nowNs;

    SessionLink(final int peer, final NeighborSettings settings, final LinkContext context, final long seed) {
        this.peer = peer;
        this.settings = settings;
        this.context = context;
        machine = new SessionMachine(settings, this, seed);
        dialer = new Dialer(context.selector());
        meter = new LinkMeter(peer, context.ring());
        log = new LinkLog(Ipv8Address.fourOctets(settings.address()));
        for (final Side side : SIDES) {
            readers[side.ordinal()] = new LinkReader(this, side, context.ring());
        }
    }

    SessionMachine machine() {
        return machine;
    }

    NeighborSettings settings() {
        return settings;
    }

    /** The connection of the session that is up, or null. */
    Connection established() {
        return established;
    }

    /** Of that side, or null. */
    Connection connection(final Side side) {
        return connections[side.ordinal()];
    }

    /** The last measurement of the session that is up, or null. */
    TcpInfo measured() {
        return meter.last();
    }

    boolean isPaused() {
        return isReadingPaused;
    }

    long nowNs() {
        return nowNs;
    }

    /** Tells the machine something, and does what comes of it. */
    void tell(final ObjLongConsumer<SessionMachine> what, final long now) {
        nowNs = now;
        what.accept(machine, now);
        flush();
    }

    /** A change that needs no new session, or ends this one. */
    void reconfigure(final NeighborSettings to, final long now) {
        settings = to;
        tell((each, at) -> each.reconfigure(to, at), now);
    }

    /** Timers, and what could not be done before. */
    void turn(final long now) {
        nowNs = now;
        resume();
        // Before the timers: what the peer has acknowledged counts, however long this thread had to wait for the CPU.
        if (established != null) {
            meter.turn(established, machine, now);
        }
        if (machine.deadlineNs() - now <= 0) {
            machine.onTime(now);
        }
        flush();
    }

    /** Goes on reading once the ring has room again, but not for every single message. */
    private void resume() {
        if (isReadingPaused && context.ring().isRoomy()) {
            for (final Connection connection : connections) {
                if (connection != null && connection.isPaused()) {
                    connection.read(readers[connection.side.ordinal()]);
                }
            }
        }
    }

    /** When the next turn is due. */
    long deadlineNs() {
        return established == null ? machine.deadlineNs() : meter.earlier(machine.deadlineNs());
    }

    /** The peer has opened a connection. @return false when it is not taken; then it is still the caller's */
    boolean accepted(final SocketChannel channel, final long now) throws IOException {
        nowNs = now;
        Dialer.prepare(channel, settings);
        if (!machine.accept(now)) {
            return false;
        }
        open(new Connection(channel, Side.INCOMING, channel.register(context.selector(), SelectionKey.OP_READ), context.buffers()));
        flush();
        return true;
    }

    private void open(final Connection connection) {
        connection.key.attach((SessionThread.Ready) at -> ready(connection, at));
        connections[connection.side.ordinal()] = connection;
        machine.connected(connection.side, nowNs);
    }

    private void ready(final Connection connection, final long now) {
        nowNs = now;
        if (connection.key.isWritable()) {
            connection.unblock();
        }
        if (connection.key.isReadable()) {
            connection.read(readers[connection.side.ordinal()]);
        }
        flush();
    }

    private void pause() {
        boolean isNow = false;
        for (final Connection connection : connections) {
            isNow |= connection != null && connection.isPaused();
        }
        if (isNow != isReadingPaused) {
            isReadingPaused = isNow;
            context.paused(isNow);
            machine.readingPaused(isNow, nowNs);
        }
    }

    /** Tells the machine what it could not be told during its own call, and writes what waits on all connections. */
    private void flush() {
        pause();
        // A machine that is told of a failure may try again at once, and fail at once.
        for (int tries = 0; tries < 2 && dialer.hasResult(); tries++) {
            dialed();
        }
        for (final Connection connection : connections) {
            if (connection != null) {
                write(connection);
            }
        }
    }

    private void dialed() {
        final String fault = dialer.takeFault();
        if (fault != null) {
            machine.connectFailed(fault, nowNs);
            return;
        }
        open(new Connection(dialer.takeChannel(), Side.OUTGOING, dialer.key(), context.buffers()));
    }

    private void write(final Connection connection) {
        if (connection.isBlocked()) {
            return;
        }
        try {
            connection.write(context.shared());
            final int updates = connection.queue.takeUpdates();
            if (updates > 0) {
                machine.updatesSent(updates);
            }
            if (connection.isBlocked()) {
                machine.stalled(connection.side, nowNs);
            }
        } catch (final IOException e) {
            lost(connection, String.valueOf(e.getMessage()));
        }
    }

    /** The connection is gone. */
    void lost(final Connection connection, final String why) {
        connection.abandon();
        forget(connection);
        machine.closed(connection.side, why, nowNs);
    }

    private void forget(final Connection connection) {
        connection.forget();
        connections[connection.side.ordinal()] = null;
        if (established == connection) {
            established = null;
            meter.stop();
        }
    }

    /** Whether something could be written now. */
    boolean hasOutput() {
        for (final Connection connection : connections) {
            if (connection != null && connection.hasOutput()) {
                return true;
            }
        }
        return dialer.hasResult();
    }

    @Override
    public void connect() {
        dialer.dial(settings, now -> {
            nowNs = now;
            flush();
        });
    }

    @Override
    public void stopConnecting() {
        dialer.stop();
    }

    @Override
    public void send(final Side side, final byte[] message) {
        final Connection connection = connections[side.ordinal()];
        assert connection != null : "bytes for a connection that is not there";
        connection.queue.send(message);
    }

    @Override
    public void close(final Side side) {
        final Connection connection = connections[side.ordinal()];
        if (connection != null) {
            forget(connection);
            context.farewells().add(connection, nowNs);
        }
    }

    @Override
    public void established(final Side side, final SessionOptions options) {
        established = connections[side.ordinal()];
        meter.start(nowNs);
        final SessionOutput output = new SessionOutput();
        established.queue.updates(output);
        context.ring().offer(new EventRing.Event.Up(peer, options, SocketAddresses.local(established.channel), output));
    }

    @Override
    public void update(final DirectBuffer buffer, final int offset, final int length) {
        if (!context.ring().offerUpdate(peer, buffer, offset, length)) {
            throw new IllegalStateException("no room for an UPDATE of " + length + " bytes that there was room for");
        }
    }

    @Override
    public void refresh(final Carrier carrier, final int subtype) {
        context.ring().offer(new EventRing.Event.Refresh(peer, carrier, subtype));
    }

    @Override
    public void down(final SessionDown down) {
        context.ring().offer(new EventRing.Event.Down(peer, down));
        log.down(down);
    }

    @Override
    public void stateChanged(final SessionState from, final SessionState to, final String cause) {
        log.stateChanged(from, to, cause);
    }

    @Override
    public void error(final MessageError error) {
        log.error(error, nowNs);
    }

    /** Ends it for good. @param isGraceful without a word, so that a peer that can keeps our routes */
    void end(final boolean isGraceful, final long now) {
        tell(isGraceful ? SessionInputs::halt : (each, at) -> each.shutdown("", at), now);
    }
}
