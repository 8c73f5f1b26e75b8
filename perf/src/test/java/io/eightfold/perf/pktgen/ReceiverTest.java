// SPDX-License-Identifier: Apache-2.0
// What becomes of every kind of frame that can come back.
package io.eightfold.perf.pktgen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.wire.checksum.InternetChecksum;
import io.eightfold.wire.memory.Memory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReceiverTest {
    private static final int TAG = 77;
    private static final int DESTINATIONS = 50;
    private static final int FLOWS = 4;
    private static final int HEADER_TTL = 14 + 8;
    private static final int HEADER_CHECKSUM = 14 + 10;
    private final Traffic traffic = TestTraffic.ipv8("64", DESTINATIONS, FLOWS);
    private final FrameTemplates templates = new FrameTemplates(traffic);
    private final Receiver receiver = new Receiver(traffic);
    private final long memory = Memory.allocate(2048);
    private final int length = templates.lengthBytes(0);

    @BeforeEach
    void start() {
        templates.tag(TAG);
        receiver.start(TAG, Expectation.after(0, traffic));
    }

    @AfterEach
    void free() {
        templates.close();
        receiver.close();
        Memory.free(memory);
    }

    private void make(final int destination, final int flow, final int sequence) {
        templates.write(memory, 0, traffic.destinations().at(destination), flow, sequence, 1000);
    }

    private boolean receive(final int destination, final int flow, final int sequence) {
        make(destination, flow, sequence);
        return receiver.frame(memory, length, 1500);
    }

    @Test
    void shouldCountFramesInOrder() {
        for (int sequence = 0; sequence < 10; sequence++) {
            for (int flow = 0; flow < FLOWS; flow++) {
                for (int destination = 0; destination < DESTINATIONS; destination++) {
                    assertTrue(receive(destination, flow, sequence));
                }
            }
        }
        assertEquals(10 * FLOWS * DESTINATIONS, receiver.received());
        assertEquals(0, receiver.reordered() + receiver.duplicates() + receiver.corrupted() + receiver.stale() + receiver.foreign() + receiver.notRewritten());
        assertEquals(receiver.received() * length, receiver.receivedBytes());
    }

    @Test
    void shouldTellLateFramesFromDuplicates() {
        for (final int sequence : new int[] {0, 1, 4, 2, 4, 2, 5, 3, 0}) {
            receive(7, 1, sequence);
        }
        // 2 and 3 came late; 4, 2 and 0 came twice.
        assertEquals(9, receiver.received());
        assertEquals(2, receiver.reordered());
        assertEquals(3, receiver.duplicates());
    }

    @Test
    void shouldKeepStreamsApart() {
        receive(1, 0, 5);
        receive(2, 0, 1);
        receive(1, 1, 0);
        assertEquals(0, receiver.reordered() + receiver.duplicates());
    }

    /** Whatever the order and the gaps: received, less duplicates, is the number of different frames. */
    @Test
    void shouldAccountForEveryFrameOfAShuffledStream() {
        final Random random = new Random(5);
        final List<Integer> frames = new ArrayList<>();
        int sent = 0;
        int lost = 0;
        int copies = 0;
        for (int sequence = 0; sequence < 5_000; sequence++) {
            sent++;
            if (random.nextInt(10) == 0) {
                lost++;
                continue;
            }
            frames.add(sequence);
            if (random.nextInt(20) == 0) {
                copies++;
                frames.add(sequence);
            }
        }
        // Within the window: swap neighbours only.
        int late = 0;
        for (int i = 0; i + 1 < frames.size(); i += 2) {
            if (!frames.get(i).equals(frames.get(i + 1)) && random.nextBoolean()) {
                Collections.swap(frames, i, i + 1);
            }
        }
        int highest = -1;
        final boolean[] seen = new boolean[sent];
        for (final int sequence : frames) {
            late += sequence < highest && !seen[sequence] ? 1 : 0;
            seen[sequence] = true;
            highest = Math.max(highest, sequence);
            receive(0, 0, sequence);
        }
        assertEquals(sent - lost, receiver.received() - receiver.duplicates());
        assertEquals(copies, receiver.duplicates());
        assertEquals(late, receiver.reordered());
    }

    @Test
    void shouldCountACorruptedByteAnywhereBehindTheAddresses() {
        for (int offset = 42; offset < length; offset++) {
            make(3, 2, offset);
            Memory.putU8(memory + offset, Memory.u8(memory + offset) ^ 0x10);
            receiver.frame(memory, length, 1500);
        }
        // Bytes 44 and 45 are the destination port: with another one the frame is not known as ours.
        assertEquals(length - 42 - 2, receiver.corrupted());
        assertEquals(2, receiver.foreign());
        assertEquals(0, receiver.received());
    }

    @Test
    void shouldCountAWrongHeaderChecksumAsCorrupted() {
        make(3, 2, 1);
        Memory.putU16(memory + HEADER_CHECKSUM, Memory.u16(memory + HEADER_CHECKSUM) ^ 1);
        assertTrue(receiver.frame(memory, length, 1500));
        assertEquals(1, receiver.corrupted());
    }

    @Test
    void shouldKnowFramesOfAnEarlierRun() {
        templates.tag(TAG - 1);
        assertTrue(receive(0, 0, 0));
        assertEquals(1, receiver.stale());
        assertEquals(0, receiver.received());
    }

    @Test
    void shouldCountEverythingElseAsForeign() {
        assertFalse(receiver.frame(memory, 0, 1500));
        assertFalse(receiver.frame(memory, length, 1500));
        make(0, 0, 0);
        assertFalse(receiver.frame(memory, length - 1, 1500), "cut");
        assertFalse(receiver.frame(memory, length | 0x8000_0000, 1500), "in pieces");
        Memory.putU16(memory + 12, 0x0800);
        assertFalse(receiver.frame(memory, length, 1500));
        assertEquals(5, receiver.foreign());
    }

    @Test
    void shouldNoticeFramesThatARouterShouldHaveRewritten() {
        receiver.start(TAG, Expectation.after(1, traffic));
        receive(0, 0, 0);
        assertEquals(1, receiver.notRewritten(), "as sent");
        make(0, 0, 1);
        decrementTtl();
        receiver.frame(memory, length, 1500);
        assertEquals(2, receiver.notRewritten(), "the MAC is the old one");
        make(0, 0, 2);
        Memory.putU48(memory, 0x02E8_0000_0099L);
        receiver.frame(memory, length, 1500);
        assertEquals(3, receiver.notRewritten(), "the TTL is the old one");
        make(0, 0, 3);
        decrementTtl();
        Memory.putU48(memory, 0x02E8_0000_0099L);
        receiver.frame(memory, length, 1500);
        assertEquals(3, receiver.notRewritten());
        assertEquals(4, receiver.received());
    }

    @Test
    void shouldMeasureLatencyOfEveryFrame() {
        for (int i = 0; i < 99; i++) {
            make(0, 0, i);
            receiver.frame(memory, length, 1000 + 500);
        }
        make(0, 0, 99);
        receiver.frame(memory, length, 1000 + 90_000);
        receiver.settle();
        assertEquals(100, receiver.latency().getTotalCount());
        assertEquals(500, receiver.latency().getValueAtPercentile(99), 1);
        assertEquals(90_000, receiver.latency().getMaxValue(), 90);
        final Run.Latency latency = Run.Latency.of(receiver.latency(), 1_000_000_000L);
        assertEquals(0.5, latency.p50Us(), 0.001);
        assertEquals(90, latency.p9999Us(), 0.1);
    }

    @Test
    void shouldForgetEverythingWhenARunBegins() {
        receive(0, 0, 5);
        receiver.start(TAG, Expectation.after(0, traffic));
        receive(0, 0, 0);
        receiver.settle();
        assertEquals(1, receiver.received());
        assertEquals(0, receiver.reordered());
        assertEquals(1, receiver.latency().getTotalCount());
    }

    private void decrementTtl() {
        Memory.putU8(memory + HEADER_TTL, Memory.u8(memory + HEADER_TTL) - 1);
        Memory.putU16(memory + HEADER_CHECKSUM, InternetChecksum.decrementTtl(Memory.u16(memory + HEADER_CHECKSUM)));
    }
}
