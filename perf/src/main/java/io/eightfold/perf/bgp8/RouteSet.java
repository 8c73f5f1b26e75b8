// SPDX-License-Identifier: Apache-2.0
// The routes of a measurement.
package io.eightfold.perf.bgp8;

import io.eightfold.perf.table.LongMap;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The routes of a measurement: as many prefixes as wanted, and for about every seven of them one set of attributes (AS path of 2 to 6 with the sender's own ASN, up to four communities,
 * sometimes a MED), as in the table of the Internet. Prefixes with an ASN get a set whose path ends with it. The same seed gives the same routes. Thread: any after it was made.
 */
final class RouteSet {
    /** Prefixes that share a set of attributes, on average. */
    private static final int PER_SET = 7;
    private static final int FIRST_ASN = 131_072;
    private static final int ASN_RANGE = 300_000;
    /** Of 1000 prefixes of the Internet's table so many are longer than the one before: /24, /23, /22, /21, /20, /19, /16. */
    private static final int[] LENGTHS = {24, 24, 24, 24, 24, 24, 23, 22, 22, 21, 20, 19, 16};
    private static final int[] LENGTHS_OF_ASN = {16, 16, 16, 16, 16, 16, 16, 15, 15, 14, 13, 12};
    private static final int LONGEST_OF_ASN = 16;
    private static final int SHORTEST = 9;
    private static final int LOOPBACK = 127;
    private static final int FIRST_OCTET_END = 222;

    private final RouteKind kind;
    private final long[] addresses;
    private final byte[] lengthBits;
    private final int[] sets;
    private final int setCount;
    private final int[][] paths;
    private final int[][] communities;
    private final int[] meds;
    private final LongMap indexes;

    /** @param count at least 1; at most 100,000 where the ASN is not part of the prefix, as there are no more of at most /16 */
    RouteSet(final RouteKind kind, final int count, final long seed) {
        this.kind = kind;
        addresses = new long[count];
        lengthBits = new byte[count];
        sets = new int[count];
        indexes = new LongMap(count);
        setCount = (count + PER_SET - 1) / PER_SET;
        paths = new int[2 * setCount][];
        communities = new int[2 * setCount][];
        meds = new int[2 * setCount];
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2 * setCount; i++) {
            makeSet(i, random);
        }
        spread(random);
        for (int i = 0; i < count; i++) {
            makePrefix(i, random);
        }
    }

    private void makeSet(final int index, final SplittableRandom random) {
        // Those that a change brings are never the origin alone: they would be the same as before.
        final int[] path = new int[random.nextInt(index < setCount ? 1 : 2, 6)];
        Arrays.setAll(path, i -> FIRST_ASN + random.nextInt(ASN_RANGE));
        // An ASN of its own for each set: a stride that shares no factor with the range meets all before it repeats one.
        path[path.length - 1] = FIRST_ASN + (int) ((long) baseSet(index) * 7_919 % ASN_RANGE);
        paths[index] = path;
        communities[index] = random.ints(random.nextInt(5), FIRST_ASN, Integer.MAX_VALUE).sorted().distinct().toArray();
        meds[index] = random.nextInt(4) == 0 ? random.nextInt(1, 1000) : -1;
    }

    /** Sizes differ: one set has 1 to 13 prefixes. Those of a set follow each other. */
    private void spread(final SplittableRandom random) {
        int route = 0;
        for (int set = 0; set < setCount && route < sets.length; set++) {
            final int left = sets.length - route - (setCount - 1 - set);
            final int size = set == setCount - 1 ? left : Math.min(left, random.nextInt(1, 2 * PER_SET));
            Arrays.fill(sets, route, route + size, set);
            route += size;
        }
        if (route < sets.length) {
            Arrays.fill(sets, route, sets.length, setCount - 1);
        }
    }

    private void makePrefix(final int index, final SplittableRandom random) {
        final long asn = kind.hasAsn() ? originAsn(index) & 0xFFFF_FFFFL : 0;
        for (int tries = 0;; tries++) {
            final int bits = kind.hasAsn() ? lengthOfAsn(random, tries) : LENGTHS[random.nextInt(LENGTHS.length)];
            final int host = random.nextInt() & -1 << 32 - bits;
            final int octet = host >>> 24;
            if (octet == 0 || octet == LOOPBACK || octet >= FIRST_OCTET_END) {
                continue;
            }
            final long address = asn << 32 | host & 0xFFFF_FFFFL;
            final long key = key(kind.isClassic() ? address & 0xFFFF_FFFFL : address, bits);
            if (indexes.get(key) == LongMap.ABSENT) {
                indexes.put(key, index);
                addresses[index] = address;
                lengthBits[index] = (byte) bits;
                return;
            }
        }
    }

    /** Where prefixes of all ASNs share one space, it gets crowded: then any length will do. */
    private static int lengthOfAsn(final SplittableRandom random, final int tries) {
        return tries < 3 ? LENGTHS_OF_ASN[random.nextInt(LENGTHS_OF_ASN.length)] : random.nextInt(SHORTEST, LONGEST_OF_ASN + 1);
    }

    /** The length lies in bits that no prefix of at most /24 has. */
    private static long key(final long address, final int bits) {
        return address | bits;
    }

    RouteKind kind() {
        return kind;
    }

    int count() {
        return addresses.length;
    }

    /** Sets of attributes that routes have to begin with. */
    int setCount() {
        return setCount;
    }

    long address(final int index) {
        return addresses[index];
    }

    /** Of the host part: 9 to 24. */
    int hostBits(final int index) {
        return lengthBits[index];
    }

    /** Number of the prefix' set of attributes. */
    int set(final int index) {
        return sets[index];
    }

    /** AS path behind the sender's own ASN; not to be changed. */
    int[] path(final int set) {
        return paths[set];
    }

    /** Standard communities; not to be changed. */
    int[] communities(final int set) {
        return communities[set];
    }

    /** The attributes that a route of this set gets when it changes; the last ASN is the same, so that the ASN of the prefix stays the origin's. */
    int otherSet(final int set) {
        return set + setCount;
    }

    /** The set that a route had before it got the other one, or still has. */
    int baseSet(final int set) {
        return set % setCount;
    }

    /** Negative: none. */
    int med(final int set) {
        return meds[set];
    }

    /** The last of the path. */
    int originAsn(final int index) {
        final int[] path = paths[sets[index]];
        return path[path.length - 1];
    }

    /** The route of a prefix, or -1. @param address with the ASN where the carrier says it with the prefix, else the host part */
    int find(final long address, final int hostBits) {
        return (int) indexes.get(key(address, hostBits));
    }
}
