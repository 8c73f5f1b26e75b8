// SPDX-License-Identifier: Apache-2.0
// Captures, read back by their format's own description.
package io.eightfold.perf.pktgen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eightfold.wire.memory.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficCaptureTest {
    private record Frame(long timeUs, byte[] bytes) {
    }

    private static List<Frame> read(final Path file) throws IOException {
        final ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(0xA1B2C3D4, in.getInt(), "magic of microseconds");
        assertEquals(2, in.getShort());
        assertEquals(4, in.getShort());
        assertEquals(0, in.getLong());
        assertEquals(65_535, in.getInt());
        assertEquals(1, in.getInt(), "Ethernet");
        final List<Frame> frames = new ArrayList<>();
        while (in.hasRemaining()) {
            final long timeUs = in.getInt() * 1_000_000L + in.getInt();
            final byte[] bytes = new byte[in.getInt()];
            assertEquals(bytes.length, in.getInt());
            in.get(bytes);
            frames.add(new Frame(timeUs, bytes));
        }
        return frames;
    }

    @Test
    void shouldHoldTheFramesThatARunSends(@TempDir final Path directory) throws IOException {
        for (final Traffic traffic : List.of(TestTraffic.ipv8("imix", 10, 3), TestTraffic.ipv4("64", 7, 2))) {
            final Path file = directory.resolve("traffic.pcap");
            final long count = TrafficCapture.round(traffic);
            TrafficCapture.write(file, traffic, count, 1000);
            final List<Frame> frames = read(file);
            assertEquals(count, frames.size());
            final long memory = Memory.allocate(2048);
            try (FrameTemplates templates = new FrameTemplates(traffic); Receiver receiver = new Receiver(traffic)) {
                receiver.start(0, Expectation.after(0, traffic));
                for (int i = 0; i < frames.size(); i++) {
                    assertEquals(i * 1000L, frames.get(i).timeUs());
                    assertEquals(templates.lengthBytes(i % templates.count()), frames.get(i).bytes().length);
                    Memory.fromBytes(frames.get(i).bytes(), memory);
                    receiver.frame(memory, frames.get(i).bytes().length, 0);
                    templates.write(memory, i % templates.count(), traffic.destinations().at(i % traffic.destinations().count()),
                        i / traffic.destinations().count() % traffic.flows(), i / traffic.streams(), 0);
                    assertArrayEquals(Memory.toBytes(memory, frames.get(i).bytes().length), frames.get(i).bytes(), "frame " + i);
                }
                assertEquals(count, receiver.received());
                assertEquals(0, receiver.duplicates() + receiver.reordered() + receiver.corrupted() + receiver.foreign() + receiver.stale());
            } finally {
                Memory.free(memory);
            }
        }
    }

    @Test
    void shouldRoundUpToEverySizeOfEveryStream() {
        assertEquals(60, TrafficCapture.round(TestTraffic.ipv8("imix", 10, 3)));
        assertEquals(12, TrafficCapture.round(TestTraffic.ipv8("imix", 4, 1)));
        assertEquals(84, TrafficCapture.round(TestTraffic.ipv8("imix", 7, 1)));
        assertEquals(14, TrafficCapture.round(TestTraffic.ipv4("64", 7, 2)));
    }

    @Test
    void shouldPutAllFramesAtOnceWithoutARate(@TempDir final Path directory) throws IOException {
        final Path file = directory.resolve("traffic.pcap");
        TrafficCapture.write(file, TestTraffic.ipv8("64", 1, 1), 5, Double.POSITIVE_INFINITY);
        assertEquals(List.of(0L, 0L, 0L, 0L, 0L), read(file).stream().map(Frame::timeUs).toList());
    }
}
