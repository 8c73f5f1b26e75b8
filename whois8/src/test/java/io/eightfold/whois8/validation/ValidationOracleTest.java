// SPDX-License-Identifier: Apache-2.0
// The table against the oracle.
package io.eightfold.whois8.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.whois8.record.AsnRecord;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordKey;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.record.RouteRecord;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random changes of a small world in which everything meets everything; after each step all verdicts of both must agree. */
class ValidationOracleTest {
    private static final String[] RIRS = {"aa", "bb", "cc"};
    private static final int[] ASNS = {1, 2, 64496, 0x7EFF_FFFF, 0x8000_0000, 0xFFFD_0001, 4_000_000, 65533};
    private static final long START_S = 1_800_000_000L;

    private final List<ValidationTable.Source> sources = List.of(new ValidationTable.Source("cc", asn -> asn > 0), new ValidationTable.Source("aa", asn -> asn != 4_000_000),
        new ValidationTable.Source("bb", asn -> asn != 1 && asn != 4_000_000));
    private ValidationTable table = new ValidationTable(sources);
    private final NaiveVerdicts oracle = new NaiveVerdicts(sources);
    private final List<Probe> probes = new ArrayList<>();
    private final VerdictReason[] reasons = new VerdictReason[300];
    private long nowS = START_S;
    private long serial;

    /** A route that is asked for after each step. */
    private record Probe(int asn, int host, int length) {
        static Probe of(final Random random) {
            final int length = random.nextInt(18);
            return new Probe(ASNS[random.nextInt(ASNS.length)], ValidationOracleTest.host(random) & RouteRecord.mask(length), length);
        }

        long bits() {
            return (long) asn << 32 | host & 0xFFFF_FFFFL;
        }
    }

    /** Few hosts, all lengths; the last bits of a host decide about the order of signed and unsigned numbers. */
    private static RouteRecord route(final Random random, final String rir, final int asn) {
        final int length = random.nextInt(17);
        final int host = host(random) & RouteRecord.mask(length);
        return new RouteRecord(asn, host, length, length + random.nextInt(17 - length), rir, status(random), START_S + random.nextInt(120), 1);
    }

    private static int host(final Random random) {
        return new int[] {0, 0x0A01_0000, 0x0A00_0000, 0x8000_0000, 0x7FFF_0000, 0xFFFF_0000, random.nextInt()}[random.nextInt(7)];
    }

    private static RecordStatus status(final Random random) {
        return RecordStatus.values()[Math.max(0, random.nextInt(6) - 3)];
    }

    private static int asn(final Random random) {
        return ASNS[random.nextInt(ASNS.length - 1)];
    }

    private static RegistryRecord any(final Random random, final String rir) {
        final int asn = asn(random);
        return random.nextInt(4) == 0 ? new AsnRecord(asn, "H", "Holder", "DE", rir, status(random), START_S + random.nextInt(120), 0, 1) : route(random, rir, asn);
    }

    private DataSetState state(final Random random, final String rir) {
        return new DataSetState(rir, ++serial, nowS, nowS + random.nextInt(60), 0, "");
    }

    private Changed load(final Random random) {
        final String rir = RIRS[random.nextInt(RIRS.length)];
        final Map<RecordKey, RegistryRecord> records = random.nextBoolean() ? new TreeMap<>() : new HashMap<>();
        for (int i = random.nextInt(300); i > 0; i--) {
            final RegistryRecord value = any(random, rir);
            records.put(value.key(), value);
        }
        final DataSetState state = state(random, rir);
        oracle.load(state, List.copyOf(records.values()));
        final ValidationTable.Loading loading = table.load(rir);
        records.values().forEach(loading::add);
        return loading.finish(state, nowS);
    }

    private Changed delta(final Random random) {
        final String rir = RIRS[random.nextInt(RIRS.length)];
        final List<RecordChange> changes = new ArrayList<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            final RegistryRecord value = any(random, rir);
            changes.add(random.nextInt(3) == 0 ? RecordChange.remove(value.key()) : RecordChange.put(value));
        }
        final DataSetState state = state(random, rir);
        oracle.apply(state, changes);
        return table.apply(state, changes, nowS);
    }

    private Changed override(final Random random) {
        final List<Overrides.Filter> filters = new ArrayList<>();
        final List<Overrides.Assertion> assertions = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            final int length = random.nextInt(20) - 1;
            final Integer asn = length < 0 || random.nextBoolean() ? (Integer) asn(random) : null;
            filters.add(new Overrides.Filter(asn, length < 0 ? 0 : host(random) & RouteRecord.mask(length), length, "f" + i));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            final RouteRecord route = route(random, "aa", asn(random));
            assertions.add(new Overrides.Assertion(route.asn(), route.host(), route.length(), route.maxLength(), "a" + i));
        }
        final Overrides overrides = new Overrides(filters, assertions);
        oracle.override(overrides);
        return table.override(overrides, nowS);
    }

    private Changed useExpired(final Random random) {
        final boolean isUsed = random.nextInt(3) == 0;
        oracle.useExpired(isUsed);
        return table.useExpired(isUsed);
    }

    private Changed step(final Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> load(random);
            case 1, 2 -> override(random);
            case 3 -> useExpired(random);
            case 4, 5, 6 -> {
                nowS += random.nextInt(4);
                yield table.expire(nowS);
            }
            default -> delta(random);
        };
    }

    private void compareAll(final Random random, final Changed changed, final String where) {
        for (int i = 0; i < probes.size(); i++) {
            final Probe probe = probes.get(i);
            final VerdictReason expected = oracle.reason(probe.asn, probe.host, probe.length, probe.asn, nowS);
            assertEquals(expected, table.reason(probe.bits(), probe.length, probe.asn, nowS), () -> where + " " + probe);
            assertTrue(reasons[i] == null || reasons[i] == expected || changed.contains(probe.asn), () -> where + " " + probe + " became " + expected + ", told were " + changed);
            reasons[i] = expected;
        }
        final Probe fresh = Probe.of(random);
        final int origin = random.nextInt(4) == 0 ? 7 : fresh.asn;
        assertEquals(oracle.reason(fresh.asn, fresh.host, fresh.length, origin, nowS), table.reason(fresh.bits(), fresh.length, origin, nowS), () -> where + " " + fresh);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldAgreeWithTheOracle(final long seed) {
        final Random random = new Random(seed);
        for (int i = 0; i < reasons.length; i++) {
            probes.add(Probe.of(random));
        }
        final EnumSet<VerdictReason> met = EnumSet.noneOf(VerdictReason.class);
        for (int number = 0; number < 250; number++) {
            final long quietUntilS = table.nextExpiryS();
            final long beforeS = nowS;
            final Changed changed = step(random);
            assertTrue(nowS == beforeS || nowS >= quietUntilS || changed.isNone(), "time changed something before nextExpiryS");
            compareAll(random, changed, "seed " + seed + " step " + number);
            met.addAll(List.of(reasons));
            table = number % 40 == 0 ? table.copy() : table;
        }
        // A test in which some reason never comes up would not test it.
        assertTrue(met.size() >= 13, () -> "seed " + seed + " met only " + met);
    }
}
