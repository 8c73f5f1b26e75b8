// SPDX-License-Identifier: Apache-2.0
// What the cache keeps.
package io.eightfold.whois8.server.rtr;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.whois8.index.RecordIndex;
import io.eightfold.whois8.record.AsnRecord;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.record.RouteRecord;
import io.eightfold.whois8.server.SampleRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RtrCacheTest {
    private static final int ASNS = 10_000;
    private static final long EXPIRY_S = SampleRecords.NOW_S + 1_000_000;
    private final RecordIndex index = new RecordIndex();

    @Test
    void shouldForgetExpiriesThatChangesMadePointless() throws Exception {
        try (RtrCache cache = new RtrCache(index, (rir, atS) -> true, () -> Instant.ofEpochSecond(SampleRecords.NOW_S), RtrSettings.DEFAULTS.withIntervals(0, 0), serial -> { })) {
            cache.start();
            for (int round = 0; round < 8; round++) {
                final int before = cache.table().serial();
                change(round);
                await(cache, before);
            }
            assertTrue(cache.expiries() <= 3 * ASNS, "expiries that wait for " + ASNS + " ASNs: " + cache.expiries());
        }
    }

    private void change(final int round) {
        final List<RecordChange> changes = new ArrayList<>();
        for (int asn = 1; asn <= ASNS; asn++) {
            changes.add(RecordChange.put(new AsnRecord(asn, "ORG-X", "X", "DE", "lab", RecordStatus.ACTIVE, EXPIRY_S + round, 0, 0)));
            changes.add(RecordChange.put(new RouteRecord(asn, 10 << 24, 8, 8 + round, "lab", RecordStatus.ACTIVE, EXPIRY_S + round, 0)));
        }
        index.apply(new RecordIndex.Version("lab", round + 1, 2 * ASNS), changes);
    }

    private static void await(final RtrCache cache, final int before) throws InterruptedException {
        final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (cache.table().serial() == before) {
            assertTrue(endNs - System.nanoTime() > 0, "the cache has not followed within 20 s");
            Thread.sleep(5);
        }
        // The changes of one round may be seen in two turns.
        Thread.sleep(250);
    }
}
