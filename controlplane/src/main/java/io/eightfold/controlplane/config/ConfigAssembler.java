// SPDX-License-Identifier: Apache-2.0
// Makes the records of a checked configuration.
package io.eightfold.controlplane.config;

import io.eightfold.controlplane.config.SyntaxPart.Argument;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.whois8.signature.AsnRanges;
import io.eightfold.whois8.signature.TrustAnchor;
import io.eightfold.whois8.validation.Verdict;
import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.tunnel.Encapsulation;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the records of a configuration that passed every check. What the file does not say comes from the records' defaults. */
final class ConfigAssembler {
    private final List<Section> sections;
    private final Section top;

    ConfigAssembler(List<Section> sections) {
        this.sections = sections;
        this.top = sections.getFirst();
    }

    RouterConfig assemble() {
        return new RouterConfig(
                value(top, Statement.HOSTNAME, Arguments.HOSTNAME, RouterConfig.DEFAULT_HOSTNAME),
                top.has(Statement.IPV8_ROUTING),
                value(top, Statement.ROUTER_BGP8, Arguments.ASN, null),
                dpdk(block(Block.DPDK)),
                dataplane(block(Block.DATAPLANE)),
                controlPlane(block(Block.CONTROL_PLANE)),
                top.has(Statement.WHOIS8) ? whois8(block(Block.WHOIS8)) : null,
                top.has(Statement.ROUTER_BGP8) ? new Bgp8Assembler(sections, block(Block.ROUTER_BGP8)).assemble() : null,
                new PolicyAssembler(sections).assemble(),
                top.first(Statement.TUNNEL_END).map(this::tunnelEnd).orElse(null),
                top.all(Statement.ZONE_PERMIT).map(line -> new ZonePermit(line.value(Arguments.ZONE), line.value(Arguments.OTHER_ZONE))).toList(),
                Section.interfaces(sections).stream().map(ConfigAssembler::interfaceConfig).toList(),
                RouteLine.byKey(top).values().stream().map(ConfigAssembler::route).toList());
    }

    private TunnelEndConfig tunnelEnd(Entry line) {
        List<Encapsulation> ways = line.values(Arguments.ENCAPSULATION);
        return new TunnelEndConfig(line.value(Arguments.TUNNEL_ADDRESS), ways.isEmpty() ? TunnelEndConfig.DEFAULT_ENCAPSULATIONS : ways,
                top.first(Statement.TUNNEL_HTTPS).map(files -> new TunnelEndConfig.Https(files.value(Arguments.KEY_STORE), files.value(Arguments.PASSWORD_FILE),
                        files.value(Arguments.TRUST_STORE))).orElse(null),
                top.first(Statement.TUNNEL_SOURCE_CHECK).map(check -> check.value(Arguments.SOURCE_CHECK)).orElse(false));
    }

    /** The block, or an empty one when the file does not open it. */
    private Section block(Block block) {
        return sections.stream().filter(section -> section.block() == block).findFirst().orElse(new Section(block, null));
    }

    private static <T> T value(Section section, Statement statement, Argument<T> argument, T defaultValue) {
        return section.first(statement).flatMap(entry -> entry.optional(argument)).orElse(defaultValue);
    }

    private static DpdkConfig dpdk(Section section) {
        DpdkConfig defaults = DpdkConfig.DEFAULT;
        return new DpdkConfig(
                value(section, Statement.HUGEPAGES, Arguments.HUGEPAGES, defaults.hugepages()),
                value(section, Statement.MEMORY, Arguments.MEMORY_MIB, defaults.memoryMib()),
                value(section, Statement.MBUFS, Arguments.MBUFS, defaults.mbufs()),
                section.all(Statement.EAL_ARGUMENT).flatMap(entry -> entry.values(Arguments.EAL_ARGUMENT).stream()).toList());
    }

    private static DataplaneSettings dataplane(Section section) {
        DataplaneSettings defaults = DataplaneSettings.DEFAULT;
        return new DataplaneSettings(
                value(section, Statement.WORKERS, Arguments.WORKERS, defaults.workers()),
                value(section, Statement.WORKER_CORES, Arguments.WORKER_CORES, new CoreList(defaults.workerCores())).cores(),
                WorkerSpreadKind.valueOf(value(section, Statement.WORKER_SPREAD, Arguments.WORKER_SPREAD, defaults.workerSpread().word())
                        .toUpperCase(Locale.ROOT)),
                IdleStrategyKind.valueOf(value(section, Statement.IDLE, Arguments.IDLE, defaults.idle().word()).toUpperCase(Locale.ROOT)),
                value(section, Statement.BURST, Arguments.BURST, defaults.burst()),
                value(section, Statement.FIB_MEMORY, Arguments.FIB_MEMORY_MIB, defaults.fibMemoryMib()),
                value(section, Statement.ICMP_RATE_LIMIT, Arguments.ICMP_RATE, defaults.icmpRatePerSecond()),
                value(section, Statement.ICMP_RATE_LIMIT, Arguments.ICMP_BURST, defaults.icmpBurst()),
                value(section, Statement.NEIGHBOR_LIFETIME, Arguments.NEIGHBOR_LIFETIME_MS, defaults.neighborLifetimeMs()),
                value(section, Statement.NEIGHBOR_QUEUE, Arguments.NEIGHBOR_QUEUE, defaults.neighborQueuePackets()),
                value(section, Statement.NEIGHBOR_LIMIT, Arguments.NEIGHBOR_LIMIT, defaults.neighborLimit()),
                value(section, Statement.NEIGHBOR_ARP_FALLBACK, Arguments.ARP_FALLBACK_MS, (long) defaults.arpFallbackMs()).intValue(),
                section.has(Statement.PUNT_UNKNOWN_EVERYWHERE));
    }

    private static ControlPlaneSettings controlPlane(Section section) {
        ControlPlaneSettings defaults = ControlPlaneSettings.DEFAULT;
        return new ControlPlaneSettings(
                value(section, Statement.JOURNAL, Arguments.JOURNAL, defaults.journal() ? Statement.ON : Statement.OFF).equals(Statement.ON),
                value(section, Statement.STALE_TIME, Arguments.STALE_TIME_MS, defaults.staleTimeMs()),
                new FibChannelConfig(value(section, Statement.FIB_CHANNEL, Arguments.FIB_DATAPLANE, defaults.fibChannel().dataplane()),
                        value(section, Statement.FIB_CHANNEL, Arguments.FIB_CONTROL, defaults.fibChannel().control())),
                value(section, Statement.METRICS_LISTEN, Arguments.METRICS_LISTEN, defaults.metricsListen()),
                value(section, Statement.METRICS_TOKEN, Arguments.METRICS_TOKEN, defaults.metricsToken()),
                LogFormatKind.valueOf(value(section, Statement.LOG_FORMAT, Arguments.LOG_FORMAT, defaults.logFormat().word()).toUpperCase(Locale.ROOT)),
                LogLevelKind.valueOf(value(section, Statement.LOG_LEVEL, Arguments.LOG_LEVEL, defaults.logLevel().word()).toUpperCase(Locale.ROOT)),
                value(section, Statement.LOG_SYSLOG, Arguments.LOG_SYSLOG, defaults.logSyslog()));
    }

    private static Whois8Config whois8(Section section) {
        Whois8Config defaults = Whois8Config.DEFAULT;
        return new Whois8Config(
                section.all(Statement.WHOIS8_SERVER).map(line -> line.value(Arguments.WHOIS8_SERVER)).toList(),
                section.all(Statement.TRUST_ANCHOR).map(line -> new TrustAnchor(line.value(Arguments.ANCHOR_RIR), line.value(Arguments.ANCHOR_KEY),
                        line.optional(Arguments.ANCHOR_ASNS).orElse(AsnRanges.ALL))).toList(),
                section.all(Statement.TRUST_ANCHOR_FILE).map(line -> line.value(Arguments.ANCHOR_FILE)).toList(),
                installed(section),
                value(section, Statement.WHOIS8_EXPIRED_DATA, Arguments.EXPIRED_DATA, defaults.useExpired() ? Statement.USE : "").equals(Statement.USE),
                section.all(Statement.WHOIS8_VALIDATE).flatMap(line -> line.values(Arguments.VALIDATED_SOURCE).stream()).collect(Collectors.toSet()),
                section.all(Statement.WHOIS8_SLURM).map(line -> line.value(Arguments.SLURM_FILE)).toList(),
                value(section, Statement.WHOIS8_REFRESH, Arguments.WHOIS8_REFRESH_MS, defaults.refreshMs()),
                value(section, Statement.WHOIS8_RETRY, Arguments.WHOIS8_RETRY_MS, defaults.retryMs()),
                value(section, Statement.WHOIS8_STARTUP_WAIT, Arguments.WHOIS8_STARTUP_WAIT_MS, defaults.startupWaitMs()),
                value(section, Statement.WHOIS8_COMPARE, Arguments.WHOIS8_COMPARE, defaults.compare() ? Statement.ON : Statement.OFF).equals(Statement.ON));
    }

    private static Set<Verdict> installed(Section section) {
        Set<Verdict> installed = EnumSet.noneOf(Verdict.class);
        for (Verdict verdict : Verdict.decided()) {
            String byDefault = Whois8Config.isInstalledByDefault(verdict) ? Statement.INSTALL : Statement.REJECT;
            if (section.all(Statement.WHOIS8_POLICY).filter(line -> line.value(Arguments.POLICY_VERDICT).equals(verdict.word())).findFirst()
                    .map(line -> line.value(Arguments.POLICY_ACTION)).orElse(byDefault).equals(Statement.INSTALL)) {
                installed.add(verdict);
            }
        }
        return installed;
    }

    private static InterfaceConfig interfaceConfig(Section section) {
        return new InterfaceConfig(
                section.name(),
                device(section),
                vrf(section),
                addresses(section, false),
                addresses(section, true),
                value(section, Statement.MTU, Arguments.MTU, InterfaceConfig.DEFAULT_MTU),
                value(section, Statement.ETHERTYPE, Arguments.ETHER_TYPE, InterfaceConfig.DEFAULT_ETHER_TYPE),
                new PuntConfig(
                        section.first(Statement.PUNT_TAP).map(entry -> tapName(section, entry)).orElse(null),
                        section.has(Statement.PUNT_UNKNOWN)),
                section.has(Statement.SHUTDOWN),
                value(section, Statement.QUEUE_SIZE, Arguments.RX_DESCRIPTORS, InterfaceConfig.DEFAULT_DESCRIPTORS),
                value(section, Statement.QUEUE_SIZE, Arguments.TX_DESCRIPTORS, InterfaceConfig.DEFAULT_DESCRIPTORS),
                section.has(Statement.EGRESS_CHECK),
                border(section));
    }

    /** Any line of the border makes one; that it has sources was checked. */
    private static BorderConfig border(Section section) {
        List<AsnSpan> sources = section.all(Statement.BORDER_SOURCE).map(line -> line.value(Arguments.BORDER_SOURCE)).toList();
        return sources.isEmpty() ? null : new BorderConfig(sources, section.has(Statement.BORDER_RINE));
    }

    private static List<InterfaceAddress> addresses(Section section, boolean isIpv4) {
        return ConnectedAddress.ofInterface(section).map(ConnectedAddress::value)
                .filter(address -> address.address().isIpv4() == isIpv4).toList();
    }

    /** The routing table of an interface block. */
    static Vrf vrf(Section section) {
        return value(section, Statement.VRF, Arguments.INTERFACE_VRF, Vrf.DEFAULT);
    }

    /** The device of an interface block, with defaults filled in. */
    static DeviceConfig device(Section section) {
        return section.first(Statement.DEVICE).map(entry -> {
            String word = entry.value(Arguments.DEVICE);
            boolean isVirtual = DeviceConfig.VIRTUAL_DRIVERS.contains(word);
            Map<String, String> arguments = new LinkedHashMap<>();
            entry.values(Arguments.DEVICE_ARGUMENT).forEach(argument -> arguments.put(argument.key(), argument.value()));
            return new DeviceConfig(isVirtual ? word : DeviceConfig.PCI, isVirtual ? null : word, arguments)
                    .withInterfaceDefault(section.name());
        }).orElseGet(() -> DeviceConfig.ofLinuxInterface(section.name()));
    }

    /** The TAP's name: given by the line, or made from the interface's. */
    static String tapName(Section section, Entry puntTap) {
        return puntTap.optional(Arguments.TAP).orElseGet(() -> PuntConfig.defaultTapName(section.name()));
    }

    private static StaticRouteConfig route(List<RouteLine> lines) {
        return new StaticRouteConfig(
                lines.getFirst().key().vrf(),
                lines.getFirst().prefix(),
                lines.getFirst().key().distance(),
                lines.stream().map(RouteLine::nextHop).toList(),
                lines.getFirst().entry().line().number());
    }
}
