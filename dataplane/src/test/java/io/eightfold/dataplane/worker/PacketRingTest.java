// SPDX-License-Identifier: Apache-2.0
// The ring between worker and slow path.
package io.eightfold.dataplane.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.dataplane.testing.TestSeed;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PacketRingTest {
    private long read;

    @Test
    void shouldHoldAtLeastWhatItWasAskedFor() {
        for (int entries = 1; entries < 300; entries++) {
            final PacketRing ring = new PacketRing(entries);
            for (int i = 0; i < entries; i++) {
                assertTrue(ring.write(1, i, i, 60, 0, 0), entries + " entries, full at " + i);
            }
        }
    }

    @Test
    void shouldRefuseWhenFullAndChangeNothing() {
        final PacketRing ring = new PacketRing(4);
        int written = 0;
        while (ring.write(1, written, 0, 60, 0, 0)) {
            written++;
        }
        assertFalse(ring.write(1, 99, 0, 60, 0, 0));
        final List<Long> taken = new ArrayList<>();
        ring.read((kind, mbuf, data, lengthBytes, port, argument) -> taken.add(mbuf), 1_000);
        assertEquals(written, taken.size());
        assertEquals(written - 1L, taken.getLast());
    }

    @Test
    void shouldCarryEveryField() {
        final PacketRing ring = new PacketRing(4);
        ring.write(7, 0x7F00_1122_3344_5566L, -2L, 65_535, 31, 0xFF06_0578);
        assertEquals(1, ring.read((kind, mbuf, data, lengthBytes, port, argument) -> assertEquals(
            List.of(7, 0x7F00_1122_3344_5566L, -2L, 65_535, 31, 0xFF06_0578), List.of(kind, mbuf, data, lengthBytes, port, argument)), 10));
    }

    /** Whoever drains until 0 must have everything: a buffer left behind at shutdown is a leak. */
    @Test
    void shouldTakeSomethingWheneverSomethingWaits() {
        final SplittableRandom random = TestSeed.random("PacketRingTest");
        final PacketRing ring = new PacketRing(50);
        long written = 0;
        for (int round = 0; round < 200_000; round++) {
            for (int i = random.nextInt(20); i > 0 && ring.write(1, written, 0, 60, 0, 0); i--) {
                written++;
            }
            final int taken = ring.read((kind, mbuf, data, lengthBytes, port, argument) -> assertEquals(read++, mbuf), 1 + random.nextInt(20));
            assertEquals(written - (read - taken) > 0, taken > 0, "waiting=" + (written - read));
        }
        while (ring.read((kind, mbuf, data, lengthBytes, port, argument) -> assertEquals(read++, mbuf), 7) > 0) {
            // until empty
        }
        assertEquals(written, read);
    }
}
