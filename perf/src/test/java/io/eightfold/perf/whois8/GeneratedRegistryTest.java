// SPDX-License-Identifier: Apache-2.0
// Tests of the generated registry.
package io.eightfold.perf.whois8;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.whois8.record.AsnRecord;
import io.eightfold.whois8.record.RecordKey;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.record.RouteRecord;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

final class GeneratedRegistryTest {
    private static final long NOW_S = LoadBenchmark.NOW_S;

    @Test
    void shouldHaveNineRoutesForEachAsnInTheOrderOfTheirKeys() {
        final List<RegistryRecord> records = all(new GeneratedRegistry(20_000, 7, NOW_S));

        assertEquals(20_000, records.size());
        assertEquals(2_000, records.stream().filter(AsnRecord.class::isInstance).count());
        for (int i = 1; i < records.size(); i++) {
            final RecordKey before = records.get(i - 1).key();
            assertTrue(before.compareTo(records.get(i).key()) < 0, before + " before " + records.get(i).key());
        }
        assertEquals(12_000, records.stream().filter(value -> value instanceof RouteRecord route && route.length() == RouteRecord.MAX_LENGTH).count());
    }

    @Test
    void shouldHaveRecordsThatAreNotActive() {
        final List<RegistryRecord> records = all(new GeneratedRegistry(20_000, 7, NOW_S));

        assertEquals(0.03, share(records, RecordStatus.REVOKED, RouteRecord.class), 0.01);
        assertEquals(0.01, share(records, RecordStatus.SUSPENDED, RouteRecord.class), 0.005);
        assertEquals(0.02, share(records, RecordStatus.REVOKED, AsnRecord.class), 0.01);
    }

    @Test
    void shouldHaveRoutesThatPacketsCanTake() {
        final GeneratedRegistry registry = new GeneratedRegistry(20_000, 7, NOW_S);
        for (int route = 0; route < registry.routeCount(); route++) {
            final int first = registry.host(route) >>> 24;
            // Of a prefix shorter than /8 there is none; a /8 to /12 begins in its octet.
            assertTrue(first >= 1 && first != 127 && first < 222, "route " + registry.route(route).prefix());
        }
    }

    @Test
    void shouldBeTheSameForTheSameSeed() {
        assertEquals(all(new GeneratedRegistry(1_000, 7, NOW_S)), all(new GeneratedRegistry(1_000, 7, NOW_S)));
        assertNotEquals(all(new GeneratedRegistry(1_000, 7, NOW_S)), all(new GeneratedRegistry(1_000, 8, NOW_S)));
    }

    @Test
    void shouldRefuseAnAsnWithoutAllItsRoutes() {
        assertThrows(IllegalArgumentException.class, () -> new GeneratedRegistry(1_005, 7, NOW_S));
    }

    @Test
    void shouldEndAfterTheLastRecord() {
        final Iterator<RegistryRecord> records = new GeneratedRegistry(10, 7, NOW_S).iterator();
        for (int i = 0; i < 10; i++) {
            records.next();
        }
        assertThrows(NoSuchElementException.class, records::next);
    }

    private static double share(final List<RegistryRecord> records, final RecordStatus status, final Class<? extends RegistryRecord> type) {
        final List<RegistryRecord> ofType = records.stream().filter(type::isInstance).toList();
        return (double) ofType.stream().filter(value -> value.status() == status).count() / ofType.size();
    }

    private static List<RegistryRecord> all(final GeneratedRegistry registry) {
        final List<RegistryRecord> records = new ArrayList<>();
        registry.iterator().forEachRemaining(records::add);
        return records;
    }
}
