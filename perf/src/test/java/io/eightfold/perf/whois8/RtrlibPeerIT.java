// SPDX-License-Identifier: Apache-2.0
// Tests of the comparison with RTRlib.
package io.eightfold.perf.whois8;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.eightfold.whois8.record.RecordStatus;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RtrlibPeerIT {
    private static final int COUNT = 1 << 12;

    @BeforeEach
    void requireRtrlib() {
        Assumptions.assumeTrue(RtrlibLibrary.isThere(), "skipped: RTRlib's library was not built; run ci/install test and then perf/build-rtrlib");
    }

    @ParameterizedTest
    @EnumSource
    void shouldAnswerAsWeDo(final RtrlibPeer.Form form) {
        final GeneratedRegistry registry = new GeneratedRegistry(5_000, 7, LoadBenchmark.NOW_S);
        try (RtrlibPeer peer = new RtrlibPeer(form, registry, Queries.of(registry, COUNT, 1))) {
            assertEquals(COUNT, peer.check());
            peer.run(256, 256, 2);
            assertTrue(peer.description().contains(peer.records() + " prefixes"), peer.description());
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldFindAWrongAnswer(final RtrlibPeer.Form form) {
        final GeneratedRegistry registry = new GeneratedRegistry(5_000, 7, LoadBenchmark.NOW_S);
        final Queries queries = Queries.of(registry, COUNT, 1);
        for (int route = 0; route < registry.routeCount(); route += 2) {
            registry.change(route, RecordStatus.REVOKED);
        }
        try (RtrlibPeer peer = new RtrlibPeer(form, registry, queries)) {
            final String message = assertThrows(IllegalStateException.class, peer::check).getMessage();
            assertTrue(message.contains("RTRlib (" + form.label() + ") calls "), message);
        }
    }

    @Test
    void shouldCompareInSmall() {
        final VerdictResult result = VerdictBenchmark.run(new Whois8Settings(5_000, 1, 2, 0, 20, 20, true));
        final JsonObject json = result.json();
        assertEquals("whois8-verdicts-5000records", json.get("name").getAsString());
        assertEquals(2, json.getAsJsonArray("trials").size());
        assertEquals(1 << 20, json.get("peerChecked").getAsInt());
        assertEquals(4_500, json.getAsJsonObject("ipv4").get("peerPrefixes").getAsInt(), 400);
        assertEquals("valid or not", json.getAsJsonObject("ipv4").get("peerSameAnswers").getAsString());
        assertTrue(json.get("peerMedian").getAsDouble() > 0, json::toString);
        assertTrue(result.text().contains("its 1,048,576 answers are ours, valid, invalid and not-found"), result::text);
    }
}
