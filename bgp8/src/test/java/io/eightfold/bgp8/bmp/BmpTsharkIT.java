// SPDX-License-Identifier: Apache-2.0
// Messages to a monitoring station, as tshark reads them.
package io.eightfold.bgp8.bmp;

import static io.eightfold.bgp8.bmp.BmpEncoderTest.CEASE;
import static io.eightfold.bgp8.bmp.BmpEncoderTest.OPEN;
import static io.eightfold.bgp8.bmp.BmpEncoderTest.PEER;
import static io.eightfold.bgp8.bmp.BmpEncoderTest.STATISTICS;
import static io.eightfold.bgp8.bmp.BmpEncoderTest.TIME_US;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.UpdateEncoder;
import io.eightfold.bgp8.testing.Program;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BmpTsharkIT {
    @Test
    void shouldBeReadByTshark(@TempDir final Path directory) throws IOException, InterruptedException {
        Program.assumeInstalled("tshark");
        final Path capture = directory.resolve("bmp.pcap");
        Files.write(capture, capture(BmpEncoder.initiation("router", "Eightfold"), BmpEncoder.peerUp(PEER, TIME_US, 0xC0000202, 179, 50_000, OPEN, OPEN),
            BmpEncoder.routeMonitoring(PEER, TIME_US, UpdateEncoder.endOfRib(Carrier.IPV4)), BmpEncoder.statistics(PEER, TIME_US, STATISTICS),
            BmpEncoder.peerDown(PEER, TIME_US, BmpEncoder.Down.REMOTE_NOTIFICATION, CEASE), BmpEncoder.termination(0, "done")));
        final Program.Output read = Program.run(directory, "tshark", "-n", "-r", capture.toString(), "-d", "tcp.port==11019,bmp", "-T", "fields", "-e", "bmp.type",
            "-e", "_ws.malformed", "-e", "_ws.expert.message");
        assertEquals(List.of("4", "3", "0", "1", "2", "5"), read.lines().stream().map(String::strip).toList(),
            () -> "see the columns for what tshark thinks is malformed; " + read.errors());
        assertEquals(0, read.exitCode());
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
