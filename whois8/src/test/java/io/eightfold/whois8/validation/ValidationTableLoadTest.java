// SPDX-License-Identifier: Apache-2.0
// A million records.
package io.eightfold.whois8.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.eightfold.whois8.record.AsnRecord;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.record.RouteRecord;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ValidationTableLoadTest {
    private static final int ASNS = 250_000;
    private static final int ROUTES_PER_ASN = 3;
    private static final int FIRST_ASN = 1_000_000;
    private static final long NOW_S = 1_800_000_000L;
    private static final int LOOKUPS = 1 << 20;
    private static final ValidationTable TABLE = new ValidationTable(List.of(new ValidationTable.Source("lab", asn -> true)));

    @BeforeAll
    static void load() {
        final ValidationTable.Loading loading = TABLE.load("lab");
        for (int i = 0; i < ASNS; i++) {
            loading.add(new AsnRecord(FIRST_ASN + i, "H", "Holder", "DE", "lab", RecordStatus.ACTIVE, NOW_S + 1000 + i, 0, 1));
            for (int j = 0; j < ROUTES_PER_ASN; j++) {
                loading.add(route(i, j, RecordStatus.ACTIVE));
            }
        }
        loading.finish(new DataSetState("lab", 1, NOW_S, NOW_S + 100_000, ASNS * (1L + ROUTES_PER_ASN), ""), NOW_S);
    }

    private static RouteRecord route(final int asnIndex, final int number, final RecordStatus status) {
        return new RouteRecord(FIRST_ASN + asnIndex, (10 + number) << 24, 8, 16, "lab", status, NOW_S + 2000 + asnIndex, 1);
    }

    @Test
    void shouldTakeFarLessThanTheMemoryItMay() {
        assertEquals(1_000_000, TABLE.records());
        assertTrue(TABLE.memoryBytes() < 64L << 20, () -> TABLE.memoryBytes() + " bytes for a million records");
    }

    @Test
    void shouldAllocateNothingForAVerdict() {
        final long[] routes = new Random(1).ints(LOOKUPS, 0, ASNS).mapToLong(i -> (long) (FIRST_ASN + i) << 32 | (10 + i % (ROUTES_PER_ASN + 1)) << 24 | i % 256 << 16).toArray();
        final int valid = count(routes);
        assertEquals(valid, count(routes));
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long thread = Thread.currentThread().threadId();
        final long before = threads.getThreadAllocatedBytes(thread);
        final long startNs = System.nanoTime();
        int sum = 0;
        for (int i = 0; i < 5; i++) {
            sum += count(routes);
        }
        final long ns = System.nanoTime() - startNs;
        final long allocated = threads.getThreadAllocatedBytes(thread) - before;
        assertEquals(5 * valid, sum);
        assertTrue(valid > LOOKUPS / 2 && valid < LOOKUPS, () -> valid + " valid");
        System.out.printf("ValidationTable: %.1f M verdicts/s, %d MB for a million records%n", 5e3 * LOOKUPS / ns, TABLE.memoryBytes() >> 20);
        // Asking for the number itself may cost some.
        assertTrue(allocated < 4096, () -> allocated + " bytes for " + 5 * LOOKUPS + " verdicts");
    }

    private static int count(final long[] routes) {
        int valid = 0;
        for (final long route : routes) {
            valid += TABLE.verdict(route, 16, (int) (route >>> 32), NOW_S) == Verdict.VALID ? 1 : 0;
        }
        return valid;
    }

    @Test
    void shouldStaySmallUnderManyChanges() {
        final ValidationTable table = TABLE.copy();
        final Random random = new Random(2);
        for (int i = 0; i < 400; i++) {
            final List<RecordChange> changes = random.ints(1000, 0, ASNS).mapToObj(asn -> RecordChange.put(route(asn, random.nextInt(ROUTES_PER_ASN), RecordStatus.REVOKED))).toList();
            table.apply(new DataSetState("lab", 2 + i, NOW_S, NOW_S + 100_000, 0, ""), changes, NOW_S);
        }
        for (int number = ROUTES_PER_ASN; number < 12; number++) {
            final int added = number;
            final List<RecordChange> changes = random.ints(100_000, 0, ASNS).mapToObj(asn -> RecordChange.put(route(asn, added, RecordStatus.ACTIVE))).toList();
            table.apply(new DataSetState("lab", 1000 + number, NOW_S, NOW_S + 100_000, 0, ""), changes, NOW_S);
        }
        assertTrue(table.records() > 1_600_000, () -> table.records() + " records");
        assertTrue(table.memoryBytes() < 150L << 20, () -> table.memoryBytes() + " bytes for " + table.records() + " records");
        assertEquals(Verdict.VALID, TABLE.verdict((long) FIRST_ASN << 32 | 10 << 24, 8, FIRST_ASN, NOW_S));
    }

    @Test
    void shouldHaveAnAsnWithAHundredThousandRoutes() {
        final ValidationTable table = new ValidationTable(List.of(new ValidationTable.Source("lab", asn -> true)));
        final ValidationTable.Loading loading = table.load("lab");
        loading.add(new AsnRecord(FIRST_ASN, "H", "Holder", "DE", "lab", RecordStatus.ACTIVE, NOW_S + 1, 0, 1));
        for (int length = 1; length <= 16; length++) {
            for (int i = 0; i < 1 << length; i++) {
                loading.add(new RouteRecord(FIRST_ASN, i << 32 - length, length, length, "lab", length == 16 ? RecordStatus.ACTIVE : RecordStatus.REVOKED, NOW_S + 1, 1));
            }
        }
        loading.finish(new DataSetState("lab", 1, NOW_S, NOW_S + 1, 0, ""), NOW_S);
        assertEquals(131_071, table.records());
        final List<RecordChange> changes = new Random(3).ints(50_000, 0, 1 << 16).distinct()
            .mapToObj(i -> RecordChange.put(new RouteRecord(FIRST_ASN, i << 16, 16, 16, "lab", RecordStatus.SUSPENDED, NOW_S + 1, 2))).toList();
        table.apply(new DataSetState("lab", 2, NOW_S, NOW_S + 1, 0, ""), changes, NOW_S);
        for (int i = 0; i < 1 << 16; i++) {
            final VerdictReason reason = table.reason((long) FIRST_ASN << 32 | Integer.toUnsignedLong(i << 16), 16, FIRST_ASN, NOW_S);
            assertTrue(reason == VerdictReason.COVERED || reason == VerdictReason.ROUTE_SUSPENDED);
        }
        assertEquals(VerdictReason.ROUTE_REVOKED, table.reason((long) FIRST_ASN << 32, 15, FIRST_ASN, NOW_S));
    }
}
