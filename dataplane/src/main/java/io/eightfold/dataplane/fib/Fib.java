// SPDX-License-Identifier: Apache-2.0
// The forwarding table: ASN first, then longest prefix on the host part.
package io.eightfold.dataplane.fib;

import io.eightfold.wire.address.Ipv8Prefix;
import io.eightfold.wire.memory.Memory;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * Two tiers, as IPv8 has them. Tier 1 is a hash from the ASN to a 32-bit reference; an ASN with one route keeps its result right there. Tier 2 is
 * shaped by density: a hash of /16s, a short line of ranges, or, for an own AS or the IPv4 Internet, a trie of bit maps ({@link NodeRef} draws
 * them). ASN 0, which is IPv4, skips tier 1, and the default route of IPv8 ({@code 0.0.0.0.0.0.0.0/0}) does not cover it: IPv4 has its own
 * default, {@code 0.0.0.0/0}.
 *
 * <p>One thread writes; each reading thread has a {@link FibReader}. All changes of a batch become visible to a reader at one moment, the
 * {@link FibReader#refresh} with which it takes the new root (a batch that changes a single slot may be seen earlier, within a burst): a slot that changes holds a fork for a while, which sends readers of the new root
 * one way and those of older ones the other. Memory is freed once no reader holds a state that reaches it. It is bounded: a batch that does not
 * fit is refused whole.
 *
 * <p>Lookup gives the index of a next-hop record, an ECMP group ({@link #GROUP_BIT} set), or {@link #NO_ROUTE} or {@link #NO_ASN}. Routes share
 * records and groups, so a neighbour that moves is one store, whatever the number of routes.
 * <p>Thread: control, unless said otherwise.
 */
public final class Fib implements AutoCloseable {
    /** The ASN is known, the host part matches no route. */
    public static final int NO_ROUTE = -1;
    /** No entry for the ASN. */
    public static final int NO_ASN = -2;
    /** Set in a result that is the index of an ECMP group. */
    public static final int GROUP_BIT = 1 << 30;
    /** Memory that a table may use unless told otherwise. */
    public static final long DEFAULT_LIMIT_BYTES = 256L << 20;

    private static final int MAX_READERS = 64;
    private static final int READER_BYTES = 64;

    private final NodeArena arena;
    private final NodeBuilder builder;
    private final FibLimbo limbo;
    private final FibPublisher publisher;
    private final GroupTable groups;
    private final Int2ObjectHashMap<AsnRoutes> routes = new Int2ObjectHashMap<>();
    private final List<AsnRoutes> changed = new ArrayList<>();
    private final FibUndo undo = new FibUndo();
    private final FibScratch scratch = new FibScratch();
    private boolean isBatch;
    /** Whether the batch adds a route, which may not use what is kept for taking routes out. */
    private boolean hasAdded;
    private int readers;
    private int defaultHop = NO_ROUTE;
    private int routeCount;

    /** With {@link #DEFAULT_LIMIT_BYTES}. */
    public Fib() {
        this(DEFAULT_LIMIT_BYTES);
    }

    /** @param limitBytes most memory for what readers use, 4 MiB to 512 MiB; only what is needed is taken. */
    public Fib(final long limitBytes) {
        arena = new NodeArena(limitBytes);
        builder = new NodeBuilder(arena);
        limbo = new FibLimbo(arena);
        groups = new GroupTable(arena);
        publisher = new FibPublisher(arena, builder, limbo, groups.directory(), MAX_READERS * READER_BYTES);
    }

    /**
     * A reader for one thread. Thread: control, or startup.
     * @throws IllegalStateException when there are {@value #MAX_READERS} already.
     */
    public FibReader newReader() {
        if (readers == MAX_READERS) {
            throw new IllegalStateException("all " + MAX_READERS + " readers of the forwarding table are taken; configure fewer workers");
        }
        return new FibReader(publisher.rootPointer(), publisher.addReader(readers++));
    }

    /** Looks a burst of at most {@link FibReader#MAX_BURST} up in the newest state. Thread: control, or one other while nothing changes. */
    public void lookup(final long[] destinations, final int[] nextHops, final int count) {
        FibRoot.lookup(publisher.root(), destinations, nextHops, count, scratch);
    }

    /** Looks one destination up in the newest state. Thread: control, or one other while nothing changes. */
    public int lookup(final long destination) {
        final long[] one = {destination};
        final int[] result = new int[1];
        lookup(one, result, 1);
        return result[0];
    }

    /** Picks the member of an ECMP group for a flow. Thread: control, or any while nothing changes. */
    public int member(final int group, final int flowHash) {
        return GroupTable.member(groups.directory(), arena.base(), group, flowHash);
    }

    /** Members of a group. */
    public int[] members(final int group) {
        return groups.members(group & ~GROUP_BIT);
    }

    /**
     * Adds a group of next hops; a next hop may appear more than once for weight.
     * @throws FibFullException when there are {@value GroupTable#CAPACITY} groups, or no memory.
     */
    public int addGroup(final int[] nextHops) {
        recycleGroups();
        return groups.add(nextHops) | GROUP_BIT;
    }

    /** Gives a group other members; flows are spread over them from this store on. */
    public void replaceGroup(final int group, final int[] nextHops) {
        final long before = groups.replace(group & ~GROUP_BIT, nextHops);
        publisher.retireBlock(before, GroupTable.bytes(before));
    }

    /** Takes a group away that no route names any more; its number is used again once every reader has let go of the routes that did. */
    public void removeGroup(final int group) {
        final int index = group & ~GROUP_BIT;
        final long block = groups.block(index);
        publisher.retireBlock(block, GroupTable.bytes(block));
        groups.retire(index, publisher.version());
    }

    /**
     * Collects changes until {@link #endBatch}, which shows them to readers all at once; an ASN with many changed routes is built once, not once a
     * route. The writer itself sees them at once by {@link #get}.
     */
    public void beginBatch() {
        assert !isBatch : "a batch is open already";
        isBatch = true;
    }

    /**
     * Publishes what changed since {@link #beginBatch}.
     * @throws FibFullException when it does not fit; the table, the writer's view included, is then as before the batch.
     */
    public void endBatch() {
        isBatch = false;
        arena.openReserve(!hasAdded);
        boolean isPublished = false;
        try {
            publisher.publish(changed, routes, defaultHop);
            isPublished = true;
        } finally {
            if (!isPublished) {
                rollBack();
            }
            finishBatch();
        }
    }

    /** Frees what readers have let go of. To be called now and then; changes do it too. */
    public void reclaim() {
        publisher.reclaim();
        recycleGroups();
    }

    /** The next hop of exactly this prefix, or {@link #NO_ROUTE}. */
    public int get(final Ipv8Prefix prefix) {
        if (prefix.isDefault()) {
            return defaultHop;
        }
        final AsnRoutes asn = routes.get(asnOf(prefix));
        return asn == null ? NO_ROUTE : asn.get(prefix.address().host(), prefix.hostLength());
    }

    /**
     * Adds or replaces a route.
     * @throws IllegalArgumentException when the prefix spans several ASNs without being the default route.
     * @throws FibFullException         outside a batch, when it does not fit.
     */
    public void put(final Ipv8Prefix prefix, final int nextHop) {
        if (prefix.isDefault()) {
            check(nextHop);
            changeDefault(nextHop);
        } else {
            put(asnOf(prefix), prefix.address().host(), prefix.hostLength(), nextHop);
        }
    }

    /**
     * Adds or replaces a route within an ASN.
     * @param host   bits below {@code length} are zero.
     * @param length 0 to 32.
     */
    public void put(final int asn, final int host, final int length, final int nextHop) {
        check(nextHop);
        change(asn, host, length, nextHop);
    }

    /** Removes a route; nothing happens when there is none. */
    public void remove(final Ipv8Prefix prefix) {
        if (prefix.isDefault()) {
            changeDefault(NO_ROUTE);
        } else {
            remove(asnOf(prefix), prefix.address().host(), prefix.hostLength());
        }
    }

    /** Removes a route within an ASN; nothing happens when there is none. */
    public void remove(final int asn, final int host, final int length) {
        change(asn, host, length, NO_ROUTE);
    }

    /** Routes held, the default route not counted. */
    public int size() {
        return routeCount;
    }

    /** ASNs that have a route; ASN 0 not counted. */
    public int asnCount() {
        return routes.size() - (routes.containsKey(0) ? 1 : 0);
    }

    /** Bytes that readers' tables take, rounding and what waits for readers included. */
    public long memoryBytes() {
        return arena.usedBytes();
    }

    /** The configured limit of {@link #memoryBytes}. */
    public long limitBytes() {
        return arena.limitBytes();
    }

    /** Where readers find the root, for a reader in C; the layout is that of {@link FibRoot}. */
    public long rootPointer() {
        return publisher.rootPointer();
    }

    /** Frees everything; no thread may read any more. */
    @Override
    public void close() {
        arena.close();
    }

    /** Looking at the readers' lines, which they write each turn, is not for every round. */
    private void recycleGroups() {
        if (groups.hasRetired()) {
            groups.recycle(publisher.oldestHeld());
        }
    }

    private static void check(final int nextHop) {
        if (nextHop < 0 || (nextHop & ~GROUP_BIT) >= PackedRoute.HOP_LIMIT) {
            throw new IllegalArgumentException("nextHop=" + nextHop + " is no record or group below " + PackedRoute.HOP_LIMIT
                + "; take one from NextHopTable or addGroup");
        }
    }

    private void changeDefault(final int nextHop) {
        undo.keepDefault(defaultHop);
        defaultHop = nextHop;
        endUnlessBatch();
    }

    private void change(final int number, final int host, final int length, final int nextHop) {
        AsnRoutes asn = routes.get(number);
        if (asn == null) {
            if (nextHop == NO_ROUTE) {
                return;
            }
            asn = new AsnRoutes(number, number == 0 ? NO_ROUTE : NO_ASN);
            routes.put(number, asn);
        }
        final int before = nextHop == NO_ROUTE ? asn.remove(host, length) : asn.put(host, length, nextHop);
        if (before == nextHop) {
            return;
        }
        undo.keep(asn, host, length, before);
        hasAdded |= before == NO_ROUTE;
        routeCount += (nextHop == NO_ROUTE ? 0 : 1) - (before == NO_ROUTE ? 0 : 1);
        if (!asn.isChanged) {
            asn.isChanged = true;
            changed.add(asn);
        }
        endUnlessBatch();
    }

    private void endUnlessBatch() {
        if (!isBatch) {
            endBatch();
        }
    }

    private void rollBack() {
        routeCount += undo.undo();
        defaultHop = undo.defaultHop(defaultHop);
    }

    private void finishBatch() {
        for (final AsnRoutes asn : changed) {
            asn.isChanged = false;
            asn.clean();
            if (asn.size() == 0) {
                routes.remove(asn.asn);
            }
        }
        changed.clear();
        undo.clear();
        hasAdded = false;
        arena.openReserve(false);
    }

    private static int asnOf(final Ipv8Prefix prefix) {
        if (prefix.spansAsns()) {
            throw new IllegalArgumentException(prefix + " spans several ASNs; tier 1 matches one ASN exactly, so give each ASN its own route");
        }
        return prefix.address().asn();
    }
}
