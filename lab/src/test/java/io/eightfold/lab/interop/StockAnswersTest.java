// SPDX-License-Identifier: Apache-2.0
// Tests how answers of stock routers are read.
package io.eightfold.lab.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StockAnswersTest {
    private static final PeerRoute OWN = new PeerRoute(64496, "10.1.0.0/16");
    private static final PeerRoute IPV4 = new PeerRoute(0, "10.1.0.0/24");
    private static final List<Long> PATH = List.of(64496L);

    @Test
    void shouldReadBirdInBothCarriers() {
        assertEquals(Map.of(OWN, PATH, IPV4, PATH), BirdPeer.parse("""
            Table master4:
            10.1.0.0/16          unicast [eightfold 02:27:29.062] * (100) [AS64496i]
            \tvia 192.0.2.1 on eth0
            \tBGP.as_path: 64496
            \tBGP.large_community: (65540, 1, 0) (64496, 64496, 0)
            10.1.0.0/24          unicast [eightfold 02:27:29.062] * (100) [AS64496i]
            \tBGP.as_path: 64496
            """));
        assertEquals(Map.of(OWN, PATH, IPV4, PATH), BirdPeer.parse("""
            64496:65535 10.1.0.0/16 unicast [eightfold 02:27:29.062] * (100) [AS64496i]
            \tBGP.as_path: 64496
            0:65535 10.1.0.0/24 unicast [eightfold 02:27:29.062] * (100) [AS64496i]
            \tBGP.as_path: 64496
            """));
    }

    @Test
    void shouldReadGobgpInBothCarriers() {
        assertEquals(Map.of(OWN, PATH), GobgpPeer.parse(JsonParser.parseString("""
            {"10.1.0.0/16":[{"nlri":{"prefix":"10.1.0.0/16"},"attrs":[{"type":2,"as_paths":[{"asns":[64496]}]},
            {"type":32,"value":[{"ASN":64496,"LocalData1":64496,"LocalData2":0}]}]}]}""").getAsJsonObject()));
        assertEquals(Map.of(IPV4, PATH), GobgpPeer.parse(JsonParser.parseString("""
            {"0:65535:10.1.0.0/24":[{"nlri":{"prefix":"10.1.0.0/24","rd":{"type":0,"admin":0,"assigned":65535}},
            "attrs":[{"type":2,"as_paths":[{"asns":[64496]}]}]}]}""").getAsJsonObject()));
    }

    @Test
    void shouldReplayExabgp() {
        String announce = event("\"update\": {\"attribute\": {\"as-path\": [64496]}, \"announce\": {\"ipv4 mpls-vpn\": {\"192.0.2.1\": ["
            + "{\"nlri\": \"10.1.0.0/16\", \"rd\": \"64496:65535\"}, {\"nlri\": \"10.1.0.0/24\", \"rd\": \"0:65535\"}]}}}");
        String withdraw = event("\"update\": {\"withdraw\": {\"ipv4 mpls-vpn\": [{\"nlri\": \"10.1.0.0/24\", \"rd\": \"0:65535\"}]}}");
        assertEquals(Map.of(OWN, PATH, IPV4, PATH), ExabgpLog.routes(List.of("{ \"route-refresh\": { \"afi\": \"\"ipv4\"\" } }", announce)));
        assertEquals(Map.of(OWN, PATH), ExabgpLog.routes(List.of(announce, withdraw)));
        assertTrue(ExabgpLog.routes(List.of(announce, "{\"type\": \"state\", \"neighbor\": {\"state\": \"down\"}}")).isEmpty());
    }

    private static String event(String message) {
        return "{\"type\": \"update\", \"neighbor\": {\"message\": {" + message + "}}}";
    }

    @Test
    void shouldWriteRouteDistinguishersAsEachDaemonTakesThem() {
        Row row = new Row(PeerKind.GOBGP, PeerCarrier.VPNV4, 1);
        assertEquals("65538:65535", row.own().rd());
        assertEquals("1.2:65535", row.own().dottedRd());
        assertEquals("64501:65535", row.foreign().dottedRd());
        assertEquals("65538.10.102.0.1", row.own().host().toString());
    }

    @Test
    void shouldShowFailuresAndNotes() {
        Grid grid = new Grid();
        Row row = Row.all().getFirst();
        grid.begin(row, "FRR 8.4.4");
        grid.put(row, Column.MD5, Cell.pass("seen").withNote("a note"));
        grid.put(row, Column.ANNOUNCE, Cell.fail("nothing came"));
        assertTrue(grid.text().contains("pass [1]") && grid.text().contains("FAIL") && grid.text().contains("[1] a note"), grid.text());
        assertEquals(List.of("announce: nothing came"), grid.problems(row));
    }
}
