// SPDX-License-Identifier: Apache-2.0
// The thread behind the workers: neighbours, ICMP, the kernel.
package io.eightfold.dataplane.slowpath;

import io.eightfold.dataplane.counter.CounterFile;
import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.fib.FibTables;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.neighbor.NeighborSettings;
import io.eightfold.dataplane.neighbor.NeighborTable;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.route.ControlLink;
import io.eightfold.dataplane.route.TunnelTable;
import io.eightfold.dataplane.trace.SlowTrace;
import io.eightfold.dataplane.trace.TraceMark;
import io.eightfold.dataplane.tunnel.https.HttpsTunnel;
import io.eightfold.dataplane.worker.PacketRing;
import io.eightfold.dataplane.worker.SlowKind;
import io.eightfold.dpdk.Mempool;
import io.eightfold.wire.header.IcmpView;
import io.eightfold.wire.memory.Memory;
import io.eightfold.wire.tunnel.Encapsulation;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Takes from the workers' rings what needs state or a second thought, and gives finished frames back by a ring to worker 0. It is the only
 * writer of the FIB and of next-hop records.
 * <p>Thread: control, its owner, for everything but the constructor.
 */
public final class SlowPath {
    private static final int ENTRIES_A_ROUND = 256;
    private static final int STREAM_PACKETS_A_ROUND = 64;
    private static final long SECOND_ANNOUNCEMENT_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long TUNNEL_TICK_NS = TimeUnit.SECONDS.toNanos(1);

    private final CounterFile counters;
    private final List<PacketRing> fromWorkers;
    private final List<PacketRing> toWorkers;
    private final int portCount;
    private final PacketBuffers buffers;
    private final Egress egress;
    private final Punt punt;
    private final ArpResponder arp;
    private final IcmpResponder icmp;
    private final NeighborTable neighbors;
    private final LinkMonitor links;
    private final BorderAlarm borderAlarm;
    private final StreamArrivals streamArrivals;
    private final FibTables tables;
    private final SlowTrace trace;
    private final PacketRing.Handler dispatch = this::dispatch;
    private final PacketRing.Handler discard = this::discard;
    private ControlLink controlLink;
    private TunnelTable tunnels;
    private HttpsTunnel https;
    private long nextTunnelTickNs;
    private long nowNs;
    private long announceNs;
    private int announcements;

    /** Limits of ICMP errors: rate per second and burst. */
    public record IcmpLimit(int ratePerSecond, int burst) {
    }

    /**
     * @param writer this thread's place in the counter file, the last.
     * @param trace  records what becomes of packets that are traced.
     */
    public SlowPath(final List<RouterPort> ports, final FibTables tables, final NextHopTable nextHops, final CounterFile counters, final int writer,
                    final Mempool pool, final List<PacketRing> fromWorkers, final List<PacketRing> toWorkers,
                    final NeighborSettings neighborSettings, final IcmpLimit icmpLimit, final SlowTrace trace) {
        this.trace = trace;
        this.counters = counters;
        this.fromWorkers = List.copyOf(fromWorkers);
        this.toWorkers = List.copyOf(toWorkers);
        portCount = ports.size();
        nowNs = System.nanoTime();
        announceNs = nowNs;
        nextTunnelTickNs = nowNs;
        buffers = new PacketBuffers(ports, counters, writer, pool.handle(), trace);
        egress = new Egress(ports, tables, nextHops, buffers, toWorkers.getFirst(), trace);
        punt = new Punt(ports, buffers, egress, pool, trace);
        arp = new ArpResponder(ports, buffers, egress, punt);
        icmp = new IcmpResponder(ports, buffers, egress, punt, new TokenBucket(icmpLimit.ratePerSecond(), icmpLimit.burst(), nowNs),
            new TokenBucket(icmpLimit.ratePerSecond(), icmpLimit.burst(), nowNs), trace);
        neighbors = new NeighborTable(ports, tables, nextHops, neighborSettings, new TableActions(), fromWorkers.size());
        links = new LinkMonitor(ports, () -> {
            if (controlLink != null) {
                controlLink.onPortChange();
            }
        });
        borderAlarm = new BorderAlarm(ports, counters, writer + 1, nowNs);
        this.tables = tables;
        streamArrivals = new StreamArrivals(ports, tables.byPort(ports), nextHops, buffers, icmp, toWorkers.getFirst(), pool.dataRoomBytes());
        egress.connect(neighbors, icmp);
        arp.connect(neighbors);
    }

    /** Neighbours; for this thread only. */
    public NeighborTable neighbors() {
        return neighbors;
    }

    /** Follows a control plane from now on. */
    public void follow(final ControlLink link) {
        controlLink = link;
    }

    /** Knows our tunnel end from now on, and what becomes of the tunnels. */
    public void serveTunnels(final int end, final TunnelTable table) {
        tunnels = table;
        icmp.serveTunnels(end, table);
        egress.serveTunnels(end);
    }

    /** Takes what comes by HTTPS from now on, and sends by it. After {@link #serveTunnels}. */
    public void serveStreams(final HttpsTunnel tunnel) {
        https = tunnel;
        egress.serveStreams(tunnel);
    }

    /** Turns that a worker has made. Thread: any. */
    public long workerTurns(final int worker) {
        return Memory.acquireLong(counters.workerBlock(worker) + CounterFile.TURNS);
    }

    /** Whether the link of a port was up when it was looked at last. */
    public boolean isLinkUp(final int port) {
        return links.isUp(port);
    }

    /** One round: everything waiting in the rings and TAPs (bounded), and what the clock demands. Returns the work done. */
    public int round() {
        nowNs = System.nanoTime();
        int work = 0;
        for (final PacketRing ring : fromWorkers) {
            work += ring.read(dispatch, ENTRIES_A_ROUND);
        }
        work += punt.fromKernel();
        if (announcements < 2 && announceNs - nowNs <= 0) {
            announce();
        }
        neighbors.tick(nowNs);
        links.tick(nowNs);
        borderAlarm.tick(nowNs);
        if (controlLink != null) {
            work += controlLink.round(nowNs);
        }
        // With a worker that is behind, streams are read slower: TCP tells the other end.
        if (https != null && !toWorkers.getFirst().isBusy()) {
            work += https.receive(streamArrivals, STREAM_PACKETS_A_ROUND);
        }
        if (tunnels != null && nextTunnelTickNs - nowNs <= 0) {
            tunnels.tick(nowNs);
            if (https != null) {
                https.keep(tunnels.remotes(Encapsulation.HTTPS));
            }
            nextTunnelTickNs = nowNs + TUNNEL_TICK_NS;
        }
        tables.reclaim();
        return work;
    }

    /** Brings everything still under way to an end. The workers' threads have ended; their rings are this thread's now. */
    public void drain() {
        nowNs = System.nanoTime();
        for (final PacketRing ring : fromWorkers) {
            while (ring.read(discard, ENTRIES_A_ROUND) > 0) {
                // until empty
            }
        }
        neighbors.close();
        for (final PacketRing ring : toWorkers) {
            while (ring.read(this::discardOutgoing, ENTRIES_A_ROUND) > 0) {
                // until empty
            }
        }
    }

    /** Frees the slow path's own memory. */
    public void close() {
        streamArrivals.close();
        buffers.close();
    }

    private void dispatch(final int marked, final long mbuf, final long data, final int lengthBytes, final int port, final int argument) {
        final int kind = TraceMark.kind(marked);
        trace.take(mbuf, TraceMark.mark(marked));
        switch (kind) {
            case SlowKind.ARP -> arp.receive(mbuf, data, lengthBytes, port, nowNs);
            case SlowKind.DELIVER_IPV8 -> icmp.deliver(true, mbuf, data, lengthBytes, port, nowNs);
            case SlowKind.DELIVER_IPV4 -> icmp.deliver(false, mbuf, data, lengthBytes, port, nowNs);
            // The record the worker saw may be another's by now: look the destination up again.
            case SlowKind.RESOLVE -> egress.route(mbuf, data, lengthBytes, port, nowNs);
            case SlowKind.PUNT -> punt.toKernel(mbuf, data, lengthBytes, port);
            case SlowKind.ERROR_IPV8, SlowKind.ERROR_IPV4 -> error(kind, mbuf, data, lengthBytes, port, argument);
            default -> throw new IllegalStateException("no such kind: " + kind);
        }
    }

    private void error(final int kind, final long mbuf, final long data, final int lengthBytes, final int port, final int argument) {
        if (isNoRoute(argument) && controlLink != null && controlLink.awaitsTable(nowNs)) {
            buffers.free(mbuf);
        } else {
            icmp.error(kind == SlowKind.ERROR_IPV8, mbuf, data, lengthBytes, port, SlowKind.icmpType(argument), SlowKind.icmpCode(argument),
                SlowKind.icmpMtuBytes(argument), nowNs);
        }
    }

    private static boolean isNoRoute(final int argument) {
        return SlowKind.icmpType(argument) == IcmpView.UNREACHABLE
            && (SlowKind.icmpCode(argument) == IcmpView.NET_UNREACHABLE || SlowKind.icmpCode(argument) == IcmpView.NO_ROUTE_TO_ASN);
    }

    private void discard(final int marked, final long mbuf, final long data, final int lengthBytes, final int port, final int argument) {
        final int kind = TraceMark.kind(marked);
        trace.take(mbuf, TraceMark.mark(marked));
        if (kind == SlowKind.ERROR_IPV8 || kind == SlowKind.ERROR_IPV4) {
            buffers.free(mbuf);
        } else {
            buffers.drop(mbuf, DropReason.SHUTDOWN, port);
        }
    }

    private void discardOutgoing(final int kind, final long mbuf, final long data, final int lengthBytes, final int port, final int argument) {
        buffers.drop(mbuf, DropReason.SHUTDOWN, port);
    }

    private void announce() {
        for (int port = 0; port < portCount; port++) {
            arp.announce(port);
        }
        announcements++;
        announceNs = nowNs + SECOND_ANNOUNCEMENT_NS;
    }

    private final class TableActions implements NeighborTable.Actions {
        @Override
        public void probeArp8(final int port, final long address, final long mac) {
            arp.probeArp8(port, address, mac);
        }

        @Override
        public void probeArp(final int port, final long address, final long mac) {
            arp.probeArp(port, address, mac);
        }

        @Override
        public void release(final long mbuf, final long data, final int lengthBytes, final int record) {
            egress.toNeighbor(mbuf, data, lengthBytes, record);
        }

        @Override
        public void discard(final long mbuf, final long data, final int lengthBytes, final DropReason reason, final boolean isSourceTold) {
            final int arrival = buffers.arrival(mbuf);
            if (isSourceTold && arrival >= 0) {
                egress.discard(mbuf, data, lengthBytes, reason, arrival, IcmpView.HOST_UNREACHABLE, 0);
            } else {
                buffers.drop(mbuf, reason, Math.max(arrival, 0));
            }
        }

        @Override
        public long workerTurns(final int worker) {
            return SlowPath.this.workerTurns(worker);
        }
    }
}
