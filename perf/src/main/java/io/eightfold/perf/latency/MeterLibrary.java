// SPDX-License-Identifier: Apache-2.0
// The functions of the meter in libeightfold-perf.so.
package io.eightfold.perf.latency;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.eightfold.dpdk.DpdkException;
import io.eightfold.perf.peer.PerfLibrary;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Bound when first used; {@link PerfLibrary#load} loads the library. Thread: any, but for what {@link Meter} says. */
final class MeterLibrary {
    private static final MethodHandle RUN;
    private static final MethodHandle LENGTH;
    private static final MethodHandle INDEX;
    private static final MethodHandle VALUE;
    private static final MethodHandle PIN_ALL;
    private static final MethodHandle PRIORITY;
    private static final MethodHandle ROUND_TRIP;

    static {
        PerfLibrary.load();
        RUN = PerfLibrary.function("pf_meter_run", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
        LENGTH = PerfLibrary.function("pf_histogram_length", FunctionDescriptor.of(JAVA_INT));
        INDEX = PerfLibrary.function("pf_histogram_index", FunctionDescriptor.of(JAVA_INT, JAVA_LONG));
        VALUE = PerfLibrary.function("pf_histogram_value", FunctionDescriptor.of(JAVA_LONG, JAVA_INT));
        PIN_ALL = PerfLibrary.function("pf_threads_pin", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
        PRIORITY = PerfLibrary.function("pf_thread_priority", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
        ROUND_TRIP = PerfLibrary.function("pf_line_round_trip_ns", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    }

    private MeterLibrary() {
    }

    static int run(final MemorySegment config, final MemorySegment result, final MemorySegment all, final MemorySegment present) {
        try {
            return (int) RUN.invokeExact(config, result, all, present);
        } catch (final Throwable fault) {
            throw unexpected(fault);
        }
    }

    /** Counts that a histogram of the meter has. */
    static int histogramLength() {
        try {
            return (int) LENGTH.invokeExact();
        } catch (final Throwable fault) {
            throw unexpected(fault);
        }
    }

    /** Where a value is counted. */
    static int histogramIndex(final long ns) {
        try {
            return (int) INDEX.invokeExact(ns);
        } catch (final Throwable fault) {
            throw unexpected(fault);
        }
    }

    /** The lowest value that is counted at a place. */
    static long histogramValue(final int index) {
        try {
            return (long) VALUE.invokeExact(index);
        } catch (final Throwable fault) {
            throw unexpected(fault);
        }
    }

    /**
     * Moves every thread of this process to one CPU; threads that are started later inherit it.
     * @throws DpdkException when the CPU does not exist or is not allowed here.
     */
    static void pinAll(final int cpu) {
        final int code;
        try {
            code = (int) PIN_ALL.invokeExact(cpu);
        } catch (final Throwable fault) {
            throw unexpected(fault);
        }
        if (code != 0) {
            throw new DpdkException(code, "the JVM's threads cannot be moved to CPU " + cpu + ": errno " + -code
                + "; choose a --generator-core that taskset -p shows as allowed");
        }
    }

    /** Asks for the real-time policy for the calling thread; false when that is not allowed here. */
    static boolean requestRealTime() {
        try {
            return (int) PRIORITY.invokeExact(Meter.PRIORITY_REAL_TIME) == 0;
        } catch (final Throwable fault) {
            throw unexpected(fault);
        }
    }

    /** The time a cache line takes from this thread's core to another and back, in ns; negative when the other core was not free. */
    static int lineRoundTripNs(final int cpu) {
        try {
            return (int) ROUND_TRIP.invokeExact(cpu);
        } catch (final Throwable fault) {
            throw unexpected(fault);
        }
    }

    /** Turns what {@code invokeExact} declares into what can happen: nothing but a fault of ours. */
    private static IllegalStateException unexpected(final Throwable fault) {
        if (fault instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(fault);
    }
}
