// SPDX-License-Identifier: Apache-2.0
// The DPDK device behind an interface: a virtual device or a PCI address, with its arguments.
package io.eightfold.controlplane.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The DPDK device behind an interface.
 * <p>Thread: any; immutable.
 *
 * @param driver     a virtual device driver of {@link #VIRTUAL_DRIVERS}, or {@link #PCI}
 * @param pciAddress {@code 0000:03:00.0} when the driver is {@link #PCI}, else null
 * @param arguments  device arguments in the order of the file; {@code iface} is always there for drivers that need one
 */
public record DeviceConfig(String driver, String pciAddress, Map<String, String> arguments) {
    /** The driver name of a card given by PCI address: DPDK picks the real driver by the card's identity. */
    public static final String PCI = "pci";
    /** Virtual devices this router is used with; each creates a port without a card. */
    public static final List<String> VIRTUAL_DRIVERS = List.of(
            "net_af_packet", "net_af_xdp", "net_tap", "net_memif", "net_pcap", "net_ring", "net_null");
    /** Drivers that name a Linux interface; {@code iface} is filled in with the name of the configured interface. */
    static final List<String> LINUX_INTERFACE_DRIVERS = List.of("net_af_packet", "net_af_xdp", "net_tap");
    static final String INTERFACE_ARGUMENT = "iface";
    static final Pattern PCI_ADDRESS = Pattern.compile("[0-9a-fA-F]{4}:[0-9a-fA-F]{2}:[01][0-9a-fA-F]\\.[0-7]");

    public DeviceConfig {
        if (PCI.equals(driver)) {
            Limits.require(pciAddress != null && PCI_ADDRESS.matcher(pciAddress).matches(),
                    "pciAddress=" + pciAddress + " is not like 0000:03:00.0");
        } else {
            Limits.require(VIRTUAL_DRIVERS.contains(driver), "driver=" + driver + " is none of " + VIRTUAL_DRIVERS);
            Limits.require(pciAddress == null, "pciAddress=" + pciAddress + " given for the virtual device " + driver);
        }
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }

    /** The device of an interface that names none: the Linux interface of the same name through AF_PACKET. */
    public static DeviceConfig ofLinuxInterface(String interfaceName) {
        return new DeviceConfig("net_af_packet", null, Map.of(INTERFACE_ARGUMENT, interfaceName));
    }

    /** This device with {@code iface} set to the interface's name, when the driver needs one and the file gave none. */
    DeviceConfig withInterfaceDefault(String interfaceName) {
        if (!LINUX_INTERFACE_DRIVERS.contains(driver) || arguments.containsKey(INTERFACE_ARGUMENT)) {
            return this;
        }
        Map<String, String> completed = new LinkedHashMap<>();
        completed.put(INTERFACE_ARGUMENT, interfaceName);
        completed.putAll(arguments);
        return new DeviceConfig(driver, null, completed);
    }

    /** Whether this is a card on the PCI bus. */
    public boolean isPci() {
        return pciAddress != null;
    }

    /** The Linux interface that the driver attaches to or creates, or null. */
    public String linuxInterface() {
        return LINUX_INTERFACE_DRIVERS.contains(driver) ? arguments.get(INTERFACE_ARGUMENT) : null;
    }

    /** The name DPDK knows the port by: {@code net_af_packet2} for a virtual device with that index, else the PCI address. */
    public String deviceName(int index) {
        return isPci() ? pciAddress : driver + index;
    }

    /** The text for EAL's {@code --vdev}, {@code --allow} or a hotplug call: {@code net_af_packet2,iface=eth1}. */
    public String deviceArguments(int index) {
        StringBuilder text = new StringBuilder(deviceName(index));
        arguments.forEach((key, value) -> text.append(',').append(key).append('=').append(value));
        return text.toString();
    }
}
