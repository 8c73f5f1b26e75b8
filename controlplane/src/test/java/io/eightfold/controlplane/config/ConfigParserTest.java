// SPDX-License-Identifier: Apache-2.0
// What good configuration files mean, and what no text may cause.
package io.eightfold.controlplane.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.fibprotocol.Vrf;
import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigParserTest {
    static final String COMPLETE = """
            # a router with everything
            hostname edge-1
            ipv8 routing
            !
            dpdk
             hugepages require
             memory 1g
             mbufs 16384
             eal-argument --log-level=lib.eal:debug
             eal-argument -d /opt/pmd
            dataplane
             workers 2
             worker-cores 2,3
             worker-spread software
             idle backoff
             burst 64
             fib-memory 512m
             icmp-rate-limit 500 burst 20
             neighbor lifetime 90m
             neighbor queue 16
             neighbor limit 65536
             neighbor arp-fallback 100ms
             punt unknown
            control-plane
             journal off
             stale-time 5m
             fib-channel udp 192.0.2.9:40001 [2001:db8::1]:40002
             metrics listen 127.0.0.1:9342
             metrics token s3cret-Token/1
             log format rfc5424
             log level debug
             log syslog 192.0.2.7
            interface wan
             device 0000:03:00.0 rx_burst=32
             ipv8 address 64496.222.0.0.0/31
             ip address 192.0.2.1/30
             mtu 9000
             ethertype 0x0888
             punt tap wan-host
             punt unknown
             queue-size rx 1024 tx 2048
            !
            interface lan
             ipv8 address 64496.10.1.0.1/24   ! the first
             ipv8 address 0.0.251.240.10.2.0.1/56
             ipv8 address 10.1.0.1/24
             shutdown
             exit
            ipv8 route default 64496.222.0.0.1
            ipv8 route 64497.0.0.0.0/0 64496.222.0.0.1 wan
            ipv8 route 64497.0.0.0.0/0 64496.10.1.0.9
            ipv8 route 64498.10.0.0.0/8 lan
            ipv8 route 64499.0.0.0.0/0 blackhole
            ip route default 192.0.2.2
            ip route 10.9.0.0/16 unreachable
            ipv8 route default 64496.10.1.0.8 lan 200
            ip route 10.8.0.0/16 10.9.1.1 5
            ip route 10.8.0.0/16 10.7.0.9 vrf oob
            ip route 10.8.0.0/16 console 30 vrf oob
            interface console
             vrf oob
             ip address 10.7.0.1/24
            router bgp8 64496
            end
            """;

    private static RouterConfig good(String text) {
        ConfigResult result = ConfigParser.parse("test.conf", text);
        assertEquals(List.of(), result.problems());
        return result.config();
    }

    @Test
    void shouldReadEveryLineOfACompleteFile() {
        RouterConfig config = good(COMPLETE);
        assertEquals("edge-1", config.hostname());
        assertTrue(config.ipv8Routing());
        assertEquals(64496L, config.localAsn());
        assertEquals(new DpdkConfig("require", 1024, 16384, List.of("--log-level=lib.eal:debug", "-d", "/opt/pmd")), config.dpdk());
        assertEquals(new DataplaneSettings(2, List.of(2, 3), WorkerSpreadKind.SOFTWARE, IdleStrategyKind.BACKOFF, 64, 512, 500, 20, 90 * 60_000L, 16, 65536, 100, true),
                config.dataplane());
        assertEquals(new InterfaceConfig("wan", new DeviceConfig("pci", "0000:03:00.0", Map.of("rx_burst", "32")), Vrf.DEFAULT,
                List.of(InterfaceAddress.parse("64496.222.0.0.0/31")), List.of(InterfaceAddress.parse("192.0.2.1/30")),
                9000, 0x0888, new PuntConfig("wan-host", true), false, 1024, 2048, false, null), config.interfaces().get(0));
        assertEquals(new InterfaceConfig("lan", DeviceConfig.ofLinuxInterface("lan"), Vrf.DEFAULT,
                List.of(InterfaceAddress.parse("64496.10.1.0.1/24"), InterfaceAddress.parse("64496.10.2.0.1/24")),
                List.of(InterfaceAddress.parse("10.1.0.1/24")),
                1500, 0x8080, PuntConfig.NONE, true, 512, 512, false, null), config.interfaces().get(1));
        assertEquals(Vrf.OOB, config.interfaces().get(2).vrf());
        assertEquals(new ControlPlaneSettings(false, 300_000, new FibChannelConfig(new Endpoint("192.0.2.9", 40001), new Endpoint("2001:db8::1", 40002)),
                new Endpoint("127.0.0.1", 9342), new Secret("s3cret-Token/1"), LogFormatKind.RFC5424, LogLevelKind.DEBUG,
                new Endpoint("192.0.2.7", 514)), config.controlPlane());
        assertEquals(List.of(
                route("0.0.0.0.0.0.0.0/0", gateway("64496.222.0.0.1", null)),
                route("64497.0.0.0.0/0", gateway("64496.222.0.0.1", "wan"), gateway("64496.10.1.0.9", null)),
                route("64498.10.0.0.0/8", new NextHopConfig.OnLink("lan")),
                route("64499.0.0.0.0/0", new NextHopConfig.Blackhole()),
                route("0.0.0.0/0", gateway("192.0.2.2", null)),
                route("10.9.0.0/16", new NextHopConfig.Unreachable()),
                new StaticRouteConfig(Vrf.DEFAULT, Ipv8Prefix.DEFAULT, 200, List.of(gateway("64496.10.1.0.8", "lan")), 1),
                new StaticRouteConfig(Vrf.DEFAULT, Ipv8Prefix.parse("10.8.0.0/16"), 5, List.of(gateway("10.9.1.1", null)), 1),
                new StaticRouteConfig(Vrf.OOB, Ipv8Prefix.parse("10.8.0.0/16"), 1, List.of(gateway("10.7.0.9", null)), 1),
                new StaticRouteConfig(Vrf.OOB, Ipv8Prefix.parse("10.8.0.0/16"), 30, List.of(new NextHopConfig.OnLink("console")), 1)), config.routes());
        assertEquals(50, config.routes().get(1).line());
    }

    private static StaticRouteConfig route(String prefix, NextHopConfig... nextHops) {
        return new StaticRouteConfig(Vrf.DEFAULT, Ipv8Prefix.parse(prefix), StaticRouteConfig.DEFAULT_DISTANCE, List.of(nextHops), 1);
    }

    private static NextHopConfig gateway(String address, String interfaceName) {
        return new NextHopConfig.Gateway(Ipv8Address.parse(address), interfaceName);
    }

    @Test
    void shouldEnableIpv8WithFourLines() {
        RouterConfig config = good("ipv8 routing\ninterface eth1\n ipv8 address 64496.10.1.0.1/24\nrouter bgp8 64496\n");
        assertTrue(config.ipv8Routing());
        assertEquals(64496L, config.localAsn());
        assertEquals("net_af_packet3,iface=eth1", config.interfaces().getFirst().device().deviceArguments(3));
    }

    @Test
    void shouldUseTheDefaultsOfTheRecordsForAnEmptyFile() {
        assertEquals(new RouterConfig("eightfold", false, null, DpdkConfig.DEFAULT, DataplaneSettings.DEFAULT, ControlPlaneSettings.DEFAULT, null, null, PolicyConfig.NONE, null, List.of(), List.of(), List.of()), good(""));
    }

    @Test
    void shouldMeanTheSameWhenAllDefaultsAreWrittenOut() {
        StringBuilder text = new StringBuilder();
        for (Block block : List.of(Block.TOP, Block.DPDK, Block.DATAPLANE, Block.CONTROL_PLANE, Block.INTERFACE)) {
            text.append(block == Block.TOP ? "" : block.title()).append('\n');
            Arrays.stream(Statement.values())
                    .filter(statement -> statement.block() == block && !statement.defaultText().equals(Statement.NONE))
                    .forEach(statement -> text.append(String.join(" ", statement.isOffByDefault() ? "no" : "", writtenOut(statement))).append('\n'));
        }
        RouterConfig config = good(text.toString());
        assertEquals(good("interface NAME"), config);
    }

    /** The default's text repeats a keyword where that reads better in the manual, as "rx 512 tx 512" does. */
    private static String writtenOut(Statement statement) {
        String words = String.join(" ", statement.leadingWords());
        return statement.isOffByDefault() ? words : words.replace("queue-size rx", "queue-size") + " " + statement.defaultText();
    }

    @Test
    void shouldTakeBackEarlierLinesWithNo() {
        RouterConfig config = good("""
                hostname x
                no hostname
                dataplane
                 burst 16
                 no burst
                 neighbor queue 3
                 neighbor limit 64
                 no neighbor
                interface a
                 mtu 1400
                 no mtu 1400
                 ipv8 address 64496.10.1.0.1/24
                 ipv8 address 64496.10.2.0.1/24
                 no ipv8 address 64496.10.1.0.1/24
                 punt tap
                 punt unknown
                 no punt
                interface b
                 ip address 10.9.0.1/24
                no interface b
                ipv8 route 64497.0.0.0.0/0 64496.10.2.0.2
                ipv8 route 64497.0.0.0.0/0 64496.10.2.0.3
                no ipv8 route 64497.0.0.0.0/0 64496.10.2.0.2
                ipv8 route 64498.0.0.0.0/0 blackhole
                no ipv8 route 64498.0.0.0.0/0
                ipv8 routing
                """);
        assertEquals(good("""
                ipv8 routing
                interface a
                 ipv8 address 64496.10.2.0.1/24
                ipv8 route 64497.0.0.0.0/0 64496.10.2.0.3
                """), config);
    }

    @Test
    void shouldTakeBackRoutesOfTheRoutingTableThatTheNoFormNames() {
        String start = """
                interface a
                 ip address 10.0.0.1/24
                interface b
                 vrf oob
                 ip address 10.0.0.1/24
                ip route 10.9.0.0/16 10.0.0.2
                ip route 10.9.0.0/16 10.0.0.3 a 5
                ip route 10.9.0.0/16 10.0.0.2 vrf oob
                ip route 10.9.0.0/16 10.0.0.4 7 vrf oob
                """;
        assertEquals(List.of(5, 1, 7), distances(start + "no ip route 10.9.0.0/16 10.0.0.2\n"));
        assertEquals(List.of(1, 7), distances(start + "no ip route 10.9.0.0/16\n"));
        assertEquals(List.of(1, 5), distances(start + "no ip route 10.9.0.0/16 vrf oob\n"));
        assertEquals(List.of(1, 5, 1), distances(start + "no ip route 10.9.0.0/16 10.0.0.4 vrf oob\n"));
        assertEquals(List.of(1, 1, 7), distances(start + "no ip route 10.9.0.0/16 10.0.0.3 5\n"));
        assertEquals(List.of(1, 5), distances(start + "no ip route vrf oob\n"));
        assertEquals(List.of(), distances(start + "no ip route vrf oob\nno ip route\n"));
    }

    private static List<Integer> distances(String text) {
        return good(text).routes().stream().map(StaticRouteConfig::distance).toList();
    }

    @Test
    void shouldLetAGatewayBeBehindAnotherRouteAndWarnWhenNothingLeadsToIt() {
        String links = "interface a\n ip address 10.0.0.1/24\ninterface b\n vrf oob\n ip address 10.0.0.1/24\n";
        assertEquals(List.of(), ConfigParser.parse("f", links + "ip route 10.1.0.0/16 10.0.0.2\nip route 10.2.0.0/16 10.1.0.5\n").warnings());
        for (String unused : List.of("ip route 10.2.0.0/16 10.1.0.5", "ip route 10.1.0.0/16 10.1.0.5", "ip route 10.1.0.0/16 10.0.0.2 vrf oob\nip route 10.2.0.0/16 10.1.0.5")) {
            ConfigResult result = ConfigParser.parse("f", links + unused + "\n");
            assertTrue(result.isGood());
            assertEquals(1, result.warnings().size());
            assertTrue(result.warnings().getFirst().message().contains("no other route of this file leads to it"), result.warnings().toString());
        }
    }

    @Test
    void shouldNotLetASecretOutOfAnyMessage() {
        String text = "control-plane\n metrics token short\n metrics token hunter2-hunter2 hunter3\n no metrics token hunter2%\n";
        ConfigResult result = ConfigParser.parse("f", text);
        assertEquals(3, result.problems().size());
        for (ConfigProblem problem : result.problems()) {
            String shown = problem + problem.excerpt(text);
            assertFalse(shown.contains("hunter") || shown.contains("short"), shown);
        }
        assertFalse(good(COMPLETE).toString().contains("s3cret"));
        assertTrue(ConfigParser.parse("f", "control-plane\n metrics token <hidden>\n").problems().getFirst().message().contains("write the secret itself"));
    }

    @Test
    void shouldWarnAboutMetricsThatEveryoneMayRead() {
        assertEquals(1, ConfigParser.parse("f", "control-plane\n metrics listen 0.0.0.0:9342\n").warnings().size());
        assertEquals(0, ConfigParser.parse("f", "control-plane\n metrics listen [::1]:9342\n").warnings().size());
        assertEquals(0, ConfigParser.parse("f", "control-plane\n metrics listen 0.0.0.0:9342\n metrics token 12345678\n").warnings().size());
        assertEquals(1, ConfigParser.parse("f", "control-plane\n metrics token 12345678\n").warnings().size());
    }

    @Test
    void shouldWarnWhenNoTakesNothingBackButNotWhenItStatesADefault() {
        ConfigResult result = ConfigParser.parse("f", """
                no ipv8 routing
                interface a
                 ip address 10.0.0.1/24
                 no shutdown
                 no punt
                 no mtu 1400
                no ip route 10.9.0.0/16
                no interface b
                """);
        assertEquals(List.of(6, 7, 8), result.warnings().stream().map(ConfigProblem::line).toList());
        assertTrue(result.isGood());
    }

    @Test
    void shouldKeepABlockOpenOverCommentsAndLeaveItWithExitEndOrATopLevelWord() {
        assertEquals(1400, good("interface a\n!\n ip address 10.0.0.1/24\n\n#\n!\n mtu 1400\n").interfaces().getFirst().mtu());
        assertEquals(2, ConfigParser.parse("f", "interface a\n mtu 1400\nexit\nmtu 1500\ndataplane\nend\nburst 8\n").problems().size());
        assertTrue(good("interface a\n ip address 10.0.0.1/24\nipv8 routing\n").ipv8Routing());
    }

    @Test
    void shouldAcceptWindowsLineEndsTabsAndAByteOrderMark() {
        assertEquals("x", good("\uFEFFhostname x\r\n\r\ninterface a\r\n\tip\taddress 10.0.0.1/24\r\n").hostname());
    }

    @Test
    void shouldWarnAboutWhatIsLegalButHardlyMeant() {
        ConfigResult result = ConfigParser.parse("f", """
                interface a
                interface b
                 ipv8 address 64496.10.1.0.1/24
                 punt unknown
                """);
        assertTrue(result.isGood());
        assertEquals(List.of(1, 3, 4), result.warnings().stream().map(ConfigProblem::line).toList());
        assertTrue(result.warnings().get(0).message().contains("has no address"));
        assertTrue(result.warnings().get(1).message().contains("ipv8 routing"));
        assertTrue(result.warnings().get(2).message().contains("punt tap"));
    }

    @Test
    void shouldReportAllProblemsAtOnceInTheOrderOfTheFile() {
        ConfigResult result = ConfigParser.parse("edge.conf", """
                ipv8 route 64497.0.0.0.0/0 eth9
                hostnam x
                dataplane
                 burst 65
                interface eth1
                 ipv8 address 64496.10.1.0.0/24
                """);
        assertNull(result.config());
        assertFalse(result.isGood());
        assertEquals(List.of(1, 2, 4, 6), result.problems().stream().map(ConfigProblem::line).toList());
        assertEquals("edge.conf:4:8: '65': 65 is above the maximum; expected PACKETS, a number from 4 to 64; the line reads: burst PACKETS",
                result.problems().get(2).toString());
    }

    @Test
    void shouldNotReportWhatOnlyFollowsFromARefusedLine() {
        ConfigResult result = ConfigParser.parse("f", """
                interface eth1
                 ipv8 address 64496.10.1.0.256/24
                interface $$$
                 mtu 1400
                ipv8 route 64497.0.0.0.0/0 64496.10.1.0.2
                ipv8 route 64498.0.0.0.0/0 eth2
                """);
        assertEquals(List.of(2, 3), result.problems().stream().map(ConfigProblem::line).toList());
    }

    @Test
    void shouldShowTheLineWithACaretUnderTheWord() {
        String text = "dataplane\n\tburst 65\n";
        ConfigProblem problem = ConfigParser.parse("f", text).problems().getFirst();
        String[] excerpt = problem.excerpt(text).split("\\R");
        assertEquals("   burst 65", excerpt[0]);
        assertEquals("         ^", excerpt[1]);
        assertEquals('6', excerpt[0].charAt(excerpt[1].indexOf('^')));
    }

    @Test
    void shouldNotLetAFileSteerTheTerminal() {
        String shown = ConfigParser.parse("f", "host\u001b[2Jname x\n").problems().getFirst().toString();
        assertTrue(shown.chars().noneMatch(Character::isISOControl), shown);
    }

    @Test
    void shouldReadAFileWithBrokenUtf8(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("router.conf");
        Files.write(file, new byte[] {'h', 'o', 's', 't', 'n', 'a', 'm', 'e', ' ', (byte) 0xFF, '\n'});
        ConfigResult result = ConfigParser.parse(file);
        assertEquals(1, result.problems().size());
        assertEquals(10, result.problems().getFirst().column());
    }

    @Test
    void shouldNeverThrowWhateverTheText() {
        long seed = Long.getLong("eightfold.seed", 20260101L);
        System.out.println("ConfigParserTest seed=" + seed);
        Random random = new Random(seed);
        String[] words = (COMPLETE + " no exit end - / 0 99999999999999999999 \u00e9 \u0000 64496.. = , 0x ffff").split("[ \n]+");
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            int count = random.nextInt(60);
            for (int i = 0; i < count; i++) {
                text.append(random.nextInt(8) == 0 ? garbage(random) : words[random.nextInt(words.length)]);
                text.append(random.nextInt(4) == 0 ? '\n' : ' ');
            }
            assertConsistent(text.toString(), seed);
        }
    }

    @Test
    void shouldNeverThrowForAFileWithOneDamagedPlace() {
        long seed = Long.getLong("eightfold.seed", 20260102L);
        System.out.println("ConfigParserTest seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder(COMPLETE);
            int at = random.nextInt(text.length());
            text.replace(at, Math.min(text.length(), at + random.nextInt(6)), garbage(random));
            assertConsistent(text.toString(), seed);
        }
    }

    private static void assertConsistent(String text, long seed) {
        ConfigResult result = ConfigParser.parse("random", text);
        assertNotNull(result.problems());
        for (ConfigProblem problem : result.problems()) {
            assertTrue(problem.line() >= 1 && problem.line() <= text.lines().count() && problem.column() >= 1, "seed=" + seed + " " + problem);
            assertFalse(problem.excerpt(text).isEmpty());
        }
        if (result.isGood()) {
            assertEquals(result.config(), ConfigParser.parse("again", ConfigWriter.write(result.config())).config(), "seed=" + seed + "\n" + text);
        }
    }

    private static String garbage(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(6);
        for (int i = 0; i < length; i++) {
            text.append((char) (random.nextBoolean() ? 32 + random.nextInt(95) : random.nextInt(0x3000)));
        }
        return text.toString();
    }
}
