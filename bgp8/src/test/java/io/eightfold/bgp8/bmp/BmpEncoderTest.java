// SPDX-License-Identifier: Apache-2.0
// Messages to a monitoring station, byte by byte.
package io.eightfold.bgp8.bmp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.UpdateEncoder;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BmpEncoderTest {
    static final BmpPeer PEER = new BmpPeer(0xC0000201, 64_496, 0xC0000209, true, false);
    static final long TIME_US = 1_795_000_000_000_042L;
    private static final String PEER_HEX = "00 40 0000000000000000 000000000000000000000000c0000201 0000fbf0 c0000209 6afd86c0 0000002a";
    static final byte[] OPEN = HexFormat.of().parseHex("ffffffffffffffffffffffffffffffff001d0104fbf0005ac000020900");
    static final byte[] CEASE = HexFormat.of().parseHex("ffffffffffffffffffffffffffffffff0015030602");
    static final Map<BmpStatistic, Long> STATISTICS = Map.of(BmpStatistic.ADJ_RIB_IN, 5_000_000_000L, BmpStatistic.REJECTED_BY_POLICY, 7L);

    private static void assertBytes(final String hex, final byte... message) {
        assertEquals(hex.replace(" ", ""), HexFormat.of().formatHex(message));
    }

    @Test
    void shouldWriteTheBytesOfTheStandard() {
        assertBytes("03 00000013 04  0001 0002 6465  0002 0003 6e616d", BmpEncoder.initiation("nam", "de"));
        assertBytes("03 00000012 05  0001 0002 0000  0000 0002 6f6b", BmpEncoder.termination(BmpEncoder.ADMINISTRATIVELY_CLOSED, "ok"));
        assertBytes("03 0000007e 03 " + PEER_HEX + "000000000000000000000000c0000202 00b3 c350" + HexFormat.of().formatHex(OPEN).repeat(2),
            BmpEncoder.peerUp(PEER, TIME_US, 0xC0000202, 179, 50_000, OPEN, OPEN));
        assertBytes("03 00000046 02 " + PEER_HEX + "03" + HexFormat.of().formatHex(CEASE),
            BmpEncoder.peerDown(PEER, TIME_US, BmpEncoder.Down.REMOTE_NOTIFICATION, CEASE));
        assertBytes("03 00000048 01 " + PEER_HEX + "00000002  0000 0004 00000007  0007 0008 000000012a05f200", BmpEncoder.statistics(PEER, TIME_US, STATISTICS));
        final byte[] endOfRib = UpdateEncoder.endOfRib(Carrier.IPV4);
        assertBytes("03 00000047 00 " + PEER_HEX + HexFormat.of().formatHex(endOfRib), BmpEncoder.routeMonitoring(PEER, TIME_US, endOfRib));
    }
}
