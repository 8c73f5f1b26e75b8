// SPDX-License-Identifier: Apache-2.0
// The structure and the one call by which a worker sends, frees and receives.
package io.eightfold.dpdk;

import io.eightfold.dpdk.binding.ef_turn;
import io.eightfold.dpdk.binding.ef_tx_group;
import io.eightfold.dpdk.binding.eightfold_h;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Burst calls and the offsets of {@code struct ef_turn}. A worker owns the memory of its turn and reads and writes it raw.
 *
 * <p>Two ways into each call: the <i>critical</i> one skips the thread-state transition (some 10 ns) but holds back safepoints
 * while it runs, so it is for devices that only touch memory; devices that enter the kernel take the plain way.
 * <p>Thread: worker.
 */
public final class Turn {
    /** Most frames a burst holds. */
    public static final int BURST_MAX = 64;
    /** Most ports a turn can send to. */
    public static final int TX_GROUPS_MAX = 32;
    /** Set in a frame's length when it came in several segments that one buffer cannot hold. */
    public static final int LENGTH_SEGMENTED = 0x8000_0000;

    /** Bytes of a turn. */
    public static final int BYTES = (int) ef_turn.sizeof();
    /** {@value #BURST_MAX} mbuf handles, 8 bytes each. */
    public static final int RX_MBUF = (int) ef_turn.rx_mbuf$offset();
    /** {@value #BURST_MAX} addresses of frames, 8 bytes each. */
    public static final int RX_DATA = (int) ef_turn.rx_data$offset();
    /** {@value #BURST_MAX} frame lengths in bytes, 4 bytes each. */
    public static final int RX_LENGTH = (int) ef_turn.rx_length$offset();
    /** {@value #TX_GROUPS_MAX} groups of {@link #TX_GROUP_BYTES}. */
    public static final int TX_GROUPS = (int) ef_turn.tx_group$offset();
    /** Bytes of a group. */
    public static final int TX_GROUP_BYTES = (int) ef_tx_group.sizeof();
    /** In a group: address of the handles to send, 8 bytes. */
    public static final int GROUP_MBUFS = (int) ef_tx_group.mbufs$offset();
    /** In a group: port, 2 bytes. */
    public static final int GROUP_PORT = (int) ef_tx_group.port$offset();
    /** In a group: queue, 2 bytes. */
    public static final int GROUP_QUEUE = (int) ef_tx_group.queue$offset();
    /** In a group: handles to send, 2 bytes. */
    public static final int GROUP_COUNT = (int) ef_tx_group.count$offset();
    /** In a group: handles that were sent, 2 bytes, written by the call. */
    public static final int GROUP_SENT = (int) ef_tx_group.sent$offset();
    /** Address of handles to free, 8 bytes. */
    public static final int FREE_MBUFS = (int) ef_turn.free_mbufs$offset();
    /** How many to free, 4 bytes. */
    public static final int FREE_COUNT = (int) ef_turn.free_count$offset();
    /** Groups to send, 2 bytes. */
    public static final int TX_GROUP_COUNT = (int) ef_turn.tx_group_count$offset();
    /** Port to receive from, 2 bytes. */
    public static final int RX_PORT = (int) ef_turn.rx_port$offset();
    /** Queue to receive from, 2 bytes. */
    public static final int RX_QUEUE = (int) ef_turn.rx_queue$offset();
    /** Most frames to receive, 2 bytes. */
    public static final int RX_CAPACITY = (int) ef_turn.rx_capacity$offset();

    private static final FunctionDescriptor BY_ADDRESS = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG);
    private static final FunctionDescriptor BY_ADDRESS_AND_COUNT =
        FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT);
    private static final FunctionDescriptor ALLOCATION = FunctionDescriptor.of(
        ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT);

    static {
        NativeLibrary.load();
    }

    private static final MethodHandle TURN = Linker.nativeLinker().downcallHandle(eightfold_h.ef_turn$address(), BY_ADDRESS);
    private static final MethodHandle TURN_CRITICAL =
        Linker.nativeLinker().downcallHandle(eightfold_h.ef_turn$address(), BY_ADDRESS, Linker.Option.critical(false));
    private static final MethodHandle TX = Linker.nativeLinker().downcallHandle(eightfold_h.ef_tx$address(), BY_ADDRESS);
    private static final MethodHandle FREE = Linker.nativeLinker().downcallHandle(
        eightfold_h.ef_mbuf_free$address(), BY_ADDRESS_AND_COUNT, Linker.Option.critical(false));
    private static final MethodHandle ALLOC = Linker.nativeLinker().downcallHandle(
        eightfold_h.ef_mbuf_alloc$address(), ALLOCATION, Linker.Option.critical(false));

    private Turn() {
    }

    /** One turn, for devices that enter the kernel. Returns the number of frames received. */
    public static int exchange(final long turn) {
        try {
            return (int) TURN.invokeExact(turn);
        } catch (final Throwable e) {
            throw unreachable(e);
        }
    }

    /** One turn, for devices that only touch memory. Returns the number of frames received. */
    public static int exchangeCritical(final long turn) {
        try {
            return (int) TURN_CRITICAL.invokeExact(turn);
        } catch (final Throwable e) {
            throw unreachable(e);
        }
    }

    /** Sends one group out of turn; returns how many left. The rest still belongs to the caller. */
    public static int send(final long group) {
        try {
            return (int) TX.invokeExact(group);
        } catch (final Throwable e) {
            throw unreachable(e);
        }
    }

    /** Gives {@code count} mbufs, whose handles lie at {@code mbufs}, back to their pool. */
    public static void free(final long mbufs, final int count) {
        try {
            FREE.invokeExact(mbufs, count);
        } catch (final Throwable e) {
            throw unreachable(e);
        }
    }

    /**
     * Takes {@code count} buffers, all or none: handles to {@code mbufs}, addresses of their data to {@code data}.
     * @return 0, or a negative errno when the pool is exhausted.
     */
    public static int allocate(final long pool, final long mbufs, final long data, final int count) {
        try {
            return (int) ALLOC.invokeExact(pool, mbufs, data, count);
        } catch (final Throwable e) {
            throw unreachable(e);
        }
    }

    private static AssertionError unreachable(final Throwable cause) {
        return new AssertionError("a downcall threw", cause);
    }
}
