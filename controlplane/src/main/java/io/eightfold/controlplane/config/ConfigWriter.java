// SPDX-License-Identifier: Apache-2.0
// Writes a configuration as the shortest file that means the same.
package io.eightfold.controlplane.config;

import io.eightfold.wire.address.Ipv8Prefix;
import java.util.Map;

/**
 * Writes a configuration as the shortest file that means the same: what equals its default is left out. Reading the
 * text gives an equal configuration.
 * <p>Thread: any; each call stands alone.
 */
public final class ConfigWriter {
    private final StringBuilder text = new StringBuilder();

    private ConfigWriter() {
    }

    /** The canonical text, as {@code show running-config} prints it; lines end with a newline. */
    public static String write(RouterConfig config) {
        ConfigWriter writer = new ConfigWriter();
        writer.router(config);
        return writer.text.toString();
    }

    private void router(RouterConfig config) {
        unlessDefault(config.hostname(), RouterConfig.DEFAULT_HOSTNAME, "hostname " + config.hostname());
        when(config.ipv8Routing(), "ipv8 routing");
        if (!config.dpdk().equals(DpdkConfig.DEFAULT)) {
            dpdk(config.dpdk());
        }
        if (!config.dataplane().equals(DataplaneSettings.DEFAULT)) {
            dataplane(config.dataplane());
        }
        config.interfaces().forEach(this::interfaceBlock);
        when(!config.routes().isEmpty(), "!");
        config.routes().forEach(this::route);
        if (config.localAsn() != null) {
            line("!");
            line("router bgp8 " + config.localAsn());
        }
    }

    private void dpdk(DpdkConfig dpdk) {
        DpdkConfig defaults = DpdkConfig.DEFAULT;
        line("!");
        line("dpdk");
        unlessDefault(dpdk.hugepages(), defaults.hugepages(), " hugepages " + dpdk.hugepages());
        unlessDefault(dpdk.memoryMib(), defaults.memoryMib(), " memory " + dpdk.memoryMib() + "m");
        unlessDefault(dpdk.mbufs(), defaults.mbufs(), " mbufs " + dpdk.mbufs());
        when(!dpdk.ealArguments().isEmpty(), " eal-argument " + String.join(" ", dpdk.ealArguments()));
    }

    private void dataplane(DataplaneSettings dataplane) {
        DataplaneSettings defaults = DataplaneSettings.DEFAULT;
        line("!");
        line("dataplane");
        unlessDefault(dataplane.workers(), defaults.workers(), " workers " + dataplane.workers());
        when(!dataplane.workerCores().isEmpty(), " worker-cores " + CoreList.write(dataplane.workerCores()));
        unlessDefault(dataplane.workerSpread(), defaults.workerSpread(), " worker-spread " + dataplane.workerSpread().word());
        unlessDefault(dataplane.idle(), defaults.idle(), " idle " + dataplane.idle().word());
        unlessDefault(dataplane.burst(), defaults.burst(), " burst " + dataplane.burst());
        unlessDefault(dataplane.fibMemoryMib(), defaults.fibMemoryMib(), " fib-memory " + dataplane.fibMemoryMib() + "m");
        when(dataplane.icmpRatePerSecond() != defaults.icmpRatePerSecond() || dataplane.icmpBurst() != defaults.icmpBurst(),
                " icmp-rate-limit " + dataplane.icmpRatePerSecond() + " burst " + dataplane.icmpBurst());
        unlessDefault(dataplane.neighborLifetimeMs(), defaults.neighborLifetimeMs(),
                " neighbor lifetime " + ValueKinds.writeTimeMs(dataplane.neighborLifetimeMs()));
        unlessDefault(dataplane.neighborQueuePackets(), defaults.neighborQueuePackets(), " neighbor queue " + dataplane.neighborQueuePackets());
        unlessDefault(dataplane.neighborLimit(), defaults.neighborLimit(), " neighbor limit " + dataplane.neighborLimit());
        unlessDefault(dataplane.arpFallbackMs(), defaults.arpFallbackMs(),
                " neighbor arp-fallback " + ValueKinds.writeTimeMs(dataplane.arpFallbackMs()));
        when(dataplane.puntUnknown(), " punt unknown");
    }

    private void interfaceBlock(InterfaceConfig config) {
        line("!");
        line("interface " + config.name());
        unlessDefault(config.device(), DeviceConfig.ofLinuxInterface(config.name()), " device " + deviceWords(config.device()));
        config.ipv8Addresses().forEach(address -> line(" ipv8 address " + address));
        config.ipv4Addresses().forEach(address -> line(" ip address " + address));
        unlessDefault(config.mtu(), InterfaceConfig.DEFAULT_MTU, " mtu " + config.mtu());
        unlessDefault(config.etherType(), InterfaceConfig.DEFAULT_ETHER_TYPE, " ethertype " + Statement.writeEtherType(config.etherType()));
        PuntConfig punt = config.punt();
        when(punt.hasTap(), " punt tap" + (PuntConfig.defaultTapName(config.name()).equals(punt.tapName()) ? "" : " " + punt.tapName()));
        when(punt.puntUnknown(), " punt unknown");
        when(config.rxDescriptors() != InterfaceConfig.DEFAULT_DESCRIPTORS || config.txDescriptors() != InterfaceConfig.DEFAULT_DESCRIPTORS,
                " queue-size rx " + config.rxDescriptors() + " tx " + config.txDescriptors());
        when(config.shutdown(), " shutdown");
    }

    private static String deviceWords(DeviceConfig device) {
        StringBuilder words = new StringBuilder(device.isPci() ? device.pciAddress() : device.driver());
        for (Map.Entry<String, String> argument : device.arguments().entrySet()) {
            words.append(' ').append(argument.getKey()).append('=').append(argument.getValue());
        }
        return words.toString();
    }

    private void route(StaticRouteConfig route) {
        Ipv8Prefix prefix = route.prefix();
        boolean isIpv4 = !prefix.isDefault() && prefix.address().isIpv4();
        String start = (isIpv4 ? "ip route " : "ipv8 route ") + (prefix.isDefault() ? RouteWords.DEFAULT : prefix) + " ";
        route.nextHops().forEach(nextHop -> line(start + nextHop.words()));
    }

    private void unlessDefault(Object value, Object defaultValue, String line) {
        when(!value.equals(defaultValue), line);
    }

    private void when(boolean condition, String line) {
        if (condition) {
            line(line);
        }
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
