// SPDX-License-Identifier: Apache-2.0
// Tests of what becomes of the operator's lines in the dataplane.
package io.eightfold.cli.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.controlplane.config.ConfigParser;
import io.eightfold.controlplane.config.ConfigResult;
import io.eightfold.dataplane.DataplaneConfig;
import io.eightfold.dataplane.StaticRoute;
import io.eightfold.dataplane.neighbor.NeighborSettings;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.port.WorkerSpread;
import io.eightfold.dataplane.slowpath.SlowPath;
import io.eightfold.dpdk.Hugepages;
import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConfigTranslatorTest {
    private static final Path COUNTERS = Path.of("counters.dat");
    private static final String TWO_PORTS = """
        ipv8 routing
        interface wan
         device net_null
         ipv8 address 64496.10.1.0.1/24
         ip address 10.1.0.1/24
        interface lan
         device net_ring
         ipv8 address 64496.10.2.0.1/24
        """;

    @Test
    void shouldTakeTheDefaultsOfAFileThatNamesAnInterfaceOnly() {
        final DataplaneConfig config = translate("interface eth1\n ip address 10.1.0.1/24\n");
        assertEquals(Hugepages.Policy.AUTO, config.eal().hugepages());
        assertFalse(config.eal().usesPci());
        assertEquals(1, config.workers());
        assertTrue(config.workerCores().isEmpty());
        assertEquals(WorkerSpread.AUTO, config.spread());
        assertTrue(config.isBusy());
        assertEquals(32, config.burst());
        assertEquals(NeighborSettings.DEFAULT, config.neighbors());
        assertEquals(COUNTERS, config.counters());
        final RouterPort.Config port = config.ports().getFirst();
        assertEquals("net_af_packet_eth1,iface=eth1", port.device().text());
        assertEquals(1500, port.mtuBytes());
        assertEquals(0x8080, port.etherType());
        assertNull(port.tapName());
    }

    @Test
    void shouldCarryEverySettingOver() {
        final DataplaneConfig config = translate(TWO_PORTS + """
            dpdk
             hugepages never
             memory 128m
             mbufs 4096
             eal-argument --log-level=lib.eal:debug
            dataplane
             workers 2
             worker-cores 1,0
             worker-spread rss
             idle backoff
             burst 16
             icmp-rate-limit 7 burst 3
             neighbor lifetime 90s
             neighbor arp-fallback 20ms
             neighbor queue 4
             neighbor limit 64
            """);
        assertEquals(Hugepages.Policy.NEVER, config.eal().hugepages());
        assertEquals(128, config.eal().memoryMib());
        assertEquals(List.of("--log-level=lib.eal:debug"), config.eal().extraArguments());
        assertEquals(4096, config.mbufs());
        assertEquals(2, config.workers());
        assertEquals(List.of(1, 0), config.workerCores());
        assertEquals(WorkerSpread.RSS, config.spread());
        assertFalse(config.isBusy());
        assertEquals(16, config.burst());
        assertEquals(new SlowPath.IcmpLimit(7, 3), config.icmpLimit());
        final NeighborSettings neighbors = config.neighbors();
        assertEquals(TimeUnit.SECONDS.toNanos(90), neighbors.lifetimeNs());
        assertEquals(TimeUnit.MILLISECONDS.toNanos(20), neighbors.arpFallbackNs());
        assertEquals(4, neighbors.queuePackets());
        assertEquals(64, neighbors.limit());
    }

    @Test
    void shouldCarryEverySettingOfAnInterfaceOver() {
        final RouterPort.Config port = translate("""
            ipv8 routing
            interface wan
             device net_tap iface=kernel0
             ipv8 address 64496.10.1.0.1/24
             ip address 192.0.2.1/30
             mtu 9000
             ethertype 0x0888
             punt tap wan-host
             punt unknown
             queue-size rx 1024 tx 2048
            """).ports().getFirst();
        assertEquals("wan", port.name());
        assertEquals("net_tap_wan,iface=kernel0", port.device().text());
        assertEquals(List.of(InterfaceAddress.parse("64496.10.1.0.1/24")), port.ipv8Addresses());
        assertEquals(List.of(InterfaceAddress.parse("192.0.2.1/30")), port.ipv4Addresses());
        assertEquals(9000, port.mtuBytes());
        assertEquals(0x0888, port.etherType());
        assertEquals("wan-host", port.tapName());
        assertTrue(port.puntsUnknown());
        assertEquals(1024, port.rxDescriptors());
        assertEquals(2048, port.txDescriptors());
    }

    @Test
    void shouldKeepOnlyIpv4WithoutIpv8Routing() {
        final DataplaneConfig config = translate(TWO_PORTS.replace("ipv8 routing\n", "") + """
            ipv8 route default 64496.10.1.0.2
            ipv8 route 64497.10.0.0.0/16 64496.10.1.0.2
            ip route default 10.1.0.2
            """);
        assertTrue(config.ports().stream().allMatch(p -> p.ipv8Addresses().isEmpty()));
        assertEquals(List.of(InterfaceAddress.parse("10.1.0.1/24")), config.ports().getFirst().ipv4Addresses());
        assertEquals(List.of(Ipv8Prefix.parse("0.0.0.0/0")), config.routes().stream().map(StaticRoute::prefix).toList());
    }

    @Test
    void shouldTakeTheLowestDistanceOfTheDefaultRoutingTable() {
        final DataplaneConfig config = translate(TWO_PORTS + """
            ip route 10.9.0.0/16 10.1.0.2 20
            ip route 10.9.0.0/16 10.1.0.3 10
            ip route 10.9.0.0/16 10.1.0.4 30
            ip route 10.8.0.0/16 blackhole vrf oob
            """);
        assertEquals(1, config.routes().size());
        assertEquals(List.of(new StaticRoute.Gateway(Ipv8Address.parse("10.1.0.3"), null)), config.routes().getFirst().hops());
    }

    @Test
    void shouldLeaveOutInterfacesThatAreShutDown() {
        final DataplaneConfig config = translate(TWO_PORTS + " shutdown\n");
        assertEquals(List.of("wan"), config.ports().stream().map(RouterPort.Config::name).toList());
    }

    @Test
    void shouldLeaveOutNextHopsOverInterfacesThatAreShutDown() {
        final DataplaneConfig config = translate(TWO_PORTS + """
             shutdown
            ipv8 route 64497.10.1.0.0/24 64496.10.2.0.9
            ipv8 route 64497.10.2.0.0/24 64496.10.1.0.2
            ipv8 route 64497.10.2.0.0/24 64496.10.2.0.9
            ipv8 route 64497.10.3.0.0/24 lan
            ipv8 route 64497.10.4.0.0/24 blackhole
            """);
        assertEquals(List.of("64497.10.2.0.0/24", "64497.10.4.0.0/24"), config.routes().stream().map(r -> r.prefix().toString()).toList());
        assertEquals(List.of(new StaticRoute.Gateway(Ipv8Address.parse("64496.10.1.0.2"), null)), config.routes().getFirst().hops());
    }

    @Test
    void shouldTranslateEveryKindOfNextHop() {
        final List<StaticRoute> routes = translate(TWO_PORTS + """
            ipv8 route 64497.10.1.0.0/24 64496.10.1.0.2
            ipv8 route 64497.10.1.0.0/24 64496.10.2.0.9 lan
            ipv8 route 64497.10.2.0.0/24 lan
            ipv8 route 64497.10.3.0.0/24 blackhole
            ip route 192.0.2.0/24 unreachable
            """).routes();
        assertEquals(List.of(new StaticRoute.Gateway(Ipv8Address.parse("64496.10.1.0.2"), null),
            new StaticRoute.Gateway(Ipv8Address.parse("64496.10.2.0.9"), "lan")), routes.get(0).hops());
        assertEquals(List.of(new StaticRoute.OnLink("lan")), routes.get(1).hops());
        assertEquals(List.of(new StaticRoute.Blackhole()), routes.get(2).hops());
        assertEquals(List.of(new StaticRoute.Unreachable()), routes.get(3).hops());
    }

    @Test
    void shouldAllowEalOnlyTheNicsThatAreConfigured() {
        final DataplaneConfig config = translate("""
            dpdk
             eal-argument -d /opt/pmd
            interface wan
             device 0000:03:00.0 rx_burst=32
             ip address 10.1.0.1/24
            interface lan
             device 0000:04:00.1
             ip address 10.2.0.1/24
             shutdown
            """);
        assertTrue(config.eal().usesPci());
        assertEquals(List.of("-a", "0000:03:00.0,rx_burst=32", "-d", "/opt/pmd"), config.eal().extraArguments());
    }

    @Test
    void shouldPuntUnknownFramesOfAllInterfacesWhenTheDataplaneBlockSaysSo() {
        assertFalse(translate(TWO_PORTS).ports().stream().anyMatch(RouterPort.Config::puntsUnknown));
        assertTrue(translate(TWO_PORTS + "dataplane\n punt unknown\n").ports().stream().allMatch(RouterPort.Config::puntsUnknown));
    }

    private static DataplaneConfig translate(final String text) {
        final ConfigResult result = ConfigParser.parse("test.conf", text);
        assertTrue(result.isGood(), () -> result.problems().toString());
        return ConfigTranslator.translate(result.config(), COUNTERS, null);
    }
}
