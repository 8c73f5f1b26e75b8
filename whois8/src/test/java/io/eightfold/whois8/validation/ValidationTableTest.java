// SPDX-License-Identifier: Apache-2.0
// Verdicts, one rule after the other.
package io.eightfold.whois8.validation;

import static io.eightfold.whois8.validation.Records.LONG_S;
import static io.eightfold.whois8.validation.Records.asn;
import static io.eightfold.whois8.validation.Records.route;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordKey;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ValidationTableTest {
    private static final long NOW_S = 1_800_000_000L;
    private static final int AS = 64496;
    private final ValidationTable table = new ValidationTable(List.of(new ValidationTable.Source("lab", asn -> Integer.compareUnsigned(asn, 70_000) < 0),
        new ValidationTable.Source("all", asn -> Integer.compareUnsigned(asn, 200_000) < 0)));

    private Changed load(final String rir, final long expiresAtS, final RegistryRecord... records) {
        final ValidationTable.Loading loading = table.load(rir);
        List.of(records).forEach(loading::add);
        return loading.finish(state(rir, 1, expiresAtS), NOW_S);
    }

    private static DataSetState state(final String rir, final long serial, final long expiresAtS) {
        return new DataSetState(rir, serial, NOW_S - 10, expiresAtS, 0, "http://127.0.0.1:1");
    }

    private void assertReason(final VerdictReason expected, final String prefix) {
        assertReason(expected, prefix, NOW_S);
    }

    private void assertReason(final VerdictReason expected, final String prefix, final long nowS) {
        final Ipv8Prefix route = Ipv8Prefix.parse(prefix);
        assertEquals(expected, table.reason(route.address().bits(), route.hostLength(), route.address().asn(), nowS), prefix);
        assertEquals(expected.verdict(), table.verdict(route.address().bits(), route.hostLength(), route.address().asn(), nowS), prefix);
    }

    @Test
    void shouldFollowTheRulesOfOneRegistry() {
        load("all", LONG_S);
        load("lab", LONG_S, asn("lab", AS), route("lab", "64496.10.1.0.0/16", 16), route("lab", "64496.20.0.0.0/8", 12),
            route("lab", "64496.30.0.0.0/16", 16, RecordStatus.SUSPENDED, LONG_S), route("lab", "64496.31.0.0.0/16", 16, RecordStatus.REVOKED, LONG_S),
            route("lab", "64496.32.0.0.0/16", 16, RecordStatus.ACTIVE, NOW_S), asn("lab", 64497, RecordStatus.SUSPENDED, LONG_S), route("lab", "64497.10.1.0.0/16", 16),
            asn("lab", 64498, RecordStatus.REVOKED, LONG_S), asn("lab", 64499, RecordStatus.ACTIVE, NOW_S));
        assertReason(VerdictReason.COVERED, "64496.10.1.0.0/16");
        assertReason(VerdictReason.COVERED, "64496.20.16.0.0/12");
        assertReason(VerdictReason.TOO_LONG, "64496.20.16.0.0/13");
        assertReason(VerdictReason.TOO_LONG, "64496.10.1.0.0/17");
        assertReason(VerdictReason.TOO_LONG, "64496.99.0.0.0/24");
        assertReason(VerdictReason.ROUTE_NOT_REGISTERED, "64496.10.0.0.0/8");
        assertReason(VerdictReason.ROUTE_NOT_REGISTERED, "64496.0.0.0.0/0");
        assertReason(VerdictReason.ROUTE_SUSPENDED, "64496.30.0.0.0/16");
        assertReason(VerdictReason.ROUTE_REVOKED, "64496.31.0.0.0/16");
        assertReason(VerdictReason.ROUTE_EXPIRED, "64496.32.0.0.0/16");
        assertReason(VerdictReason.COVERED, "64496.32.0.0.0/16", NOW_S - 1);
        assertReason(VerdictReason.ASN_SUSPENDED, "64497.10.1.0.0/16");
        assertReason(VerdictReason.ASN_REVOKED, "64498.10.1.0.0/16");
        assertReason(VerdictReason.ASN_EXPIRED, "64499.10.1.0.0/16");
        assertReason(VerdictReason.ASN_NOT_REGISTERED, "64500.10.1.0.0/16");
        assertReason(VerdictReason.RESERVED, "65533.10.1.0.0/16");
        assertReason(VerdictReason.RESERVED, "10.1.0.0/16");
        assertEquals(VerdictReason.ORIGIN, table.reason(Ipv8Prefix.parse("64496.10.1.0.0/16").address().bits(), 16, 64497, NOW_S));
        assertEquals(VerdictReason.SPANS_ASNS, table.reason(0, -8, 0, NOW_S));
    }

    @Test
    void shouldTellAbsenceFromIgnorance() {
        assertReason(VerdictReason.NO_DATA, "64496.10.1.0.0/16");
        assertReason(VerdictReason.NO_ANCHOR, "200000.10.1.0.0/16");
        load("lab", LONG_S, asn("lab", AS), route("lab", "64496.10.1.0.0/16", 16));
        assertReason(VerdictReason.COVERED, "64496.10.1.0.0/16");
        assertReason(VerdictReason.NO_DATA, "64496.11.0.0.0/16");
        assertReason(VerdictReason.NO_DATA, "100000.11.0.0.0/16");
        load("all", NOW_S + 5);
        assertReason(VerdictReason.ROUTE_NOT_REGISTERED, "64496.11.0.0.0/16");
        assertReason(VerdictReason.ASN_NOT_REGISTERED, "100000.11.0.0.0/16");
        assertReason(VerdictReason.COVERED, "64496.10.1.0.0/16", NOW_S + 5);
        assertReason(VerdictReason.DATA_EXPIRED, "64496.11.0.0.0/16", NOW_S + 5);
        assertReason(VerdictReason.DATA_EXPIRED, "100000.11.0.0.0/16", NOW_S + 5);
        assertEquals(Changed.ALL, table.useExpired(true));
        assertReason(VerdictReason.ASN_NOT_REGISTERED, "100000.11.0.0.0/16", NOW_S + 5);
        assertEquals(Changed.NONE, table.useExpired(true));
    }

    @Test
    void shouldLetDataOfARevokedKeyCountInNoCase() {
        load("all", LONG_S, asn("all", 100000), route("all", "100000.10.1.0.0/16", 16));
        assertReason(VerdictReason.COVERED, "100000.10.1.0.0/16");
        assertEquals(Changed.ALL, table.apply(state("all", 1, 0), List.of(), NOW_S));
        assertReason(VerdictReason.DATA_EXPIRED, "100000.10.1.0.0/16");
        table.useExpired(true);
        assertReason(VerdictReason.DATA_EXPIRED, "100000.10.1.0.0/16");
        assertEquals("its signing key is revoked", table.explain(Ipv8Prefix.parse("100000.10.1.0.0/16").address().bits(), 16, 100000, NOW_S).dataSets().stream()
            .filter(consulted -> "all".equals(consulted.dataSet().rir())).findFirst().orElseThrow().state());
        load("all", LONG_S, asn("all", 100000));
        assertReason(VerdictReason.ROUTE_NOT_REGISTERED, "100000.10.1.0.0/16");
    }

    @Test
    void shouldLetARegistryThatCountsOutweighAnotherThatSpeaksAgainst() {
        load("lab", LONG_S, asn("lab", AS, RecordStatus.REVOKED, LONG_S));
        load("all", NOW_S + 1, asn("all", AS), route("all", "64496.10.1.0.0/16", 16));
        assertReason(VerdictReason.COVERED, "64496.10.1.0.0/16");
        assertReason(VerdictReason.ASN_REVOKED, "64496.10.1.0.0/16", NOW_S + 1);
    }

    @Test
    void shouldNotBelieveARouteWhoseAsnIsRegisteredElsewhereOnly() {
        load("lab", LONG_S, asn("lab", AS));
        load("all", LONG_S, route("all", "64496.10.1.0.0/16", 16));
        assertReason(VerdictReason.ROUTE_NOT_REGISTERED, "64496.10.1.0.0/16");
    }

    @Test
    void shouldNameWhatADeltaChanges() {
        load("lab", LONG_S, asn("lab", AS), asn("lab", 64497), route("lab", "64496.10.1.0.0/16", 16));
        final Changed changed = table.apply(state("lab", 2, LONG_S), List.of(RecordChange.put(route("lab", "64496.10.1.0.0/16", 16, RecordStatus.REVOKED, LONG_S)),
            RecordChange.put(route("lab", "64496.10.2.0.0/16", 16))), NOW_S);
        assertEquals("[64496]", changed.toString());
        assertReason(VerdictReason.ROUTE_REVOKED, "64496.10.1.0.0/16");
        assertReason(VerdictReason.COVERED, "64496.10.2.0.0/16");
        assertEquals(2, table.dataSets().get(1).serial());
        assertEquals("[64496]", table.apply(state("lab", 3, LONG_S), List.of(RecordChange.remove(RecordKey.ofAsn(AS))), NOW_S).toString());
        assertReason(VerdictReason.NO_DATA, "64496.10.2.0.0/16");
        assertEquals(Changed.NONE, table.apply(state("lab", 3, LONG_S + 1), List.of(), NOW_S));
        assertEquals(Changed.ALL, table.apply(state("lab", 4, NOW_S), List.of(), NOW_S));
        assertThrows(IllegalArgumentException.class, () -> table.apply(state("ripe", 1, LONG_S), List.of(), NOW_S));
    }

    @Test
    void shouldNameOnlyWhatANewSnapshotChanges() {
        assertTrue(load("lab", LONG_S, asn("lab", AS), asn("lab", 64497)).isAll());
        assertTrue(load("lab", LONG_S, asn("lab", AS), asn("lab", 64497)).isNone());
        assertEquals("[64497, 64498]", load("lab", LONG_S, asn("lab", AS), asn("lab", 64498)).toString());
        assertEquals(2, table.records());
    }

    @Test
    void shouldTellWhatTimeAloneChanges() {
        load("lab", NOW_S + 30, asn("lab", AS, RecordStatus.ACTIVE, NOW_S + 20), asn("lab", 64497, RecordStatus.ACTIVE, NOW_S + 10), asn("lab", 64498, RecordStatus.ACTIVE, NOW_S + 20));
        assertEquals(NOW_S + 10, table.nextExpiryS());
        assertTrue(table.expire(NOW_S + 9).isNone());
        assertEquals("[64497]", table.expire(NOW_S + 10).toString());
        assertEquals(NOW_S + 20, table.nextExpiryS());
        assertEquals("[64496, 64498]", table.expire(NOW_S + 25).toString());
        assertEquals(NOW_S + 30, table.nextExpiryS());
        assertTrue(table.expire(NOW_S + 30).isAll());
        assertEquals(ValidationTable.NEVER_S, table.nextExpiryS());
        assertTrue(table.expire(NOW_S + 31).isNone());
    }

    /** A clock that was an hour ahead for a moment must not leave behind what it did. */
    @Test
    void shouldAskAgainAboutEverythingWhenTheClockIsSetBack() {
        load("lab", NOW_S + 30, asn("lab", AS, RecordStatus.ACTIVE, NOW_S + 20), route("lab", "64496.10.1.0.0/16", 16));
        load("all", LONG_S);
        assertFalse(table.isDue(NOW_S + 1));
        assertTrue(table.expire(NOW_S + 3600).isAll());
        assertReason(VerdictReason.DATA_EXPIRED, "64496.10.1.0.0/16", NOW_S + 3600);
        table.apply(state("all", 2, LONG_S), List.of(RecordChange.put(asn("all", 64498, RecordStatus.ACTIVE, NOW_S + 10))), NOW_S + 3600);
        assertTrue(table.isDue(NOW_S + 1), "nothing is due by time, but the time has gone back");
        assertTrue(table.expire(NOW_S + 1).isAll());
        assertReason(VerdictReason.COVERED, "64496.10.1.0.0/16", NOW_S + 1);
        assertFalse(table.isDue(NOW_S + 1));
        assertEquals("[64498]", table.expire(NOW_S + 10).toString(), "one that came while the clock was ahead");
        assertEquals("[64496]", table.expire(NOW_S + 20).toString());
        assertTrue(table.expire(NOW_S + 30).isAll());
    }

    @Test
    void shouldAdoptWhatAnotherTableHasOfARegistry() {
        load("lab", NOW_S + 30, asn("lab", AS, RecordStatus.ACTIVE, NOW_S + 20), route("lab", "64496.10.1.0.0/16", 16));
        load("all", LONG_S, asn("all", 64497), route("all", "64497.10.1.0.0/16", 16));
        final ValidationTable other = table.copy();
        load("lab", LONG_S, asn("lab", 64498));
        table.override(new Overrides(List.of(new Overrides.Filter(AS, 10 << 24, 8, "a")), List.of()), NOW_S);
        assertEquals("[64496, 64498]", table.adopt(other, "lab", NOW_S).toString());
        assertReason(VerdictReason.ROUTE_NOT_REGISTERED, "64496.10.1.0.0/16");
        table.override(Overrides.NONE, NOW_S);
        assertReason(VerdictReason.COVERED, "64496.10.1.0.0/16");
        assertReason(VerdictReason.COVERED, "64497.10.1.0.0/16");
        assertEquals(4, table.records());
        assertEquals(NOW_S + 30, table.dataSets().get(1).expiresAtS());
        assertEquals("[64496]", table.expire(NOW_S + 20).toString());
    }

    @Test
    void shouldCountWhatIsAsserted() {
        final Overrides.Assertion assertion = new Overrides.Assertion(AS, 10 << 24, 8, 12, "slurm.json: ours");
        assertEquals("[64496]", table.override(new Overrides(List.of(), List.of(assertion)), NOW_S).toString());
        assertReason(VerdictReason.ASSERTED, "64496.10.16.0.0/12");
        assertReason(VerdictReason.TOO_LONG, "64496.10.16.0.0/16");
        assertReason(VerdictReason.NO_DATA, "64496.11.0.0.0/16");
        load("lab", LONG_S, asn("lab", AS, RecordStatus.REVOKED, LONG_S));
        assertReason(VerdictReason.ASSERTED, "64496.10.16.0.0/12");
        assertEquals(List.of("slurm.json: ours"), explain("64496.10.16.0.0/12").overrides());
        assertEquals("[64496]", table.override(Overrides.NONE, NOW_S).toString());
        assertReason(VerdictReason.ASN_REVOKED, "64496.10.16.0.0/12");
    }

    @Test
    void shouldNotCountWhatIsFiltered() {
        load("all", LONG_S);
        load("lab", LONG_S, asn("lab", AS), route("lab", "64496.10.1.0.0/16", 16), asn("lab", 64497), route("lab", "64497.10.0.0.0/8", 16));
        final Overrides.Filter prefix = new Overrides.Filter(null, 10 << 24, 9, "a");
        assertEquals("[64496]", table.override(new Overrides(List.of(prefix), List.of()), NOW_S).toString());
        assertReason(VerdictReason.ROUTE_NOT_REGISTERED, "64496.10.1.0.0/16");
        assertReason(VerdictReason.COVERED, "64497.10.1.0.0/16");
        final Overrides.Filter asn = new Overrides.Filter(AS, 0, -1, "b");
        assertEquals("[64496]", table.override(new Overrides(List.of(asn), List.of()), NOW_S).toString());
        assertReason(VerdictReason.ASN_NOT_REGISTERED, "64496.10.1.0.0/16");
        table.apply(state("lab", 2, LONG_S), List.of(RecordChange.put(route("lab", "64496.10.1.0.0/16", 16))), NOW_S);
        assertReason(VerdictReason.ASN_NOT_REGISTERED, "64496.10.1.0.0/16");
        assertEquals("[64496]", table.override(Overrides.NONE, NOW_S).toString());
        assertReason(VerdictReason.COVERED, "64496.10.1.0.0/16");
    }

    private Explanation explain(final String prefix) {
        final Ipv8Prefix route = Ipv8Prefix.parse(prefix);
        return table.explain(route.address().bits(), route.hostLength(), route.address().asn(), NOW_S);
    }

    @Test
    void shouldExplainWithEveryRecord() {
        load("lab", LONG_S, asn("lab", AS), route("lab", "64496.10.0.0.0/8", 12), route("lab", "64496.10.1.0.0/16", 16, RecordStatus.SUSPENDED, LONG_S),
            route("lab", "64496.11.0.0.0/16", 16));
        final Explanation explanation = explain("64496.10.1.0.0/16");
        assertEquals("invalid (too-long): it is longer than the longest length of every active record that covers it, or than /16", explanation.summary());
        assertEquals(List.of("AS64496 lab active", "64496.10.0.0.0/8 lab covers it, but allows only /12", "64496.10.1.0.0/16 lab suspended"),
            explanation.records().stream().map(looked -> looked.record() + " " + looked.source() + " " + looked.state()).toList());
        assertEquals(List.of("all no data", "lab live"), explanation.dataSets().stream().map(consulted -> consulted.dataSet().rir() + " " + consulted.state()).toList());
        assertTrue(explanation.overrides().isEmpty());
    }

    @Test
    void shouldKeepACopyApart() {
        load("lab", LONG_S, asn("lab", AS), route("lab", "64496.10.1.0.0/16", 16));
        final ValidationTable copy = table.copy();
        table.apply(state("lab", 2, LONG_S), List.of(RecordChange.remove(RecordKey.ofAsn(AS))), NOW_S);
        final Ipv8Prefix route = Ipv8Prefix.parse("64496.10.1.0.0/16");
        assertEquals(Verdict.VALID, copy.verdict(route.address().bits(), 16, AS, NOW_S));
        assertEquals(1, copy.dataSets().get(1).serial());
        assertEquals(Verdict.UNVERIFIED, table.verdict(route.address().bits(), 16, AS, NOW_S));
    }

    @Test
    void shouldRefuseMoreRegistriesThanItCanHold() {
        final List<ValidationTable.Source> sources = IntStream.rangeClosed(0, ValidationTable.MAX_DATA_SETS).mapToObj(i -> new ValidationTable.Source("r" + i, asn -> true)).toList();
        assertThrows(IllegalArgumentException.class, () -> new ValidationTable(sources));
        assertFalse(new ValidationTable(sources.subList(1, sources.size())).isLive("r1", NOW_S));
    }
}
