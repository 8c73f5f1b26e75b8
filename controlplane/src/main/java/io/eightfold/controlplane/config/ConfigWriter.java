// SPDX-License-Identifier: Apache-2.0
// Writes a configuration as the shortest file that means the same.
package io.eightfold.controlplane.config;

import io.eightfold.fibprotocol.Vrf;
import io.eightfold.whois8.validation.Verdict;
import io.eightfold.wire.address.Ipv8Prefix;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Writes a configuration as the shortest file that means the same: what equals its default is left out. Reading the
 * text gives an equal configuration.
 * <p>Thread: any; each call stands alone.
 */
public final class ConfigWriter {
    static final String EGRESS_CHECK = "egress-check " + Whois8Words.WHOIS8;

    private final List<String> lines = new ArrayList<>();

    private ConfigWriter() {
    }

    /** The canonical text with its secrets, for files that only the router's user may read; lines end with a newline. */
    public static String write(RouterConfig config) {
        return text(config, false);
    }

    /** The canonical text with {@link Secret#HIDDEN} for every secret, as {@code show running-config} prints it. */
    public static String writeMasked(RouterConfig config) {
        return text(config, true);
    }

    /** The same for configurations that a dataplane starts alike with: their dpdk, dataplane and interface blocks and whether IPv8 is routed. Never 0. */
    public static long startFingerprint(RouterConfig config) {
        StringBuilder text = new StringBuilder().append(config.ipv8Routing()).append('\n');
        append(text, "", boundaryLines(config));
        boolean hasAnySource = config.interfaces().stream().anyMatch(each -> each.border() != null && each.border().isAnySource());
        // Every ASN but our own.
        append(text, "", hasAnySource ? asnLines(config) : List.of());
        appendBlock(text, "dpdk", dpdkLines(config.dpdk()));
        appendBlock(text, "dataplane", dataplaneLines(config.dataplane()));
        for (InterfaceConfig each : config.interfaces()) {
            append(text.append("!\ninterface ").append(each.name()).append('\n'), " ", startLines(each));
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong() | 1;
        } catch (NoSuchAlgorithmException e) {
            // Every Java platform has it.
            throw new IllegalStateException(e);
        }
    }

    private static String text(RouterConfig config, boolean isMasked) {
        StringBuilder text = new StringBuilder();
        append(text, "", topLines(config));
        appendBlock(text, "dpdk", dpdkLines(config.dpdk()));
        appendBlock(text, "dataplane", dataplaneLines(config.dataplane()));
        appendBlock(text, "control-plane", controlPlaneLines(config.controlPlane(), isMasked));
        if (config.whois8() != null) {
            // The block alone says something already: that routes are validated.
            append(text.append("!\nwhois8\n"), " ", whois8Lines(config.whois8()));
        }
        for (InterfaceConfig each : config.interfaces()) {
            append(text.append("!\ninterface ").append(each.name()).append('\n'), " ", interfaceLines(each));
        }
        if (!config.routes().isEmpty()) {
            text.append("!\n");
            config.routes().forEach(route -> append(text, "", routeLines(route)));
        }
        policies(text, config.policies());
        if (config.bgp8() != null) {
            append(text.append("!\n"), "", asnLines(config));
            append(text, " ", Bgp8Writer.blockLines(config.bgp8()));
            config.bgp8().neighbors().forEach(neighbor -> append(text, " ", Bgp8Writer.neighborLines(neighbor, isMasked)));
        }
        return text.toString();
    }

    private static void policies(StringBuilder text, PolicyConfig policies) {
        List<String> lists = Bgp8Writer.listLines(policies);
        if (!lists.isEmpty()) {
            append(text.append("!\n"), "", lists);
        }
        Bgp8Writer.routeMapBlocks(policies).forEach((header, lines) -> append(text.append("!\n").append(header).append('\n'), " ", lines));
    }

    private static void appendBlock(StringBuilder text, String header, List<String> lines) {
        if (!lines.isEmpty()) {
            append(text.append("!\n").append(header).append('\n'), " ", lines);
        }
    }

    private static void append(StringBuilder text, String indentation, List<String> lines) {
        lines.forEach(line -> text.append(indentation).append(line).append('\n'));
    }

    /** The lines in front of all blocks. */
    static List<String> topLines(RouterConfig config) {
        return new ConfigWriter()
                .unlessDefault(config.hostname(), RouterConfig.DEFAULT_HOSTNAME, "hostname " + config.hostname())
                .when(config.ipv8Routing(), "ipv8 routing")
                .all(boundaryLines(config)).lines;
    }

    /** Tunnels and zones, which a dataplane takes at its start. */
    private static List<String> boundaryLines(RouterConfig config) {
        List<String> lines = new ArrayList<>();
        config.zonePermits().forEach(permit -> lines.add(permit.words()));
        if (config.tunnelEnd() != null) {
            lines.add(config.tunnelEnd().words());
            if (config.tunnelEnd().https() != null) {
                lines.add(config.tunnelEnd().https().words());
            }
            if (config.tunnelEnd().isSourceLoose()) {
                lines.add("8to4 source-check " + TunnelEndConfig.LOOSE);
            }
        }
        return lines;
    }

    /** The line of the router's own ASN, when it has one. */
    static List<String> asnLines(RouterConfig config) {
        return new ConfigWriter().when(config.localAsn() != null, "router bgp8 " + config.localAsn()).lines;
    }

    static List<String> dpdkLines(DpdkConfig dpdk) {
        DpdkConfig defaults = DpdkConfig.DEFAULT;
        return new ConfigWriter()
                .unlessDefault(dpdk.hugepages(), defaults.hugepages(), "hugepages " + dpdk.hugepages())
                .unlessDefault(dpdk.memoryMib(), defaults.memoryMib(), "memory " + dpdk.memoryMib() + "m")
                .unlessDefault(dpdk.mbufs(), defaults.mbufs(), "mbufs " + dpdk.mbufs())
                .when(!dpdk.ealArguments().isEmpty(), "eal-argument " + String.join(" ", dpdk.ealArguments())).lines;
    }

    static List<String> dataplaneLines(DataplaneSettings dataplane) {
        DataplaneSettings defaults = DataplaneSettings.DEFAULT;
        return new ConfigWriter()
                .unlessDefault(dataplane.workers(), defaults.workers(), "workers " + dataplane.workers())
                .when(!dataplane.workerCores().isEmpty(), "worker-cores " + CoreList.write(dataplane.workerCores()))
                .unlessDefault(dataplane.workerSpread(), defaults.workerSpread(), "worker-spread " + dataplane.workerSpread().word())
                .unlessDefault(dataplane.idle(), defaults.idle(), "idle " + dataplane.idle().word())
                .unlessDefault(dataplane.burst(), defaults.burst(), "burst " + dataplane.burst())
                .unlessDefault(dataplane.fibMemoryMib(), defaults.fibMemoryMib(), "fib-memory " + dataplane.fibMemoryMib() + "m")
                .when(dataplane.icmpRatePerSecond() != defaults.icmpRatePerSecond() || dataplane.icmpBurst() != defaults.icmpBurst(),
                        "icmp-rate-limit " + dataplane.icmpRatePerSecond() + " burst " + dataplane.icmpBurst())
                .unlessDefault(dataplane.neighborLifetimeMs(), defaults.neighborLifetimeMs(),
                        "neighbor lifetime " + ValueKinds.writeTimeMs(dataplane.neighborLifetimeMs()))
                .unlessDefault(dataplane.neighborQueuePackets(), defaults.neighborQueuePackets(), "neighbor queue " + dataplane.neighborQueuePackets())
                .unlessDefault(dataplane.neighborLimit(), defaults.neighborLimit(), "neighbor limit " + dataplane.neighborLimit())
                .unlessDefault(dataplane.arpFallbackMs(), defaults.arpFallbackMs(),
                        "neighbor arp-fallback " + ValueKinds.writeTimeMs(dataplane.arpFallbackMs()))
                .when(dataplane.puntUnknown(), "punt unknown").lines;
    }

    static List<String> controlPlaneLines(ControlPlaneSettings settings, boolean isMasked) {
        ControlPlaneSettings defaults = ControlPlaneSettings.DEFAULT;
        Secret token = settings.metricsToken();
        return new ConfigWriter()
                .unlessDefault(settings.journal(), defaults.journal(), "journal " + (settings.journal() ? Statement.ON : Statement.OFF))
                .unlessDefault(settings.staleTimeMs(), defaults.staleTimeMs(), "stale-time " + ValueKinds.writeTimeMs(settings.staleTimeMs()))
                .unlessDefault(settings.fibChannel(), defaults.fibChannel(), "fib-channel " + settings.fibChannel().words())
                .when(settings.metricsListen() != null, "metrics listen " + settings.metricsListen())
                .when(token != null, "metrics token " + (token == null || isMasked ? Secret.HIDDEN : token.value()))
                .unlessDefault(settings.logFormat(), defaults.logFormat(), "log format " + settings.logFormat().word())
                .unlessDefault(settings.logLevel(), defaults.logLevel(), "log level " + settings.logLevel().word())
                .when(settings.logSyslog() != null, "log syslog " + settings.logSyslog()).lines;
    }

    /** The lines of the whois8 block. */
    static List<String> whois8Lines(Whois8Config whois8) {
        Whois8Config defaults = Whois8Config.DEFAULT;
        ConfigWriter writer = new ConfigWriter();
        whois8.servers().forEach(server -> writer.when(true, "server " + server));
        whois8.anchors().forEach(anchor -> writer.when(true, "trust-anchor " + anchor));
        whois8.anchorFiles().forEach(file -> writer.when(true, "trust-anchor file " + file));
        for (Verdict verdict : Verdict.decided()) {
            boolean isInstalled = whois8.installed().contains(verdict);
            writer.unlessDefault(isInstalled, Whois8Config.isInstalledByDefault(verdict), "policy " + verdict.word() + " "
                    + (isInstalled ? Statement.INSTALL : Statement.REJECT));
        }
        writer.unlessDefault(whois8.useExpired(), defaults.useExpired(), "expired-data " + (whois8.useExpired() ? Statement.USE : Verdict.UNVERIFIED.word()))
                .when(!whois8.validated().isEmpty(), "validate " + String.join(" ", new TreeSet<>(whois8.validated())));
        whois8.slurmFiles().forEach(file -> writer.when(true, "slurm " + file));
        return writer
                .unlessDefault(whois8.refreshMs(), defaults.refreshMs(), "refresh " + ValueKinds.writeTimeMs(whois8.refreshMs()))
                .unlessDefault(whois8.retryMs(), defaults.retryMs(), "retry " + ValueKinds.writeTimeMs(whois8.retryMs()))
                .unlessDefault(whois8.startupWaitMs(), defaults.startupWaitMs(), "startup-wait " + ValueKinds.writeTimeMs(whois8.startupWaitMs()))
                .unlessDefault(whois8.compare(), defaults.compare(), "compare " + (whois8.compare() ? Statement.ON : Statement.OFF)).lines;
    }

    /** All lines of an interface: those that its dataplane starts with, and those that the control plane acts on. */
    static List<String> interfaceLines(InterfaceConfig config) {
        List<String> lines = new ArrayList<>(startLines(config));
        if (config.egressCheck()) {
            lines.add(EGRESS_CHECK);
        }
        return lines;
    }

    private static List<String> startLines(InterfaceConfig config) {
        PuntConfig punt = config.punt();
        ConfigWriter writer = new ConfigWriter()
                .unlessDefault(config.device(), DeviceConfig.ofLinuxInterface(config.name()), "device " + deviceWords(config.device()))
                .unlessDefault(config.vrf(), Vrf.DEFAULT, "vrf " + config.vrf().word());
        config.ipv8Addresses().forEach(address -> writer.when(true, "ipv8 address " + address));
        config.ipv4Addresses().forEach(address -> writer.when(true, "ip address " + address));
        return writer
                .unlessDefault(config.mtu(), InterfaceConfig.DEFAULT_MTU, "mtu " + config.mtu())
                .unlessDefault(config.etherType(), InterfaceConfig.DEFAULT_ETHER_TYPE, "ethertype " + Statement.writeEtherType(config.etherType()))
                .when(punt.hasTap(), "punt tap" + (PuntConfig.defaultTapName(config.name()).equals(punt.tapName()) ? "" : " " + punt.tapName()))
                .when(punt.puntUnknown(), "punt unknown")
                .when(config.rxDescriptors() != InterfaceConfig.DEFAULT_DESCRIPTORS || config.txDescriptors() != InterfaceConfig.DEFAULT_DESCRIPTORS,
                        "queue-size rx " + config.rxDescriptors() + " tx " + config.txDescriptors())
                .when(config.shutdown(), "shutdown")
                .all(borderLines(config.border())).lines;
    }

    private static List<String> borderLines(BorderConfig border) {
        ConfigWriter writer = new ConfigWriter();
        if (border != null) {
            border.sources().forEach(span -> writer.when(true, "border source " + span));
            writer.when(border.isRine(), "border rine");
        }
        return writer.lines;
    }

    private static String deviceWords(DeviceConfig device) {
        StringBuilder words = new StringBuilder(device.isPci() ? device.pciAddress() : device.driver());
        for (Map.Entry<String, String> argument : device.arguments().entrySet()) {
            words.append(' ').append(argument.getKey()).append('=').append(argument.getValue());
        }
        return words.toString();
    }

    /** One line per next hop. */
    static List<String> routeLines(StaticRouteConfig route) {
        Ipv8Prefix prefix = route.prefix();
        boolean isIpv4 = !prefix.isDefault() && prefix.address().isIpv4();
        String start = (isIpv4 ? "ip route " : "ipv8 route ") + (prefix.isDefault() ? RouteWords.DEFAULT : prefix) + " ";
        String end = (route.distance() == StaticRouteConfig.DEFAULT_DISTANCE ? "" : " " + route.distance())
                + (route.vrf() == Vrf.DEFAULT ? "" : " vrf " + route.vrf().word());
        return route.nextHops().stream().map(nextHop -> start + nextHop.words() + end).toList();
    }

    private ConfigWriter all(List<String> more) {
        lines.addAll(more);
        return this;
    }

    private ConfigWriter unlessDefault(Object value, Object defaultValue, String line) {
        return when(!value.equals(defaultValue), line);
    }

    private ConfigWriter when(boolean condition, String line) {
        if (condition) {
            lines.add(line);
        }
        return this;
    }
}
