// SPDX-License-Identifier: Apache-2.0
// Who is told of changes.
package io.eightfold.whois8.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.whois8.record.AsnRecord;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.record.RouteRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordIndexTest {
    private final RecordIndex index = new RecordIndex();
    private final List<Long> told = new ArrayList<>();

    @Test
    void shouldTellListenersUntilTheyAreTakenAway() {
        final RecordIndex.Listener listener = (version, changes) -> told.add(version.serial());
        index.listen(listener);
        register(1, 64496);
        index.unlisten(listener);
        register(2, 64497);
        assertEquals(List.of(1L), told);
        assertEquals(2, index.heldBy("ORG-X").size());
    }

    @Test
    void shouldTakeInAllRoutesOfAnAsnAtOnce() {
        final List<RecordChange> changes = new ArrayList<>();
        for (int i = 0; i < 65_536; i++) {
            changes.add(RecordChange.put(new RouteRecord(64496, i << 16, 16, 16, "lab", RecordStatus.ACTIVE, 1000, 0)));
            changes.add(RecordChange.put(new RouteRecord(64496, i << 16 & 0xFFFE_0000, 15, 15 + i % 2, "lab", RecordStatus.ACTIVE, 1000, 0)));
        }
        // Looking through all of them for each one takes a minute.
        assertTimeout(Duration.ofSeconds(10), () -> index.apply(new RecordIndex.Version("lab", 1, changes.size()), changes));
        final List<RouteRecord> routes = index.entry(64496).orElseThrow().routes();
        assertEquals(65_536 + 32_768, routes.size());
        assertEquals(List.of(15, 16), routes.stream().limit(2).map(RouteRecord::length).toList());
        assertEquals(16, routes.getFirst().maxLength(), "the last one of a key counts");
        index.apply(new RecordIndex.Version("lab", 2, 0), changes.stream().map(change -> RecordChange.remove(change.key())).toList());
        assertTrue(index.entry(64496).isEmpty());
    }

    private void register(final long serial, final int asn) {
        index.apply(new RecordIndex.Version("lab", serial, serial), List.of(RecordChange.put(new AsnRecord(asn, "ORG-X", "X", "DE", "lab", RecordStatus.ACTIVE, 1000, 0, 0))));
    }
}
