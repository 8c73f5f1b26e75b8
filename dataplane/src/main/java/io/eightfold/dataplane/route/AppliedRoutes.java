// SPDX-License-Identifier: Apache-2.0
// The control plane's routes, as the forwarding table has them.
package io.eightfold.dataplane.route;

import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.fib.FibFullException;
import io.eightfold.dataplane.fib.FibTables;
import io.eightfold.dataplane.neighbor.NeighborTable;
import io.eightfold.fibprotocol.FibWire;
import io.eightfold.fibprotocol.PrefixMap;
import io.eightfold.fibprotocol.TableDigest;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps for each route its set of hops, who gave it, and the epoch that last announced it, in parallel arrays. Routes of one batch reach readers at one moment (of one
 * table; tables of different VRFs one after the other). The forwarding table may hold something else for a prefix: an own address goes before any route, a neighbour
 * before an on-link route to itself. Thread: control.
 */
final class AppliedRoutes {
    private static final int HOST_LENGTH = 32;

    /** Looks at a route. */
    interface Visitor {
        void route(int vrf, long address, int hostLength, HopSet set, int source, int distance);
    }

    private final FibTables tables;
    private final HopSetTable sets;
    private final NeighborTable neighbors;
    private final TableDigest digest;
    private final PrefixMap index = new PrefixMap();
    private final PrefixMap own = new PrefixMap();
    private long[] addresses = new long[1024];
    private byte[] vrfs = new byte[1024];
    private byte[] lengths = new byte[1024];
    /** Number of the set, or -1 for a free entry. */
    private int[] setIds = new int[1024];
    private byte[] sources = new byte[1024];
    private byte[] distances = new byte[1024];
    /** By the epoch that announced the route last, see {@link #nextMark}. */
    private byte[] marks = new byte[1024];
    private int[] free = new int[16];
    private int freeCount;
    private int entries;
    private long refused;
    private byte lastMark;
    /** The batch at hand takes out or changes an on-link route. */
    private boolean hasLostOnLink;

    AppliedRoutes(final FibTables tables, final HopSetTable sets, final NeighborTable neighbors, final TableDigest digest) {
        this.tables = tables;
        this.sets = sets;
        this.neighbors = neighbors;
        this.digest = digest;
    }

    /** A prefix that is the dataplane's own: a route to the very same is kept, and not used. */
    void reserve(final int vrf, final long address, final int hostLength) {
        own.put(vrf, address, hostLength, 0);
    }

    /** A mark for the routes of a new epoch. Not the epoch's number: two of the same lowest bits would keep what the second did not announce. */
    byte nextMark() {
        return ++lastMark;
    }

    /** The routes of a set will lead elsewhere: what was found on its links goes with the next batch. */
    void leaves(final HopSet set) {
        hasLostOnLink |= set.isOnLink();
    }

    /** Routes that did not fit, since start. */
    long refused() {
        return refused;
    }

    /** Routes held. */
    int size() {
        return index.size();
    }

    /**
     * Some routes, in no order.
     * @param from entry to begin at.
     * @param count entries to look at, at most.
     * @return where to go on, or -1 when there are no more.
     */
    int forSome(final int from, final int count, final Visitor visitor) {
        final int to = from + Math.min(entries - from, count);
        for (int i = from; i < to; i++) {
            if (setIds[i] >= 0) {
                visitor.route(vrfs[i], addresses[i], lengths[i], sets.get(setIds[i]), sources[i] & 0xFF, distances[i] & 0xFF);
            }
        }
        return to < entries ? to : -1;
    }

    /** The route of exactly this prefix, if there is one. */
    void find(final int vrf, final long address, final int hostLength, final Visitor visitor) {
        final int entry = index.get(vrf, address, hostLength);
        if (entry != PrefixMap.MISSING) {
            visitor.route(vrf, address, hostLength, sets.get(setIds[entry]), sources[entry] & 0xFF, distances[entry] & 0xFF);
        }
    }

    /** Applies a batch; what does not fit is left out and counted, the rest takes effect. */
    void apply(final RouteBatch batch, final byte mark) {
        try {
            begin();
            for (int i = 0; i < batch.size(); i++) {
                toFib(batch, i);
            }
            end();
            for (int i = 0; i < batch.size(); i++) {
                note(batch, i, mark);
            }
        } catch (final FibFullException e) {
            applySingly(batch, mark);
        }
        if (hasLostOnLink) {
            hasLostOnLink = false;
            neighbors.forgetOffLink();
        }
    }

    private void applySingly(final RouteBatch batch, final byte mark) {
        for (int i = 0; i < batch.size(); i++) {
            try {
                toFib(batch, i);
                note(batch, i, mark);
            } catch (final FibFullException e) {
                tellNeighbors(batch.vrf(i), batch.address(i), batch.hostLength(i));
                refused++;
            }
        }
    }

    private void begin() {
        for (int vrf = 0; vrf < Vrf.count(); vrf++) {
            if (tables.has(Vrf.of(vrf))) {
                tables.of(vrf).beginBatch();
            }
        }
    }

    private void end() {
        FibFullException first = null;
        for (int vrf = 0; vrf < Vrf.count(); vrf++) {
            if (tables.has(Vrf.of(vrf))) {
                try {
                    tables.of(vrf).endBatch();
                } catch (final FibFullException e) {
                    first = e;
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private void toFib(final RouteBatch batch, final int i) {
        final HopSet set = batch.set(i);
        toFib(batch.vrf(i), batch.address(i), batch.hostLength(i), set == null ? Fib.NO_ROUTE : set.fibHop);
    }

    private void toFib(final int vrf, final long address, final int hostLength, final int hop) {
        if (!tables.has(Vrf.of(vrf))) {
            // No interface is bound to it: no packet can ask.
            return;
        }
        if (own.get(vrf, address, hostLength) != PrefixMap.MISSING) {
            return;
        }
        final int used = hostLength == HOST_LENGTH ? neighbors.hostRoute(vrf, address, hop) : hop;
        final Fib fib = tables.of(vrf);
        if (hostLength == FibWire.DEFAULT_ROUTE_LENGTH) {
            if (used == Fib.NO_ROUTE) {
                fib.remove(Ipv8Prefix.DEFAULT);
            } else {
                fib.put(Ipv8Prefix.DEFAULT, used);
            }
        } else if (used == Fib.NO_ROUTE) {
            fib.remove((int) (address >>> 32), (int) address, hostLength);
        } else {
            fib.put((int) (address >>> 32), (int) address, hostLength, used);
        }
    }

    private void note(final RouteBatch batch, final int i, final byte mark) {
        final HopSet set = batch.set(i);
        if (set == null) {
            forget(batch.vrf(i), batch.address(i), batch.hostLength(i));
            return;
        }
        int entry = index.get(batch.vrf(i), batch.address(i), batch.hostLength(i));
        if (entry == PrefixMap.MISSING) {
            entry = newEntry(batch.vrf(i), batch.address(i), batch.hostLength(i));
        } else {
            lose(entry);
        }
        setIds[entry] = set.id;
        sources[entry] = (byte) batch.source(i);
        distances[entry] = (byte) batch.distance(i);
        marks[entry] = mark;
        digest.add(set.id, batch.vrf(i), batch.address(i), batch.hostLength(i));
    }

    private void forget(final int vrf, final long address, final int hostLength) {
        final int entry = index.remove(vrf, address, hostLength);
        if (entry != PrefixMap.MISSING) {
            lose(entry);
            setIds[entry] = -1;
            if (freeCount == free.length) {
                free = Arrays.copyOf(free, freeCount * 2);
            }
            free[freeCount++] = entry;
        }
    }

    private void lose(final int entry) {
        hasLostOnLink |= sets.get(setIds[entry]).isOnLink();
        digest.remove(setIds[entry], vrfs[entry], addresses[entry], lengths[entry]);
    }

    private int newEntry(final int vrf, final long address, final int hostLength) {
        final int entry = freeCount > 0 ? free[--freeCount] : entries++;
        if (entry == setIds.length) {
            grow();
        }
        addresses[entry] = address;
        vrfs[entry] = (byte) vrf;
        lengths[entry] = (byte) hostLength;
        index.put(vrf, address, hostLength, entry);
        return entry;
    }

    private void grow() {
        final int capacity = setIds.length * 2;
        addresses = Arrays.copyOf(addresses, capacity);
        vrfs = Arrays.copyOf(vrfs, capacity);
        lengths = Arrays.copyOf(lengths, capacity);
        setIds = Arrays.copyOf(setIds, capacity);
        sources = Arrays.copyOf(sources, capacity);
        distances = Arrays.copyOf(distances, capacity);
        marks = Arrays.copyOf(marks, capacity);
    }

    /**
     * Moves every route of some sets to others, all at one moment and in one pass over the routes however many sets move.
     * @throws FibFullException when the forwarding table has no memory for that; nothing has changed then.
     */
    void move(final List<SetMove> moves) {
        if (moves.isEmpty()) {
            return;
        }
        final HopSet[] targets = new HopSet[sets.capacity()];
        moves.forEach(move -> targets[move.before().id] = move.after());
        begin();
        for (int i = 0; i < entries; i++) {
            if (setIds[i] >= 0 && targets[setIds[i]] != null) {
                toFib(vrfs[i], addresses[i], lengths[i], targets[setIds[i]].fibHop);
            }
        }
        try {
            end();
        } catch (final FibFullException e) {
            takeBack(targets);
            throw e;
        }
        for (int i = 0; i < entries; i++) {
            final HopSet to = setIds[i] >= 0 ? targets[setIds[i]] : null;
            if (to != null) {
                digest.remove(setIds[i], vrfs[i], addresses[i], lengths[i]);
                setIds[i] = to.id;
                digest.add(to.id, vrfs[i], addresses[i], lengths[i]);
            }
        }
    }

    private void takeBack(final HopSet[] targets) {
        for (int i = 0; i < entries; i++) {
            if (setIds[i] >= 0 && targets[setIds[i]] != null) {
                tellNeighbors(vrfs[i], addresses[i], lengths[i]);
            }
        }
    }

    /** The forwarding table did not take a change of this prefix: neighbours must go by what it still holds. */
    private void tellNeighbors(final int vrf, final long address, final int hostLength) {
        if (hostLength == HOST_LENGTH && own.get(vrf, address, hostLength) == PrefixMap.MISSING) {
            final int entry = index.get(vrf, address, hostLength);
            neighbors.hostRoute(vrf, address, entry == PrefixMap.MISSING ? Fib.NO_ROUTE : sets.get(setIds[entry]).fibHop);
        }
    }

    /**
     * Adds to {@code batch} the withdrawal of routes that the epoch has not announced, until it is full.
     * @param from entry to go on at.
     * @return where to go on, or -1 when there are no more.
     */
    int collectUnmarked(final byte mark, final int from, final RouteBatch batch) {
        for (int i = from; i < entries; i++) {
            if (setIds[i] >= 0 && marks[i] != mark) {
                if (batch.isFull()) {
                    return i;
                }
                batch.add(vrfs[i], addresses[i], lengths[i], null, 0, 0);
            }
        }
        return -1;
    }
}
