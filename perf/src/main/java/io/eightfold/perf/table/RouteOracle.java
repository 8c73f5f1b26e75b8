// SPDX-License-Identifier: Apache-2.0
// What a lookup must answer: longest prefix match by one hash map a prefix length.
package io.eightfold.perf.table;

/**
 * The definition of the two-tier lookup, written down directly and sharing no code with any FIB: every prefix length of the host part has a
 * hash map of its own, and a lookup asks them from the longest to the shortest. A mask says which lengths the ASN has or had; it only saves time.
 * Thread: one.
 */
public final class RouteOracle {
    /** The ASN is known, the host part matches no route. */
    public static final int NO_ROUTE = -1;
    /** No route for the ASN. */
    public static final int NO_ASN = -2;
    private static final int LENGTHS = 33;
    private static final int LARGE = 1 << 16;
    private static final long LENGTH_MASK = (1L << LENGTHS) - 1;
    private final LongMap[] byHostLength = new LongMap[LENGTHS];
    /** For each ASN: lengths it has or had in the lower {@value #LENGTHS} bits, number of its routes above. */
    private final LongMap asns = new LongMap(LARGE);
    private int defaultNextHop = NO_ROUTE;

    /** Without routes. */
    public RouteOracle() {
        for (int i = 0; i < LENGTHS; i++) {
            byHostLength[i] = new LongMap(8);
        }
    }

    /** With the routes of a table. */
    public static RouteOracle of(final RouteTable table) {
        final RouteOracle oracle = new RouteOracle();
        for (int i = 0; i < table.size(); i++) {
            oracle.put(table.prefix(i), table.lengthBits(i), table.nextHop(i));
        }
        return oracle;
    }

    /**
     * Adds or replaces a route.
     * @param lengthBits 0, or 32 to 64.
     */
    public void put(final long prefix, final int lengthBits, final int nextHop) {
        if (lengthBits == 0) {
            defaultNextHop = nextHop;
            return;
        }
        final int hostLength = lengthBits - RouteTable.ASN_BITS;
        final boolean isNew = byHostLength[hostLength].put(prefix, nextHop) == LongMap.ABSENT;
        final long asn = prefix >>> 32;
        final long before = Math.max(asns.get(asn), 0);
        asns.put(asn, (before | 1L << hostLength) + (isNew ? 1L << LENGTHS : 0));
    }

    /** Removes a route; nothing happens when there is none. */
    public void remove(final long prefix, final int lengthBits) {
        if (lengthBits == 0) {
            defaultNextHop = NO_ROUTE;
        } else if (byHostLength[lengthBits - RouteTable.ASN_BITS].remove(prefix) != LongMap.ABSENT) {
            final long asn = prefix >>> 32;
            final long left = asns.get(asn) - (1L << LENGTHS);
            if (left > LENGTH_MASK) {
                asns.put(asn, left);
            } else {
                asns.remove(asn);
            }
        }
    }

    /** Next hop of the longest prefix that holds the destination, {@link #NO_ROUTE} or {@link #NO_ASN}. IPv4 (ASN 0) has no part in IPv8's default. */
    public int lookup(final long destination) {
        final long asn = destination >>> 32;
        final int found = inAsn(destination, asns.get(asn));
        if (asn == 0) {
            return found == NO_ASN ? NO_ROUTE : found;
        }
        return found < 0 && defaultNextHop >= 0 ? defaultNextHop : found;
    }

    private int inAsn(final long destination, final long lengthsAndCount) {
        if (lengthsAndCount == LongMap.ABSENT) {
            return NO_ASN;
        }
        long left = lengthsAndCount & LENGTH_MASK;
        while (left != 0) {
            final int hostLength = 63 - Long.numberOfLeadingZeros(left);
            final long nextHop = byHostLength[hostLength].get(destination & RouteTable.mask(RouteTable.ASN_BITS + hostLength));
            if (nextHop != LongMap.ABSENT) {
                return (int) nextHop;
            }
            left ^= 1L << hostLength;
        }
        return NO_ROUTE;
    }
}
