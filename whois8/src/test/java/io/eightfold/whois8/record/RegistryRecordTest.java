// SPDX-License-Identifier: Apache-2.0
// What records refuse.
package io.eightfold.whois8.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.wire.address.Ipv8Address;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryRecordTest {
    private static final long EXPIRY_S = 2_000_000_000;

    @ParameterizedTest
    @CsvSource({"0,IPv4", "0x7F000000,127", "0x7F7F0000,127", "0x7FFFFFFF,127", "0x64000000,100", "0x64FFFFFF,100", "65533,documentation", "65534,companies", "0xFFFF0001,multicast", "0xFFFFFFFF,broadcast"})
    void shouldRefuseReservedAsns(final String asn, final String reason) {
        final int number = (int) (long) Long.decode(asn);
        assertTrue(ReservedAsns.isReserved(number));
        assertTrue(ReservedAsns.reason(number).orElseThrow().contains(reason), () -> ReservedAsns.reason(number).orElseThrow());
        assertRefused("reserved", () -> holder(number, "ORG-A", "A", "DE"));
        assertRefused("reserved", () -> route(number, "10.0.0.0", 8, 16));
    }

    @ParameterizedTest
    @CsvSource({"1", "65532", "65535", "0x63FFFFFF", "0x65000000", "0x7EFFFFFF", "0x80000000", "0xFFFEFFFF"})
    void shouldTakeTheNeighboursOfReservedAsns(final String asn) {
        final int number = (int) (long) Long.decode(asn);
        assertFalse(ReservedAsns.isReserved(number));
        assertEquals(number, holder(number, "ORG-A", "A", "DE").asn());
    }

    @Test
    void shouldRefuseRoutesThatMayNotCrossABorder() {
        assertRefused("length=17", () -> route(64496, "10.0.0.0", 17, 17));
        assertRefused("max-length=17", () -> route(64496, "10.0.0.0", 16, 17));
        assertRefused("max-length=7", () -> route(64496, "10.0.0.0", 8, 7));
        assertRefused("write 64496.10.0.0.0/8", () -> route(64496, "10.1.0.0", 8, 16));
        assertEquals("64496.0.0.0.0/0", route(64496, "0.0.0.0", 0, 16).prefix().toString());
    }

    @Test
    void shouldRefuseNamesThatBreakALine() {
        assertRefused("control character", () -> holder(64496, "ORG-A", "A\r\nsource: evil", "DE"));
        assertRefused("control character", () -> holder(64496, "ORG-A", "A\u2028B", "DE"));
        assertRefused("bytes > MAX_HOLDER_BYTES", () -> holder(64496, "ORG-A", "ü".repeat(61), "DE"));
        assertRefused("blank", () -> holder(64496, "ORG-A", " A", "DE"));
        assertRefused("handle '../x'", () -> holder(64496, "../x", "A", "DE"));
        assertRefused("country 'de'", () -> holder(64496, "ORG-A", "A", "de"));
    }

    /** What a server sends is quoted before anyone signed it. */
    @Test
    void shouldQuoteOnlyWhatPrints() {
        final String refusal = assertThrows(RecordException.class, () -> Names.requireRir("a\n\u001b[2J\u202e" + "x".repeat(200))).getMessage();
        assertTrue(refusal.startsWith("rir 'a\\u000a\\u001b[2J\\u202exx"), refusal);
        assertTrue(refusal.contains("x...' is not"), refusal);
        assertTrue(refusal.length() < 200, refusal);
        assertTrue(refusal.codePoints().noneMatch(Character::isISOControl), refusal);
        assertTrue(assertThrows(RecordException.class, () -> Names.requireHolder("\u001b\n")).getMessage().contains("'\\u001b\\u000a'"));
    }

    @Test
    void shouldRefuseTimesAndEndpointsThatCannotBe() {
        assertRefused("expiry=0", () -> new RouteRecord(64496, 0, 0, 0, "lab", RecordStatus.ACTIVE, 0, 0));
        assertRefused("changed=-1", () -> new RouteRecord(64496, 0, 0, 0, "lab", RecordStatus.ACTIVE, 1, -1));
        assertRefused("endpoint 127.0.0.1", () -> new AsnRecord(64496, "A", "A", "DE", "lab", RecordStatus.ACTIVE, EXPIRY_S, 0x7F00_0001, 0));
        assertRefused("endpoint 224.0.0.1", () -> new AsnRecord(64496, "A", "A", "DE", "lab", RecordStatus.ACTIVE, EXPIRY_S, 0xE000_0001, 0));
    }

    @Test
    void shouldCountUntilItsExpiryOnly() {
        final RouteRecord record = route(64496, "10.0.0.0", 8, 16);
        assertTrue(record.isActive(EXPIRY_S - 1));
        assertFalse(record.isActive(EXPIRY_S));
        assertFalse(new RouteRecord(64496, 0, 0, 0, "lab", RecordStatus.REVOKED, EXPIRY_S, 0).isActive(0));
    }

    @Test
    void shouldOrderByAsnThenItsOwnRecordThenPrefix() {
        final List<RecordKey> expected = List.of(RecordKey.ofAsn(1), RecordKey.ofRoute(1, 0, 0), RecordKey.ofRoute(1, 0x0A00_0000, 8), RecordKey.ofRoute(1, 0x0A00_0000, 16),
            RecordKey.ofRoute(1, 0xC0A8_0000, 16), RecordKey.ofAsn(0x8000_0000), RecordKey.ofRoute(0x8000_0000, 0, 0));
        final List<RecordKey> sorted = new ArrayList<>(expected.reversed());
        sorted.sort(null);
        assertEquals(expected, sorted);
        assertEquals("AS2147483648", sorted.get(5).toString());
        assertEquals("1.10.0.0.0/8", sorted.get(2).toString());
    }

    private static AsnRecord holder(final int asn, final String handle, final String name, final String country) {
        return new AsnRecord(asn, handle, name, country, "lab", RecordStatus.ACTIVE, EXPIRY_S, 0, 0);
    }

    private static RouteRecord route(final int asn, final String host, final int length, final int maxLength) {
        return new RouteRecord(asn, Ipv8Address.parse(host).host(), length, maxLength, "lab", RecordStatus.ACTIVE, EXPIRY_S, 0);
    }

    private static void assertRefused(final String reason, final Executable made) {
        final String message = assertThrows(RecordException.class, made).getMessage();
        assertTrue(message.contains(reason), message);
    }
}
