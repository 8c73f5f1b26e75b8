// SPDX-License-Identifier: Apache-2.0
// A table of bad configurations: where the problem is and what its message must say.
package io.eightfold.controlplane.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BadConfigTest {
    private static final String ETH1 = "interface eth1\n ipv8 address 64496.10.1.0.1/24\n ip address 10.1.0.1/24\n";
    private static final int AFTER_ETH1 = 4;
    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    /** One bad configuration and its only problem. */
    record Bad(String text, int line, int column, String word, String messagePart) {
    }

    static Stream<Bad> bad() {
        return Stream.of(
                // words and shapes
                new Bad("hostnam x", 1, 1, "hostnam", "expected one of hostname, ipv8, ip, 8to4, interface, router, bgp, route-map, dpdk, dataplane"),
                new Bad("hostname", 1, 10, "end of line", "expected NAME"),
                new Bad("hostname a b", 1, 12, "b", "expected the end of the line"),
                new Bad("hostname -a", 1, 10, "-a", "not a host name"),
                new Bad("ipv8", 1, 6, "end of line", "expected one of routing, route, zone, prefix-list after 'ipv8'"),
                new Bad("ipv8 rout", 1, 6, "rout", "expected one of routing, route, zone, prefix-list after 'ipv8'"),
                new Bad("mtu 1500", 1, 1, "mtu", "belongs to the block 'interface NAME'"),
                new Bad("interface a\n ip address 10.0.0.1/24\n burst 8", 3, 2, "burst", "belongs to the block 'dataplane'"),
                new Bad("interface a\n ip address 10.0.0.1/24\n speed 10g", 3, 2, "speed", "expected one of device, ipv8, ip, vrf, mtu"),
                new Bad("no", 1, 4, "end of line", "expected the line to take back"),
                new Bad("no foo", 1, 4, "foo", "expected one of hostname"),
                new Bad("no ipv8", 1, 9, "end of line", "expected one of routing, route"),
                new Bad("exit now", 1, 6, "now", "expected the end of the line"),
                new Bad("router bgp 64496", 1, 8, "bgp", "expected bgp8 after 'router'"),
                new Bad("router bgp8 0", 1, 13, "0", "below the minimum; expected ASN, a number from 1 to 4294967295"),
                new Bad("router bgp8 4294967296", 1, 13, "4294967296", "above the maximum"),
                new Bad("router bgp8 64496\n neighbor 64496.10.1.0.2 remote-as 64497", 2, 11, "64496.10.1.0.2", "not an IPv4 address"),
                // given twice
                new Bad("hostname a\nhostname b", 2, 1, "hostname", "already given on line 1"),
                new Bad("dataplane\n burst 8\n burst 8", 3, 2, "burst", "already given on line 2"),
                new Bad("dpdk\ndataplane\ndpdk", 3, 1, "dpdk", "already given on line 1"),
                new Bad(ETH1 + "interface eth1\n device net_null", 4, 11, "eth1", "has a block on line 1 already"),
                // numbers, times, sizes, choices
                new Bad("dataplane\n burst 3", 2, 8, "3", "below the minimum; expected PACKETS, a number from 4 to 64"),
                new Bad("dataplane\n burst +8", 2, 8, "+8", "not a plain decimal number"),
                new Bad("dataplane\n burst 99999999999999999999", 2, 8, "99999999999999999999", "more than 10 digits"),
                new Bad("dataplane\n idle lazy", 2, 7, "lazy", "expected STRATEGY, one of busy, backoff"),
                new Bad("dataplane\n neighbor lifetime 4", 2, 20, "4", "the unit is missing; add ms, s, m, h or d"),
                new Bad("dataplane\n neighbor lifetime 4w", 2, 20, "4w", "unit w is none of"),
                new Bad("dataplane\n neighbor lifetime 400d", 2, 20, "400d", "above the maximum; expected TIME, a time from 1s to 30d"),
                new Bad("dataplane\n neighbor timeout 4h", 2, 11, "timeout", "expected one of lifetime, queue, limit, arp-fallback after 'neighbor'"),
                new Bad("dataplane\n icmp-rate-limit 100 brust 5", 2, 22, "brust", "expected the word 'burst'"),
                new Bad("dataplane\n icmp-rate-limit 100 burst", 2, 28, "end of line", "expected COUNT"),
                new Bad("dataplane\n workers 2\n worker-cores 1", 3, 15, "1", "names 1 of the machine's cores for workers 2"),
                new Bad("dataplane\n workers 2\n worker-cores 1,1", 3, 15, "1,1", "CPU 1 is named twice"),
                new Bad("dataplane\n worker-cores 3-1", 2, 15, "3-1", "in rising order"),
                new Bad("dpdk\n hugepages maybe", 2, 12, "maybe", "one of auto, never, require"),
                new Bad("dpdk\n memory 256", 2, 9, "256", "the unit is missing; add k, m or g"),
                new Bad("dpdk\n memory 100000k", 2, 9, "100000k", "not a whole number of MiB"),
                new Bad("dpdk\n eal-argument", 2, 15, "end of line", "expected TEXT"),
                // interfaces
                new Bad("interface", 1, 11, "end of line", "expected NAME"),
                new Bad("interface abcdefghijklmnop", 1, 11, "abcdefghijklmnop", "1 to 15 characters"),
                new Bad("interface eth/1", 1, 11, "eth/1", "letters, digits"),
                new Bad("interface blackhole", 1, 11, "blackhole", "none of blackhole, unreachable, prohibit, default"),
                new Bad(ETH1 + " mtu 575", 4, 6, "575", "below the minimum; expected BYTES, a number from 576 to 9600"),
                new Bad(ETH1 + " ethertype 8080", 4, 12, "8080", "not a 16-bit hexadecimal number"),
                new Bad(ETH1 + " ethertype 0x05ff", 4, 12, "0x05ff", "are lengths (IEEE 802.3)"),
                new Bad(ETH1 + " ethertype 0x0800", 4, 12, "0x0800", "belongs to IPv4"),
                new Bad(ETH1 + " ethertype 0x0806", 4, 12, "0x0806", "belongs to ARP"),
                new Bad(ETH1 + " ethertype 0x86dd", 4, 12, "0x86dd", "belongs to IPv6"),
                new Bad(ETH1 + " ethertype 0x8100", 4, 12, "0x8100", "802.1Q"),
                new Bad(ETH1 + " ethertype 0x88A8", 4, 12, "0x88A8", "802.1ad"),
                new Bad(ETH1 + " queue-size 512", 4, 13, "512", "expected rx after 'queue-size'"),
                new Bad(ETH1 + " queue-size rx 512", 4, 20, "end of line", "expected the word 'tx'"),
                new Bad(ETH1 + " device net_foo", 4, 9, "net_foo", "unknown device; expected DEVICE, one of net_af_packet"),
                new Bad(ETH1 + " device net_pcap rx_pcap", 4, 18, "rx_pcap", "not of the form key=value"),
                new Bad(ETH1 + " device net_pcap rx_pcap=a,tx_pcap=b", 4, 18, "rx_pcap=a,tx_pcap=b", "cuts arguments at commas"),
                new Bad(ETH1 + " device net_pcap a=1 a=2", 4, 22, "a=2", "given twice"),
                new Bad(ETH1 + "interface eth2\n ip address 10.2.0.1/24\n device net_af_packet iface=eth1", 6, 2, "device", "taken by line 1"),
                new Bad(ETH1 + " punt tap eth1", 4, 11, "eth1", "name eth1 is taken by line 1"),
                new Bad(ETH1 + " device net_af_packet iface=veth0\n punt tap veth0", 5, 11, "veth0", "name veth0 is taken by line 4"),
                new Bad("dpdk\n eal-argument a\u0000b", 2, 15, "a?b", "has a control character"),
                new Bad(ETH1 + " punt", 4, 7, "end of line", "expected one of tap, unknown after 'punt'"),
                // BGP8
                bgp8("router-id 0.0.0.0", 12, "0.0.0.0", "is 0, which nobody may be"),
                bgp8("speed 5", 2, "speed", "expected one of router-id, cluster-id, listen, graceful-restart, timers, network"),
                bgp8("neighbor", 11, "end of line", "expected ADDRESS after 'neighbor'"),
                bgp8("neighbor 192.0.2.9 remot-as 5", 21, "remot-as", "expected one of remote-as, description, shutdown"),
                bgp8("neighbor 2001:db8::1 remote-as 5", 11, "2001:db8::1", "not an IPv4 address; expected ADDRESS"),
                bgp8("neighbor 224.0.0.1 remote-as 5", 11, "224.0.0.1", "no host can have this address"),
                bgp8("neighbor 10.1.0.1 remote-as 64496", 11, "10.1.0.1", "is an address of this router"),
                bgp8("neighbor 192.0.2.9 remote-as 23456", 31, "23456", "RFC 6793"),
                bgp8("neighbor 192.0.2.9 passive", 11, "192.0.2.9", "has no ASN; add 'neighbor 192.0.2.9 remote-as ASN'"),
                bgp8("neighbor 10.1.0.2 remote-as 64496", 11, "10.1.0.2", "already given on line 5 for this neighbour"),
                bgp8("neighbor 10.1.0.2 shutdown message x\n neighbor 10.1.0.2 shutdown", 2, "neighbor", "with a message already"),
                bgp8("neighbor 10.1.0.2 description " + "x ".repeat(101), 32, "x", "201 characters are above the 200"),
                bgp8("neighbor 10.1.0.2 shutdown message " + "é".repeat(128), 37, ConfigProblem.shown("é".repeat(128)), "256 bytes are above the 255"),
                bgp8("neighbor 10.1.0.2 carrier ipv6", 28, "ipv6", "not one of these words; expected CARRIER, one of native, vpnv4, ipv4"),
                bgp8("neighbor 10.1.0.2 carrier ipv4 ipv4", 28, "ipv4", "names a carrier twice"),
                bgp8("neighbor 10.1.0.2 addpath-receive ipv4", 36, "ipv4", "is not a carrier of this neighbour; expected some of native"),
                bgp8("neighbor 10.1.0.2 route-map FOO in", 30, "FOO", "there is no 'route-map FOO'; add it, or correct the name"),
                bgp8("neighbor 10.1.0.2 prefix-list FOO in\nipv8 prefix-list BAR deny any", 32, "FOO", "correct the name: there is BAR"),
                bgp8("neighbor 10.1.0.2 route-map FOO inwards", 34, "inwards", "one of in, out"),
                bgp8("network 64496.10.1.0.0/16 route-map FOO", 38, "FOO", "there is no 'route-map FOO'"),
                bgp8("network 64496.0.0.0.0/0\n network 64496.0.0.0.0/0", 10, "64496.0.0.0.0/0", "already given on line 6"),
                bgp8("redistribute ospf", 15, "ospf", "one of connected, static, api"),
                bgp8("timers bgp 1 2", 15, "2", "a hold time is 0, or 3 to 65535 seconds"),
                bgp8("neighbor 10.1.0.2 timers 0 2", 29, "2", "a hold time is 0, or 3 to 65535 seconds"),
                bgp8("timers bgp 60", 16, "end of line", "expected HOLD"),
                bgp8("timers connect 1500ms", 17, "1500ms", "not a whole number of seconds"),
                bgp8("listen off\n listen 10.1.0.1", 9, "10.1.0.1", "contradicts 'listen off' on line 6"),
                bgp8("listen off\n neighbor 10.1.0.2 passive", 2, "neighbor", "never accepts"),
                bgp8("listen 10.1.0.1\n listen 10.1.0.1 port 179", 9, "10.1.0.1", "already given on line 6"),
                bgp8("graceful-restart off\n graceful-restart restart-time 5", 2, "graceful-restart", "contradicts"),
                bgp8("graceful-restart restart-time 4096", 32, "4096", "above the maximum"),
                bgp8("neighbor 10.1.0.2 graceful-restart off\n neighbor 10.1.0.2 long-lived-graceful-restart stale-time 5", 59, "5", "needs graceful restart, which is off"),
                bgp8("neighbor 10.1.0.2 maximum-prefix 5 restart 5", 45, "5", "the unit is missing"),
                bgp8("neighbor 10.1.0.2 maximum-prefix 5 restart 5m warning-only", 48, "warning-only", "keep one of the two"),
                bgp8("neighbor 10.1.0.2 maximum-prefix 5 101", 37, "101", "above the maximum; expected PERCENT"),
                bgp8("neighbor 10.1.0.2 local-role peer", 11, "10.1.0.2", "only external neighbours have roles"),
                bgp8("neighbor 10.1.0.2 ebgp-multihop", 11, "10.1.0.2", "only external neighbours"),
                bgp8("neighbor 10.1.0.2 cost 4294967296", 25, "4294967296", "above the maximum; expected COST"),
                bgp8("neighbor 10.1.0.2 capacity 10", 29, "10", "not a number with one of the units"),
                bgp8("coordinates 91 0", 14, "91", "is not -90 to 90 degrees"),
                bgp8("coordinates 50.1234567 0", 14, "50.1234567", "at most 6 decimals"),
                new Bad("router bgp8 64496\n neighbor 192.0.2.2 remote-as 64496", 1, 13, "64496", "add 'router-id 192.0.2.1'"),
                new Bad("router bgp8 64496\n router-id 1.1.1.1\n neighbor 192.0.2.2 remote-as 1\n neighbor 192.0.2.2 next-hop-self", 4, 11, "192.0.2.2", "only internal neighbours"),
                new Bad("router bgp8 64496\n router-id 1.1.1.1\n neighbor 192.0.2.2 remote-as 1\n neighbor 192.0.2.2 route-reflector-client", 4, 11, "192.0.2.2", "RFC 4456"),
                new Bad("router bgp8 64496\n router-id 1.1.1.1\n neighbor 192.0.2.2 remote-as 1\n neighbor 192.0.2.2 ebgp-multihop 5\n neighbor 192.0.2.2 ttl-security hops 5",
                        5, 2, "neighbor", "does not go with line 4"),
                new Bad("dataplane\n neighbor 192.0.2.2 remote-as 5", 2, 2, "neighbor", "belongs to the block 'router bgp8 ASN'"),
                // lists and route-maps
                new Bad("ipv8 prefix-list L allow any", 1, 20, "allow", "not one of these words; expected ACTION, one of permit, deny"),
                new Bad("ipv8 prefix-list L permit 10.0.0.0/8 ge 7", 1, 41, "7", "below the 8 host bits"),
                new Bad("ipv8 prefix-list L permit 10.0.0.0/8 ge 24 le 16", 1, 41, "24", "is above le 16"),
                new Bad("ipv8 prefix-list L permit 10.0.0.1/8", 1, 27, "10.0.0.1/8", "write 10.0.0.0/8"),
                new Bad("ipv8 prefix-list L seq 5 permit any\nipv8 prefix-list L seq 5 deny any", 2, 24, "5", "number 5 is given on line 1 already"),
                new Bad("ipv8 prefix-list L seq 2147483647 permit any\nipv8 prefix-list L deny any", 2, 18, "L", "no number left"),
                new Bad("bgp as-path access-list L permit [0-", 1, 34, "[0-", ""),
                new Bad("bgp community-list standard L permit 5", 1, 38, "5", "expected COMMUNITY"),
                new Bad("bgp large-community-list standard L permit 5:5", 1, 44, "5:5", "is not GLOBAL:DATA1:DATA2"),
                new Bad("route-map M permit", 1, 20, "end of line", "expected NUMBER"),
                new Bad("route-map M permit 10\nroute-map M deny 10", 2, 18, "10", "number 10 is given on line 1 already"),
                new Bad("route-map M permit 10\n match as-path FOO", 2, 16, "FOO", "there is no 'bgp as-path access-list FOO'"),
                new Bad("route-map M permit 10\n match as-path FOO\n match as-path FOO\nbgp as-path access-list FOO permit .*", 3, 2, "match", "already given on line 2"),
                new Bad("route-map M permit 10\n match cost-factor 5", 2, 20, "5", "expected one of ge, le after 'match cost-factor'"),
                new Bad("route-map M permit 10\n set community additive", 2, 16, "additive", "stands at the end"),
                new Bad("route-map M permit 10\n set community 1:1 additive 2:2", 2, 16, "1:1", "stands at the end"),
                new Bad("route-map M permit 10\n set cost-factor +4294967296", 2, 18, "+4294967296", "is more than 4294967295"),
                new Bad("route-map M permit 10\n set as-path prepend" + " 1".repeat(33), 2, 22, "1", "33 ASNs are more than the 32"),
                new Bad("route-map M permit 10\n on-match goto 10", 2, 16, "10", "leads back"),
                new Bad("route-map M permit 10\n match verdict good", 2, 16, "good", "expected VERDICT, one of valid, invalid"),
                new Bad("match as-path FOO", 1, 1, "match", "belongs to the block 'route-map"),
                // addresses
                new Bad(ETH1 + " ipv8 address 64496.10.2.0.256/24", 4, 15, "64496.10.2.0.256/24", "host octet 4 is 256"),
                new Bad(ETH1 + " ipv8 address 64496.10.2.0.1", 4, 15, "64496.10.2.0.1", "the prefix length is missing"),
                new Bad(ETH1 + " ip address 64496.10.2.0.1/24", 4, 13, "64496.10.2.0.1/24", "write this line with 'ipv8'"),
                new Bad(ETH1 + " ipv8 address 64496.10.2.0.0/24", 4, 15, "64496.10.2.0.0/24", "network address of 64496.10.2.0.0/24"),
                new Bad(ETH1 + " ip address 10.2.0.255/24", 4, 13, "10.2.0.255/24", "broadcast address of 10.2.0.0/24"),
                new Bad(ETH1 + " ip address 224.0.0.5/24", 4, 13, "224.0.0.5/24", "multicast"),
                new Bad(ETH1 + " ip address 240.0.0.5/24", 4, 13, "240.0.0.5/24", "reserved"),
                new Bad(ETH1 + " ipv8 address 64496.127.0.0.1/8", 4, 15, "64496.127.0.0.1/8", "loopback"),
                new Bad(ETH1 + " ipv8 address 64496.0.0.0.1/8", 4, 15, "64496.0.0.0.1/8", "0.0.0.0/8"),
                new Bad(ETH1 + " ipv8 address 4294901761.10.0.0.1/24", 4, 15, "4294901761.10.0.0.1/24", "cross-asn-multicast"),
                new Bad(ETH1 + " ipv8 address 4294967295.10.0.0.1/24", 4, 15, "4294967295.10.0.0.1/24", "broadcast"),
                new Bad(ETH1 + " ipv8 address 64496.11.0.0.1/7", 4, 15, "64496.11.0.0.1/7", "shorter than /8"),
                new Bad(ETH1 + " ip address 10.1.0.1/25", 4, 13, "10.1.0.1/25", "given on line 3 already"),
                new Bad(ETH1 + "interface eth2\n ipv8 address 64496.10.1.0.9/25", 5, 15, "64496.10.1.0.9/25",
                        "overlaps 64496.10.1.0.0/24 of interface eth1 on line 2"),
                // routes
                route("ipv8 route", 12, "end of line", "expected PREFIX"),
                route("ipv8 route 64497.10.0.0.0/16", 30, "end of line", "expected NEXTHOP"),
                route("ipv8 route 64497.10.0.0.0/8 ?", 29, "?", "neither an address nor an interface name"),
                route("ipv8 route 64497.10.1.0.1/16 64496.10.1.0.2", 12, "64497.10.1.0.1/16", "write 64497.10.1.0.0/16"),
                route("ipv8 route 0.0.251.0.0.0.0.0/24 64496.10.1.0.2", 12, "0.0.251.0.0.0.0.0/24", "spans several ASNs"),
                route("ip route 64497.10.0.0.0/16 10.1.0.2", 10, "64497.10.0.0.0/16", "write this line with 'ipv8'"),
                route("ip route 10.9.0.0/16 64496.10.1.0.2", 22, "64496.10.1.0.2", "takes plain IPv4 only"),
                route("ipv8 route 64497.0.0.0.0/0 10.1.0.2", 28, "10.1.0.2", "needs an IPv8 gateway"),
                route("ipv8 route default 10.1.0.2", 20, "10.1.0.2", "needs an IPv8 gateway"),
                route("ipv8 route 10.9.0.0/16 64496.10.1.0.2", 24, "64496.10.1.0.2", "needs an IPv4 gateway"),
                route("ipv8 route 64497.0.0.0.0/0 64496.10.9.0.2 eth1", 28, "64496.10.9.0.2",
                        "on no connected prefix of eth1; expected a neighbour inside 64496.10.1.0.0/24 (eth1)"),
                route("ipv8 route 64497.0.0.0.0/0 eth1 256", 33, "256", "above the maximum; expected DISTANCE, a number from 1 to 255"),
                route("ipv8 route 64497.0.0.0.0/0 64496.10.1.0.2 0", 43, "0", "below the minimum; expected DISTANCE"),
                route("ipv8 route 64497.0.0.0.0/0 64496.10.1.0.2 eth1 3 4", 50, "4", "expected the word 'vrf'"),
                route("ip route 10.9.0.0/16 10.1.0.2 vrf red", 35, "red", "expected VRF, one of default, management, oob"),
                route("ip route 10.9.0.0/16 10.1.0.2 vrf", 35, "end of line", "expected VRF"),
                route("ip route 10.9.0.0/16 eth1 vrf oob", 22, "eth1", "the interface is in vrf default and the route in vrf oob"),
                new Bad(ETH1 + "ip route default 10.1.0.2 9\nip route default 10.1.0.2 eth1 9", 5, 18, "10.1.0.2", "line 4 gives this next hop"),
                // routing tables
                new Bad(ETH1 + " vrf red", 4, 6, "red", "one of default, management, oob"),
                new Bad(ETH1 + " vrf oob\ninterface eth2\n vrf oob\n ip address 10.1.0.9/25", 7, 13, "10.1.0.9/25", "overlaps 10.1.0.0/24 of interface eth1"),
                new Bad(ETH1 + "interface eth2\n ip address 10.0.0.1/8", 5, 13, "10.0.0.1/8", "overlaps 10.1.0.0/24 of interface eth1 on line 3"),
                new Bad(ETH1 + " vrf oob\nip route default eth1", 5, 18, "eth1", "end the line with 'vrf oob'"),
                // control plane
                new Bad("control-plane\n journal maybe", 2, 10, "maybe", "one of on, off"),
                new Bad("control-plane\n stale-time 0s", 2, 13, "0s", "below the minimum"),
                new Bad("control-plane\n fib-channel udp", 2, 14, "udp", "expected 'fib-channel udp DATAPLANE-IP:PORT CONTROL-IP:PORT'"),
                new Bad("control-plane\n fib-channel udp 192.0.2.1:1", 2, 30, "end of line", "expected CONTROL-IP:PORT"),
                new Bad("control-plane\n fib-channel udp 192.0.2.1:1 192.0.2.1:1", 2, 30, "192.0.2.1:1", "dataplane's end too"),
                new Bad("control-plane\n fib-channel ipc 192.0.2.1:1 192.0.2.1:2", 2, 18, "192.0.2.1:1", "shared memory has no addresses"),
                new Bad("control-plane\n metrics listen 192.0.2.1", 2, 17, "192.0.2.1", "the port is missing"),
                new Bad("control-plane\n metrics listen 192.0.2.256:80", 2, 17, "192.0.2.256:80", "not an IPv4 address"),
                new Bad("control-plane\n metrics listen ::1:80", 2, 17, "::1:80", "IPv6 address in brackets"),
                new Bad("control-plane\n metrics listen 192.0.2.1:65536", 2, 17, "192.0.2.1:65536", "port 65536 is outside"),
                new Bad("control-plane\n metrics listen router.example:80", 2, 17, "router.example:80", "not an IPv4 address"),
                new Bad("control-plane\n metrics token abc", 2, 16, "<hidden>", "has 3 characters; expected SECRET"),
                new Bad("control-plane\n log syslog [192.0.2.1]", 2, 13, "[192.0.2.1]", "not an IPv4 address"),
                new Bad("control-plane\n log colour red", 2, 6, "colour", "expected one of format, level, syslog after 'log'"),
                // whois8
                whois8("server registry.example:8343", 9, "registry.example:8343", "does not start with http:// or https://"),
                whois8("server http://admin@a", 9, "http://admin@a", "has a user"),
                whois8("server http://a?b", 9, "http://a?b", "question mark"),
                whois8("server http:///feed", 9, "http:///feed", "names no host"),
                whois8("server http://a|b", 9, "http://a|b", "not a URL"),
                whois8("server http://a", 2, "server", "nothing of a server is believed without a trust anchor"),
                whois8("trust-anchor lab", 15, "lab", "does not start with rir=; expected rir=NAME"),
                whois8("trust-anchor rir=Lab", 15, "rir=Lab", "rir"),
                whois8("trust-anchor rir=lab key=AAAA asns=all", 23, "key=AAAA", "32"),
                whois8("trust-anchor rir=lab key=!", 23, "key=!", "Base64"),
                whois8("trust-anchor rir=lab", 23, "end of line", "expected key=BASE64"),
                whois8("trust-anchor rir=lab key=" + KEY + " asns=9-3", 72, "asns=9-3", "lower one first"),
                whois8("trust-anchor rir=lab key=" + KEY + " asns=1,4294967296", 72, "asns=1,4294967296", "numbers from 0 to 4294967295"),
                whois8("trust-anchor file anchors.txt", 20, "anchors.txt", "not a whole path"),
                whois8("slurm slurm.json", 8, "slurm.json", "not a whole path"),
                whois8("policy pending install", 9, "pending", "one of valid, invalid, not-found, unverified"),
                whois8("policy valid drop", 15, "drop", "one of install, reject"),
                new Bad("whois8\n slurm /s\n policy not-found install\n policy not-found reject", 4, 9, "not-found", "already given on line 3"),
                new Bad("whois8\n slurm /s\n slurm /s", 3, 8, "/s", "already given on line 2"),
                whois8("expired-data keep", 15, "keep", "one of unverified, use"),
                whois8("validate bgp8", 11, "bgp8", "one of api, static"),
                whois8("refresh 0s", 10, "0s", "below the minimum"),
                new Bad("whois8\n trust-anchor file /a\n server http://a\n compare on", 4, 10, "on", "needs two servers to compare, and there are 1"),
                whois8("rate 5", 2, "rate", "expected one of server, trust-anchor, policy, expired-data, validate, slurm"),
                new Bad(ETH1 + " egress-check whois8", 4, 15, "whois8", "without the block 'whois8'"),
                new Bad(ETH1 + " egress-check rpki", 4, 15, "rpki", "one of whois8"),
                route("ipv8 route 64497.0.0.0.0/0 64496.10.1.0.1", 28, "64496.10.1.0.1", "the router's own address on eth1 (line 2)"),
                route("ip route default 10.1.0.255", 18, "10.1.0.255", "broadcast address"),
                route("ipv8 route 64497.0.0.0.0/0 eth2", 28, "eth2", "expected one of eth1"),
                route("ipv8 route 64497.0.0.0.0/0 64496.10.1.0.2 eth2", 43, "eth2", "no interface of that name"),
                route("ipv8 route 64497.0.0.0.0/0 blackhole eth1", 38, "eth1", "only a gateway may be followed"),
                route("ipv8 route 64497.224.0.0.0/4 blackhole", 12, "64497.224.0.0.0/4", "no unicast routes"),
                route("ipv8 route 4294967295.0.0.0.0/0 blackhole", 12, "4294967295.0.0.0.0/0", "class broadcast"),
                route("ip route 10.9.0.0/16 vrf", 22, "vrf", "neither an address nor an interface name"),
                new Bad(ETH1 + "ip route default 10.1.0.2\nip route default 10.1.0.2 eth1", 5, 18, "10.1.0.2", "line 4 gives this next hop for 0.0.0.0/0 already"),
                new Bad(ETH1 + "ip route default 10.1.0.2\nip route default blackhole", 5, 18, "blackhole", "stand alone, but line 4"),
                new Bad(ETH1 + "ip route default blackhole\nip route default 10.1.0.2", 5, 18, "10.1.0.2", "stand alone, but line 4"));
    }

    private static Bad route(String line, int column, String word, String messagePart) {
        return new Bad(ETH1 + line, AFTER_ETH1, column, word, messagePart);
    }

    private static Bad whois8(String line, int column, String word, String messagePart) {
        return new Bad("whois8\n " + line, 2, column, word, messagePart);
    }

    /** The first line is of a block with an internal neighbour 10.1.0.2; the problem is in the last line of BGP8. */
    private static Bad bgp8(String lines, int column, String word, String messagePart) {
        String start = ETH1 + "router bgp8 64496\n neighbor 10.1.0.2 remote-as 64496\n ";
        return new Bad(start + lines, 5 + (int) lines.lines().filter(line -> !line.startsWith("ipv8")).count(), column, word, messagePart);
    }

    @ParameterizedTest
    @MethodSource("bad")
    void shouldNamePlaceWordAndExpectation(Bad bad) {
        ConfigResult result = ConfigParser.parse("f", bad.text() + "\n");
        assertNull(result.config());
        String all = result.problems().stream().map(ConfigProblem::toString).collect(Collectors.joining("\n"));
        assertEquals(1, result.problems().size(), all);
        ConfigProblem problem = result.problems().getFirst();
        assertEquals("f:" + bad.line() + ":" + bad.column() + ": '" + bad.word() + "'", all.substring(0, all.indexOf("': ") + 1));
        assertTrue(problem.message().contains(bad.messagePart()), all);
    }

    @Test
    void shouldRefuseMoreNextHopsThanARouteHolds() {
        String routes = IntStream.range(0, StaticRouteConfig.MAX_NEXT_HOPS + 1)
                .mapToObj(i -> "ip route default 10.1.0." + (i + 2) + "\n").collect(Collectors.joining());
        ConfigResult result = ConfigParser.parse("f", ETH1 + routes);
        assertEquals(1, result.problems().size());
        assertEquals(AFTER_ETH1 + StaticRouteConfig.MAX_NEXT_HOPS, result.problems().getFirst().line());
        assertTrue(result.problems().getFirst().message().contains("the maximum is 64"));
    }
}
