// SPDX-License-Identifier: Apache-2.0
// Tests of the benchmark's frames: valid, routed, and changed on the way out as RFC 1812 wants it.
package io.eightfold.perf.forward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.perf.table.RouteTable;
import io.eightfold.wire.memory.Memory;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TestTrafficTest {
    private static final int ASNS = 500;
    private static final int FRAMES = 2000;
    private static final int OUT_PORT = 1;
    private static final int HEADER = 14;
    private static final int TTL = HEADER + 8;
    private static final int CHECKSUM = HEADER + 10;
    private static final int DESTINATION = HEADER + 20;
    private final TestTraffic traffic = new TestTraffic(ASNS, FRAMES);

    @Test
    void shouldMakeTheSameFramesEachTime() {
        final TestTraffic again = new TestTraffic(ASNS, FRAMES);
        assertEquals(FRAMES, traffic.frames().size());
        for (int i = 0; i < FRAMES; i++) {
            assertArrayEquals(traffic.frames().get(i), again.frames().get(i), frame(i));
        }
    }

    @Test
    void shouldMakeValidIpv8FramesOfTheSmallestSize() {
        for (int i = 0; i < FRAMES; i++) {
            for (final byte[] bytes : new byte[][] {traffic.frames().get(i), traffic.expected().get(i)}) {
                final ByteBuffer frame = ByteBuffer.wrap(bytes);
                assertEquals(60, bytes.length, frame(i));
                assertEquals(0x8080, frame.getShort(12) & 0xFFFF, frame(i));
                assertEquals(0x87, frame.get(HEADER) & 0xFF, frame(i));
                assertEquals(bytes.length - HEADER, frame.getShort(HEADER + 2), frame(i));
                assertEquals(0xFFFF, onesComplementSum(frame), frame(i));
            }
        }
    }

    @Test
    void shouldExpectNothingToChangeButMacsTtlAndChecksum() {
        for (int i = 0; i < FRAMES; i++) {
            final byte[] in = traffic.frames().get(i);
            final byte[] out = traffic.expected().get(i);
            assertEquals(in[TTL] - 1, out[TTL], frame(i));
            for (int at = 12; at < in.length; at++) {
                if (at != TTL && at != CHECKSUM && at != CHECKSUM + 1) {
                    assertEquals(in[at], out[at], frame(i) + ", byte " + at);
                }
            }
        }
    }

    @Test
    void shouldInstallARouteToTheNeighborThatEachExpectedFrameNames() {
        final Fib fib = new Fib();
        final Set<Long> macs = new HashSet<>();
        try (NextHopTable nextHops = new NextHopTable(64)) {
            traffic.install(fib, nextHops, OUT_PORT);
            assertEquals(ASNS, fib.asnCount());
            for (int i = 0; i < FRAMES; i++) {
                final int hop = fib.lookup(ByteBuffer.wrap(traffic.frames().get(i)).getLong(DESTINATION));
                final long mac = ByteBuffer.wrap(traffic.expected().get(i)).getLong(0) >>> 16;
                assertTrue(hop >= 0, frame(i));
                assertEquals(OUT_PORT, nextHops.port(hop), frame(i));
                assertEquals(NextHopTable.macBits(mac),
                    Memory.nativeLong(nextHops.address(hop) + NextHopTable.MAC_AND_FLAGS) & NextHopTable.MAC_MASK, frame(i));
                macs.add(mac);
            }
        }
        assertEquals(16, macs.size());
    }

    @Test
    void shouldSendToTheLongestPrefixAndUseIpv4WhereTheRouteIs() {
        final RouteTable table = new RouteTable.Builder("mixed", 3).add(64496L << 32 | 10L << 24, 40, 1).add(64496L << 32 | 10L << 24 | 1L << 16, 48, 2)
            .add(198L << 24 | 18L << 16, 48, 3).build();
        final TestTraffic mixed = new TestTraffic(table, FRAMES);
        final Set<Integer> types = new HashSet<>();
        final Set<Integer> neighbors = new HashSet<>();
        for (int i = 0; i < FRAMES; i++) {
            final ByteBuffer in = ByteBuffer.wrap(mixed.frames().get(i));
            final ByteBuffer out = ByteBuffer.wrap(mixed.expected().get(i));
            final int type = in.getShort(12) & 0xFFFF;
            final int neighbor = out.get(5) & 0xFF;
            types.add(type);
            neighbors.add(neighbor);
            if (type == 0x0800) {
                assertEquals(3, neighbor, frame(i));
                assertEquals(0xC612, in.getShort(HEADER + 16) & 0xFFFF, frame(i));
            } else {
                assertEquals(in.getShort(DESTINATION + 4) == 0x0A01 ? 2 : 1, neighbor, frame(i));
            }
        }
        assertEquals(Set.of(0x8080, 0x0800), types);
        assertEquals(Set.of(1, 2, 3), neighbors);
    }

    @Test
    void shouldRefuseATableThatUnicastMayNotGoTo() {
        final RouteTable table = new RouteTable.Builder("multicast", 1).add(64496L << 32 | 224L << 24, 36, 1).build();
        final IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> new TestTraffic(table, 1));
        assertTrue(refused.getMessage().contains("multicast has (nearly) no route"), refused.getMessage());
    }

    private static int onesComplementSum(final ByteBuffer frame) {
        int sum = 0;
        for (int at = HEADER; at < HEADER + 28; at += 2) {
            sum += frame.getShort(at) & 0xFFFF;
        }
        return (sum & 0xFFFF) + (sum >>> 16);
    }

    private static String frame(final int index) {
        return "frame " + index + " of seed " + TestTraffic.SEED;
    }
}
