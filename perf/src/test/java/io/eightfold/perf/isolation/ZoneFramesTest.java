// SPDX-License-Identifier: Apache-2.0
// Frames of zones: the right zone, a right checksum.
package io.eightfold.perf.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.wire.checksum.InternetChecksum;
import io.eightfold.wire.memory.Memory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ZoneFramesTest {
    private static final int LAST = ZoneIsolation.ALL_ZONES - 1;

    @ParameterizedTest
    @EnumSource
    void shouldNameEachZoneWithARightChecksum(final Way way) {
        try (ZoneFrames frames = new ZoneFrames(way)) {
            final long frame = Memory.allocate(frames.lengthBytes());
            final long packet = frame + (way.isOutOfTunnel() ? 34 : 14);
            for (int number = 0; number <= LAST; number = number == LAST ? LAST + 1 : Math.min(LAST, number + 257)) {
                frames.writeZoned(frame, number);
                if (way.isZoneSource()) {
                    assertEquals(0x7F00_0000 | number, Memory.u32(packet + 12));
                }
                if (way.isZoneDestination()) {
                    assertEquals(0x7F00_0000 | (way == Way.TO_NEXT_ZONE ? number + 1 & LAST : number), Memory.u32(packet + 20));
                }
                assertTrue(InternetChecksum.isValid(packet, 28), way + " " + number);
            }
            Memory.free(frame);
        }
    }
}
