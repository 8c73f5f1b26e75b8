// SPDX-License-Identifier: Apache-2.0
// Frames as bytes, read by plain arithmetic.
package io.eightfold.perf.pktgen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eightfold.wire.memory.Memory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrameTemplatesTest {
    private final long memory = Memory.allocate(FrameSizes.MAX_BYTES + 8);

    @AfterEach
    void free() {
        Memory.free(memory);
    }

    private byte[] frame(final FrameTemplates templates, final int index, final long destination, final int flow, final int sequence, final long stamp) {
        templates.write(memory, index, destination, flow, sequence, stamp);
        return Memory.toBytes(memory, templates.lengthBytes(index));
    }

    /** Folds 16-bit words, the plain way. */
    private static int sum(final ByteBuffer bytes, final int from, final int to) {
        long sum = 0;
        for (int i = from; i < to; i += 2) {
            sum += i + 1 < to ? bytes.getShort(i) & 0xFFFF : (bytes.get(i) & 0xFF) << 8;
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xFFFF) + (sum >>> 16);
        }
        return (int) sum;
    }

    private static int sum(final int... words) {
        int sum = 0;
        for (final int word : words) {
            sum += word;
            sum = (sum & 0xFFFF) + (sum >>> 16);
        }
        return sum;
    }

    @Test
    void shouldWriteAnIpv8Frame() {
        try (FrameTemplates templates = new FrameTemplates(TestTraffic.ipv8("64", 1, 4))) {
            templates.tag(0xBEEF);
            final ByteBuffer frame = ByteBuffer.wrap(frame(templates, 0, 0x0000_FBF1_0A01_0203L, 3, 0x1020_3040, 0xABCD_1122_3344_5566L));
            assertEquals(60, frame.capacity());
            assertEquals(TestTraffic.ROUTER_MAC, frame.getLong(0) >>> 16);
            assertEquals(TestTraffic.SOURCE_MAC, frame.getLong(4) & 0xFFFF_FFFF_FFFFL);
            assertEquals(0x8080, frame.getShort(12) & 0xFFFF);
            assertEquals(0x87, frame.get(14) & 0xFF);
            assertEquals(46, frame.getShort(16));
            assertEquals(0xBEEF, frame.getShort(18) & 0xFFFF);
            assertEquals(TestTraffic.TTL, frame.get(22));
            assertEquals(17, frame.get(23));
            assertEquals(0x0000_FBF0_0A01_0002L, frame.getLong(26));
            assertEquals(0x0000_FBF1_0A01_0203L, frame.getLong(34));
            assertEquals(49_155, frame.getShort(42) & 0xFFFF);
            assertEquals(9, frame.getShort(44));
            assertEquals(18, frame.getShort(46));
            assertEquals(0x1020_3040, frame.getInt(50));
            assertEquals(0x1122_3344_5566L, frame.getLong(52) & 0xFFFF_FFFF_FFFFL);
            assertEquals(0xFFFF, sum(frame, 14, 42), "header checksum");
            assertEquals(0xFFFF, sum(sum(frame, 26, 42), 17, 18, sum(frame, 42, 60)), "UDP checksum over both full addresses");
        }
    }

    @Test
    void shouldHaveRightChecksumsWhateverTheFields() {
        final SplittableRandom random = new SplittableRandom(11);
        for (final Traffic traffic : List.of(TestTraffic.ipv8("imix", 1, 1), TestTraffic.ipv4("imix", 1, 1), TestTraffic.ipv8("65", 1, 1), TestTraffic.ipv4("9018", 1, 1))) {
            final int header = traffic.headerBytes();
            final int addresses = traffic.version() == 8 ? 16 : 8;
            try (FrameTemplates templates = new FrameTemplates(traffic)) {
                for (int i = 0; i < 2_000; i++) {
                    templates.tag(random.nextInt(0x10000));
                    final int index = random.nextInt(templates.count());
                    final long destination = traffic.version() == 8 ? random.nextLong() : random.nextInt() & 0xFFFF_FFFFL;
                    final ByteBuffer frame = ByteBuffer.wrap(frame(templates, index, destination, random.nextInt(16_384), random.nextInt(), random.nextLong()));
                    final int udp = 14 + header;
                    assertEquals(0xFFFF, sum(frame, 14, udp), "header checksum");
                    final int udpLength = frame.getShort(udp + 4) & 0xFFFF;
                    assertEquals(frame.capacity() - udp, udpLength);
                    assertEquals(0xFFFF, sum(sum(frame, 26, 26 + addresses), 17, udpLength, sum(frame, udp, frame.capacity())), "UDP checksum");
                }
            }
        }
    }

    /** RFC 768: 0 says that there is no checksum. */
    @Test
    void shouldSendAComputedZeroAsAllOnes() {
        try (FrameTemplates templates = new FrameTemplates(TestTraffic.ipv8("64", 1, 1))) {
            final ByteBuffer first = ByteBuffer.wrap(frame(templates, 0, 0x0000_FBF1_0A01_0203L, 0, 0, 0));
            // Put the missing part into the low word of the sequence number: the sum of all becomes 0xFFFF without any checksum.
            final int missing = first.getShort(48) & 0xFFFF;
            final ByteBuffer second = ByteBuffer.wrap(frame(templates, 0, 0x0000_FBF1_0A01_0203L, 0, missing, 0));
            assertEquals(0xFFFF, second.getShort(48) & 0xFFFF);
        }
    }

    @Test
    void shouldMixSizesSevenToFourToOne() {
        try (FrameTemplates templates = new FrameTemplates(TestTraffic.ipv8("imix", 1, 1))) {
            int small = 0;
            int middle = 0;
            int large = 0;
            for (int i = 0; i < templates.count(); i++) {
                small += templates.lengthBytes(i) == 60 ? 1 : 0;
                middle += templates.lengthBytes(i) == 566 ? 1 : 0;
                large += templates.lengthBytes(i) == 1514 ? 1 : 0;
            }
            assertEquals(List.of(7, 4, 1), List.of(small, middle, large));
        }
    }
}
