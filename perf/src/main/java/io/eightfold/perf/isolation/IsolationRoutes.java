// SPDX-License-Identifier: Apache-2.0
// Routes under which every zone leads somewhere.
package io.eightfold.perf.isolation;

import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.fib.FibTables;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.port.Border;
import io.eightfold.dataplane.tunnel.TunnelHeader;
import io.eightfold.wire.address.Ipv8Prefix;
import io.eightfold.wire.tunnel.Encapsulation;

/**
 * A default route for all zones, and routes of their own for one in {@value #ZONES_A_ROUTE}, towards where the way leads; and the ASNs of ordinary packets. No zone is kept by the lack of
 * a route. Thread: startup.
 */
final class IsolationRoutes {
    private static final int ZONES_A_ROUTE = 4096;
    private static final int ZONES = 1 << 24;
    private static final int RECORDS = 16;
    private static final int MTU_BYTES = 1500;
    private static final int OUTER_BYTES = 20;
    private static final long NEIGHBOR_MAC = 0x02E8_0000_0101L;

    private final Fib fib = new Fib();
    private final NextHopTable nextHops = new NextHopTable(RECORDS);

    /** @param border of the outer port, or null */
    IsolationRoutes(final Way way, final Border border) {
        final int inside = neighbor(Way.Port.INSIDE, null);
        final int outside = neighbor(Way.Port.OUTSIDE, border);
        final int otherInside = neighbor(Way.Port.OTHER_INSIDE, null);
        final int tunnel = nextHops.addTunnel(outside, MTU_BYTES - OUTER_BYTES, ZoneFrames.TUNNEL_LOCAL, ZoneFrames.TUNNEL_REMOTE, Encapsulation.PROTOCOL.id(),
            TunnelHeader.sumOf(ZoneFrames.TUNNEL_LOCAL, ZoneFrames.TUNNEL_REMOTE, Encapsulation.PROTOCOL));
        // What comes out of a tunnel must not be dropped because its source is not reached by one.
        final int ofZones = way == Way.SOURCE_OUT_OF_TUNNEL || way.isIntoTunnel() ? tunnel : way.to() == Way.Port.OUTSIDE ? outside
            : way.to() == Way.Port.OTHER_INSIDE ? otherInside : inside;
        fib.beginBatch();
        fib.put(ZoneFrames.OUR_ASN, 0, 0, inside);
        fib.put(ZoneFrames.PEER_ASN, 0, 0, outside);
        fib.put(ZoneFrames.TUNNEL_ASN, 0, 0, tunnel);
        fib.put(Ipv8Prefix.DEFAULT, ofZones);
        for (int zone = 0; zone < ZONES; zone += ZONES_A_ROUTE) {
            fib.put(ZoneFrames.FIRST_ZONE | zone, 0, 0, ofZones);
        }
        fib.endBatch();
    }

    /** The table, whose owner is the caller. */
    FibTables tables() {
        return FibTables.single(fib);
    }

    /** Their next hops; the owner is the caller. */
    NextHopTable nextHops() {
        return nextHops;
    }

    private int neighbor(final Way.Port port, final Border border) {
        final int hop = nextHops.addNeighbor(port.ordinal(), MTU_BYTES, ZoneFrames.FIRST_MAC + port.ordinal(), ZoneFrames.ETHER_TYPE, NextHopTable.borderFlags(border));
        nextHops.resolve(hop, NEIGHBOR_MAC + port.ordinal(), false);
        return hop;
    }
}
