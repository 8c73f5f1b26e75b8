// SPDX-License-Identifier: Apache-2.0
// The forwarding table: ASN first, then longest prefix on the host part.
package io.eightfold.dataplane.fib;

import io.eightfold.wire.address.Ipv8Prefix;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Two tiers, as IPv8 has them: tier 1 finds the ASN in a hash of one long an entry (ASN and what it leads to, so that a reader
 * sees both of one moment); an ASN with one route for all of its hosts keeps the next hop right there. Other ASNs lead to a
 * {@link HostTable}, a sorted line of disjoint ranges. ASN 0, which is IPv4, skips tier 1, and the default route of IPv8
 * ({@code 0.0.0.0.0.0.0.0/0}) does not cover it: IPv4 has its own default, {@code 0.0.0.0/0}.
 *
 * <p>One thread writes, any number read without a lock: an entry changes by one store, a host table is rebuilt aside and put in its
 * place by one store, and a grown hash is published whole. A reader that took the {@link #tier1} array and the host tables of a
 * moment may use them to the end of its burst; the garbage collector frees the old ones after that.
 *
 * <p>Lookup gives the index of a next-hop record, an ECMP group ({@link #GROUP_BIT} set), or {@link #NO_ROUTE} or {@link #NO_ASN}.
 */
public final class Fib {
    /** The ASN is known, the host part matches no route. */
    public static final int NO_ROUTE = -1;
    /** No entry for the ASN. */
    public static final int NO_ASN = -2;
    /** Set in a result that is the index of an ECMP group. */
    public static final int GROUP_BIT = 1 << 30;

    private static final int MIN_TIER1 = 1024;
    /** Values in a tier-1 entry: 0 or more is a next hop; TABLE_BASE and below is a host table. */
    private static final int TABLE_BASE = -16;
    /** Between the tiers: a destination that skips tier 1. */
    private static final int IPV4 = -3;
    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle TABLES = MethodHandles.arrayElementVarHandle(HostTable[].class);
    private static final VarHandle GROUPS = MethodHandles.arrayElementVarHandle(int[][].class);

    /** What readers use; replaced whole when an array grows. */
    private static final class Published {
        final long[] tier1;
        final HostTable[] tables;
        final int[][] groups;
        final HostTable ipv4;
        final int defaultNextHop;

        Published(final long[] tier1, final HostTable[] tables, final int[][] groups, final HostTable ipv4, final int defaultNextHop) {
            this.tier1 = tier1;
            this.tables = tables;
            this.groups = groups;
            this.ipv4 = ipv4;
            this.defaultNextHop = defaultNextHop;
        }
    }

    /** Writer's copy of one ASN: prefixes in the order of (host, length), and the place of its table. */
    private static final class AsnRoutes {
        final TreeMap<Long, Integer> byPrefix = new TreeMap<>();
        int tableIndex = -1;
    }

    // written by the control thread, read by workers
    private volatile Published published = new Published(new long[MIN_TIER1], new HostTable[16], new int[16][], HostTable.EMPTY, NO_ROUTE);
    // control thread only
    private final Map<Integer, AsnRoutes> routes = new HashMap<>();
    private final Set<Integer> changed = new HashSet<>();
    private boolean isBatch;
    private int defaultNextHop = NO_ROUTE;
    private int tier1Used;
    private int tableCount;
    private int groupCount;
    private int routeCount;

    /**
     * Looks a burst up: all of tier 1, then all of tier 2, so that the loads of different packets overlap.
     * Thread: worker.
     * @param destinations ASN in the upper, host part in the lower 32 bits.
     * @param nextHops     receives results; see the class.
     */
    public void lookup(final long[] destinations, final int[] nextHops, final int count) {
        final Published now = published;
        final long[] tier1 = now.tier1;
        final HostTable[] tables = now.tables;
        final HostTable ipv4 = now.ipv4;
        final int mask = tier1.length - 1;
        for (int i = 0; i < count; i++) {
            final int asn = (int) (destinations[i] >>> 32);
            nextHops[i] = asn == 0 ? IPV4 : find(tier1, mask, asn);
        }
        for (int i = 0; i < count; i++) {
            final int value = nextHops[i];
            if (value == IPV4) {
                nextHops[i] = ipv4.lookup((int) destinations[i]);
            } else if (value < 0) {
                final int found = value <= TABLE_BASE ? tables[TABLE_BASE - value].lookup((int) destinations[i]) : value;
                nextHops[i] = found < 0 && now.defaultNextHop >= 0 ? now.defaultNextHop : found;
            }
        }
    }

    /** Looks one destination up. Thread: any. */
    public int lookup(final long destination) {
        final long[] one = {destination};
        final int[] result = new int[1];
        lookup(one, result, 1);
        return result[0];
    }

    /** Picks the member of an ECMP group for a flow. Thread: worker. */
    public int member(final int group, final int flowHash) {
        // The group was published before the route that named it; do not let its load move ahead of the route's.
        VarHandle.acquireFence();
        final int[] members = published.groups[group & ~GROUP_BIT];
        return members[(int) ((flowHash & 0xFFFF_FFFFL) * members.length >>> 32)];
    }

    /** Members of a group. Thread: control. */
    public int[] members(final int group) {
        return published.groups[group & ~GROUP_BIT].clone();
    }

    /** Adds a group of next hops; a next hop may appear more than once for weight. Groups are never freed. Thread: control. */
    public int addGroup(final int[] nextHops) {
        Published now = published;
        if (groupCount == now.groups.length) {
            now = new Published(now.tier1, now.tables, Arrays.copyOf(now.groups, groupCount * 2), now.ipv4, now.defaultNextHop);
        }
        GROUPS.setRelease(now.groups, groupCount, nextHops.clone());
        published = now;
        return groupCount++ | GROUP_BIT;
    }

    /** Gives a group other members; flows are spread over them from this store on. Thread: control. */
    public void replaceGroup(final int group, final int[] nextHops) {
        GROUPS.setRelease(published.groups, group & ~GROUP_BIT, nextHops.clone());
    }

    /**
     * Collects changes until {@link #endBatch}: an ASN with many changed routes is then built once, not once a route. Readers see each ASN
     * change at once, at the end of the batch. Thread: control.
     */
    public void beginBatch() {
        isBatch = true;
    }

    /** Publishes what changed since {@link #beginBatch}. Thread: control. */
    public void endBatch() {
        isBatch = false;
        for (final int asn : changed) {
            publishNow(asn, routes.get(asn));
        }
        changed.clear();
    }

    /** The next hop of exactly this prefix, or {@link #NO_ROUTE}. Thread: control. */
    public int get(final Ipv8Prefix prefix) {
        if (prefix.isDefault()) {
            return defaultNextHop;
        }
        final AsnRoutes asn = routes.get(asnOf(prefix));
        return asn == null ? NO_ROUTE : asn.byPrefix.getOrDefault(keyOf(prefix), NO_ROUTE);
    }

    /**
     * Adds or replaces a route. Thread: control.
     * @throws IllegalArgumentException when the prefix spans several ASNs without being the default route.
     */
    public void put(final Ipv8Prefix prefix, final int nextHop) {
        if (prefix.isDefault()) {
            publishDefault(nextHop);
            return;
        }
        final AsnRoutes asn = routes.computeIfAbsent(asnOf(prefix), k -> new AsnRoutes());
        if (asn.byPrefix.put(keyOf(prefix), nextHop) == null) {
            routeCount++;
        }
        publish(prefix.address().asn(), asn);
    }

    /** Removes a route; nothing happens when there is none. Thread: control. */
    public void remove(final Ipv8Prefix prefix) {
        if (prefix.isDefault()) {
            publishDefault(NO_ROUTE);
            return;
        }
        final AsnRoutes asn = routes.get(asnOf(prefix));
        if (asn != null && asn.byPrefix.remove(keyOf(prefix)) != null) {
            routeCount--;
            publish(prefix.address().asn(), asn);
        }
    }

    /** Routes held, the default route not counted. Thread: control. */
    public int size() {
        return routeCount;
    }

    /** ASNs that have, or had, a route; ASN 0 not counted. Thread: control. */
    public int asnCount() {
        return tier1Used;
    }

    private static int find(final long[] tier1, final int mask, final int asn) {
        int slot = slotOf(asn, mask);
        long entry = tier1[slot];
        while ((int) (entry >>> 32) != asn) {
            if (entry == 0) {
                return NO_ASN;
            }
            slot = slot + 1 & mask;
            entry = tier1[slot];
        }
        return (int) entry;
    }

    /** Multiplicative hashing: neighbouring ASNs, the common case, spread evenly. */
    private static int slotOf(final int asn, final int mask) {
        final int product = asn * 0x9E3779B1;
        return (product ^ product >>> 15) & mask;
    }

    private static Integer asnOf(final Ipv8Prefix prefix) {
        if (prefix.spansAsns()) {
            throw new IllegalArgumentException(prefix + " spans several ASNs; tier 1 matches one ASN exactly, so give each ASN its own route");
        }
        return prefix.address().asn();
    }

    private static Long keyOf(final Ipv8Prefix prefix) {
        return (prefix.address().host() & 0xFFFF_FFFFL) << 6 | prefix.hostLength();
    }

    private void publishDefault(final int nextHop) {
        defaultNextHop = nextHop;
        final Published now = published;
        published = new Published(now.tier1, now.tables, now.groups, now.ipv4, nextHop);
    }

    private void publish(final int asn, final AsnRoutes asnRoutes) {
        if (isBatch) {
            changed.add(asn);
        } else {
            publishNow(asn, asnRoutes);
        }
    }

    private void publishNow(final int asn, final AsnRoutes asnRoutes) {
        if (asn == 0) {
            final Published now = published;
            published = new Published(now.tier1, now.tables, now.groups, HostTable.build(asnRoutes.byPrefix), now.defaultNextHop);
        } else if (asnRoutes.byPrefix.isEmpty()) {
            // The entry stays as a marker, so that probing goes on past it.
            putTier1(asn, NO_ASN);
        } else if (asnRoutes.byPrefix.size() == 1 && asnRoutes.byPrefix.firstKey() == 0L) {
            putTier1(asn, asnRoutes.byPrefix.get(0L));
        } else {
            putTable(asn, asnRoutes);
        }
    }

    private void putTable(final int asn, final AsnRoutes asnRoutes) {
        if (asnRoutes.tableIndex < 0) {
            asnRoutes.tableIndex = tableCount++;
            final Published now = published;
            if (asnRoutes.tableIndex == now.tables.length) {
                // Tier 1 is copied along: a reader with the old tables must not meet an index that they do not have.
                published = new Published(now.tier1.clone(), Arrays.copyOf(now.tables, now.tables.length * 2), now.groups, now.ipv4, now.defaultNextHop);
            }
        }
        TABLES.setRelease(published.tables, asnRoutes.tableIndex, HostTable.build(asnRoutes.byPrefix));
        putTier1(asn, TABLE_BASE - asnRoutes.tableIndex);
    }

    private void putTier1(final int asn, final int value) {
        Published now = published;
        if (tier1Used * 2 >= now.tier1.length) {
            now = new Published(grown(now.tier1), now.tables, now.groups, now.ipv4, now.defaultNextHop);
            published = now;
        }
        if (insert(now.tier1, asn, value)) {
            tier1Used++;
        }
    }

    private static long[] grown(final long[] old) {
        final long[] larger = new long[old.length * 2];
        for (final long entry : old) {
            if (entry != 0) {
                insert(larger, (int) (entry >>> 32), (int) entry);
            }
        }
        return larger;
    }

    private static boolean insert(final long[] tier1, final int asn, final int value) {
        final int mask = tier1.length - 1;
        int slot = slotOf(asn, mask);
        while (tier1[slot] != 0 && (int) (tier1[slot] >>> 32) != asn) {
            slot = slot + 1 & mask;
        }
        final boolean isNew = tier1[slot] == 0;
        // Release: the host table that the value leads to was written before.
        LONGS.setRelease(tier1, slot, (long) asn << 32 | value & 0xFFFF_FFFFL);
        return isNew;
    }
}
