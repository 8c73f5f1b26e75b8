// SPDX-License-Identifier: Apache-2.0
// Turns sets of next hops into records and groups.
package io.eightfold.dataplane.route;

import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.fib.FibFullException;
import io.eightfold.dataplane.fib.FibTables;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.neighbor.NeighborTable;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.fibprotocol.NextHop;
import io.eightfold.fibprotocol.TableDigest;
import io.eightfold.fibprotocol.Vrf;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.Int2ObjectHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A set of one hop is the hop's record, so that a worker has one load less; several hops, and those that the control plane calls recursive, are a group, whose members change by one
 * store however many routes use it. A gateway that fails leaves the groups it is in until it is back, or until all have failed.
 * <p>Thread: control.
 */
final class HopSetTable {
    private static final Logger LOG = LoggerFactory.getLogger(HopSetTable.class);

    /** No VRF. */
    static final int NO_VRF = -1;
    private final List<RouterPort> ports;
    private final FibTables tables;
    private final NextHopTable nextHops;
    private final NeighborTable neighbors;
    private final TableDigest digest;
    private final List<HopSet> sets = new ArrayList<>();
    private final ArrayDeque<Integer> freeIds = new ArrayDeque<>();
    /** Sets by content, those that the present epoch has not named yet among them. */
    private final Map<Key, List<HopSet>> byContent = new HashMap<>();
    private final Int2ObjectHashMap<List<HopSet>> groupsByRecord = new Int2ObjectHashMap<>();
    /** Records of what is not a neighbour, by type and port: a thousand blackhole routes share one. */
    private final Map<Long, Integer> specials = new HashMap<>();
    private final TunnelTable tunnels;
    private long unusableHops;

    private record Key(int vrf, boolean isGroup, List<NextHop> hops) {
    }

    HopSetTable(final List<RouterPort> ports, final FibTables tables, final NextHopTable nextHops, final NeighborTable neighbors, final TableDigest digest) {
        this.ports = List.copyOf(ports);
        this.tables = tables;
        this.nextHops = nextHops;
        this.neighbors = neighbors;
        this.digest = digest;
        tunnels = new TunnelTable(nextHops, neighbors);
    }

    /** Takes the records that need no neighbour. */
    void reserve() {
        special(NextHopTable.TYPE_UNREACHABLE, ports.getFirst());
        special(NextHopTable.TYPE_BLACKHOLE, ports.getFirst());
        special(NextHopTable.TYPE_PROHIBIT, ports.getFirst());
    }

    /** The set of that number. */
    HopSet get(final int id) {
        return sets.get(id);
    }

    /** Above every number of a set. */
    int capacity() {
        return sets.size();
    }

    /** Hops that could not be used as they were given, since start. */
    long unusableHops() {
        return unusableHops;
    }

    /** Tunnels in use. */
    TunnelTable tunnels() {
        return tunnels;
    }

    /** Sets in use. */
    int size() {
        return sets.size() - freeIds.size();
    }

    /** A new epoch names its sets anew. */
    void forgetNames() {
        for (final HopSet set : sets) {
            if (set != null) {
                set.isNamed = false;
            }
        }
    }

    /**
     * A set of these hops that the epoch has not named yet: one that is there already, so that its routes stay as they are, or a new one.
     * @throws FibFullException when there is no group left.
     */
    HopSet name(final int vrf, final boolean isRecursive, final List<NextHop> hops, final long nowNs) {
        final Key key = new Key(vrf, isGroup(vrf, isRecursive, hops), List.copyOf(hops));
        for (final HopSet candidate : byContent.getOrDefault(key, List.of())) {
            if (!candidate.isNamed) {
                candidate.isNamed = true;
                return candidate;
            }
        }
        final int[] records = records(vrf, key.hops(), nowNs);
        final int fibHop = key.isGroup() ? group(vrf, records) : records[0];
        final HopSet set = new HopSet(freeIds.isEmpty() ? sets.size() : freeIds.poll(), vrf);
        set.hops(key.hops(), records);
        set.fibHop = fibHop;
        if (key.isGroup()) {
            enlist(set);
        }
        set.isNamed = true;
        if (set.id == sets.size()) {
            sets.add(set);
        } else {
            sets.set(set.id, set);
        }
        byContent.computeIfAbsent(key, k -> new ArrayList<>()).add(set);
        digest.set(set.id, set.hops);
        return set;
    }

    /**
     * A set of one hop, for routes whose set is a group that there was no room for: one that has not failed, where there is any. A route that is missing would leave its
     * packets to a shorter one, or to none.
     */
    HopSet standIn(final int vrf, final List<NextHop> hops, final long nowNs) {
        for (final NextHop hop : hops) {
            final HopSet candidate = name(vrf, false, List.of(hop), nowNs);
            final int record = candidate.records[0];
            if (!neighbors.hasFailed(tunnels.underlay(record)) && nextHops.type(record) != NextHopTable.TYPE_UNREACHABLE) {
                return candidate;
            }
            forget(candidate);
        }
        return name(vrf, false, List.of(hops.getFirst()), nowNs);
    }

    /** The control plane names the set no more; it stays for as long as a route uses it. */
    void forget(final HopSet set) {
        set.isNamed = false;
        if (digest.uses(set.id) == 0) {
            free(set);
        }
    }

    private int group(final int vrf, final int[] records) {
        try {
            return tables.of(vrf).addGroup(alive(records));
        } catch (final FibFullException e) {
            release(records);
            throw e;
        }
    }

    /** A VRF that no port is bound to has no table to hold a group. */
    private boolean isGroup(final int vrf, final boolean isRecursive, final List<NextHop> hops) {
        return (isRecursive || hops.size() > 1) && tables.has(Vrf.of(vrf));
    }

    /** Whether the set's hops can change in place. */
    boolean isGroup(final HopSet set) {
        return set.fibHop >= Fib.GROUP_BIT;
    }

    /** Gives a group other hops; every packet from the store on takes one of them. */
    void replace(final HopSet set, final List<NextHop> hops, final long nowNs) {
        final int[] before = set.records;
        final int[] after = records(set.vrf, hops, nowNs);
        try {
            tables.of(set.vrf).replaceGroup(set.fibHop, alive(after));
        } catch (final FibFullException e) {
            release(after);
            throw e;
        }
        unlist(set);
        remove(set);
        set.hops(hops, after);
        enlist(set);
        byContent.computeIfAbsent(new Key(set.vrf, true, set.hops), k -> new ArrayList<>()).add(set);
        digest.set(set.id, set.hops);
        release(before);
    }

    /** No route uses the set and the control plane names it no more. */
    void free(final HopSet set) {
        remove(set);
        if (isGroup(set)) {
            unlist(set);
            tables.of(set.vrf).removeGroup(set.fibHop);
        }
        release(set.records);
        sets.set(set.id, null);
        freeIds.add(set.id);
    }

    /** Frees every set that neither the epoch names nor a route uses. */
    void sweep() {
        for (int id = 0; id < sets.size(); id++) {
            final HopSet set = sets.get(id);
            if (set != null && !set.isNamed && digest.uses(set.id) == 0) {
                free(set);
            }
        }
    }

    /** A gateway failed or came back: its groups go on with those that have not failed, or with all when all have. */
    void onGatewayChange(final int record) {
        for (final HopSet set : groupsByRecord.getOrDefault(record, List.of())) {
            try {
                tables.of(set.vrf).replaceGroup(set.fibHop, alive(set.records));
            } catch (final FibFullException e) {
                LOG.warn("fib fault=host group keeps its members: {}", e.getMessage());
            }
        }
    }

    /**
     * A record for something that is not a neighbour.
     * @throws IllegalStateException when all are in use.
     */
    int special(final int type, final RouterPort port) {
        final int record = specialOrNone(type, port);
        if (record < 0) {
            throw new IllegalStateException("all " + nextHops.size() + " next-hop records are in use; configure fewer gateways and addresses");
        }
        return record;
    }

    private int specialOrNone(final int type, final RouterPort port) {
        final long key = (long) type << 32 | port.index();
        final Integer present = specials.get(key);
        // An own address lies on this side of the border, whatever port it is on.
        final int border = type == NextHopTable.TYPE_GLEAN ? NextHopTable.borderFlags(port.border()) : 0;
        final int record = present != null ? present : nextHops.addSpecial(type, port.index(), port.mtuBytes(), border);
        if (present == null && record >= 0) {
            specials.put(key, record);
        }
        return record;
    }

    private int[] alive(final int[] records) {
        final int[] alive = Arrays.stream(records).filter(r -> !neighbors.hasFailed(tunnels.underlay(r))).toArray();
        return alive.length == 0 ? records : alive;
    }

    private int[] records(final int vrf, final List<NextHop> hops, final long nowNs) {
        final int[] records = new int[hops.size()];
        for (int i = 0; i < records.length; i++) {
            records[i] = record(vrf, hops.get(i), nowNs);
        }
        return records;
    }

    private int record(final int vrf, final NextHop hop, final long nowNs) {
        return switch (hop) {
            case NextHop.Gateway(var address, var name) -> {
                final RouterPort port = port(vrf, name);
                final int record = port == null ? -1 : neighbors.gateway(port.index(), address, nowNs);
                yield record < 0 ? unusable(hop) : record;
            }
            case NextHop.OnLink(var name) -> {
                final RouterPort port = port(vrf, name);
                final int record = port == null ? -1 : specialOrNone(NextHopTable.TYPE_GLEAN, port);
                yield record < 0 ? unusable(hop) : record;
            }
            case NextHop.Tunnel tunnel -> {
                final RouterPort port = port(vrf, tunnel.port());
                final int record = port == null ? -1 : tunnels.record(tunnel, port, nowNs);
                yield record < 0 ? unusable(hop) : record;
            }
            case NextHop.Blackhole _ -> special(NextHopTable.TYPE_BLACKHOLE, ports.getFirst());
            case NextHop.Unreachable _ -> special(NextHopTable.TYPE_UNREACHABLE, ports.getFirst());
            case NextHop.Prohibit _ -> special(NextHopTable.TYPE_PROHIBIT, ports.getFirst());
        };
    }

    /** A hop over a port that is not here, or a gateway too many: the route must not be missing, or a shorter one would take its packets. */
    private int unusable(final NextHop hop) {
        unusableHops++;
        LOG.warn("fib fault=config hop \"{}\" cannot be used; is there such an interface in the running dataplane, and room below its `neighbor limit`?", hop);
        return special(NextHopTable.TYPE_UNREACHABLE, ports.getFirst());
    }

    /** The VRF of the ports that gateways are behind, or {@link #NO_VRF} when none is. */
    int vrfOfGateways(final List<NextHop> hops) {
        for (final NextHop hop : hops) {
            for (final RouterPort port : ports) {
                if (hop instanceof NextHop.Gateway(var _, var name) && port.name().equals(name)
                    || hop instanceof NextHop.Tunnel tunnel && port.name().equals(tunnel.port())) {
                    return port.vrf().id();
                }
            }
        }
        return NO_VRF;
    }

    private RouterPort port(final int vrf, final String name) {
        for (final RouterPort port : ports) {
            if (port.name().equals(name) && port.vrf().id() == vrf) {
                return port;
            }
        }
        return null;
    }

    private void release(final int[] records) {
        for (final int record : records) {
            if (!tunnels.release(record)) {
                neighbors.releaseGateway(record);
            }
        }
    }

    private void enlist(final HopSet set) {
        for (final int record : set.records) {
            groupsByRecord.computeIfAbsent(tunnels.underlay(record), k -> new ArrayList<>()).add(set);
        }
    }

    private void unlist(final HopSet set) {
        for (final int record : set.records) {
            final int underlay = tunnels.underlay(record);
            final List<HopSet> list = groupsByRecord.get(underlay);
            if (list != null && list.remove(set) && list.isEmpty()) {
                groupsByRecord.remove(underlay);
            }
        }
    }

    private void remove(final HopSet set) {
        final Key key = new Key(set.vrf, isGroup(set), set.hops);
        final List<HopSet> list = byContent.get(key);
        list.remove(set);
        if (list.isEmpty()) {
            byContent.remove(key);
        }
    }
}
