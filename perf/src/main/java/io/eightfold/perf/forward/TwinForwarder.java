// SPDX-License-Identifier: Apache-2.0
// The worker's twin in C as a forwarder.
package io.eightfold.perf.forward;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dpdk.DpdkException;
import io.eightfold.dpdk.EthPort;
import io.eightfold.perf.peer.PerfLibrary;
import io.eightfold.wire.memory.Memory;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/**
 * {@code twin.c}: the steps of {@link io.eightfold.dataplane.worker.ForwardingWorker} over the same table, records, buffers and devices, without
 * a slow path. One downcall makes all turns that are asked for, so that no boundary between Java and C is in its rate.
 */
public final class TwinForwarder implements Forwarder {
    private static final int QUEUE = 0;
    // struct pf_twin_config
    private static final int ROOT_POINTER = 0;
    private static final int RECORDS = 8;
    private static final int MAC = 16;
    private static final int IPV8_TYPE = 24;
    private static final int BURST = 28;
    private static final int PORTS = 32;
    private static final int RX_PORT = 36;
    private static final int RX_QUEUE = 38;
    private static final int DPDK_IDS = 40;
    private static final int CONFIG_BYTES = DPDK_IDS + 32 * Short.BYTES;

    private final long handle;

    /** Bound when the library is there. */
    private static final class Calls {
        static final MethodHandle CREATE = PerfLibrary.function("pf_twin_create", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
        static final MethodHandle TURNS = PerfLibrary.function("pf_twin_turns", FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_INT));
        static final MethodHandle FLUSH = PerfLibrary.function("pf_twin_flush", FunctionDescriptor.ofVoid(JAVA_LONG));
        static final MethodHandle RECEIVED = PerfLibrary.function("pf_twin_received", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
        static final MethodHandle FORWARDED = PerfLibrary.function("pf_twin_forwarded", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
        static final MethodHandle FREE = PerfLibrary.function("pf_twin_free", FunctionDescriptor.ofVoid(JAVA_LONG));
    }

    /** @throws DpdkException when the library is missing or refuses. */
    public TwinForwarder(final ForwardPath path) {
        this(path.in(), path.out(), path.fib(), path.nextHops(), path.burst());
    }

    /**
     * Between two ports.
     * @throws DpdkException when the library is missing or refuses.
     */
    public TwinForwarder(final EthPort in, final EthPort out, final Fib fib, final NextHopTable nextHops, final int burst) {
        PerfLibrary.load();
        final long config = Memory.allocate(CONFIG_BYTES);
        try {
            Memory.putNativeLong(config + ROOT_POINTER, fib.rootPointer());
            Memory.putNativeLong(config + RECORDS, nextHops.base());
            Memory.putNativeLong(config + MAC, NextHopTable.macBits(TestTraffic.IN_MAC));
            Memory.putNativeInt(config + IPV8_TYPE, Short.toUnsignedInt(Short.reverseBytes((short) TestTraffic.ETHER_TYPE)));
            Memory.putNativeInt(config + BURST, burst);
            Memory.putNativeInt(config + PORTS, 2);
            Memory.putNativeShort(config + RX_PORT, in.id());
            Memory.putNativeShort(config + RX_QUEUE, QUEUE);
            Memory.putNativeShort(config + DPDK_IDS, in.id());
            Memory.putNativeShort(config + DPDK_IDS + Short.BYTES, out.id());
            handle = (long) Calls.CREATE.invokeExact(config);
        } catch (final Throwable fault) {
            throw PerfLibrary.unexpected(fault);
        } finally {
            Memory.free(config);
        }
        if (handle < 0) {
            throw new DpdkException((int) handle, "the twin was not created: errno " + -handle + "; burst is 1 to 64 and there must be memory");
        }
    }

    @Override
    public void turns(final int count) {
        try {
            Calls.TURNS.invokeExact(handle, count);
        } catch (final Throwable fault) {
            throw PerfLibrary.unexpected(fault);
        }
    }

    @Override
    public void flush() {
        try {
            Calls.FLUSH.invokeExact(handle);
        } catch (final Throwable fault) {
            throw PerfLibrary.unexpected(fault);
        }
    }

    @Override
    public long received() {
        try {
            return (long) Calls.RECEIVED.invokeExact(handle);
        } catch (final Throwable fault) {
            throw PerfLibrary.unexpected(fault);
        }
    }

    @Override
    public long forwarded() {
        try {
            return (long) Calls.FORWARDED.invokeExact(handle);
        } catch (final Throwable fault) {
            throw PerfLibrary.unexpected(fault);
        }
    }

    @Override
    public void close() {
        flush();
        try {
            Calls.FREE.invokeExact(handle);
        } catch (final Throwable fault) {
            throw PerfLibrary.unexpected(fault);
        }
    }
}
