// SPDX-License-Identifier: Apache-2.0
// Next-hop records of tunnels, and what the way across the transit lets through.
package io.eightfold.dataplane.route;

import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.neighbor.NeighborTable;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.tunnel.TunnelHeader;
import io.eightfold.fibprotocol.NextHop;
import io.eightfold.wire.tunnel.Encapsulation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * One record for each tunnel over each gateway, however many sets of hops name it. A tunnel holds its gateway's record for as long as it is there. The path MTU towards a
 * tunnel's other end is kept here for a while, since the hosts behind us cannot hear of it by themselves (RFC 2003 §5.1): it is lowered by what transit routers report.
 * <p>Thread: control.
 */
public final class TunnelTable {
    /** RFC 1191 §6.3: a lower path MTU is believed for ten minutes. */
    private static final long PATH_MTU_LIFETIME_NS = 600_000_000_000L;
    /** No way over IPv4 has less (RFC 791): what claims less is not believed. */
    public static final int MIN_PATH_MTU_BYTES = 576;

    private final NextHopTable nextHops;
    private final NeighborTable neighbors;
    private final Map<NextHop.Tunnel, Tunnel> byHop = new HashMap<>();
    private final Int2ObjectHashMap<Tunnel> byRecord = new Int2ObjectHashMap<>();
    private final Int2ObjectHashMap<PathMtu> pathMtus = new Int2ObjectHashMap<>();

    /**
     * A tunnel as the operator sees it.
     * @param pathMtuBytes of outer packets, as far as it is known
     * @param mtuBytes     longest IPv8 packet that enters
     */
    public record View(NextHop.Tunnel hop, int pathMtuBytes, int mtuBytes, boolean isUp, int sets) {
    }

    private static final class Tunnel {
        private final NextHop.Tunnel hop;
        private final int record;
        private final int portMtuBytes;
        private int uses;

        private Tunnel(final NextHop.Tunnel hop, final int record, final int portMtuBytes) {
            this.hop = hop;
            this.record = record;
            this.portMtuBytes = portMtuBytes;
        }
    }

    private record PathMtu(int bytes, long expiresNs) {
    }

    TunnelTable(final NextHopTable nextHops, final NeighborTable neighbors) {
        this.nextHops = nextHops;
        this.neighbors = neighbors;
    }

    /** The record of a tunnel over a port, to be given back by {@link #release}; -1 when no record is free. */
    int record(final NextHop.Tunnel hop, final RouterPort port, final long nowNs) {
        Tunnel tunnel = byHop.get(hop);
        if (tunnel == null) {
            tunnel = create(hop, port, nowNs);
        }
        if (tunnel == null) {
            return -1;
        }
        tunnel.uses++;
        return tunnel.record;
    }

    private Tunnel create(final NextHop.Tunnel hop, final RouterPort port, final long nowNs) {
        final int underlay = neighbors.gateway(port.index(), hop.gateway(), nowNs);
        if (underlay < 0) {
            return null;
        }
        final int record = nextHops.addTunnel(underlay, innerMtu(hop, port.mtuBytes()), hop.local(), hop.remote(),
            hop.encapsulation().id(), TunnelHeader.sumOf(hop.local(), hop.remote(), hop.encapsulation()));
        if (record < 0) {
            neighbors.releaseGateway(underlay);
            return null;
        }
        final Tunnel tunnel = new Tunnel(hop, record, port.mtuBytes());
        byHop.put(hop, tunnel);
        byRecord.put(record, tunnel);
        return tunnel;
    }

    /** Gives a use of a record back; false when it is no tunnel's. */
    boolean release(final int record) {
        final Tunnel tunnel = byRecord.get(record);
        if (tunnel == null) {
            return false;
        }
        if (--tunnel.uses == 0) {
            byHop.remove(tunnel.hop);
            byRecord.remove(record);
            // The gateway's record is retired after the tunnel's, if at all: a worker that still sees the one still sees the other.
            final int underlay = nextHops.underlay(record);
            neighbors.retire(record);
            neighbors.releaseGateway(underlay);
        }
        return true;
    }

    /** The record whose neighbour a record depends on: that of the gateway under a tunnel, else itself. */
    int underlay(final int record) {
        return byRecord.containsKey(record) ? nextHops.underlay(record) : record;
    }

    /**
     * A transit router says that outer packets to that end may have so many bytes at most; believed when it lowers what is known, never below {@link #MIN_PATH_MTU_BYTES}.
     * @return the longest IPv8 packet that enters a tunnel of that many bytes, or 0 when there is no such tunnel.
     */
    public int onPathMtu(final int remote, final int pathMtuBytes, final long nowNs) {
        final int bytes = Math.max(pathMtuBytes, MIN_PATH_MTU_BYTES);
        final PathMtu known = pathMtus.get(remote);
        int lowest = 0;
        if (tunnelsTo(remote).isEmpty()) {
            return 0;
        }
        if (known == null || bytes < known.bytes || known.expiresNs - nowNs <= 0) {
            pathMtus.put(remote, new PathMtu(bytes, nowNs + PATH_MTU_LIFETIME_NS));
        }
        for (final Tunnel tunnel : tunnelsTo(remote)) {
            final int inner = innerMtu(tunnel.hop, tunnel.portMtuBytes);
            nextHops.tunnelMtu(tunnel.record, inner);
            lowest = lowest == 0 ? inner : Math.min(lowest, inner);
        }
        return lowest;
    }

    /** Forgets path MTUs that are too old. Call now and then. */
    public void tick(final long nowNs) {
        if (pathMtus.isEmpty()) {
            return;
        }
        pathMtus.values().removeIf(known -> known.expiresNs - nowNs <= 0);
        byRecord.values().forEach(tunnel -> nextHops.tunnelMtu(tunnel.record, innerMtu(tunnel.hop, tunnel.portMtuBytes)));
    }

    /** Whether a tunnel leads to that end. */
    public boolean knows(final int remote) {
        return !tunnelsTo(remote).isEmpty();
    }

    /** Other ends that are reached by this encapsulation. */
    public Set<Integer> remotes(final Encapsulation encapsulation) {
        return byRecord.values().stream().filter(t -> t.hop.encapsulation() == encapsulation).map(t -> t.hop.remote()).collect(Collectors.toSet());
    }

    /** All tunnels. */
    public List<View> view() {
        final List<View> views = new ArrayList<>();
        for (final Tunnel tunnel : byRecord.values()) {
            views.add(new View(tunnel.hop, outerMtu(tunnel.hop, tunnel.portMtuBytes), nextHops.mtuBytes(tunnel.record),
                !neighbors.hasFailed(nextHops.underlay(tunnel.record)), tunnel.uses));
        }
        return views;
    }

    private List<Tunnel> tunnelsTo(final int remote) {
        return byRecord.values().stream().filter(t -> t.hop.remote() == remote).toList();
    }

    private int outerMtu(final NextHop.Tunnel hop, final int portMtuBytes) {
        final PathMtu known = pathMtus.get(hop.remote());
        return known == null ? portMtuBytes : Math.min(known.bytes, portMtuBytes);
    }

    private int innerMtu(final NextHop.Tunnel hop, final int portMtuBytes) {
        return outerMtu(hop, portMtuBytes) - hop.encapsulation().overheadBytes();
    }
}
