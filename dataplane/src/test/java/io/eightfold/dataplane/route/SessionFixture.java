// SPDX-License-Identifier: Apache-2.0
// A dataplane's tables and a session on them, for tests.
package io.eightfold.dataplane.route;

import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.fib.FibTables;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.neighbor.NeighborSettings;
import io.eightfold.dataplane.neighbor.NeighborTable;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.testing.TestPacket;
import io.eightfold.dataplane.testing.TestPorts;
import io.eightfold.fibprotocol.NextHop;
import io.eightfold.fibprotocol.ResyncCause;
import io.eightfold.fibprotocol.TableDigest;
import io.eightfold.fibprotocol.UpdateEncoder;
import io.eightfold.fibprotocol.Vrf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Two ports of the default table and one of management, real tables, and an encoder whose frames a test may give, keep, repeat or change. */
final class SessionFixture implements AutoCloseable {
    static final long SECOND_NS = 1_000_000_000L;

    final List<RouterPort> ports = List.of(TestPorts.port(0, "64496.10.1.0.1/24", "10.1.0.1/24"), TestPorts.port(1, "64496.10.2.0.1/24"),
        TestPorts.port(2, 0, null, TestPorts.MTU, null, Vrf.MANAGEMENT, "64496.10.3.0.1/24"));
    final FibTables tables;
    final Fib fib;
    final NextHopTable nextHops;
    final NeighborTable neighbors;
    final RouteInstaller installer;
    final UpdateSession session;
    final List<byte[]> frames = new ArrayList<>();
    final List<ResyncCause> resyncs = new ArrayList<>();
    final List<Integer> streams = new ArrayList<>();
    final UpdateEncoder encoder = new UpdateEncoder(this::keep);
    long nowNs = SECOND_NS;
    private final Model model = new Model();

    /** What the control plane has said, with its digest. */
    private static final class Model {
        private final TableDigest digest = new TableDigest();
        private final Map<String, Integer> setOf = new HashMap<>();

        private void route(final int vrf, final long address, final int length, final int setId) {
            final Integer before = setOf.remove(vrf + " " + address + "/" + length);
            if (before != null) {
                digest.remove(before, vrf, address, length);
            }
            if (setId >= 0) {
                digest.add(setId, vrf, address, length);
                setOf.put(vrf + " " + address + "/" + length, setId);
            }
        }
    }

    SessionFixture() {
        this(Fib.DEFAULT_LIMIT_BYTES, 1024);
    }

    SessionFixture(final long limitBytes, final int records) {
        tables = FibTables.of(ports, limitBytes);
        fib = tables.of(Vrf.DEFAULT);
        nextHops = new NextHopTable(records);
        neighbors = new NeighborTable(ports, tables, nextHops, NeighborSettings.DEFAULT, new Silence(), 1);
        installer = new RouteInstaller(ports, tables, nextHops, neighbors);
        installer.installOwn();
        session = installer.session(new UpdateSession.Answers() {
            @Override
            public void connected(final long peer, final int answerStream) {
                streams.add(answerStream);
            }

            @Override
            public void resync(final long epoch, final long expected, final long seen, final ResyncCause cause) {
                resyncs.add(cause);
            }
        });
    }

    private void keep(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        final byte[] frame = new byte[lengthBytes];
        buffer.getBytes(offset, frame);
        frames.add(frame);
    }

    void give(final byte[] frame) {
        session.receive(new UnsafeBuffer(frame), 0, frame.length, nowNs);
        while (!session.isReady()) {
            session.advance();
        }
    }

    /** Gives all that the encoder has made. */
    void deliver() {
        final List<byte[]> all = List.copyOf(frames);
        frames.clear();
        all.forEach(this::give);
    }

    /** Opens an epoch whose table is not told yet. */
    SessionFixture open(final long epoch) {
        model.digest.clear();
        model.setOf.clear();
        encoder.open(epoch);
        return this;
    }

    SessionFixture begin(final long batch) {
        encoder.beginBatch(batch);
        return this;
    }

    SessionFixture set(final int setId, final boolean isRecursive, final NextHop... hops) {
        if (hops.length > 0) {
            model.digest.set(setId, List.of(hops));
        }
        encoder.hopSet(setId, isRecursive, List.of(hops));
        return this;
    }

    SessionFixture route(final int vrf, final String prefix, final int setId) {
        final String[] parts = prefix.split("/");
        final int length = Integer.parseInt(parts[1]);
        final long address = TestPacket.bits(parts[0]);
        model.route(vrf, address, length, setId);
        encoder.route(vrf, address, length, setId, 3, 1);
        return this;
    }

    SessionFixture route(final String prefix, final int setId) {
        return route(0, prefix, setId);
    }

    SessionFixture end(final long batch, final boolean isSnapshotEnd) {
        encoder.endBatch(batch, model.digest.routes(), model.digest.value(), isSnapshotEnd);
        return this;
    }

    int lookup(final String address) {
        return fib.lookup(TestPacket.bits(address));
    }

    int type(final String address) {
        final int hop = lookup(address);
        return hop < 0 ? hop : nextHops.type(hop);
    }

    static NextHop via(final String gateway, final int port) {
        return new NextHop.Gateway(TestPacket.bits(gateway), "p" + port);
    }

    static NextHop on(final int port) {
        return new NextHop.OnLink("p" + port);
    }

    static NextHop blackhole() {
        return new NextHop.Blackhole();
    }

    long counter(final SessionCounter counter) {
        return session.counter(counter);
    }

    @Override
    public void close() {
        tables.close();
        nextHops.close();
    }

    /** Nobody answers; workers make turns at once. */
    private static final class Silence implements NeighborTable.Actions {
        private long turns;

        @Override
        public void probeArp8(final int port, final long address, final long mac) {
        }

        @Override
        public void probeArp(final int port, final long address, final long mac) {
        }

        @Override
        public void release(final long mbuf, final long data, final int lengthBytes, final int record) {
            throw new AssertionError("nothing waits");
        }

        @Override
        public void discard(final long mbuf, final long data, final int lengthBytes, final DropReason reason, final boolean isSourceTold) {
            throw new AssertionError("nothing waits");
        }

        @Override
        public long workerTurns(final int worker) {
            return turns += 2;
        }
    }
}
