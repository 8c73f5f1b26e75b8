// SPDX-License-Identifier: Apache-2.0
// Which of DPDK's tables the lookup is compared with, on which table, and what is asked of the ratio.
package io.eightfold.perf.lookup;

import io.eightfold.dpdk.Eal;
import io.eightfold.perf.peer.FibPeer;
import io.eightfold.perf.peer.LookupPeer;
import io.eightfold.perf.peer.TwoTierPeer;
import io.eightfold.perf.table.Destinations;
import io.eightfold.perf.table.InternetShape;
import io.eightfold.perf.table.Ipv4Shape;
import io.eightfold.perf.table.RouteTable;
import java.util.List;

/** Thread: any, but {@link #create}, which is for the thread that measures. */
public enum PeerKind {
    /** rte_hash and rte_lpm: both tiers, a million routes over 100,000 ASNs. */
    RTE("rte", List.of(Destinations.Kind.UNIFORM)),
    /** rte_fib: the host part alone, the full IPv4 table. */
    RTE_FIB("rte_fib", List.of(Destinations.Kind.UNIFORM, Destinations.Kind.HOT));

    private static final int NEXT_HOPS = 16;
    private static final int MILLION = 1_000_000;
    private static final int BASE_MIB = 128;
    /** rte_fib keeps two nodes of 128 bytes a route for the control side. */
    private static final int FIB_ROUTES_PER_MIB = 4096;
    private final String label;
    private final List<Destinations.Kind> kinds;

    PeerKind(final String label, final List<Destinations.Kind> kinds) {
        this.label = label;
        this.kinds = kinds;
    }

    /** As on the command line. */
    public String label() {
        return label;
    }

    /** Destinations that are compared when nobody asks for one kind. */
    List<Destinations.Kind> kinds() {
        return kinds;
    }

    /** The table of the published figure. */
    public RouteTable defaultTable(final long seed) {
        return this == RTE ? InternetShape.grown(NEXT_HOPS, seed) : Ipv4Shape.full(MILLION, NEXT_HOPS, seed);
    }

    /** What of a table both sides hold: everything, or the host part of the largest ASN. */
    RouteTable usable(final RouteTable table) {
        return this == RTE ? table : table.largestAsn();
    }

    /** What EAL needs for the peer's table. */
    int memoryMib(final RouteTable table) {
        return BASE_MIB + (this == RTE ? BASE_MIB / 2 : table.size() / FIB_ROUTES_PER_MIB);
    }

    LookupPeer create(final Eal eal, final RouteTable table) {
        return this == RTE ? TwoTierPeer.create(eal, table) : FibPeer.create(eal, table);
    }

    /** The least ratio that the project set itself. */
    double reach(final Destinations.Kind kind) {
        return this == RTE ? 1.5 : kind == Destinations.Kind.UNIFORM ? 1.0 : 0.8;
    }

    /** The ratio that the project aims at. */
    double aim(final Destinations.Kind kind) {
        return this == RTE ? 3.0 : kind == Destinations.Kind.UNIFORM ? 1.5 : 0.9;
    }
}
