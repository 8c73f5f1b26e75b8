// SPDX-License-Identifier: Apache-2.0
// Which worker receives from which queue of a port, and who forwards what it got.
package io.eightfold.dataplane.port;

import io.eightfold.dpdk.DeviceArguments;
import io.eightfold.dpdk.EthPort;
import java.util.Set;

/**
 * The queues of one port. NICs hash IPv4 and IPv6 but no EtherType of IPv8: all of it would come by one queue, and the other workers would
 * idle. Virtual devices mostly have one queue, or let what feeds them choose it.
 *
 * @param spread      in use, never {@link WorkerSpread#AUTO}.
 * @param reason      why, in the operator's words.
 * @param rxQueues    receive queues; queue {@code q} is read by {@link #receiver}.
 * @param txQueues    send queues; with fewer than workers, workers take turns in one.
 * @param firstWorker reads queue 0.
 */
public record QueuePlan(WorkerSpread spread, String reason, int rxQueues, int txQueues, int firstWorker) {
    private static final String PHYSICAL = "pci";
    /** Each queue is a socket of its own: what comes into one that nobody reads is lost. */
    private static final Set<String> SOCKETS = Set.of("net_af_packet", "net_af_xdp");
    /** Nobody at the other end has to read the queue a frame was sent by. */
    private static final Set<String> FREE_TO_SEND = Set.of(PHYSICAL, "net_null");

    public QueuePlan {
        if (spread == WorkerSpread.AUTO) {
            throw new IllegalArgumentException("spread=auto is a wish, not a plan; name what it came to");
        }
    }

    /** A port that one worker alone receives from and sends by. */
    public static QueuePlan single() {
        return new QueuePlan(WorkerSpread.NONE, "one worker", 1, 1, 0);
    }

    /** Queues that a device which is given its number of queues when it is attached should get. */
    public static int queuesToAttach(final WorkerSpread wanted, final int workers) {
        return wanted == WorkerSpread.RSS ? workers : 1;
    }

    /** Whether the device line says how many queues the device has, so that several workers may come to receive from it. */
    public static boolean hasConfiguredQueues(final DeviceArguments device) {
        return device.arguments().containsKey("qpairs") || device.arguments().containsKey("queue_count");
    }

    /**
     * Decides for one port.
     * @param index   of the port: receiving is divided among the workers port by port.
     * @param hasIpv8 whether IPv8 is spoken on the port.
     * @param driver  as in the device line, {@code pci} for a NIC.
     * @param info    of the attached device.
     */
    public static QueuePlan of(final WorkerSpread wanted, final int workers, final int index, final boolean hasIpv8, final String driver, final EthPort.Info info) {
        final WorkerSpread spread = workers == 1 ? WorkerSpread.NONE : wanted == WorkerSpread.AUTO ? choose(workers, hasIpv8, driver, info) : wanted;
        final String reason = workers == 1 ? "one worker" : wanted == WorkerSpread.AUTO ? reason(workers, hasIpv8, driver, info) : configured(wanted, driver, info);
        final int needed = spread == WorkerSpread.RSS ? workers : 1;
        final int rxQueues = SOCKETS.contains(driver) ? Math.max(needed, info.maxRxQueues()) : needed;
        // A virtual device's queues are pairs, and the far end reads as many as it was told of.
        final int txQueues = FREE_TO_SEND.contains(driver) ? Math.min(workers, info.maxTxQueues()) : spread == WorkerSpread.RSS ? workers : rxQueues;
        return new QueuePlan(spread, reason, rxQueues, txQueues, spread == WorkerSpread.RSS ? 0 : index % workers);
    }

    /** The worker that reads a receive queue. */
    public int receiver(final int queue, final int workers) {
        return (firstWorker + queue) % workers;
    }

    private static WorkerSpread choose(final int workers, final boolean hasIpv8, final String driver, final EthPort.Info info) {
        return !hasIpv8 && isHashingNic(driver, info) && info.maxRxQueues() >= workers ? WorkerSpread.RSS : WorkerSpread.SOFTWARE;
    }

    private static String configured(final WorkerSpread wanted, final String driver, final EthPort.Info info) {
        final boolean isHashed = wanted != WorkerSpread.RSS || SOCKETS.contains(driver) || isHashingNic(driver, info);
        return isHashed ? "configured" : "configured; the device hashes no flows, so they may all come by one queue";
    }

    private static String reason(final int workers, final boolean hasIpv8, final String driver, final EthPort.Info info) {
        if (!isHashingNic(driver, info)) {
            return "the device hashes no flows";
        }
        if (hasIpv8) {
            return "the device does not hash IPv8";
        }
        return info.maxRxQueues() < workers ? "the device has " + info.maxRxQueues() + " queues for " + workers + " workers" : "the device hashes IPv4, all that is spoken here";
    }

    /** A virtual device's word on hashing (net_tap) is about what can be programmed, not about what it does by itself. */
    private static boolean isHashingNic(final String driver, final EthPort.Info info) {
        return PHYSICAL.equals(driver) && info.hashesIpv4();
    }
}
