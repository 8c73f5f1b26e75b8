// SPDX-License-Identifier: Apache-2.0
// A registry of any size, the same for the same seed.
package io.eightfold.perf.whois8;

import io.eightfold.whois8.record.AsnRecord;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.record.ReservedAsns;
import io.eightfold.whois8.record.RouteRecord;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * For each ASN its own record and nine routes: six of /16, which is the shortest that everybody can be sure to get across borders, two of /13 to /15 and one of
 * /8 to /12, each allowed up to a random longest length. Of the ASNs 2 % are revoked; of the routes 3 % are revoked and 1 % suspended. ASNs are spread over
 * all that can be registered. It keeps 13 bytes a route, so that a measured heap holds little else than what is measured. Thread: one at a time.
 */
final class GeneratedRegistry {
    /** What the registry is called. */
    static final String RIR = "perf";
    static final int ROUTES_PER_ASN = 9;
    /** Records of an ASN, its own with them. */
    static final int RECORDS_PER_ASN = ROUTES_PER_ASN + 1;
    private static final int LOOPBACK = 127;
    private static final int LINKS = 222;
    private static final int FULL_LENGTH_ROUTES = 6;
    private static final int MIDDLE_ROUTES = 2;
    private static final long YEAR_S = 365L * 86_400;
    /** Odd, so that multiples of it meet every number once. */
    private static final int SPREAD = 0x9E37_79B1;
    private static final String[] COUNTRIES = {"BR", "DE", "IN", "JP", "KE", "NL", "US", "ZA"};

    private final long nowS;
    private final int[] asns;
    private final byte[] asnStatuses;
    // Routes of the ASN at index i are at i * ROUTES_PER_ASN and after, in the order of their keys.
    private final int[] hosts;
    private final byte[] lengths;
    private final byte[] maxLengths;
    private final byte[] statuses;

    /**
     * @param records a multiple of {@link #RECORDS_PER_ASN}
     * @param nowS    all records are of earlier, and expire a year later
     */
    GeneratedRegistry(final int records, final long seed, final long nowS) {
        if (records < RECORDS_PER_ASN || records % RECORDS_PER_ASN != 0) {
            throw new IllegalArgumentException("records=" + records + " is no multiple of " + RECORDS_PER_ASN + "; an ASN has that many");
        }
        this.nowS = nowS;
        final int count = records / RECORDS_PER_ASN;
        final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        asns = asns(count, random.nextInt());
        asnStatuses = new byte[count];
        hosts = new int[count * ROUTES_PER_ASN];
        lengths = new byte[hosts.length];
        maxLengths = new byte[hosts.length];
        statuses = new byte[hosts.length];
        for (int i = 0; i < count; i++) {
            asnStatuses[i] = (byte) (random.nextInt(100) < 2 ? RecordStatus.REVOKED : RecordStatus.ACTIVE).code();
            fill(i * ROUTES_PER_ASN, random);
        }
    }

    /** In the order of unsigned numbers. */
    private static int[] asns(final int count, final int first) {
        final int[] found = new int[count];
        int candidate = first;
        for (int i = 0; i < count; candidate += SPREAD) {
            if (!ReservedAsns.isReserved(candidate)) {
                found[i++] = candidate ^ Integer.MIN_VALUE;
            }
        }
        // As signed numbers with the top bit turned over, unsigned ones are in order.
        Arrays.sort(found);
        for (int i = 0; i < count; i++) {
            found[i] ^= Integer.MIN_VALUE;
        }
        return found;
    }

    private void fill(final int from, final RandomGenerator random) {
        final long[] keys = new long[ROUTES_PER_ASN];
        int count = 0;
        while (count < keys.length) {
            final int length = length(count, random);
            final long key = (host(random) & RouteRecord.mask(length) & 0xFFFF_FFFFL) << Byte.SIZE | length;
            if (Arrays.stream(keys, 0, count).noneMatch(taken -> taken == key)) {
                keys[count++] = key;
            }
        }
        Arrays.sort(keys);
        for (int i = 0; i < keys.length; i++) {
            final int length = (int) (keys[i] & 0xFF);
            hosts[from + i] = (int) (keys[i] >>> Byte.SIZE);
            lengths[from + i] = (byte) length;
            maxLengths[from + i] = (byte) random.nextInt(length, RouteRecord.MAX_LENGTH + 1);
            statuses[from + i] = (byte) statusOf(random.nextInt(100)).code();
        }
    }

    /** Addresses that packets can go to: neither 0/8, 127/8, 222/8, which is for links inside an AS, nor multicast. */
    private static int host(final RandomGenerator random) {
        final int first = random.nextInt(1, LINKS - 1);
        return (first < LOOPBACK ? first : first + 1) << 24 | random.nextInt() >>> 8;
    }

    private static int length(final int number, final RandomGenerator random) {
        if (number < FULL_LENGTH_ROUTES) {
            return RouteRecord.MAX_LENGTH;
        }
        return number < FULL_LENGTH_ROUTES + MIDDLE_ROUTES ? random.nextInt(13, RouteRecord.MAX_LENGTH) : random.nextInt(8, 13);
    }

    private static RecordStatus statusOf(final int percent) {
        return percent < 3 ? RecordStatus.REVOKED : percent < 4 ? RecordStatus.SUSPENDED : RecordStatus.ACTIVE;
    }

    int records() {
        return asns.length * RECORDS_PER_ASN;
    }

    int asnCount() {
        return asns.length;
    }

    int routeCount() {
        return hosts.length;
    }

    int asn(final int index) {
        return asns[index];
    }

    int asnStatus(final int index) {
        return asnStatuses[index];
    }

    int routeAsn(final int route) {
        return asns[route / ROUTES_PER_ASN];
    }

    int host(final int route) {
        return hosts[route];
    }

    int length(final int route) {
        return lengths[route];
    }

    int maxLength(final int route) {
        return maxLengths[route];
    }

    /** {@link RecordStatus#code}. */
    int status(final int route) {
        return statuses[route];
    }

    /** The records of that route from now on have this status. */
    void change(final int route, final RecordStatus status) {
        statuses[route] = (byte) status.code();
    }

    RouteRecord route(final int route) {
        return new RouteRecord(routeAsn(route), hosts[route], lengths[route], maxLengths[route], RIR, RecordStatus.ofCode(statuses[route]).orElseThrow(), nowS + YEAR_S,
            nowS - 1);
    }

    private AsnRecord asnRecord(final int index) {
        final String number = Integer.toUnsignedString(asns[index]);
        return new AsnRecord(asns[index], "ORG-" + number, "Holder of number " + number, COUNTRIES[index % COUNTRIES.length], RIR,
            RecordStatus.ofCode(asnStatuses[index]).orElseThrow(), nowS + YEAR_S, 0, nowS - 1);
    }

    /** All records in the order of their keys, each made when it is asked for. */
    Iterator<RegistryRecord> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < records();
            }

            @Override
            public RegistryRecord next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("the registry has " + records() + " records");
                }
                final int index = next / RECORDS_PER_ASN;
                final int place = next++ % RECORDS_PER_ASN;
                return place == 0 ? asnRecord(index) : route(index * ROUTES_PER_ASN + place - 1);
            }
        };
    }
}
