// SPDX-License-Identifier: Apache-2.0
// Attaches and starts the configured ports.
package io.eightfold.dataplane.port;

import io.eightfold.dpdk.DeviceArguments;
import io.eightfold.dpdk.EthPort;
import io.eightfold.dpdk.Mempool;
import io.eightfold.dpdk.TapDevice;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Opens ports one after the other; what was opened is closed by {@link #close}. Thread: startup. */
public final class PortOpener implements AutoCloseable {
    private static final int ETHERNET_AND_VLAN_BYTES = 14 + 2 * 4;
    /** What drivers of real NICs and af_packet want at least. */
    private static final int MIN_DATA_ROOM_BYTES = 2048;
    private final int queues;
    private final Mempool pool;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /** @param queues receive and send queues each port gets, one a worker. */
    public PortOpener(final int queues, final Mempool pool) {
        this.queues = queues;
        this.pool = pool;
    }

    /** Frame bytes a buffer must hold for this MTU. */
    public static int dataRoomBytes(final int mtuBytes) {
        return Math.max(MIN_DATA_ROOM_BYTES, mtuBytes + ETHERNET_AND_VLAN_BYTES);
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
        final EthPort device = EthPort.attach(withQueues(config.device()));
        opened.push(device);
        device.start(new EthPort.Settings(queues, queues, config.rxDescriptors(), config.txDescriptors(), config.mtuBytes()), pool);
        TapDevice tap = null;
        if (config.tapName() != null) {
            tap = TapDevice.open(config.tapName(), device.info().mac(), config.mtuBytes());
            opened.push(tap);
        }
        return new RouterPort(index, config.name(), device.id(), device, device.info().mac(), config.mtuBytes(), config.etherType(),
            config.ipv8Addresses(), config.ipv4Addresses(), tap, config.puntsUnknown());
    }

    /** af_packet has one pair of queues unless told otherwise. */
    private DeviceArguments withQueues(final DeviceArguments device) {
        if (queues == 1 || !"net_af_packet".equals(device.driver()) || device.arguments().containsKey("qpairs")) {
            return device;
        }
        final Map<String, String> arguments = new LinkedHashMap<>(device.arguments());
        arguments.put("qpairs", Integer.toString(queues));
        return new DeviceArguments(device.device(), device.driver(), arguments);
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (final Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
