// SPDX-License-Identifier: Apache-2.0
// What DPDK and the scheduler need to know of a thread of ours.
package io.eightfold.dpdk;

import io.eightfold.dpdk.binding.eightfold_h;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Registration and pinning of the calling thread. */
public final class NativeThread {
    private NativeThread() {
    }

    /**
     * Gives the calling thread an lcore id, so that mempool caches work for it. Thread: worker or control, at its start.
     * @throws DpdkException when DPDK has no lcore id left.
     */
    public static void register() {
        final int code = eightfold_h.ef_thread_register();
        if (code != 0) {
            throw new DpdkException(code, "thread " + Thread.currentThread().getName() + " cannot be registered with DPDK: "
                + Eal.errorText(code) + "; lower `workers`");
        }
    }

    /** Gives the lcore id back. */
    public static void unregister() {
        eightfold_h.ef_thread_unregister();
    }

    /**
     * Binds the calling thread to one CPU.
     * @throws DpdkException when the CPU does not exist or is not allowed here.
     */
    public static void pin(final int cpu) {
        final int code = eightfold_h.ef_thread_pin(cpu);
        if (code != 0) {
            throw new DpdkException(code, "thread " + Thread.currentThread().getName() + " cannot be pinned to CPU " + cpu + ": "
                + Eal.errorText(code) + "; choose CPUs from `worker-cores` that taskset -p shows as allowed");
        }
    }

    /** Whether the scheduler lets this process use a CPU; true when that cannot be found out. */
    public static boolean isAllowed(final int cpu) {
        try {
            for (final String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("Cpus_allowed_list:")) {
                    return isIn(cpu, line.substring("Cpus_allowed_list:".length()).strip());
                }
            }
        } catch (final IOException e) {
            return true;
        }
        return true;
    }

    /** Whether a list such as {@code 0-3,8} names the CPU. */
    static boolean isIn(final int cpu, final String list) {
        for (final String range : list.split(",")) {
            final String[] ends = range.split("-");
            if (cpu >= Integer.parseInt(ends[0]) && cpu <= Integer.parseInt(ends[ends.length - 1])) {
                return true;
            }
        }
        return false;
    }

    /** CPU the calling thread runs on right now. */
    public static int cpu() {
        return eightfold_h.ef_thread_cpu();
    }

    /** Time stamp counter; counts at {@link #tscHz}. */
    public static long tsc() {
        return eightfold_h.ef_tsc();
    }

    /** Rate of the time stamp counter in Hz. */
    public static long tscHz() {
        return eightfold_h.ef_tsc_hz();
    }
}
