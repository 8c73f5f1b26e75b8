// SPDX-License-Identifier: Apache-2.0
// Messages to a monitoring station, byte by byte, and as tshark reads them.
package io.eightfold.bgp8.bmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.UpdateEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BmpEncoderTest {
    private static final BmpPeer PEER = new BmpPeer(0xC0000201, 64_496, 0xC0000209, true, false);
    private static final long TIME_US = 1_795_000_000_000_042L;
    private static final String PEER_HEX = "00 40 0000000000000000 000000000000000000000000c0000201 0000fbf0 c0000209 6afd86c0 0000002a";
    private static final byte[] OPEN = HexFormat.of().parseHex("ffffffffffffffffffffffffffffffff001d0104fbf0005ac000020900");
    private static final byte[] CEASE = HexFormat.of().parseHex("ffffffffffffffffffffffffffffffff0015030602");
    private static final Map<BmpStatistic, Long> STATISTICS = Map.of(BmpStatistic.ADJ_RIB_IN, 5_000_000_000L, BmpStatistic.REJECTED_BY_POLICY, 7L);

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

    @Test
    void shouldBeReadByTshark(@TempDir final Path directory) throws IOException, InterruptedException {
        assumeTrue(Stream.of(System.getenv().getOrDefault("PATH", "").split(":")).anyMatch(each -> Files.isExecutable(Path.of(each, "tshark"))),
            "tshark is not installed; apt-get install tshark");
        final Path capture = directory.resolve("bmp.pcap");
        Files.write(capture, capture(BmpEncoder.initiation("router", "Eightfold"), BmpEncoder.peerUp(PEER, TIME_US, 0xC0000202, 179, 50_000, OPEN, OPEN),
            BmpEncoder.routeMonitoring(PEER, TIME_US, UpdateEncoder.endOfRib(Carrier.IPV4)), BmpEncoder.statistics(PEER, TIME_US, STATISTICS),
            BmpEncoder.peerDown(PEER, TIME_US, BmpEncoder.Down.REMOTE_NOTIFICATION, CEASE), BmpEncoder.termination(0, "done")));
        final Path out = directory.resolve("out");
        final Process process = new ProcessBuilder("tshark", "-n", "-r", capture.toString(), "-d", "tcp.port==11019,bmp", "-T", "fields", "-e", "bmp.type", "-e", "_ws.malformed",
            "-e", "_ws.expert.message").redirectOutput(out.toFile()).redirectError(directory.resolve("err").toFile()).start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("tshark did not end");
        }
        final List<String> types = Files.readAllLines(out).stream().map(String::strip).toList();
        assertEquals(List.of("4", "3", "0", "1", "2", "5"), types, () -> "see the columns for what tshark thinks is malformed");
        assertEquals(0, process.exitValue());
    }

    /** A capture of raw IPv4 with a segment for each message, all of one connection. */
    private static byte[] capture(final byte[]... messages) {
        final ByteBuffer to = ByteBuffer.allocate(1 << 16).putInt(0xA1B2C3D4).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0).putInt(65_535).putInt(101);
        int sequence = 1;
        for (final byte[] message : messages) {
            final int length = 40 + message.length;
            to.putInt(1).putInt(sequence).putInt(length).putInt(length);
            to.putShort((short) 0x4500).putShort((short) length).putInt(0).putShort((short) 0x4006).putShort((short) 0).putInt(0xC0000202).putInt(0xC0000203);
            to.putShort((short) 50_001).putShort((short) 11_019).putInt(sequence).putInt(1).putShort((short) 0x5018).putShort((short) 1_000).putInt(0).put(message);
            sequence += message.length;
        }
        final byte[] content = new byte[to.position()];
        to.get(0, content);
        return content;
    }
}
