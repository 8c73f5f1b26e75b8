// SPDX-License-Identifier: Apache-2.0
// rte_hash and rte_lpm as a two-tier table.
package io.eightfold.perf.peer;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.eightfold.dpdk.DpdkException;
import io.eightfold.dpdk.Eal;
import io.eightfold.perf.table.LongMap;
import io.eightfold.perf.table.RouteOracle;
import io.eightfold.perf.table.RouteTable;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Every destination pays one bulk lookup of its ASN in {@code rte_hash} and one of its host part in a single {@code rte_lpm}, which holds the
 * distinct host prefixes of all routes: an {@code rte_lpm} takes 64 MiB, so one an ASN is impossible. That is charitable to the peer, whose
 * next hop is therefore the one of the merged table.
 */
public final class TwoTierPeer implements LookupPeer {
    /** rte_lpm_add compares with every rule of the same length: 200,000 prefixes take about 10 s, a million would take minutes. */
    static final int MAX_PREFIXES = 200_000;
    /** rte_lpm keeps next hops in 24 bits. */
    private static final int MAX_NEXT_HOP = (1 << 24) - 1;
    private static final int BULK_MAX = 64;

    private final int[] asns;
    private final RouteTable merged;
    private final long handle;

    /** Bound when the library is there. */
    private static final class Calls {
        static final MethodHandle CREATE = PerfLibrary.function("pf_two_tier_create", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT));
        static final MethodHandle ADD_ASNS = PerfLibrary.function("pf_two_tier_add_asns", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS, JAVA_INT));
        static final MethodHandle ADD_PREFIXES = PerfLibrary.function("pf_two_tier_add_prefixes",
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, JAVA_INT));
        static final MethodHandle LOOKUP = PerfLibrary.function("pf_two_tier_lookup",
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, JAVA_INT));
        static final MethodHandle RUN = PerfLibrary.function("pf_two_tier_run", FunctionDescriptor.ofVoid(JAVA_LONG, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT));
        static final MethodHandle FREE = PerfLibrary.function("pf_two_tier_free", FunctionDescriptor.ofVoid(JAVA_LONG));
    }

    private TwoTierPeer(final int[] asns, final RouteTable merged, final long handle) {
        this.asns = asns;
        this.merged = merged;
        this.handle = handle;
    }

    /**
     * Builds the hash and the LPM table from a table's routes, its default route left out.
     * @param eal the running environment: without it DPDK's libraries have no memory.
     * @throws DpdkException when DPDK has no room.
     */
    public static TwoTierPeer create(final Eal eal, final RouteTable table) {
        assert eal != null;
        PerfLibrary.load();
        final RouteTable merged = table.mergedHosts();
        checkLimits(merged);
        final int[] asns = table.asns();
        try {
            final long handle = (long) Calls.CREATE.invokeExact(asns.length, Math.max(merged.size(), 1), NativeRoutes.tbl8s(merged));
            if (handle < 0) {
                throw new DpdkException((int) handle, "rte_hash and rte_lpm were not created: errno " + -handle + " [" + Eal.logTail().strip()
                    + "]; give EAL more memory");
            }
            final TwoTierPeer peer = new TwoTierPeer(asns, merged, handle);
            peer.fill();
            return peer;
        } catch (final DpdkException refused) {
            throw refused;
        } catch (final Throwable fault) {
            throw PerfLibrary.unexpected(fault);
        }
    }

    private static void checkLimits(final RouteTable merged) {
        if (merged.size() > MAX_PREFIXES) {
            throw new IllegalArgumentException("the table has " + merged.size() + " distinct host prefixes, and rte_lpm takes minutes to fill with more than "
                + MAX_PREFIXES + "; give --routes a table with fewer, or compare with --peer rte_fib");
        }
        final int highest = NativeRoutes.highestNextHop(merged);
        if (highest > MAX_NEXT_HOP) {
            throw new IllegalArgumentException("next hop " + highest + " > " + MAX_NEXT_HOP + ", the most rte_lpm holds; use smaller indexes in --routes");
        }
    }

    private void fill() throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            final NativeRoutes routes = NativeRoutes.of(merged, arena);
            int code = (int) Calls.ADD_ASNS.invokeExact(handle, arena.allocateFrom(JAVA_INT, asns), asns.length);
            if (code == 0) {
                code = (int) Calls.ADD_PREFIXES.invokeExact(handle, routes.hosts(), routes.lengths(), routes.nextHops(), routes.count());
            }
            if (code != 0) {
                close();
                throw new DpdkException(code, "rte_hash or rte_lpm refused a route: errno " + -code + "; give EAL more memory");
            }
        }
    }

    @Override
    public String description() {
        return "rte_hash (crc, " + asns.length + " ASNs) and rte_lpm (" + merged.size() + " distinct host prefixes), bulk lookups in C";
    }

    @Override
    public int maxBulk() {
        return BULK_MAX;
    }

    @Override
    public void run(final MemorySegment destinations, final long first, final int count, final int bulk, final int repeats) {
        try {
            Calls.RUN.invokeExact(handle, destinations.asSlice(first * Long.BYTES, (long) count * Long.BYTES), count, bulk, repeats);
        } catch (final Throwable fault) {
            throw PerfLibrary.unexpected(fault);
        }
    }

    @Override
    public void check(final MemorySegment destinations, final int count) {
        check(destinations, count, RouteOracle.of(merged));
    }

    /** With another oracle, for the test that a wrong answer is found. */
    void check(final MemorySegment destinations, final int count, final RouteOracle oracle) {
        final LongMap expectedData = new LongMap(asns.length);
        for (int i = 0; i < asns.length; i++) {
            expectedData.put(asns[i] & 0xFFFF_FFFFL, i);
        }
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment data = arena.allocate(JAVA_INT, count);
            final MemorySegment nextHops = arena.allocate(JAVA_INT, count);
            final int code = (int) Calls.LOOKUP.invokeExact(handle, destinations, data, nextHops, count);
            if (code != 0) {
                throw new IllegalStateException("rte_hash bulk lookup failed: errno " + -code + "; no rate is reported");
            }
            for (int i = 0; i < count; i++) {
                final long destination = destinations.getAtIndex(JAVA_LONG, i);
                // Both say "none" with all bits set.
                final int expectedHop = oracle.lookup(destination & 0xFFFF_FFFFL);
                if (data.getAtIndex(JAVA_INT, i) != (int) expectedData.get(destination >>> 32) || nextHops.getAtIndex(JAVA_INT, i) != expectedHop) {
                    throw new IllegalStateException("rte_hash and rte_lpm answer " + data.getAtIndex(JAVA_INT, i) + " and " + nextHops.getAtIndex(JAVA_INT, i)
                        + " for destination " + Long.toHexString(destination) + ", expected " + expectedData.get(destination >>> 32) + " and " + expectedHop
                        + "; no rate is reported");
                }
            }
        } catch (final IllegalStateException wrong) {
            throw wrong;
        } catch (final Throwable fault) {
            throw PerfLibrary.unexpected(fault);
        }
    }

    @Override
    public void close() {
        try {
            Calls.FREE.invokeExact(handle);
        } catch (final Throwable fault) {
            throw PerfLibrary.unexpected(fault);
        }
    }
}
