// SPDX-License-Identifier: Apache-2.0
// Attaches and starts the configured ports.
package io.eightfold.dataplane.port;

import io.eightfold.dpdk.DeviceArguments;
import io.eightfold.dpdk.EthPort;
import io.eightfold.dpdk.Mempool;
import io.eightfold.dpdk.TapDevice;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Opens ports one after the other; what was opened is closed by {@link #close}. Thread: startup. */
public final class PortOpener implements AutoCloseable {
    private static final int ETHERNET_AND_VLAN_BYTES = 14 + 2 * 4;
    /** What drivers of real NICs and af_packet want at least. */
    private static final int MIN_DATA_ROOM_BYTES = 2048;
    private final int workers;
    private final WorkerSpread spread;
    private final Mempool pool;
    private final KernelSilence silence;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /**
     * @param workers        threads that receive and send.
     * @param spread         how flows are to be divided among them.
     * @param kernelSettings file that keeps what is changed in the kernel's settings of Linux interfaces.
     */
    public PortOpener(final int workers, final WorkerSpread spread, final Mempool pool, final Path kernelSettings) {
        silence = new KernelSilence(kernelSettings);
        this.workers = workers;
        this.spread = spread;
        this.pool = pool;
    }

    /** Frame bytes a buffer must hold for this MTU. */
    public static int dataRoomBytes(final int mtuBytes) {
        return Math.max(Math.max(MIN_DATA_ROOM_BYTES, mtuBytes + ETHERNET_AND_VLAN_BYTES), LinuxDevice.packetSocketFrameBytes(mtuBytes));
    }

    /**
     * Opens all.
     * @throws RuntimeException naming the interface and the remedy; ports opened before stay open until {@link #close}.
     */
    public List<RouterPort> open(final List<RouterPort.Config> configs) {
        final List<RouterPort> ports = new ArrayList<>();
        for (final RouterPort.Config config : configs) {
            ports.add(open(ports.size(), config));
        }
        return List.copyOf(ports);
    }

    private RouterPort open(final int index, final RouterPort.Config config) {
        final DeviceArguments arguments = LinuxDevice.complete(config.device(), QueuePlan.queuesToAttach(spread, workers), config.mtuBytes());
        final EthPort device = EthPort.attach(arguments);
        opened.push(device);
        if (arguments.linuxInterface() != null) {
            silence.quiet(arguments.linuxInterface(), config.tapName() != null);
        }
        final QueuePlan queues = QueuePlan.of(spread, workers, index, !config.ipv8Addresses().isEmpty(), arguments.driver(), device.info());
        device.start(new EthPort.Settings(queues.rxQueues(), queues.txQueues(), workers, config.rxDescriptors(), config.txDescriptors(),
            config.mtuBytes()), pool);
        TapDevice tap = null;
        if (config.tapName() != null) {
            tap = TapDevice.open(config.tapName(), device.info().mac(), config.mtuBytes());
            opened.push(tap);
        }
        return new RouterPort(index, config.name(), device.id(), device, device.info().mac(), config.mtuBytes(), config.etherType(),
            config.ipv8Addresses(), config.ipv4Addresses(), tap, config.puntsUnknown(), queues, config.vrf(), config.border());
    }

    /** Gives the kernel its settings back. Devices stay as they are: safe even while a worker still polls them. */
    public void restoreKernel() {
        silence.close();
    }

    /** Closes devices and TAPs, the last one first; all of them, even when one fails. */
    @Override
    public void close() {
        IllegalStateException failure = null;
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (final Exception e) {
                failure = failure == null ? new IllegalStateException("a port did not close: " + e.getMessage(), e) : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
