// SPDX-License-Identifier: Apache-2.0
// A worker with its routes, and the packets of one way through it.
package io.eightfold.perf.isolation;

import io.eightfold.dataplane.counter.CounterFile;
import io.eightfold.dataplane.counter.CounterReader;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.fib.FibTables;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.port.Border;
import io.eightfold.dataplane.port.PacketBuffer;
import io.eightfold.dataplane.port.QueuePlan;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.port.ZonePair;
import io.eightfold.dataplane.trace.WorkerTrace;
import io.eightfold.dataplane.tunnel.TunnelConfig;
import io.eightfold.dataplane.worker.Boundary;
import io.eightfold.dataplane.worker.ForwardingWorker;
import io.eightfold.dataplane.worker.PacketRing;
import io.eightfold.dataplane.worker.PolledQueue;
import io.eightfold.dpdk.EthPort;
import io.eightfold.dpdk.Mempool;
import io.eightfold.dpdk.Turn;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.memory.Memory;
import io.eightfold.wire.tunnel.Encapsulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A {@link ForwardingWorker} as the router runs it, for one way and with counters from zero. What leaves is counted where it leaves, not by the worker alone. Thread: startup; it becomes
 * the worker.
 */
final class WayRun implements AutoCloseable {
    /** One ordinary packet before so many zones. */
    static final int ZONES_AN_ORDINARY = 1 << 16;
    private static final int RING = 1024;
    private static final int MTU_BYTES = 1500;
    private static final int WRITERS = 2;
    private static final double NS_A_SECOND = 1e9;

    private final Way way;
    private final List<EthPort> devices;
    private final Mempool pool;
    private final ZoneFrames frames;
    private final FibTables tables;
    private final NextHopTable nextHops;
    private final Path file;
    private final CounterFile counters;
    private final CounterReader reader;
    private final PacketRing toSlowPath = new PacketRing(RING);
    private final ForwardingWorker worker;
    private final long turn = Memory.allocate(Turn.BYTES);
    private final long group = Memory.allocate(Turn.TX_GROUP_BYTES);
    private long passed;
    private long crossed;
    private int handedOver;

    WayRun(final Way way, final boolean isGuarded, final List<EthPort> devices, final Mempool pool, final Path directory) {
        this.way = way;
        this.devices = devices;
        this.pool = pool;
        frames = new ZoneFrames(way);
        // All ASNs but ours may come from outside: zones too, if the filters do not know them.
        final Border border = isGuarded ? new Border(List.of(new Border.AsnRange(ZoneFrames.OUR_ASN)), true, false) : null;
        final IsolationRoutes routes = new IsolationRoutes(way, border);
        tables = routes.tables();
        nextHops = routes.nextHops();
        final List<RouterPort> ports = List.of(port(Way.Port.INSIDE, null), port(Way.Port.OUTSIDE, border), port(Way.Port.OTHER_INSIDE, null));
        try {
            file = Files.createTempFile(directory, "isolation", ".counters");
            counters = CounterFile.create(file, ports.stream().map(RouterPort::name).toList(), WRITERS);
            reader = new CounterReader(file);
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot make a counter file in " + directory + ": " + e.getMessage(), e);
        }
        final Boundary boundary = new Boundary(new TunnelConfig(ZoneFrames.TUNNEL_LOCAL, Set.of(Encapsulation.PROTOCOL), null),
            List.of(new ZonePair(ZoneFrames.PERMITTED_ZONE, ZoneFrames.OTHER_PERMITTED_ZONE)));
        worker = new ForwardingWorker(0, ports, List.of(new PolledQueue(way.from().ordinal(), 0, false)), null, tables, nextHops, counters, toSlowPath,
            new PacketRing(RING), pool.handle(), Turn.BURST_MAX, WorkerTrace.off(), boundary);
        Memory.putNativeLong(group + Turn.GROUP_MBUFS, turn + Turn.RX_MBUF);
        Memory.putNativeShort(group + Turn.GROUP_PORT, devices.get(way.from().ordinal()).id());
    }

    /** Sends one packet for each of the first zones, and ordinary ones between them. */
    WayResult send(final int zones) {
        final long startNs = System.nanoTime();
        final int ordinary = (zones - 1) / ZONES_AN_ORDINARY + 1;
        for (int sent = 0; sent < zones + ordinary; sent += Turn.BURST_MAX) {
            inject(sent, Math.min(Turn.BURST_MAX, zones + ordinary - sent));
            worker.turn();
            collect();
        }
        worker.flush();
        collect();
        return result(zones, ordinary, (System.nanoTime() - startNs) / NS_A_SECOND);
    }

    private WayResult result(final long zones, final long ordinary, final double seconds) {
        final CounterReader.PortValues values = reader.port(way.from().ordinal());
        final long dropped = values.drops().get(way.reason());
        handedOver += toSlowPath.read((kind, mbuf, data, length, port, argument) -> free(mbuf), RING);
        return new WayResult(way, zones, ordinary, values.of(PortCounter.RECEIVED), dropped, values.dropped() - dropped + handedOver, values.of(PortCounter.FORWARDED), passed,
            crossed, seconds);
    }

    /** Puts packets {@code first} and so on into the port; each (2^16 + 1)th is an ordinary one. */
    private void inject(final int first, final int count) {
        if (Turn.allocate(pool.handle(), turn + Turn.RX_MBUF, turn + Turn.RX_DATA, count) != 0) {
            throw new IllegalStateException("no packet buffer left after " + first + " packets " + way.description() + ": the worker keeps them");
        }
        for (int i = 0; i < count; i++) {
            final long frame = Memory.nativeLong(turn + Turn.RX_DATA + i * 8L);
            final int block = (first + i) / (ZONES_AN_ORDINARY + 1);
            final int place = (first + i) % (ZONES_AN_ORDINARY + 1);
            if (place == 0) {
                frames.writeOrdinary(frame);
            } else {
                frames.writeZoned(frame, block * ZONES_AN_ORDINARY + place - 1);
            }
            PacketBuffer.setLength(Memory.nativeLong(turn + Turn.RX_MBUF + i * 8L), frames.lengthBytes());
        }
        Memory.putNativeShort(group + Turn.GROUP_COUNT, count);
        if (Turn.send(group) != count) {
            throw new IllegalStateException("the ring of port " + way.from() + " is full: the worker does not take all");
        }
    }

    /** Takes what came out of the other ports. */
    private void collect() {
        for (int port = 0; port < devices.size(); port++) {
            if (port != way.from().ordinal()) {
                collect(devices.get(port).id());
            }
        }
    }

    private void collect(final int dpdkId) {
        Memory.putNativeShort(turn + Turn.RX_PORT, dpdkId);
        Memory.putNativeShort(turn + Turn.RX_CAPACITY, Turn.BURST_MAX);
        for (int count = Turn.exchangeCritical(turn); count > 0; count = Turn.exchangeCritical(turn)) {
            for (int i = 0; i < count; i++) {
                final long end = Memory.nativeLong(turn + Turn.RX_DATA + i * 8L) + Memory.nativeInt(turn + Turn.RX_LENGTH + i * 4L);
                if (Memory.u32(end - Integer.BYTES) == ZoneFrames.ORDINARY) {
                    passed++;
                } else {
                    crossed++;
                }
            }
            Turn.free(turn + Turn.RX_MBUF, count);
        }
    }

    private void free(final long mbuf) {
        Memory.putNativeLong(turn + Turn.RX_MBUF, mbuf);
        Turn.free(turn + Turn.RX_MBUF, 1);
    }

    private RouterPort port(final Way.Port port, final Border border) {
        final EthPort device = devices.get(port.ordinal());
        final List<InterfaceAddress> address = List.of(InterfaceAddress.parse("64496.10." + (port.ordinal() + 1) + ".0.1/24"));
        return new RouterPort(port.ordinal(), port.name(), device.id(), device, ZoneFrames.FIRST_MAC + port.ordinal(), MTU_BYTES, ZoneFrames.ETHER_TYPE, address, List.of(), null,
            false, QueuePlan.single(), Vrf.DEFAULT, border);
    }

    @Override
    public void close() {
        worker.close();
        reader.close();
        counters.close();
        nextHops.close();
        tables.close();
        frames.close();
        Memory.free(group);
        Memory.free(turn);
        try {
            Files.deleteIfExists(file);
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot delete " + file + ": " + e.getMessage() + "; delete it by hand", e);
        }
    }
}
