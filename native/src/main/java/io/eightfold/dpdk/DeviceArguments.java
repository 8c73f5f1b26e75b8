// SPDX-License-Identifier: Apache-2.0
// A device as the operator names it, checked against this machine before DPDK is asked.
package io.eightfold.dpdk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * DPDK's device arguments: a driver with a name of its own, or a PCI address, then {@code key=value} pairs.
 * The checks name what DPDK only reports as "invalid argument".
 *
 * @param device    {@code net_af_packet_eth1}-like name, or {@code 0000:03:00.0}.
 * @param driver    driver's name, or {@code pci}.
 * @param arguments in the order they are given to the driver.
 */
public record DeviceArguments(String device, String driver, Map<String, String> arguments) {
    /** Drivers that can be named in a configuration, each with what it is. */
    public static final Set<String> DRIVERS =
        Set.of("net_af_packet", "net_af_xdp", "net_tap", "net_memif", "net_pcap", "net_ring", "net_null");
    /** Drivers whose receive and send only touch memory; the others enter the kernel. */
    private static final Set<String> MEMORY_ONLY = Set.of("net_memif", "net_ring", "net_null", "pci");
    private static final Path INTERFACES = Path.of("/proc/net/dev");
    private static final Path PCI_DEVICES = Path.of("/sys/bus/pci/devices");
    private static final int NAME_MAX = 63;

    /** A virtual device; {@code suffix} makes its name unique in the process. */
    public static DeviceArguments virtual(final String driver, final String suffix, final Map<String, String> arguments) {
        if (!DRIVERS.contains(driver)) {
            throw new DpdkException(0, "unknown device driver '" + driver + "'; one of " + sorted(DRIVERS) + ", or a PCI address such as 0000:03:00.0");
        }
        return new DeviceArguments(driver + "_" + suffix, driver, arguments);
    }

    /** A physical device bound to vfio-pci. */
    public static DeviceArguments pci(final String address, final Map<String, String> arguments) {
        return new DeviceArguments(address, "pci", arguments);
    }

    /** As {@code rte_dev_probe} takes it. */
    public String text() {
        return device + arguments.entrySet().stream().map(e -> "," + e.getKey() + "=" + e.getValue()).collect(Collectors.joining());
    }

    /** The Linux interface that a packet socket or an XDP socket of this device opens; null for other devices. */
    public String linuxInterface() {
        return "net_af_packet".equals(driver) || "net_af_xdp".equals(driver) ? arguments.get("iface") : null;
    }

    /** Whether a burst call only touches memory, so that it may be a critical downcall. A pcap that loops in memory counts. */
    public boolean isMemoryOnly() {
        return MEMORY_ONLY.contains(driver) || "net_pcap".equals(driver) && "1".equals(arguments.get("infinite_rx"))
            && arguments.keySet().stream().noneMatch(key -> key.startsWith("tx_") || key.endsWith("iface"));
    }

    /**
     * Looks for what would make the driver fail.
     * @throws DpdkException naming what is wrong and what mends it.
     */
    public void check() {
        if (device.length() > NAME_MAX) {
            throw new DpdkException(0, "device name '" + device + "' has " + device.length() + " characters, limit " + NAME_MAX + "; shorten the interface's name");
        }
        switch (driver) {
            case "net_af_packet", "net_af_xdp" -> checkInterface();
            case "net_pcap" -> checkReadable("rx_pcap");
            case "net_tap" -> checkTapIsFree();
            case "pci" -> checkPci();
            default -> { }
        }
    }

    private void checkInterface() {
        final String name = arguments.get("iface");
        if (name == null) {
            throw new DpdkException(0, driver + " needs iface=NAME; add it to the device line");
        }
        final List<String> existing = interfaces();
        if (!existing.contains(name)) {
            throw new DpdkException(0, "interface '" + name + "' does not exist in this network namespace; it has "
                + String.join(", ", existing) + "; correct iface= or create it with `ip link add`");
        }
        if (!Capabilities.has(Capabilities.NET_RAW)) {
            throw new DpdkException(-1, driver + " on '" + name + "' needs CAP_NET_RAW; run as root or give the process that capability");
        }
    }

    /** From /proc/net/dev: it shows our own namespace however we got into it, and interfaces without an address too. */
    private static List<String> interfaces() {
        try {
            return Files.readAllLines(INTERFACES).stream().filter(l -> l.indexOf(':') > 0).map(l -> l.substring(0, l.indexOf(':')).strip()).sorted().toList();
        } catch (final IOException e) {
            throw new DpdkException(0, "cannot list network interfaces: " + e.getMessage() + "; mount /proc");
        }
    }

    private void checkReadable(final String key) {
        final String file = arguments.get(key);
        if (file != null && !Files.isReadable(Path.of(file))) {
            throw new DpdkException(0, driver + " " + key + "='" + file + "' is not a readable file; correct the path");
        }
    }

    private void checkTapIsFree() {
        final String name = arguments.get("iface");
        if (!Capabilities.has(Capabilities.NET_ADMIN)) {
            throw new DpdkException(-1, "net_tap needs CAP_NET_ADMIN; run as root or give the process that capability");
        }
        if (name != null && !Files.exists(Path.of("/dev/net/tun"))) {
            throw new DpdkException(0, "net_tap needs /dev/net/tun, which is missing; run: modprobe tun");
        }
    }

    private void checkPci() {
        final Path entry = PCI_DEVICES.resolve(device);
        if (!Files.exists(entry)) {
            throw new DpdkException(0, "no PCI device " + device + " on this machine; `dpdk-devbind.py --status-dev net` lists them");
        }
        String bound = "no driver";
        try {
            bound = entry.resolve("driver").toRealPath().getFileName().toString();
        } catch (final IOException e) {
            // not bound to any driver
        }
        if (!Set.of("vfio-pci", "uio_pci_generic", "igb_uio", "mlx5_core", "mlx4_core").contains(bound)) {
            throw new DpdkException(0, "PCI device " + device + " is bound to " + bound + ", not to vfio-pci; run: dpdk-devbind.py -b vfio-pci " + device);
        }
    }

    private static String sorted(final Set<String> names) {
        return names.stream().sorted().collect(Collectors.joining(", "));
    }
}
