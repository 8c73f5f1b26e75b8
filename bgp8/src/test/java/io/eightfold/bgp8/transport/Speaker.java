// SPDX-License-Identifier: Apache-2.0
// A session thread at an address of its own on loopback, and a RIB that only takes notes.
package io.eightfold.bgp8.transport;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.fail;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.SessionOptions;
import io.eightfold.bgp8.session.NeighborSettings;
import io.eightfold.bgp8.session.SessionDown;
import io.eightfold.bgp8.session.SessionState;
import io.eightfold.wire.address.Ipv8Address;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;

/** A session thread at an address of its own on loopback, and a RIB that only takes notes; its thread is the test's, in {@link #await} and {@link #drain}. */
class Speaker implements SessionEvents, AutoCloseable {
    static final int PEER = 7;
    final String address;
    final SessionThread thread;
    final int port;
    final List<String> notes = new ArrayList<>();
    final List<SessionDown> downs = new ArrayList<>();
    SessionOptions options;
    TcpInfo measured;
    long updates;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final List<InetSocketAddress> listen;

    Speaker(final String address) throws IOException {
        this(address, 1 << 20);
    }

    Speaker(final String address, final int ringBytes) throws IOException {
        this.address = address;
        listen = List.of(new InetSocketAddress(address, 0));
        thread = SessionThread.start(new SessionThread.Options(ringBytes, () -> { }), failure::set);
        thread.neighbors(listen, Map.of());
        port = thread.listening().getFirst().address().getPort();
    }

    /** Makes it a neighbour's neighbour. */
    Neighbor to(final String other, final int otherPort) {
        return new Neighbor(other, otherPort, address);
    }

    void neighbor(final Neighbor neighbor) {
        neighbors(Map.of(PEER, neighbor.settings()));
    }

    void neighbors(final Map<Integer, NeighborSettings> all) {
        thread.neighbors(listen, all);
    }

    int drain() {
        return thread.poll(this, Integer.MAX_VALUE);
    }

    SessionState state() {
        return status().state();
    }

    SessionStatus status() {
        return thread.status().stream().filter(each -> each.peer() == PEER).findFirst().orElseThrow();
    }

    boolean isUp() {
        return options != null;
    }

    /** Lets both RIBs work until something is so; fails after a while. */
    static void await(final int seconds, final Speaker one, final Speaker other, final BooleanSupplier isSo) {
        final long untilNs = System.nanoTime() + seconds * 1_000_000_000L;
        while (true) {
            final int work = one.drain() + other.drain();
            assertNull(one.failure.get());
            assertNull(other.failure.get());
            if (isSo.getAsBoolean()) {
                return;
            }
            if (System.nanoTime() - untilNs > 0) {
                fail("not within " + seconds + " s; " + one + "; " + other);
            }
            if (work == 0) {
                pause(1);
            }
        }
    }

    static void pause(final int ms) {
        try {
            Thread.sleep(ms);
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void up(final int peer, final SessionOptions agreed, final int localAddress) {
        options = agreed;
        notes.add("up " + peer + ' ' + Ipv8Address.fourOctets(localAddress));
    }

    @Override
    public void down(final int peer, final SessionDown down) {
        options = null;
        downs.add(down);
        notes.add("down " + peer + ' ' + down.cause());
    }

    @Override
    public void update(final int peer, final DirectBuffer buffer, final int offset, final int length) {
        updates++;
    }

    @Override
    public void refresh(final int peer, final Carrier carrier, final int subtype) {
        notes.add("refresh " + peer + ' ' + carrier.word() + ' ' + subtype);
    }

    @Override
    public void measured(final int peer, final TcpInfo info) {
        measured = info;
    }

    @Override
    public void close() {
        thread.close();
    }

    @Override
    public String toString() {
        return address + ' ' + notes + " updates=" + updates + ' ' + thread.status();
    }
}
