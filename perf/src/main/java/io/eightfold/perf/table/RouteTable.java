// SPDX-License-Identifier: Apache-2.0
// A list of routes in compact form.
package io.eightfold.perf.table;

import java.util.Arrays;
import java.util.Locale;

/** Routes in the order in which they are installed; of a prefix that occurs twice the last one counts. Immutable once built. Thread: any. */
public final class RouteTable {
    /** Lengths count all 64 bits; from here on a prefix lies inside one ASN. */
    public static final int ASN_BITS = 32;
    private final String name;
    private final long[] prefixes;
    private final byte[] lengthsBits;
    private final int[] nextHops;

    private RouteTable(final String name, final long[] prefixes, final byte[] lengthsBits, final int[] nextHops) {
        this.name = name;
        this.prefixes = prefixes;
        this.lengthsBits = lengthsBits;
        this.nextHops = nextHops;
    }

    /** One word for results, as in {@code internet-1000000routes}. */
    public String name() {
        return name;
    }

    /** Routes. */
    public int size() {
        return prefixes.length;
    }

    /** Address of a route's prefix: ASN in the upper, host part in the lower 32 bits. */
    public long prefix(final int index) {
        return prefixes[index];
    }

    /** Length of a route's prefix, 0 to 64: 48 is a /16 in an ASN. */
    public int lengthBits(final int index) {
        return lengthsBits[index];
    }

    /** Next hop of a route, 0 or more. */
    public int nextHop(final int index) {
        return nextHops[index];
    }

    /** ASN of a route; meaningless for the default route. */
    public int asn(final int index) {
        return (int) (prefixes[index] >>> 32);
    }

    /** The route as a line of a route file, without the octet form's traps: {@code 64496.10.1.0.0/16 7}. */
    public String line(final int index) {
        final long bits = prefixes[index];
        final String host = octets((int) bits);
        if (lengthsBits[index] < ASN_BITS) {
            return octets((int) (bits >>> 32)) + '.' + host + '/' + lengthsBits[index] + ' ' + nextHops[index];
        }
        return (bits >>> 32) + "." + host + '/' + (lengthsBits[index] - ASN_BITS) + ' ' + nextHops[index];
    }

    private static String octets(final int bits) {
        return (bits >>> 24) + "." + (bits >>> 16 & 0xFF) + '.' + (bits >>> 8 & 0xFF) + '.' + (bits & 0xFF);
    }

    /** Distinct ASNs of the routes, in the order of their first route; the default route has none. */
    public int[] asns() {
        final LongMap seen = new LongMap(1024);
        final int[] found = new int[size()];
        for (int i = 0; i < size(); i++) {
            if (lengthsBits[i] >= ASN_BITS && seen.put(asn(i) & 0xFFFF_FFFFL, 1) == LongMap.ABSENT) {
                found[seen.size() - 1] = asn(i);
            }
        }
        return Arrays.copyOf(found, seen.size());
    }

    /**
     * The distinct host prefixes of all ASNs in one table of ASN 0, each with the next hop of its first route; prefixes of length 0 are left out,
     * since not every peer has them.
     */
    public RouteTable mergedHosts() {
        final LongMap seen = new LongMap(size());
        final Builder merged = new Builder(name + "-merged", size());
        for (int i = 0; i < size(); i++) {
            final long host = prefixes[i] & 0xFFFF_FFFFL;
            if (lengthsBits[i] > ASN_BITS && seen.get(host << 6 | lengthsBits[i] - ASN_BITS) == LongMap.ABSENT) {
                seen.put(host << 6 | lengthsBits[i] - ASN_BITS, 1);
                merged.add(host, lengthsBits[i], nextHops[i]);
            }
        }
        return merged.build();
    }

    /** The routes of the ASN that has most, as routes of ASN 0: the host part alone. Of a prefix that occurs twice the last route is kept. */
    public RouteTable largestAsn() {
        final LongMap counts = new LongMap(1024);
        long largest = 0;
        long most = 0;
        for (int i = 0; i < size(); i++) {
            if (lengthsBits[i] >= ASN_BITS) {
                final long asn = prefixes[i] >>> 32;
                final long count = Math.max(counts.get(asn), 0) + 1;
                counts.put(asn, count);
                if (count > most) {
                    most = count;
                    largest = asn;
                }
            }
        }
        return hostPart(largest);
    }

    private RouteTable hostPart(final long asn) {
        final LongMap last = new LongMap(1024);
        for (int i = 0; i < size(); i++) {
            if (isOf(asn, i)) {
                last.put(hostKey(i), i);
            }
        }
        final Builder part = new Builder(name + (asn == 0 ? "" : "-asn" + asn), last.size());
        for (int i = 0; i < size(); i++) {
            if (isOf(asn, i) && last.get(hostKey(i)) == i) {
                part.add(prefixes[i] & 0xFFFF_FFFFL, lengthsBits[i], nextHops[i]);
            }
        }
        return part.build();
    }

    private boolean isOf(final long asn, final int index) {
        return lengthsBits[index] >= ASN_BITS && prefixes[index] >>> 32 == asn;
    }

    private long hostKey(final int index) {
        return (prefixes[index] & 0xFFFF_FFFFL) << 6 | lengthsBits[index] - ASN_BITS;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s (%,d routes)", name, size());
    }

    /** Collects routes. Thread: one. */
    public static final class Builder {
        private final String name;
        private long[] prefixes;
        private byte[] lengthsBits;
        private int[] nextHops;
        private int size;

        /** @param expected routes that are likely to come. */
        public Builder(final String name, final int expected) {
            this.name = name;
            prefixes = new long[Math.max(expected, 16)];
            lengthsBits = new byte[prefixes.length];
            nextHops = new int[prefixes.length];
        }

        /**
         * Appends a route.
         * @param prefix     bits below the length are zero.
         * @param lengthBits 0, or 32 to 64.
         * @param nextHop    0 or more.
         */
        public Builder add(final long prefix, final int lengthBits, final int nextHop) {
            assert (prefix & ~mask(lengthBits)) == 0 && nextHop >= 0 : Long.toHexString(prefix) + "/" + lengthBits + " " + nextHop;
            if (size == prefixes.length) {
                prefixes = Arrays.copyOf(prefixes, size * 2);
                lengthsBits = Arrays.copyOf(lengthsBits, size * 2);
                nextHops = Arrays.copyOf(nextHops, size * 2);
            }
            prefixes[size] = prefix;
            lengthsBits[size] = (byte) lengthBits;
            nextHops[size++] = nextHop;
            return this;
        }

        /** Routes so far. */
        public int size() {
            return size;
        }

        /** The table. */
        public RouteTable build() {
            return new RouteTable(name, Arrays.copyOf(prefixes, size), Arrays.copyOf(lengthsBits, size), Arrays.copyOf(nextHops, size));
        }
    }

    /** A mask of leading ones; a shift by 64 would be a shift by 0. */
    static long mask(final int lengthBits) {
        return lengthBits == 0 ? 0 : -1L << 64 - lengthBits;
    }
}
