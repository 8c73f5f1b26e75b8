// SPDX-License-Identifier: Apache-2.0
// From the operator's configuration to what the dataplane starts with.
package io.eightfold.cli.router;

import io.eightfold.controlplane.config.BorderConfig;
import io.eightfold.controlplane.config.ConfigWriter;
import io.eightfold.controlplane.config.DataplaneSettings;
import io.eightfold.controlplane.config.DeviceConfig;
import io.eightfold.controlplane.config.IdleStrategyKind;
import io.eightfold.controlplane.config.InterfaceConfig;
import io.eightfold.controlplane.config.NextHopConfig;
import io.eightfold.controlplane.config.RouterConfig;
import io.eightfold.controlplane.config.StaticRouteConfig;
import io.eightfold.controlplane.config.TunnelEndConfig;
import io.eightfold.dataplane.DataplaneConfig;
import io.eightfold.dataplane.StaticRoute;
import io.eightfold.dataplane.neighbor.NeighborSettings;
import io.eightfold.dataplane.port.Border.AsnRange;
import io.eightfold.dataplane.port.Border;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.port.WorkerSpread;
import io.eightfold.dataplane.port.ZonePair;
import io.eightfold.dataplane.slowpath.SlowPath;
import io.eightfold.dataplane.tunnel.TunnelConfig;
import io.eightfold.dpdk.DeviceArguments;
import io.eightfold.dpdk.Eal;
import io.eightfold.dpdk.Hugepages;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.fibprotocol.channel.ChannelConfig;
import io.eightfold.wire.address.Ipv8Prefix;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Thread: startup. */
final class ConfigTranslator {
    private ConfigTranslator() {
    }

    /**
     * @param counters where the dataplane keeps its counters.
     * @param channel  where it follows its control plane.
     */
    static DataplaneConfig translate(final RouterConfig config, final Path counters, final ChannelConfig channel) {
        final DataplaneSettings settings = config.dataplane();
        final List<InterfaceConfig> interfaces = config.interfaces().stream().filter(i -> !i.shutdown()).toList();
        final List<String> nics = interfaces.stream().filter(i -> i.device().isPci()).map(i -> device(i).text()).toList();
        final Eal.Options eal = new Eal.Options(Hugepages.Policy.valueOf(config.dpdk().hugepages().toUpperCase(Locale.ROOT)),
            config.dpdk().memoryMib(), !nics.isEmpty(), ealArguments(config, nics));
        return new DataplaneConfig(eal, config.dpdk().mbufs(), settings.workers(), WorkerSpread.valueOf(settings.workerSpread().name()),
            settings.workerCores(), settings.idle() == IdleStrategyKind.BUSY, settings.burst(), (long) settings.fibMemoryMib() << 20,
            new SlowPath.IcmpLimit(settings.icmpRatePerSecond(), settings.icmpBurst()), neighbors(settings),
            interfaces.stream().map(i -> port(i, config, settings.puntUnknown())).toList(),
            lowestOfDefaultVrf(config.routes()).filter(r -> config.ipv8Routing() || r.prefix().address().isIpv4() && !r.prefix().isDefault())
                .map(r -> route(r, interfaces)).filter(r -> !r.hops().isEmpty()).toList(), counters, channel, tunnels(config.tunnelEnd(), config.localAsn()),
            config.zonePermits().stream().map(p -> new ZonePair(p.zone(), p.other())).toList(),
            ConfigWriter.startFingerprint(config));
    }

    /** Routes that the kernel is to know too, behind a TAP: it has one table. */
    private static Stream<StaticRouteConfig> lowestOfDefaultVrf(final List<StaticRouteConfig> routes) {
        final Map<Ipv8Prefix, StaticRouteConfig> lowest = new LinkedHashMap<>();
        routes.stream().filter(r -> r.vrf() == Vrf.DEFAULT)
            .forEach(r -> lowest.merge(r.prefix(), r, (one, other) -> one.distance() <= other.distance() ? one : other));
        return lowest.values().stream();
    }

    /** EAL takes every NIC bound to vfio-pci unless told which: those of other programs on the machine must stay theirs. */
    private static List<String> ealArguments(final RouterConfig config, final List<String> nics) {
        return Stream.concat(nics.stream().flatMap(nic -> Stream.of("-a", nic)), config.dpdk().ealArguments().stream()).toList();
    }

    private static NeighborSettings neighbors(final DataplaneSettings settings) {
        final NeighborSettings defaults = NeighborSettings.DEFAULT;
        return new NeighborSettings(TimeUnit.MILLISECONDS.toNanos(settings.neighborLifetimeMs()), TimeUnit.MILLISECONDS.toNanos(settings.arpFallbackMs()),
            defaults.retryNs(), defaults.attempts(), defaults.failedHoldNs(), settings.neighborQueuePackets(), settings.neighborLimit());
    }

    /** Without {@code ipv8 routing} an interface keeps its IPv4 side only. */
    private static RouterPort.Config port(final InterfaceConfig config, final RouterConfig router, final boolean isPuntingUnknown) {
        return new RouterPort.Config(config.name(), device(config), router.ipv8Routing() ? config.ipv8Addresses() : List.of(), config.ipv4Addresses(),
            config.mtu(), config.etherType(), config.punt().tapName(), config.punt().puntUnknown() || isPuntingUnknown,
            config.rxDescriptors(), config.txDescriptors(), config.vrf(), border(config.border(), router.localAsn()));
    }

    /** Any source but our own is the set of our own, turned around. */
    private static Border border(final BorderConfig config, final Long localAsn) {
        if (config == null) {
            return null;
        }
        return config.isAnySource() ? new Border(List.of(new AsnRange((int) (long) localAsn)), true, config.isRine())
            : new Border(config.sources().stream().map(s -> new AsnRange((int) s.first(), (int) s.last())).toList(), false, config.isRine());
    }

    private static TunnelConfig tunnels(final TunnelEndConfig config, final Long localAsn) {
        if (config == null) {
            return TunnelConfig.NONE;
        }
        final TunnelEndConfig.Https https = config.https();
        return new TunnelConfig(config.address(), Set.copyOf(config.encapsulations()),
            https == null ? null : new TunnelConfig.Https(https.keyStore(), https.passwordFile(), https.trustStore()), config.isSourceLoose(),
            localAsn == null ? 0 : (int) (long) localAsn);
    }

    private static DeviceArguments device(final InterfaceConfig config) {
        final DeviceConfig device = config.device();
        return device.isPci() ? DeviceArguments.pci(device.pciAddress(), device.arguments())
            : DeviceArguments.virtual(device.driver(), config.name(), device.arguments());
    }

    /** @param interfaces those in service: a next hop over one that is shut down is configured and not in force. */
    private static StaticRoute route(final StaticRouteConfig route, final List<InterfaceConfig> interfaces) {
        return new StaticRoute(route.prefix(), route.nextHops().stream()
            .filter(hop -> !hop.isForwarding() || interfaces.stream().anyMatch(i -> isOver(hop, i))).map(ConfigTranslator::hop).toList());
    }

    private static boolean isOver(final NextHopConfig hop, final InterfaceConfig candidate) {
        return switch (hop) {
            case NextHopConfig.Gateway(var address, var name) when name == null ->
                Stream.concat(candidate.ipv8Addresses().stream(), candidate.ipv4Addresses().stream()).anyMatch(own -> own.prefix().contains(address));
            case NextHopConfig.Gateway(_, var name) -> candidate.name().equals(name);
            case NextHopConfig.OnLink(var name) -> candidate.name().equals(name);
            // The kernel behind a TAP has no part in tunnels.
            case NextHopConfig.Tunnel _, NextHopConfig.Blackhole _, NextHopConfig.Unreachable _, NextHopConfig.Prohibit _ -> false;
        };
    }

    private static StaticRoute.Hop hop(final NextHopConfig hop) {
        return switch (hop) {
            case NextHopConfig.Gateway gateway -> new StaticRoute.Gateway(gateway.address(), gateway.interfaceName());
            case NextHopConfig.OnLink onLink -> new StaticRoute.OnLink(onLink.interfaceName());
            case NextHopConfig.Blackhole _ -> new StaticRoute.Blackhole();
            case NextHopConfig.Tunnel _, NextHopConfig.Unreachable _ -> new StaticRoute.Unreachable();
            case NextHopConfig.Prohibit _ -> new StaticRoute.Prohibit();
        };
    }
}
