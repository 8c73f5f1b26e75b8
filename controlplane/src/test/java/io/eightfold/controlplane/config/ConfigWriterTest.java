// SPDX-License-Identifier: Apache-2.0
// A written configuration is the shortest text and reads back as the same configuration.
package io.eightfold.controlplane.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.fibprotocol.Vrf;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfigWriterTest {
    private static RouterConfig read(String text) {
        ConfigResult result = ConfigParser.parse("f", text);
        assertEquals(List.of(), result.problems(), text);
        return result.config();
    }

    @Test
    void shouldReadBackAsTheSameConfiguration() {
        RouterConfig config = read(ConfigParserTest.COMPLETE);
        String written = ConfigWriter.write(config);
        assertEquals(config, read(written));
        assertEquals(written, ConfigWriter.write(read(written)));
    }

    @Test
    void shouldWriteTheCanonicalFormsAndLeaveDefaultsOut() {
        String written = ConfigWriter.write(read("""
                interface eth1
                 mtu 1500
                 device net_af_packet iface=eth1
                 ipv8 address 0.0.251.240.10.1.0.1/56
                 ipv8 address 10.1.0.1/24
                 punt tap tap-eth1
                router bgp8 64496
                dataplane
                 neighbor lifetime 7200000ms
                 burst 32
                ipv8 routing
                ipv8 route 0.0.0.0.0.0.0.0/0 64496.10.1.0.2
                ipv8 route 10.0.0.0/8 10.1.0.2
                """));
        assertEquals("""
                ipv8 routing
                !
                dataplane
                 neighbor lifetime 2h
                !
                interface eth1
                 ipv8 address 64496.10.1.0.1/24
                 ip address 10.1.0.1/24
                 punt tap
                !
                ipv8 route default 64496.10.1.0.2
                ip route 10.0.0.0/8 10.1.0.2
                !
                router bgp8 64496
                """, written);
    }

    @Test
    void shouldHideSecretsOnlyInTheMaskedText() {
        RouterConfig config = read(ConfigParserTest.COMPLETE);
        assertTrue(ConfigWriter.write(config).contains(" metrics token s3cret-Token/1\n"));
        assertEquals(ConfigWriter.write(config).replace("s3cret-Token/1", "<hidden>"), ConfigWriter.writeMasked(config));
    }

    @Test
    void shouldReadBackRandomConfigurations() {
        long seed = Long.getLong("eightfold.seed", 20260103L);
        System.out.println("ConfigWriterTest seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            RouterConfig config = read(randomText(random));
            assertEquals(config, read(ConfigWriter.write(config)), "seed=" + seed + " round=" + round);
        }
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        maybe(random, text, "hostname r" + random.nextInt(1000));
        maybe(random, text, "ipv8 routing");
        maybe(random, text, "router bgp8 " + (1 + random.nextLong(RouterConfig.MAX_ASN)));
        text.append("dpdk\n");
        maybe(random, text, "hugepages " + DpdkConfig.HUGEPAGES_WORDS.get(random.nextInt(3)));
        maybe(random, text, "memory " + (64 + random.nextInt(100_000)) + "m");
        maybe(random, text, "mbufs " + (1024 + random.nextInt(1_000_000)));
        maybe(random, text, "eal-argument --opt" + random.nextInt(10) + " x=y");
        text.append("dataplane\n");
        maybe(random, text, "idle backoff");
        maybe(random, text, "burst " + (4 + random.nextInt(61)));
        maybe(random, text, "icmp-rate-limit " + (1 + random.nextInt(1_000_000)));
        maybe(random, text, "neighbor lifetime " + (1 + random.nextInt(86_400)) + "s");
        maybe(random, text, "neighbor arp-fallback " + (1 + random.nextInt(10_000)) + "ms");
        maybe(random, text, "neighbor queue " + random.nextInt(65));
        maybe(random, text, "worker-cores " + random.nextInt(1024));
        text.append("control-plane\n");
        maybe(random, text, "journal off");
        maybe(random, text, "stale-time " + (1 + random.nextInt(86_400)) + "s");
        maybe(random, text, "fib-channel udp 192.0.2.1:" + (1 + random.nextInt(65_535)) + " [2001:db8::" + random.nextInt(100) + "]:1000");
        maybe(random, text, "metrics listen 127.0.0.1:" + (1 + random.nextInt(65_535)));
        maybe(random, text, "metrics token " + Long.toString(Long.MAX_VALUE - random.nextInt(), 36) + "==");
        maybe(random, text, "log format rfc5424");
        maybe(random, text, "log level " + LogLevelKind.words().get(random.nextInt(4)));
        maybe(random, text, "log syslog [::1]:" + (1 + random.nextInt(65_535)));
        int interfaces = 1 + random.nextInt(4);
        for (int i = 0; i < interfaces; i++) {
            text.append("interface e").append(i).append('\n');
            text.append(" ipv8 address ").append(64496 + i).append(".10.").append(i).append(".0.1/").append(8 + random.nextInt(24)).append('\n');
            maybe(random, text, " ip address 172." + (16 + i) + ".0.1/" + (16 + random.nextInt(15)));
            maybe(random, text, " mtu " + (576 + random.nextInt(9025)));
            maybe(random, text, " device " + DeviceConfig.VIRTUAL_DRIVERS.get(random.nextInt(7)) + " a=" + random.nextInt() + " b=/x/y");
            maybe(random, text, " ethertype 0x9" + (100 + random.nextInt(900)));
            maybe(random, text, random.nextBoolean() ? " punt tap" : " punt tap t" + i);
            maybe(random, text, " punt unknown");
            maybe(random, text, " queue-size rx " + (64 + random.nextInt(8000)) + " tx " + (64 + random.nextInt(8000)));
            maybe(random, text, " shutdown");
        }
        for (int i = 0; i < 8; i++) {
            maybe(random, text, "ipv8 route " + (65000 + i) + ".10.0.0.0/" + (8 + random.nextInt(8)) + " e" + random.nextInt(interfaces));
            maybe(random, text, "ip route 192.168." + i + ".0/24 " + (random.nextBoolean() ? "blackhole" : "unreachable")
                    + (random.nextBoolean() ? " " + (1 + random.nextInt(255)) : "") + " vrf " + Vrf.of(random.nextInt(Vrf.count())).word());
        }
        return text.toString();
    }

    private static void maybe(Random random, StringBuilder text, String line) {
        if (random.nextBoolean()) {
            text.append(line).append('\n');
        }
    }
}
