// SPDX-License-Identifier: Apache-2.0
// Large files are read in time that grows with their length.
package io.eightfold.controlplane.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigSpeedTest {
    private static final int SMALL = 2_000;
    private static final int FACTOR = 12;
    private static final int MIN_ROUNDS = 2;
    private static final int MAX_ROUNDS = 12;
    /** Linear would be 12, square 144; the machine is shared, so the best of several runs counts, in processor time, and the limit lies between. */
    private static final double LIMIT = 60;
    private static final String LINK = "ipv8 routing\ninterface eth1\n ipv8 address 64496.10.1.0.1/24\n ip address 10.1.0.1/16\n";

    /** A kind of line, by its number. */
    record Kind(String name, IntFunction<String> line) {
        String text(final int lines) {
            final StringBuilder text = new StringBuilder(LINK);
            for (int i = 0; i < lines; i++) {
                text.append(line.apply(i)).append('\n');
            }
            return text.toString();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Kind> kinds() {
        return Stream.of(
                new Kind("routes", i -> "ipv8 route " + (65_536 + i) + ".0.0.0.0/0 64496.10.1.0.2"),
                new Kind("recursive routes", i -> i == 0 ? "ip route 10.9.0.0/16 10.1.0.2"
                        : "ip route 11." + (i >> 8) + '.' + (i & 255) + ".0/24 10.9.0." + (1 + i % 250)),
                new Kind("routes that nothing leads to", i -> "ip route 11." + (i >> 8) + '.' + (i & 255) + ".0/24 172.16.0.1"),
                new Kind("routes taken back", i -> (i % 2 == 0 ? "" : "no ") + "ipv8 route " + (65_536 + i / 2) + ".0.0.0.0/0 64496.10.1.0.2"),
                new Kind("next hops of one route", i -> "ip route default 10.1." + (1 + (i >> 8)) + '.' + (i & 255)),
                new Kind("interfaces", i -> "interface e" + i + "\n ip address 11." + (i >> 8) + '.' + (i & 255) + ".1/24"),
                new Kind("addresses that collide", i -> "ip address 10.1.0.1/24"),
                new Kind("prefix-list entries", i -> "ipv8 prefix-list L permit " + (65_536 + i) + ".10.0.0.0/8 le 24"),
                new Kind("prefix-lists", i -> "ipv8 prefix-list L" + i + " permit " + (65_536 + i) + ".10.0.0.0/8"),
                new Kind("route-map entries", i -> "route-map M permit " + (1 + i) + "\n set metric 5"),
                new Kind("neighbors", i -> (i == 0 ? "router bgp8 64496\n" : "") + " neighbor 172." + (16 + (i >> 16)) + "." + (i >> 8 & 255) + '.' + (i & 255)
                        + " remote-as 64496"),
                new Kind("hostnames", i -> "hostname h" + i));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldReadTwelveTimesTheLinesInFarLessThanItsSquareOfTheTime(final Kind kind) {
        final String small = kind.text(SMALL);
        final String large = kind.text(FACTOR * SMALL);
        long smallNs = Long.MAX_VALUE;
        long largeNs = Long.MAX_VALUE;
        for (int i = 0; i < MAX_ROUNDS && (i < MIN_ROUNDS || largeNs >= LIMIT * smallNs); i++) {
            smallNs = Math.min(smallNs, timeNs(small));
            largeNs = Math.min(largeNs, timeNs(large));
        }
        System.out.println(kind + ": " + SMALL + " lines " + smallNs / 1_000 + " us, " + FACTOR * SMALL + " lines " + largeNs / 1_000 + " us");
        assertTrue(largeNs < LIMIT * smallNs, kind + " smallNs=" + smallNs + " largeNs=" + largeNs);
    }

    private static long timeNs(final String text) {
        final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        final long startNs = threads.getCurrentThreadCpuTime();
        ConfigParser.parse("large.conf", text);
        return threads.getCurrentThreadCpuTime() - startNs;
    }

    /** What the operator waits for after a one-line change; printed, because the machine of a test is nobody's router. */
    @Tag("slow")
    @Test
    void shouldDiffAOneLineChangeAmongTenThousandQuickly() {
        final Kind routes = kinds().findFirst().orElseThrow();
        final String before = routes.text(10_000);
        final String after = before.replace("ipv8 route 70000.0.0.0.0/0 64496.10.1.0.2", "ipv8 route 70000.0.0.0.0/0 64496.10.1.0.3");
        final RouterConfig running = ConfigDiffTest.read(before);
        long bestNs = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            final long startNs = System.nanoTime();
            final ConfigDiff diff = ConfigDiff.between(running, ConfigParser.parse("after.conf", after).config());
            bestNs = Math.min(bestNs, System.nanoTime() - startNs);
            assertEquals(1, diff.routesChanged().size());
        }
        System.out.println("one line among 10,000: read and compared in " + bestNs / 1_000 + " us (best of 20)");
        assertTrue(bestNs < 5_000_000_000L);
    }
}
