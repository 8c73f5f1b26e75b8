// SPDX-License-Identifier: Apache-2.0
// The dataplane block: workers, bursts, ICMP rate limit and neighbour cache.
package io.eightfold.controlplane.config;

import java.util.HashSet;
import java.util.List;

/**
 * Settings of the dataplane that are not tied to one interface.
 * <p>Thread: any; immutable.
 *
 * @param workers              forwarding threads, 1 to {@value #MAX_WORKERS}
 * @param workerCores          CPU of each worker in order; empty leaves placement to the kernel, else exactly one per worker
 * @param workerSpread         how the flows of an interface are divided among the workers
 * @param idle                 what a worker does when there is nothing to do
 * @param burst                packets per receive call, {@value #MIN_BURST} to {@value #MAX_BURST}
 * @param fibMemoryMib         memory the forwarding table may use, {@value #MIN_FIB_MEMORY_MIB} to {@value #MAX_FIB_MEMORY_MIB}
 * @param icmpRatePerSecond    ICMP and ICMPv8 errors per second (RFC 1812 §4.3.2.8)
 * @param icmpBurst            errors that may leave at once before the rate applies
 * @param neighborLifetimeMs   how long a neighbour's answer is believed
 * @param neighborQueuePackets packets kept per neighbour while it is being probed
 * @param neighborLimit        neighbours kept at most
 * @param arpFallbackMs        wait for an ARP8 answer before plain ARP is tried
 * @param puntUnknown          frames of unknown EtherType go to the TAP of every interface that has one
 */
public record DataplaneSettings(
        int workers,
        List<Integer> workerCores,
        WorkerSpreadKind workerSpread,
        IdleStrategyKind idle,
        int burst,
        int fibMemoryMib,
        int icmpRatePerSecond,
        int icmpBurst,
        long neighborLifetimeMs,
        int neighborQueuePackets,
        int neighborLimit,
        int arpFallbackMs,
        boolean puntUnknown) {
    public static final int MAX_WORKERS = 64;
    public static final int MAX_CORE = 1023;
    public static final int MIN_BURST = 4;
    public static final int MAX_BURST = 64;
    public static final int MIN_FIB_MEMORY_MIB = 4;
    public static final int MAX_FIB_MEMORY_MIB = 512;
    public static final int MAX_ICMP_RATE_PER_SECOND = 1_000_000;
    public static final int MAX_ICMP_BURST = 10_000;
    public static final long MIN_NEIGHBOR_LIFETIME_MS = 1_000;
    public static final long MAX_NEIGHBOR_LIFETIME_MS = 30L * 24 * 60 * 60 * 1_000;
    public static final int MAX_NEIGHBOR_QUEUE_PACKETS = 64;
    public static final int MIN_NEIGHBOR_LIMIT = 16;
    public static final int MAX_NEIGHBOR_LIMIT = 1 << 20;
    public static final int MAX_ARP_FALLBACK_MS = 10_000;
    /** What a file without a dataplane block means. */
    public static final DataplaneSettings DEFAULT = new DataplaneSettings(
            1, List.of(), WorkerSpreadKind.AUTO, IdleStrategyKind.BUSY, 32, 256, 1_000, 50, 4 * 60 * 60 * 1_000L, 8, 4_096, 50, false);

    public DataplaneSettings {
        Limits.require("workers", workers, 1, MAX_WORKERS);
        workerCores = List.copyOf(workerCores);
        Limits.require(workerCores.isEmpty() || workerCores.size() == workers,
                "workerCores=" + workerCores + " names " + workerCores.size() + " cores for workers=" + workers);
        Limits.require(new HashSet<>(workerCores).size() == workerCores.size(), "workerCores=" + workerCores + " repeats a core");
        workerCores.forEach(core -> Limits.require("workerCores", core, 0, MAX_CORE));
        Limits.require(workerSpread != null, "workerSpread is missing");
        Limits.require(idle != null, "idle is missing");
        Limits.require("burst", burst, MIN_BURST, MAX_BURST);
        Limits.require("fibMemoryMib", fibMemoryMib, MIN_FIB_MEMORY_MIB, MAX_FIB_MEMORY_MIB);
        Limits.require("icmpRatePerSecond", icmpRatePerSecond, 1, MAX_ICMP_RATE_PER_SECOND);
        Limits.require("icmpBurst", icmpBurst, 1, MAX_ICMP_BURST);
        Limits.require("neighborLifetimeMs", neighborLifetimeMs, MIN_NEIGHBOR_LIFETIME_MS, MAX_NEIGHBOR_LIFETIME_MS);
        Limits.require("neighborQueuePackets", neighborQueuePackets, 0, MAX_NEIGHBOR_QUEUE_PACKETS);
        Limits.require("neighborLimit", neighborLimit, MIN_NEIGHBOR_LIMIT, MAX_NEIGHBOR_LIMIT);
        Limits.require("arpFallbackMs", arpFallbackMs, 1, MAX_ARP_FALLBACK_MS);
    }
}
