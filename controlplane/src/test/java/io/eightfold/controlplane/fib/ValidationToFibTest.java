// SPDX-License-Identifier: Apache-2.0
// From a revocation to the acknowledgement of the dataplane.
package io.eightfold.controlplane.fib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.controlplane.config.Whois8Config;
import io.eightfold.controlplane.rib.Rib;
import io.eightfold.controlplane.rib.RibHop;
import io.eightfold.controlplane.rib.RouteSource;
import io.eightfold.controlplane.validation.RouteValidation;
import io.eightfold.fibprotocol.StatusHandler;
import io.eightfold.whois8.record.AsnRecord;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.record.RouteRecord;
import io.eightfold.whois8.signature.SigningKey;
import io.eightfold.whois8.signature.TrustAnchor;
import io.eightfold.whois8.validation.DataSetState;
import io.eightfold.whois8.validation.ValidationTable;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValidationToFibTest {
    private static final long INSTANCE = 4711;
    private static final long MS = 1_000_000L;
    private static final long NOW_S = 1_800_000_000;
    private static final int FIRST_ASN = 70_000;
    private static final int ASNS = 200;

    private final Rib rib = new Rib();
    private final RouteValidation validation = new RouteValidation(rib);
    private final ScriptedDataplane dataplane = new ScriptedDataplane();
    private final FibPublisher publisher = new FibPublisher(rib, dataplane, () -> dataplane.stream, BatchJournal.NONE, new DataplaneListener() {
        @Override
        public void dataplane(final boolean isFresh, final long configuration) {
        }

        @Override
        public void ports(final List<StatusHandler.Port> ports, final boolean isNew) {
        }

        @Override
        public void gateways(final List<StatusHandler.Gateway> gateways) {
        }
    }, INSTANCE, 1000, 0);
    private long nowNs;

    /** As the RIB's thread does it. */
    private void turn() {
        nowNs += MS;
        validation.turn(NOW_S, nowNs);
        rib.revalidate();
        publisher.round(nowNs);
        validation.published(publisher, nowNs);
    }

    private void start() {
        final TrustAnchor anchor = TrustAnchor.parse("rir=lab key=" + SigningKey.generate().publicKey());
        validation.configure(Whois8Config.DEFAULT, List.of(anchor), null, NOW_S, nowNs);
        final ValidationTable table = RouteValidation.emptyTable(List.of(anchor));
        final ValidationTable.Loading loading = table.load("lab");
        for (int asn = FIRST_ASN; asn < FIRST_ASN + ASNS; asn++) {
            loading.add(new AsnRecord(asn, "ORG-EX1", "A holder", "NL", "lab", RecordStatus.ACTIVE, NOW_S + 1000, 0, NOW_S));
            loading.add(new RouteRecord(asn, 0, 0, 16, "lab", RecordStatus.ACTIVE, NOW_S + 1000, NOW_S));
        }
        loading.finish(new DataSetState("lab", 1, NOW_S, NOW_S + 1000, 2 * ASNS, "http://a"), NOW_S);
        validation.take(table, nowNs);
        for (int asn = FIRST_ASN; asn < FIRST_ASN + ASNS; asn++) {
            rib.update(0, (long) asn << 32, 0, RouteSource.BGP8_EXTERNAL, 20, 0, List.of(new RibHop.OnLink("eth0")));
        }
        turn();
        dataplane.hello(0, INSTANCE);
        turn();
        dataplane.ackAll();
        turn();
        assertTrue(publisher.isQuiet());
        assertEquals(ASNS, publisher.view().routes());
    }

    private void revoke(final int asn, final long serial) {
        validation.apply(new DataSetState("lab", serial, NOW_S, NOW_S + 1000, 2 * ASNS, "http://a"), List.of(RecordChange.put(
            new RouteRecord(asn, 0, 0, 16, "lab", RecordStatus.REVOKED, NOW_S + 1000, NOW_S))), nowNs);
    }

    @Test
    void shouldTakeARevokedRouteOutAndMeasureUntilTheDataplaneHasSeenIt() {
        start();
        assertEquals(0, validation.status().dataToFibNs(), "before the dataplane was there, nobody waited");
        revoke(FIRST_ASN + 7, 2);
        turn();
        assertEquals(ASNS - 1, publisher.view().routes());
        turn();
        assertEquals(0, validation.status().dataToFibNs(), "not acknowledged yet");
        dataplane.ackAll();
        turn();
        assertEquals(3 * MS, validation.status().dataToFibNs());
    }

    @Test
    void shouldCountFromTheFirstOfTheDataThatGoesOutTogether() {
        start();
        revoke(FIRST_ASN + 7, 2);
        turn();
        revoke(FIRST_ASN + 8, 3);
        turn();
        dataplane.ackAll();
        turn();
        assertEquals(3 * MS, validation.status().dataToFibNs());
        assertEquals(ASNS - 2, publisher.view().routes());
    }
}
