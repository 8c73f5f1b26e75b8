// SPDX-License-Identifier: Apache-2.0
// rte_fib DIR24_8 on the host part alone.
package io.eightfold.perf.peer;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.eightfold.dpdk.DpdkException;
import io.eightfold.dpdk.Eal;
import io.eightfold.perf.table.RouteOracle;
import io.eightfold.perf.table.RouteTable;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code rte_fib} with the AVX-512 lookup where the CPU has it, and with the smaller next hops where they suffice: its fastest form. */
public final class FibPeer implements LookupPeer {
    private static final int BULK_MAX = 256;
    /** With 2-byte next hops one bit is DPDK's and the highest value stands for "no route"; the number of /24 tables has the same limit. */
    private static final int SHORT_LIMIT = 32_767;

    private final RouteTable table;
    private final int nextHopBytes;
    private final long handle;
    private final boolean isAvx512;

    /** Bound when the library is there. */
    private static final class Calls {
        static final MethodHandle CREATE = PerfLibrary.function("pf_fib_create", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT));
        static final MethodHandle IS_AVX512 = PerfLibrary.function("pf_fib_is_avx512", FunctionDescriptor.of(JAVA_INT, JAVA_LONG));
        static final MethodHandle ADD = PerfLibrary.function("pf_fib_add", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, JAVA_INT));
        static final MethodHandle LOOKUP = PerfLibrary.function("pf_fib_lookup", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS, JAVA_INT));
        static final MethodHandle RUN = PerfLibrary.function("pf_fib_run", FunctionDescriptor.ofVoid(JAVA_LONG, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT));
        static final MethodHandle FREE = PerfLibrary.function("pf_fib_free", FunctionDescriptor.ofVoid(JAVA_LONG));
    }

    private FibPeer(final RouteTable table, final int nextHopBytes, final long handle, final boolean isAvx512) {
        this.table = table;
        this.nextHopBytes = nextHopBytes;
        this.handle = handle;
        this.isAvx512 = isAvx512;
    }

    /**
     * Builds the table; only the host parts of the routes are used, so they should be of one ASN.
     * @param eal the running environment: without it DPDK's libraries have no memory.
     * @throws DpdkException when DPDK has no room.
     */
    public static FibPeer create(final Eal eal, final RouteTable table) {
        assert eal != null;
        PerfLibrary.load();
        final int tbl8s = NativeRoutes.tbl8s(table);
        final int nextHopBytes = NativeRoutes.highestNextHop(table) < SHORT_LIMIT && tbl8s <= SHORT_LIMIT ? 2 : 4;
        try {
            final long handle = (long) Calls.CREATE.invokeExact(Math.max(table.size(), 1), tbl8s, nextHopBytes);
            if (handle < 0) {
                throw new DpdkException((int) handle, "rte_fib was not created: errno " + -handle + " [" + Eal.logTail().strip() + "]; give EAL more memory");
            }
            final FibPeer peer = new FibPeer(table, nextHopBytes, handle, (int) Calls.IS_AVX512.invokeExact(handle) == 1);
            peer.fill();
            return peer;
        } catch (final DpdkException refused) {
            throw refused;
        } catch (final Throwable fault) {
            throw PerfLibrary.unexpected(fault);
        }
    }

    private void fill() throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            final NativeRoutes routes = NativeRoutes.of(table, arena);
            final int code = (int) Calls.ADD.invokeExact(handle, routes.hosts(), routes.lengths(), routes.nextHops(), routes.count());
            if (code != 0) {
                close();
                throw new DpdkException(code, "rte_fib refused a route: errno " + -code + "; give EAL more memory");
            }
        }
    }

    /** Whether DPDK's AVX-512 lookup is in use. */
    public boolean isAvx512() {
        return isAvx512;
    }

    @Override
    public String description() {
        return "rte_fib DIR24_8, " + nextHopBytes + "-byte next hops, lookup " + (isAvx512 ? "VECTOR_AVX512" : "SCALAR") + ", bulk lookups in C";
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
        final RouteOracle oracle = RouteOracle.of(table);
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment nextHops = arena.allocate(JAVA_INT, count);
            final int code = (int) Calls.LOOKUP.invokeExact(handle, destinations, nextHops, count);
            if (code != 0) {
                throw new IllegalStateException("rte_fib bulk lookup failed: errno " + -code + "; no rate is reported");
            }
            for (int i = 0; i < count; i++) {
                // Both say "no route" with all bits set.
                final int expected = oracle.lookup(destinations.getAtIndex(JAVA_LONG, i));
                if (nextHops.getAtIndex(JAVA_INT, i) != expected) {
                    throw new IllegalStateException("rte_fib answers " + nextHops.getAtIndex(JAVA_INT, i) + " for destination "
                        + Long.toHexString(destinations.getAtIndex(JAVA_LONG, i)) + ", expected " + expected + "; no rate is reported");
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
