// SPDX-License-Identifier: Apache-2.0
// Tests of the capture files, against bytes written out by hand.
package io.eightfold.perf.forward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PcapFileTest {
    /** Little endian, microseconds, version 2.4, no time zone, 65535 bytes a frame, Ethernet. */
    private static final String FILE_HEADER = "d4c3b2a1 0200 0400 00000000 00000000 ffff0000 01000000";
    private static final String ONE_FRAME = "00000000 00000000 03000000 03000000 0a0b0c";
    @TempDir
    private Path directory;

    @Test
    void shouldWriteTheClassicFormat() throws IOException {
        final Path file = directory.resolve("out.pcap");
        PcapFile.write(file, List.of(new byte[] {10, 11, 12}));
        assertArrayEquals(bytes(FILE_HEADER + ONE_FRAME), Files.readAllBytes(file));
    }

    @Test
    void shouldReadWhatItWrote() throws IOException {
        final Path file = directory.resolve("all.pcap");
        final List<byte[]> frames = new TestTraffic(10, 50).frames();
        PcapFile.write(file, frames);
        final List<byte[]> read = PcapFile.read(file);
        assertEquals(frames.size(), read.size());
        for (int i = 0; i < frames.size(); i++) {
            assertArrayEquals(frames.get(i), read.get(i), "frame " + i);
        }
    }

    @Test
    void shouldReadNanosecondFilesAsDpdkWritesThem() throws IOException {
        final Path file = directory.resolve("ns.pcap");
        Files.write(file, bytes(FILE_HEADER.replaceFirst("d4c3b2a1", "4d3cb2a1") + ONE_FRAME + ONE_FRAME));
        assertEquals(2, PcapFile.read(file).size());
    }

    @Test
    void shouldReadAnEmptyCaptureAsNoFrames() throws IOException {
        final Path file = directory.resolve("empty.pcap");
        PcapFile.write(file, List.of());
        assertTrue(PcapFile.read(file).isEmpty());
    }

    @Test
    void shouldNameTheMagicOfAnotherFormat() throws IOException {
        final Path file = directory.resolve("capture.pcapng");
        Files.write(file, bytes("0a0d0d0a" + FILE_HEADER));
        final IOException refused = assertThrows(IOException.class, () -> PcapFile.read(file));
        assertTrue(refused.getMessage().contains("capture.pcapng is not a little-endian pcap file: it begins with 0xa0d0d0a"), refused.getMessage());
    }

    private static byte[] bytes(final String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
