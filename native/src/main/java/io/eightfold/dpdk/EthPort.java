// SPDX-License-Identifier: Apache-2.0
// An Ethernet device under DPDK.
package io.eightfold.dpdk;

import io.eightfold.dpdk.binding.ef_link;
import io.eightfold.dpdk.binding.ef_port_config;
import io.eightfold.dpdk.binding.ef_port_info;
import io.eightfold.dpdk.binding.ef_port_stats;
import io.eightfold.dpdk.binding.eightfold_h;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A port: attached, then started, then stopped and detached. Thread: startup; {@link #stats} and {@link #link} from any. */
public final class EthPort implements AutoCloseable {
    private static final int EEXIST = -17;
    private static final int EBUSY = -16;
    private static final int EPERM = -1;
    private static final int ENODEV = -19;
    private static final int EFAULT = -14;
    private final int id;
    private final DeviceArguments device;
    private final Info info;
    /** Null for a device that is not on a Linux interface. */
    private final InterfaceClaim claim;
    private boolean isStarted;
    private boolean isClosed;

    /**
     * What the driver says of the device. MAC: first byte in bits 47 to 40. Sizes in bytes.
     * @param hashesIpv4 whether it spreads IPv4 over its receive queues by a hash of the flow (RSS).
     */
    public record Info(String driver, long mac, int maxRxQueues, int maxTxQueues, int minMtuBytes, int maxMtuBytes, boolean hashesIpv4) {
    }

    /**
     * Queues and descriptors the port starts with.
     * @param txThreads threads that send, each giving its own number as the queue; where they are more than the queues, thread t sends by
     *                  queue t modulo {@code txQueues}, one thread at a time.
     */
    public record Settings(int rxQueues, int txQueues, int txThreads, int rxDescriptors, int txDescriptors, int mtuBytes) {
        /** A send queue for each thread that sends. */
        public Settings(final int rxQueues, final int txQueues, final int rxDescriptors, final int txDescriptors, final int mtuBytes) {
            this(rxQueues, txQueues, txQueues, rxDescriptors, txDescriptors, mtuBytes);
        }
    }

    /** Device counters since start; what the driver keeps, which for several virtual devices is packets and bytes only. */
    public record Stats(long rxPackets, long txPackets, long rxBytes, long txBytes, long rxMissed, long rxErrors, long txErrors, long rxNoMbuf) {
    }

    /** State of the link; speed 0 when unknown. */
    public record Link(boolean isUp, long speedMbps, boolean isFullDuplex) {
    }

    private EthPort(final int id, final DeviceArguments device, final Info info, final InterfaceClaim claim) {
        this.id = id;
        this.device = device;
        this.info = info;
        this.claim = claim;
    }

    /**
     * Gives the device to DPDK.
     * @throws DpdkException when it does not exist, is in use, or may not be opened.
     */
    public static EthPort attach(final DeviceArguments device) {
        NativeLibrary.load();
        device.check();
        final InterfaceClaim claim = device.linuxInterface() == null ? null : InterfaceClaim.take(device);
        try {
            return attach(device, claim);
        } catch (final DpdkException e) {
            if (claim != null) {
                claim.close();
            }
            throw e;
        }
    }

    private static EthPort attach(final DeviceArguments device, final InterfaceClaim claim) {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment port = arena.allocate(ValueLayout.JAVA_SHORT);
            final String logBefore = Eal.logTail();
            final int code = eightfold_h.ef_device_attach(arena.allocateFrom(device.text()), port);
            if (code != 0) {
                throw new DpdkException(code, "cannot attach device '" + device.text() + "': " + Eal.errorText(code) + Eal.reason(logBefore) + "; "
                    + attachRemedy(device, code));
            }
            final int id = port.get(ValueLayout.JAVA_SHORT, 0) & 0xFFFF;
            try {
                return new EthPort(id, device, readInfo(id, device), claim);
            } catch (final DpdkException e) {
                eightfold_h.ef_device_detach((short) id);
                throw e;
            }
        }
    }

    /**
     * Configures queues, sets the MTU and starts the device in promiscuous mode (a router's own addresses are checked by the worker).
     * @throws DpdkException naming the setting that the device refused.
     */
    public void start(final Settings settings, final Mempool pool) {
        checkLimit("rx queues", settings.rxQueues(), info.maxRxQueues());
        checkLimit("tx queues", settings.txQueues(), info.maxTxQueues());
        final boolean isMtuOfInterface = setInterfaceMtu(settings.mtuBytes());
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment config = ef_port_config.allocate(arena);
            ef_port_config.rx_queues(config, (short) settings.rxQueues());
            ef_port_config.tx_queues(config, (short) settings.txQueues());
            ef_port_config.rx_descriptors(config, (short) settings.rxDescriptors());
            ef_port_config.tx_descriptors(config, (short) settings.txDescriptors());
            ef_port_config.mtu(config, (short) (isMtuOfInterface ? 0 : settings.mtuBytes()));
            ef_port_config.promiscuous(config, (short) 1);
            ef_port_config.tx_threads(config, (short) settings.txThreads());
            ef_port_config.pool(config, pool.handle());
            final String logBefore = Eal.logTail();
            final int code = eightfold_h.ef_port_start((short) id, config);
            if (code != 0) {
                throw new DpdkException(code, "cannot start device '" + device.text() + "' with rxQueues=" + settings.rxQueues() + " txQueues="
                    + settings.txQueues() + " mtu=" + settings.mtuBytes() + ": " + Eal.errorText(code) + Eal.reason(logBefore)
                    + "; try fewer queues (`workers`), another `queue-size` or another `mtu`");
            }
        }
        isStarted = true;
    }

    /** DPDK's number of the port. */
    public int id() {
        return id;
    }

    public DeviceArguments device() {
        return device;
    }

    public Info info() {
        return info;
    }

    /** Device counters; all zero when the driver cannot tell. */
    public Stats stats() {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment s = ef_port_stats.allocate(arena);
            if (eightfold_h.ef_port_stats((short) id, s) != 0) {
                return new Stats(0, 0, 0, 0, 0, 0, 0, 0);
            }
            return new Stats(ef_port_stats.rx_packets(s), ef_port_stats.tx_packets(s), ef_port_stats.rx_bytes(s), ef_port_stats.tx_bytes(s),
                ef_port_stats.rx_missed(s), ef_port_stats.rx_errors(s), ef_port_stats.tx_errors(s), ef_port_stats.rx_no_mbuf(s));
        }
    }

    /** Link state; down when the driver cannot tell. */
    public Link link() {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment link = ef_link.allocate(arena);
            if (eightfold_h.ef_port_link((short) id, link) != 0) {
                return new Link(false, 0, false);
            }
            final long speed = Integer.toUnsignedLong(ef_link.speed_mbps(link));
            return new Link(ef_link.up(link) != 0, speed == 0xFFFF_FFFFL ? 0 : speed, ef_link.full_duplex(link) != 0);
        }
    }

    /** Stops the device; no thread may be inside a burst call on it. */
    public void stop() {
        if (isStarted) {
            eightfold_h.ef_port_stop((short) id);
            isStarted = false;
        }
    }

    /** Stops and removes the device, once; its rings' buffers go back to the pool. DPDK may give the id to another device then. */
    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            stop();
            eightfold_h.ef_device_detach((short) id);
            if (claim != null) {
                claim.close();
            }
        }
    }

    /**
     * A device on a Linux interface has that interface's MTU. af_packet of DPDK 22.11 could set it, but says that its frames end at 1518
     * bytes, so that ethdev refuses more; the interface itself does not.
     */
    private boolean setInterfaceMtu(final int mtuBytes) {
        final String name = device.linuxInterface();
        if (name == null) {
            return false;
        }
        try (Arena arena = Arena.ofConfined()) {
            final int code = eightfold_h.ef_interface_set_mtu(arena.allocateFrom(name), (short) mtuBytes);
            if (code != 0) {
                throw new DpdkException(code, "cannot set mtu=" + mtuBytes + " on interface '" + name + "': " + Eal.errorText(code)
                    + "; `ip -d link show " + name + "` shows its limits");
            }
        }
        return true;
    }

    private void checkLimit(final String what, final int wanted, final int limit) {
        if (wanted > limit) {
            throw new DpdkException(0, device.driver() + " '" + device.device() + "' offers " + limit + " " + what + ", " + wanted
                + " wanted (one a worker); lower `workers`, set `worker-spread software`, or give the device more queues (net_af_packet: qpairs="
                + wanted + ")");
        }
    }

    private static Info readInfo(final int id, final DeviceArguments device) {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment info = ef_port_info.allocate(arena);
            final int code = eightfold_h.ef_port_info((short) id, info);
            if (code != 0) {
                throw new DpdkException(code, "device '" + device.text() + "' does not describe itself: " + Eal.errorText(code) + "; see `ipv8 doctor`");
            }
            final MemorySegment bytes = ef_port_info.mac(info);
            long mac = 0;
            for (int i = 0; i < 6; i++) {
                mac = mac << 8 | bytes.get(ValueLayout.JAVA_BYTE, i) & 0xFF;
            }
            return new Info(ef_port_info.driver(info).getString(0), mac, ef_port_info.max_rx_queues(info) & 0xFFFF,
                ef_port_info.max_tx_queues(info) & 0xFFFF, ef_port_info.min_mtu(info) & 0xFFFF, ef_port_info.max_mtu(info) & 0xFFFF,
                ef_port_info.hashes_ipv4(info) != 0);
        }
    }

    private static String attachRemedy(final DeviceArguments device, final int code) {
        return switch (code) {
            case EEXIST -> "the port is in use: two interfaces name the same device; give each its own";
            case EBUSY -> "the port is in use by another process; end that process or choose another device";
            case EPERM -> "run as root, or give the process CAP_NET_ADMIN and CAP_NET_RAW";
            case ENODEV, EFAULT -> "no driver took it; check the name, and that the PMD packages of DPDK are installed";
            default -> "check the device's arguments (" + device.arguments() + ") against the driver's page in the DPDK guide";
        };
    }
}
