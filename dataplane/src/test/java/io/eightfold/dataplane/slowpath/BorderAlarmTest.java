// SPDX-License-Identifier: Apache-2.0
// What the operator hears of a border.
package io.eightfold.dataplane.slowpath;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eightfold.dataplane.counter.CounterFile;
import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.testing.TestPorts;
import io.eightfold.wire.memory.Memory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BorderAlarmTest {
    private static final long SECOND_NS = 1_000_000_000L;
    /** Before the clock wraps: it may have any sign. */
    private static final long START_NS = Long.MAX_VALUE - 30 * SECOND_NS;

    @TempDir
    private Path directory;
    private final List<RouterPort> ports = List.of(TestPorts.port(0, "64496.10.1.0.1/24"),
        TestPorts.port(1, "64496.10.2.0.1/24"));
    private final List<String> heard = new ArrayList<>();
    private CounterFile counters;
    private BorderAlarm alarm;

    @BeforeEach
    void start() {
        counters = CounterFile.create(directory.resolve("counters"), ports.stream().map(RouterPort::name).toList(), 2);
        alarm = new BorderAlarm(ports, counters, 2, START_NS, (port, reason, packets) -> heard.add(port + " " + reason.label() + " " + packets));
    }

    @AfterEach
    void close() {
        counters.close();
    }

    @Test
    void shouldReportEachPortAndReasonThatRose() {
        drop(0, 0, DropReason.BORDER_SOURCE, 3);
        drop(0, 1, DropReason.BORDER_SOURCE, 2);
        drop(1, 0, DropReason.BORDER_INTERIOR_LINK, 1);
        drop(1, 0, DropReason.NO_ROUTE, 7);
        alarm.tick(START_NS);
        assertEquals(List.of(name(0) + " border-source 5", name(1) + " border-interior-link 1"), heard);
    }

    @Test
    void shouldReportAtMostOnceAMinuteWithWhatCameSince() {
        drop(0, 0, DropReason.ZONE_ISOLATION, 1);
        alarm.tick(START_NS);
        for (int second = 1; second < 60; second++) {
            drop(0, 0, DropReason.ZONE_ISOLATION, 2);
            alarm.tick(START_NS + second * SECOND_NS);
        }
        assertEquals(List.of(name(0) + " zone-isolation 1"), heard);
        drop(0, 0, DropReason.TUNNEL_SOURCE, 1);
        alarm.tick(START_NS + 60 * SECOND_NS);
        assertEquals(List.of(name(0) + " zone-isolation 1", name(0) + " zone-isolation 118", name(0) + " tunnel-source 1"), heard);
    }

    @Test
    void shouldReportAtOnceAfterALongCalm() {
        drop(0, 0, DropReason.BORDER_RINE, 1);
        alarm.tick(START_NS);
        alarm.tick(START_NS + 60 * SECOND_NS);
        alarm.tick(START_NS + 500 * SECOND_NS);
        drop(0, 0, DropReason.BORDER_RINE, 4);
        alarm.tick(START_NS + 501 * SECOND_NS);
        assertEquals(List.of(name(0) + " border-rine 1", name(0) + " border-rine 4"), heard);
    }

    @Test
    void shouldLookOnceASecond() {
        alarm.tick(START_NS);
        drop(0, 0, DropReason.BORDER_RINE, 1);
        alarm.tick(START_NS + SECOND_NS - 1);
        assertEquals(List.of(), heard);
        alarm.tick(START_NS + SECOND_NS);
        assertEquals(1, heard.size());
    }

    @Test
    void shouldGoOnWhenCountersAreClearedUnderIt() {
        drop(0, 0, DropReason.BORDER_RINE, 9);
        alarm.tick(START_NS);
        Memory.fill(counters.block(0, 0), CounterFile.BLOCK_BYTES, 0);
        drop(0, 0, DropReason.BORDER_RINE, 2);
        alarm.tick(START_NS + 61 * SECOND_NS);
        assertEquals(List.of(name(0) + " border-rine 9", name(0) + " border-rine 2"), heard);
    }

    private String name(final int port) {
        return ports.get(port).name();
    }

    private void drop(final int port, final int writer, final DropReason reason, final int packets) {
        CounterFile.drop(counters.block(port, writer), reason.id(), packets);
    }
}
