// SPDX-License-Identifier: Apache-2.0
// Who is told of changes.
package io.eightfold.whois8.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eightfold.whois8.record.AsnRecord;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordStatus;
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

    private void register(final long serial, final int asn) {
        index.apply(new RecordIndex.Version("lab", serial, serial), List.of(RecordChange.put(new AsnRecord(asn, "ORG-X", "X", "DE", "lab", RecordStatus.ACTIVE, 1000, 0, 0))));
    }
}
