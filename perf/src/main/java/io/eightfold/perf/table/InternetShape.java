// SPDX-License-Identifier: Apache-2.0
// Today's Internet mapped to IPv8, and its growth.
package io.eightfold.perf.table;

import java.util.SplittableRandom;

/**
 * Tables of many ASNs with few routes each. {@link #today} has the figures of the IPv4 table of 2026 under the /16 rule (a route is at most 16
 * host bits long): 84,159 ASNs, 275,113 routes; routes an ASN: median 1, 90 % at most 5, 99 % at most 32, largest 2,560. {@link #grown} is the
 * same curve over 100,000 ASNs, stretched to a million routes. ASNs are drawn from where they are assigned: most of 1 to 64,495, and 131,072 to 402,000.
 * Thread: any.
 */
public final class InternetShape {
    static final int TODAY_ASNS = 84_159;
    static final int TODAY_ROUTES = 275_113;
    static final int TODAY_LARGEST = 2_560;
    private static final double TODAY_MEAN = (double) TODAY_ROUTES / TODAY_ASNS;
    /** Shares of ASNs that have at most 1, 2, 3, 4 and 5 routes. */
    private static final double[] SMALL = {0.60, 0.75, 0.83, 0.87, 0.905};
    /** Share of ASNs that have at most {@link #MIDDLE_MOST} routes. */
    private static final double MIDDLE = 0.991;
    private static final int MIDDLE_LEAST = 6;
    private static final int MIDDLE_MOST = 32;
    /** Bends the middle of the curve so that its mean meets today's. */
    private static final double MIDDLE_EXPONENT = 4.2;
    /** Pareto exponent of the few large ASNs. */
    private static final double TAIL_EXPONENT = 0.661;
    private static final int FIRST_SHORT_ASN = 1;
    private static final int LAST_SHORT_ASN = 64_495;
    private static final int FIRST_LONG_ASN = 131_072;
    private static final int LAST_LONG_ASN = 402_000;
    private static final double SHORT_ASN_SHARE = 0.62;

    private final SplittableRandom random;
    private final int nextHops;
    private final double stretch;
    private final LongMap seen;
    private final RouteTable.Builder table;

    private InternetShape(final String name, final int asns, final int routes, final int nextHops, final long seed) {
        random = new SplittableRandom(seed);
        this.nextHops = nextHops;
        stretch = (double) routes / asns / TODAY_MEAN;
        seen = new LongMap(routes);
        table = new RouteTable.Builder(name + '-' + routes + "routes-" + asns + "asns", routes);
    }

    /** Today's table. */
    public static RouteTable today(final int nextHops, final long seed) {
        return of("internet", TODAY_ASNS, TODAY_ROUTES, nextHops, seed);
    }

    /** A million routes over 100,000 ASNs. */
    public static RouteTable grown(final int nextHops, final long seed) {
        return of("internet-grown", 100_000, 1_000_000, nextHops, seed);
    }

    /**
     * The same curve in another size.
     * @param nextHops next-hop indexes are 0 to {@code nextHops - 1}.
     */
    public static RouteTable of(final String name, final int asns, final int routes, final int nextHops, final long seed) {
        return new InternetShape(name, asns, routes, nextHops, seed).generate(asns, routes);
    }

    private RouteTable generate(final int asnCount, final int routes) {
        final int[] counts = counts(asnCount, routes);
        final int[] asns = asns(asnCount);
        for (int i = 0; i < asnCount; i++) {
            addAsn(asns[i], counts[i]);
        }
        return table.build();
    }

    /** Routes of each ASN, smallest first; their sum is exact. */
    private int[] counts(final int asns, final int routes) {
        final int[] counts = new int[asns];
        long left = routes;
        for (int i = 0; i < asns; i++) {
            final double exact = Math.min(curve((i + 0.5) / asns), TODAY_LARGEST) * stretch;
            counts[i] = Math.max(1, (int) (exact + random.nextDouble()));
            left -= counts[i];
        }
        left += counts[asns - 1];
        counts[asns - 1] = (int) Math.round(TODAY_LARGEST * stretch);
        settle(counts, left - counts[asns - 1]);
        return counts;
    }

    private static double curve(final double quantile) {
        for (int i = 0; i < SMALL.length; i++) {
            if (quantile < SMALL[i]) {
                return i + 1;
            }
        }
        if (quantile < MIDDLE) {
            final double share = (quantile - SMALL[SMALL.length - 1]) / (MIDDLE - SMALL[SMALL.length - 1]);
            return MIDDLE_LEAST + (MIDDLE_MOST - MIDDLE_LEAST) * Math.pow(share, MIDDLE_EXPONENT);
        }
        return MIDDLE_MOST * Math.pow((1 - quantile) / (1 - MIDDLE), -TAIL_EXPONENT);
    }

    /** Spreads what is missing or too much over the middle of the curve, where it changes none of its promised points. */
    private void settle(final int[] counts, final long difference) {
        final int from = (int) Math.ceil(SMALL[SMALL.length - 1] * counts.length);
        final int to = (int) (MIDDLE * counts.length);
        final int least = (int) Math.ceil(MIDDLE_LEAST * stretch);
        final int most = (int) (MIDDLE_MOST * stretch);
        long left = difference;
        long refused = 0;
        while (left != 0) {
            final int at = random.nextInt(from, to);
            final int changed = counts[at] + Long.signum(left);
            if (changed >= least && changed <= most) {
                counts[at] = changed;
                left -= Long.signum(left);
                refused = 0;
            } else if (++refused > 1000L * counts.length) {
                throw new IllegalArgumentException("routes do not fit this curve over asns=" + counts.length + ", " + left + " are left; use more ASNs");
            }
        }
    }

    /** Distinct ASNs in random order. */
    private int[] asns(final int count) {
        final int shortOnes = Math.min((int) (count * SHORT_ASN_SHARE), LAST_SHORT_ASN);
        final int[] asns = new int[count];
        draw(asns, 0, shortOnes, FIRST_SHORT_ASN, LAST_SHORT_ASN);
        draw(asns, shortOnes, count, FIRST_LONG_ASN, LAST_LONG_ASN);
        for (int i = count - 1; i > 0; i--) {
            final int other = random.nextInt(i + 1);
            final int asn = asns[i];
            asns[i] = asns[other];
            asns[other] = asn;
        }
        return asns;
    }

    private void draw(final int[] asns, final int from, final int to, final int lowest, final int highest) {
        final int range = highest - lowest + 1;
        if (to - from > range) {
            throw new IllegalArgumentException("asns=" + asns.length + " is more than are assigned; use at most " + (LAST_SHORT_ASN + LAST_LONG_ASN - FIRST_LONG_ASN));
        }
        int wanted = to - from;
        int at = from;
        // Each number in turn, with the chance that fills the wanted count exactly.
        for (int i = 0; i < range; i++) {
            if (random.nextInt(range - i) < wanted) {
                asns[at++] = lowest + i;
                wanted--;
            }
        }
    }

    /** Nearly all /16, in runs as they are allocated; 2 % shorter; some ASNs have one route for all of their hosts. */
    private void addAsn(final int asn, final int count) {
        int left = count;
        if (random.nextInt(100) < (count == 1 ? 6 : 4)) {
            add(asn, 0, 0);
            left--;
        }
        int sixteen = randomSixteen();
        while (left > 0) {
            final int hostLength = random.nextInt(100) < 2 ? random.nextInt(12, 16) : 16;
            sixteen = random.nextInt(100) < 35 && sixteen < 0xDFFF ? sixteen + 1 : randomSixteen();
            if (add(asn, sixteen << 16 & (int) RouteTable.mask(RouteTable.ASN_BITS + hostLength), hostLength)) {
                left--;
            }
        }
    }

    /** The first 16 bits of a unicast address. */
    private int randomSixteen() {
        return random.nextInt(1 << 8, 224 << 8);
    }

    private boolean add(final int asn, final int host, final int hostLength) {
        if (seen.put((long) asn << 21 | (host >>> 16) << 5 | hostLength, 1) != LongMap.ABSENT) {
            return false;
        }
        table.add((long) asn << 32 | host & 0xFFFF_FFFFL, RouteTable.ASN_BITS + hostLength, random.nextInt(nextHops));
        return true;
    }
}
