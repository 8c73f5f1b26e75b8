// SPDX-License-Identifier: Apache-2.0
// Tables of one ASN with prefixes of any length, mixed as in IPv4.
package io.eightfold.perf.table;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The host part at its largest: ASN 0 with the full IPv4 table, or an own AS that uses its 32 bits in the same way. Mostly /24, /22 and /23; the
 * longer prefixes lie inside shorter ones more often than not, as customers' routes lie inside their providers'. Thread: any.
 */
public final class Ipv4Shape {
    /** Prefixes in a million, by length; /24 has the rest. */
    private static final int[] PER_MILLION = {
        0, 0, 0, 0, 0, 0, 0, 0, 16, 13, 40, 110, 300, 600, 1_200, 2_000, 13_500, 8_500, 14_000, 25_000, 44_000, 50_000, 110_000, 101_000, 0,
        600, 600, 500, 500, 600, 800, 100, 1_500,
    };
    private static final int COMMON_LENGTH = 24;
    private static final int NESTED_PERCENT = 60;
    private static final int TRIES = 16;
    private static final int LENGTH_BITS = 6;
    private static final int LENGTH_MASK = (1 << LENGTH_BITS) - 1;

    private final SplittableRandom random;
    private final long asn;
    private final int nextHops;
    private final LongMap seen;
    private final long[] added;
    private final byte[] addedLengths;
    private int size;

    private Ipv4Shape(final long asn, final int routes, final int nextHops, final long seed) {
        random = new SplittableRandom(seed);
        this.asn = asn;
        this.nextHops = nextHops;
        seen = new LongMap(routes);
        added = new long[routes];
        addedLengths = new byte[routes];
    }

    /** ASN 0, IPv4, with {@code routes} prefixes. */
    public static RouteTable full(final int routes, final int nextHops, final long seed) {
        return new Ipv4Shape(0, routes, nextHops, seed).generate("ipv4-" + routes + "routes");
    }

    /** An own ASN with {@code routes} prefixes. */
    public static RouteTable ownAsn(final long asn, final int routes, final int nextHops, final long seed) {
        return new Ipv4Shape(asn, routes, nextHops, seed).generate("own-as-" + routes + "routes");
    }

    private RouteTable generate(final String name) {
        final int routes = added.length;
        int common = routes;
        for (final int share : PER_MILLION) {
            common -= scaled(share, routes);
        }
        for (int hostLength = 0; hostLength < PER_MILLION.length; hostLength++) {
            final int count = hostLength == COMMON_LENGTH ? common : scaled(PER_MILLION[hostLength], routes);
            for (int i = 0; i < count; i++) {
                addOne(hostLength);
            }
        }
        return sorted(name);
    }

    private static int scaled(final int perMillion, final int routes) {
        return (int) ((long) perMillion * routes / 1_000_000);
    }

    private void addOne(final int hostLength) {
        for (int tries = 0;; tries++) {
            final boolean isNested = tries < TRIES && size > 0 && random.nextInt(100) < NESTED_PERCENT;
            final long host = (isNested ? inside(random.nextInt(size)) : randomHost()) & RouteTable.mask(RouteTable.ASN_BITS + hostLength);
            if (seen.put(host << LENGTH_BITS | hostLength, 1) == LongMap.ABSENT) {
                added[size] = host;
                addedLengths[size++] = (byte) hostLength;
                return;
            }
        }
    }

    private long inside(final int parent) {
        return added[parent] | random.nextLong() & ~RouteTable.mask(RouteTable.ASN_BITS + addedLengths[parent]);
    }

    /** A unicast address. */
    private long randomHost() {
        return random.nextLong(1L << 24, 224L << 24);
    }

    /** In the order of (address, length), as a dump of a routing table has them. */
    private RouteTable sorted(final String name) {
        final long[] keys = new long[size];
        for (int i = 0; i < size; i++) {
            keys[i] = added[i] << LENGTH_BITS | addedLengths[i];
        }
        Arrays.sort(keys);
        final RouteTable.Builder table = new RouteTable.Builder(name, size);
        for (final long key : keys) {
            table.add(asn << 32 | key >>> LENGTH_BITS, RouteTable.ASN_BITS + (int) (key & LENGTH_MASK), random.nextInt(nextHops));
        }
        return table.build();
    }
}
