// SPDX-License-Identifier: Apache-2.0
// The text service and a router agree.
package io.eightfold.whois8.server.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.whois8.index.RecordIndex;
import io.eightfold.whois8.record.AsnRecord;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.record.RouteRecord;
import io.eightfold.whois8.validation.DataSetState;
import io.eightfold.whois8.validation.ValidationTable;
import io.eightfold.whois8.validation.VerdictReason;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JudgementTest {
    private static final long SEED = Long.getLong("eightfold.seed", 88);
    private static final long NOW_S = 1000;
    private static final List<String> RIRS = List.of("one", "two");
    private final Random random = new Random(SEED);
    private final Set<VerdictReason> seen = EnumSet.noneOf(VerdictReason.class);

    @Test
    void shouldGiveTheReasonThatValidationGives() {
        for (int round = 0; round < 400; round++) {
            final ValidationTable table = new ValidationTable(RIRS.stream().map(rir -> new ValidationTable.Source(rir, asn -> true)).toList());
            final RecordIndex index = new RecordIndex();
            final long[] expiresS = {random.nextInt(4) == 0 ? NOW_S : NOW_S + 1, random.nextInt(4) == 0 ? NOW_S : NOW_S + 1};
            for (int i = 0; i < RIRS.size(); i++) {
                fill(table, index, RIRS.get(i), expiresS[i]);
            }
            for (int i = 0; i < 100; i++) {
                final int asn = random.nextInt(20) == 0 ? 65533 : 64496 + random.nextInt(4);
                final int length = random.nextInt(20);
                final Ipv8Prefix prefix = Ipv8Prefix.of(new Ipv8Address(asn, random.nextInt(4) << 28), Ipv8Prefix.ASN_BITS + length);
                final VerdictReason reason = Judgement.of(prefix, index, (rir, nowS) -> nowS < expiresS[RIRS.indexOf(rir)], NOW_S);
                assertEquals(table.reason(prefix.address().bits(), length, asn, NOW_S), reason, () -> "seed " + SEED + " prefix " + prefix);
                seen.add(reason);
            }
        }
        assertTrue(seen.containsAll(EnumSet.range(VerdictReason.ASN_NOT_REGISTERED, VerdictReason.COVERED)) && seen.contains(VerdictReason.DATA_EXPIRED), () -> "seen " + seen);
    }

    private void fill(final ValidationTable table, final RecordIndex index, final String rir, final long expiresS) {
        final List<RegistryRecord> records = new ArrayList<>();
        for (int asn = 64496; asn < 64500; asn++) {
            if (random.nextInt(3) > 0) {
                records.add(new AsnRecord(asn, "ORG-X", "X", "DE", rir, status(), expiryS(), 0, 0));
            }
            for (int length = random.nextInt(4); length <= RouteRecord.MAX_LENGTH; length += 1 + random.nextInt(6)) {
                final int host = random.nextInt(4) << 28 & RouteRecord.mask(length);
                records.add(new RouteRecord(asn, host, length, length + random.nextInt(RouteRecord.MAX_LENGTH - length + 1), rir, status(), expiryS(), 0));
            }
        }
        final ValidationTable.Loading loading = table.load(rir);
        records.forEach(loading::add);
        loading.finish(new DataSetState(rir, 1, 0, expiresS, records.size(), ""), NOW_S);
        index.apply(new RecordIndex.Version(rir, 1, records.size()), records.stream().map(RecordChange::put).toList());
    }

    private RecordStatus status() {
        return RecordStatus.values()[random.nextInt(2) == 0 ? 0 : random.nextInt(3)];
    }

    private long expiryS() {
        return random.nextInt(3) == 0 ? NOW_S : NOW_S + 1;
    }
}
