// SPDX-License-Identifier: Apache-2.0
// Routes and destinations of the lookup benchmark, and the answer for each.
package io.eightfold.dataplane.fib;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A forwarding table of a known shape with the destinations that it covers. {@link #answer} is computed from a map of prefixes and shares nothing
 * with the table. Public for the code that JMH generates. Thread: its owner.
 */
public final class LookupTable implements AutoCloseable {
    static final int NEXT_HOPS = 256;
    private static final long SEED = 0x1BF8_0016L;
    private static final int MAX_LENGTH = 24;
    private static final int FIRST_ASN = 1000;

    /** What the table looks like. */
    public enum Shape {
        /** One route, host length 0, in each of 100,000 ASNs. */
        ASN_100K(100_000),
        /** IPv4 (ASN 0): 500,000 prefixes from /8 to /24, most of them /22 to /24, with gaps between them. */
        IPV4_500K(500_000);

        private final int routes;

        Shape(final int routes) {
            this.routes = routes;
        }
    }

    private final Shape shape;
    private final Fib fib = new Fib();
    private final SplittableRandom random = new SplittableRandom(SEED);
    /** Next hop by address (ASN, host) and length, as {@link #key} packs them. */
    private final Map<Long, Integer> hops = new HashMap<>();
    private final long[] prefixes;

    LookupTable(final Shape shape) {
        this.shape = shape;
        prefixes = new long[shape.routes];
        for (int i = 0; i < prefixes.length; i++) {
            prefixes[i] = shape == Shape.ASN_100K ? key(FIRST_ASN + 3 * i, 0, 0) : newIpv4Prefix();
            hops.put(prefixes[i], random.nextInt(NEXT_HOPS));
        }
        install();
    }

    Fib fib() {
        return fib;
    }

    /** Addresses inside routes drawn at random. */
    long[][] destinations(final int bursts, final int burst) {
        final long[][] result = new long[bursts][burst];
        for (final long[] one : result) {
            for (int i = 0; i < burst; i++) {
                final long prefix = prefixes[random.nextInt(prefixes.length)];
                final int length = (int) prefix & 0x3F;
                final int host = hostOf(prefix) | random.nextInt() & ~mask(length);
                one[i] = prefix >>> 32 << 32 | host & 0xFFFF_FFFFL;
            }
        }
        return result;
    }

    /** The next hop of the longest prefix that covers the destination. */
    int answer(final long destination) {
        for (int length = MAX_LENGTH; length >= 0; length--) {
            final Integer hop = hops.get(key((int) (destination >>> 32), (int) destination & mask(length), length));
            if (hop != null) {
                return hop;
            }
        }
        throw new IllegalStateException("no route covers " + Long.toHexString(destination) + " (seed " + SEED + ")");
    }

    @Override
    public void close() {
        fib.close();
    }

    /** In order, which the table takes up much faster than a shuffled half million of one ASN. */
    private void install() {
        final long[] sorted = prefixes.clone();
        Arrays.sort(sorted);
        fib.beginBatch();
        for (final long prefix : sorted) {
            fib.put((int) (prefix >>> 32), hostOf(prefix), (int) prefix & 0x3F, hops.get(prefix));
        }
        fib.endBatch();
    }

    private long newIpv4Prefix() {
        long prefix;
        do {
            final int length = ipv4Length();
            prefix = key(0, ipv4Host(length), length);
        } while (hops.containsKey(prefix));
        return prefix;
    }

    /** Half are /24, a quarter /22 and /23, the others spread from /8 to /21, as in today's table. */
    private int ipv4Length() {
        final int draw = random.nextInt(16);
        return draw < 8 ? 24 : draw < 12 ? 22 + (draw & 1) : random.nextInt(draw == 15 ? 8 : 16, 22);
    }

    /** 1.0.0.0 to 223.255.255.255. */
    private int ipv4Host(final int length) {
        return (random.nextInt(1, 224) << 24 | random.nextInt(1 << 24)) & mask(length);
    }

    /** Hosts of these tables have their low 8 bits zero: the length takes their place. */
    private static long key(final int asn, final int host, final int length) {
        return (long) asn << 32 | host & 0xFFFF_FFFFL | length;
    }

    private static int hostOf(final long key) {
        return (int) key & 0xFFFF_FF00;
    }

    private static int mask(final int length) {
        return length == 0 ? 0 : -1 << 32 - length;
    }
}
