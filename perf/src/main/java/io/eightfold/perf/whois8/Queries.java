// SPDX-License-Identifier: Apache-2.0
// The routes that verdicts are asked for.
package io.eightfold.perf.whois8;

import io.eightfold.whois8.record.ReservedAsns;
import io.eightfold.whois8.record.RouteRecord;
import io.eightfold.whois8.validation.Verdict;
import io.eightfold.whois8.validation.VerdictReason;
import io.eightfold.wire.address.Ipv8Address;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Random routes in a stated mix, each in a random place of the registry, in random order: routes as peers announce them, most of them valid. Which answer a route
 * must get is decided by {@link NaiveVerdicts} while it is chosen, so that the mix is exact. Thread: any; immutable.
 */
final class Queries {
    /** Per cent of each reason; 100 in all. */
    static final Map<VerdictReason, Integer> MIX = mix();
    /** A candidate for any reason is met after some hundred at most; this many say that the registry has none. */
    private static final int MAX_TRIES = 1_000_000;
    private final long[] prefixes;
    private final byte[] lengths;
    private final byte[] expected;

    private Queries(final int count) {
        prefixes = new long[count];
        lengths = new byte[count];
        expected = new byte[count];
    }

    private static Map<VerdictReason, Integer> mix() {
        final Map<VerdictReason, Integer> shares = new LinkedHashMap<>();
        shares.put(VerdictReason.COVERED, 60);
        shares.put(VerdictReason.TOO_LONG, 10);
        shares.put(VerdictReason.ROUTE_REVOKED, 5);
        shares.put(VerdictReason.ASN_REVOKED, 5);
        shares.put(VerdictReason.ROUTE_NOT_REGISTERED, 10);
        shares.put(VerdictReason.ASN_NOT_REGISTERED, 10);
        return shares;
    }

    /** @param count a power of two */
    static Queries of(final GeneratedRegistry registry, final int count, final long seed) {
        final Queries queries = new Queries(count);
        final NaiveVerdicts verdicts = new NaiveVerdicts(registry);
        final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < count; i++) {
            queries.choose(i, wanted(random.nextInt(100)), registry, verdicts, random);
        }
        return queries;
    }

    private static VerdictReason wanted(final int percent) {
        int left = percent;
        for (final Map.Entry<VerdictReason, Integer> share : MIX.entrySet()) {
            left -= share.getValue();
            if (left < 0) {
                return share.getKey();
            }
        }
        throw new IllegalStateException("the shares of " + MIX + " are not 100 in all");
    }

    private void choose(final int index, final VerdictReason wanted, final GeneratedRegistry registry, final NaiveVerdicts verdicts, final RandomGenerator random) {
        for (int i = 0; i < MAX_TRIES; i++) {
            final int route = random.nextInt(registry.routeCount());
            final int asn = wanted == VerdictReason.ASN_NOT_REGISTERED ? random.nextInt() : registry.routeAsn(route);
            final int length = random.nextInt(registry.length(route), RouteRecord.MAX_LENGTH + 1);
            // Below a route of the registry; for those that must not be registered, anywhere.
            final int free = wanted == VerdictReason.ROUTE_NOT_REGISTERED ? -1 : ~RouteRecord.mask(registry.length(route));
            final int host = (registry.host(route) & ~free | random.nextInt() & free) & RouteRecord.mask(length);
            if (!ReservedAsns.isReserved(asn) && verdicts.reason(asn, host, length) == wanted) {
                prefixes[index] = (long) asn << Integer.SIZE | host & 0xFFFF_FFFFL;
                lengths[index] = (byte) length;
                expected[index] = (byte) wanted.code();
                return;
            }
        }
        throw new IllegalArgumentException("the registry of " + registry.records() + " records has no route whose verdict is " + wanted.word() + "; give --records more");
    }

    int count() {
        return prefixes.length;
    }

    /** ASN and lowest host address; the array is the queries' own. */
    long[] prefixes() {
        return prefixes;
    }

    /** Host lengths; the array is the queries' own. */
    byte[] lengths() {
        return lengths;
    }

    VerdictReason expected(final int index) {
        return VerdictReason.ofCode(expected[index]);
    }

    Verdict expectedVerdict(final int index) {
        return expected(index).verdict();
    }

    /** The route at an index, for messages. */
    String text(final int index) {
        final int asn = (int) (prefixes[index] >>> Integer.SIZE);
        return new Ipv8Address(asn, (int) prefixes[index]) + "/" + lengths[index];
    }
}
