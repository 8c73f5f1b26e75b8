// SPDX-License-Identifier: Apache-2.0
// The dpdk block: what the process asks of DPDK's environment abstraction layer (EAL).
package io.eightfold.controlplane.config;

import java.util.List;

/**
 * What the process asks of DPDK's environment abstraction layer (EAL).
 * <p>Thread: any; immutable.
 *
 * @param hugepages    {@code auto} uses hugepages when there are enough, {@code never} runs without, {@code require} refuses to start without
 * @param memoryMib    memory for DPDK in MiB, {@value #MIN_MEMORY_MIB} to {@value #MAX_MEMORY_MIB}
 * @param mbufs        packet buffers in the pool, {@value #MIN_MBUFS} to {@value #MAX_MBUFS}
 * @param ealArguments further EAL arguments, one word each, in the order of the file
 */
public record DpdkConfig(String hugepages, int memoryMib, int mbufs, List<String> ealArguments) {
    /** The words {@code hugepages} accepts. */
    public static final List<String> HUGEPAGES_WORDS = List.of("auto", "never", "require");
    public static final int MIN_MEMORY_MIB = 64;
    public static final int MAX_MEMORY_MIB = 1 << 20;
    public static final int MIN_MBUFS = 1024;
    public static final int MAX_MBUFS = 1 << 23;
    /** What a file without a dpdk block means. */
    public static final DpdkConfig DEFAULT = new DpdkConfig("auto", 256, 16_384, List.of());

    public DpdkConfig {
        Limits.require(HUGEPAGES_WORDS.contains(hugepages), "hugepages=" + hugepages + " is none of " + HUGEPAGES_WORDS);
        Limits.require("memoryMib", memoryMib, MIN_MEMORY_MIB, MAX_MEMORY_MIB);
        Limits.require("mbufs", mbufs, MIN_MBUFS, MAX_MBUFS);
        ealArguments = List.copyOf(ealArguments);
    }
}
