// SPDX-License-Identifier: Apache-2.0
// MRT records: bytes, values, text, files.
package io.eightfold.bgp8.mrt;

import static io.eightfold.bgp8.mrt.MrtSample.ATTRIBUTES;
import static io.eightfold.bgp8.mrt.MrtSample.PEER;
import static io.eightfold.bgp8.mrt.MrtSample.SESSION;
import static io.eightfold.bgp8.mrt.MrtSample.TIME_S;
import static io.eightfold.bgp8.mrt.MrtSample.bits;
import static io.eightfold.bgp8.mrt.MrtSample.ipv4;
import static io.eightfold.bgp8.mrt.MrtSample.update;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.UpdateEncoder;
import io.eightfold.bgp8.testing.Hunt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MrtTest {
    private final MrtSample sample = new MrtSample();
    private final MrtWriter writer = sample.writer;

    private List<MrtRecord> read(final byte... content) throws IOException {
        final MrtReader reader = new MrtReader(new ByteArrayInputStream(content));
        final List<MrtRecord> records = new ArrayList<>();
        for (MrtRecord record = reader.next(); record != null; record = reader.next()) {
            records.add(record);
        }
        return records;
    }

    private static List<String> text(final List<MrtRecord> records) {
        final List<String> lines = new ArrayList<>();
        final MrtText text = new MrtText(lines::add);
        records.forEach(text::print);
        return lines;
    }

    @Test
    void shouldWriteTheBytesOfTheStandard() throws IOException {
        writer.peers(1, 0x0A000001, "v", List.of(new MrtPeer(2, 3, 4)));
        writer.beginRoute(1, bits("64500.10.0.0.0/8"), 40);
        writer.path(0, 5, (byte) 0x40, (byte) 1, (byte) 1, (byte) 0);
        writer.endRoute();
        writer.stateChange(1_000_002, new MrtSession(1, 2, 3, 4), 5, 6);
        assertEquals("""
            00000001 000d 0001 00000016  0a000001 0001 76 0001  02 00000002 00000003 00000004
            00000001 000d 0006 0000001b  00000000 8008 01 28 0000fbf40a 0001  0000 00000005 0004 40010100
            00000001 0011 0005 0000001c  00000002 00000001 00000002 0000 0001 00000003 00000004 0005 0006
            """.replaceAll("\\s+", ""), HexFormat.of().formatHex(sample.content()));
        assertEquals(3, writer.records());
    }

    @Test
    void shouldReadWhatWasWritten() throws IOException {
        sample.table();
        final byte[] message = update("10.2.0.0/16");
        writer.message(TIME_S * 1_000_000 + 42, SESSION, message);
        writer.stateChange(TIME_S * 1_000_000, SESSION, 6, 1);
        final List<MrtRecord> records = read(sample.content());
        assertEquals(new MrtRecord.Peers(TIME_S, ipv4("192.0.2.2"), "main", List.of(new MrtPeer(1, 0, 64_496), PEER)), records.get(0));
        final MrtRecord.Route ipv4 = (MrtRecord.Route) records.get(1);
        assertEquals(new MrtRecord.Route(TIME_S, 0, true, bits("10.1.0.0/16"), 48, ipv4.paths()), ipv4);
        assertArrayEquals(new MrtAttributes().encode(ATTRIBUTES, true), ipv4.paths().getFirst().attributes());
        final MrtRecord.Route generic = (MrtRecord.Route) records.get(2);
        assertEquals(new MrtRecord.Route(TIME_S, 1, false, bits("64500.10.1.0.0/16"), 48, generic.paths()), generic);
        assertEquals(2, generic.paths().size());
        assertArrayEquals(message, ((MrtRecord.Message) records.get(3)).message());
        assertEquals(new MrtRecord.StateChange(TIME_S, 0, SESSION, 6, 1), records.get(4));
        assertEquals(5, records.size());
    }

    @Test
    void shouldPrintALineForEachPath() throws IOException {
        sample.table();
        writer.message(TIME_S * 1_000_000 + 42, SESSION, update("10.2.0.0/16"));
        writer.message(TIME_S * 1_000_000, SESSION, UpdateEncoder.endOfRib(Carrier.NATIVE));
        writer.stateChange(TIME_S * 1_000_000, SESSION, 6, 1);
        assertEquals(List.of(
            "TABLE_DUMP2|1795000000|B|192.0.2.1|4200000000|10.1.0.0/16|4200000000 64500|IGP|192.0.2.1|200|7|64500:1 64500:1:2|NAG||300|",
            "TABLE_DUMP2|1795000000|B|192.0.2.1|4200000000|64500.10.1.0.0/16|4200000000 64500|IGP|192.0.2.1|200|7|64500:1 64500:1:2|NAG||300|",
            "TABLE_DUMP2|1795000000|B|0.0.0.0|64496|64500.10.1.0.0/16|4200000000 64500|IGP|64500.9.9.9.9|200|7|64500:1 64500:1:2|NAG||300|",
            "BGP4MP_ET|1795000000.000042|A|192.0.2.1|4200000000|10.2.0.0/16|4200000000 64500|IGP|192.0.2.1|0|7|64500:1 64500:1:2|NAG||300|",
            "BGP4MP_ET|1795000000.000000|W|192.0.2.1|4200000000|End-of-RIB native",
            "BGP4MP_ET|1795000000.000000|STATE|192.0.2.1|4200000000|Established|Idle"), text(read(sample.content())));
    }

    @Test
    void shouldStandDamagedFiles() throws IOException {
        sample.table();
        writer.message(TIME_S * 1_000_000 + 42, SESSION, update("10.2.0.0/16"));
        final byte[] whole = sample.content();
        final long seed = Hunt.seed(11);
        final Random random = new Random(seed);
        int damaged = 0;
        for (int i = 0; i < 5_000; i++) {
            final byte[] content = Arrays.copyOf(whole, random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
            for (int k = random.nextInt(4); k > 0 && content.length > 0; k--) {
                content[random.nextInt(content.length)] = (byte) random.nextInt();
            }
            try {
                text(read(content));
            } catch (final MrtException e) {
                assertTrue(e.getMessage().startsWith("MRT record at byte "), e.getMessage());
                damaged++;
            } catch (final RuntimeException e) {
                throw new AssertionError("seed=" + seed + " case=" + i, e);
            }
        }
        assertTrue(damaged > 500, damaged + " damaged files were refused");
    }

    @Test
    void shouldRefuseLengthsThatCannotBe() {
        assertEquals("MRT record at byte 0: length=4294967295 is above 16777216",
            assertThrows(MrtException.class, () -> read(HexFormat.of().parseHex("00000001000d0001ffffffff"))).getMessage());
        assertThrows(MrtException.class, () -> read(HexFormat.of().parseHex("00000001000d000100000008")));
        assertThrows(MrtException.class, () -> read((byte) 1));
        assertThrows(IllegalArgumentException.class, () -> writer.beginIpv4Route(1, 0, 0));
    }

    @Test
    void shouldReadNothingFromNothing() throws IOException {
        assertNull(new MrtReader(new ByteArrayInputStream(new byte[0])).next());
    }

    private static List<String> names(final Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void shouldBeginANewFileByTimeAndKeepTheLastOnes(@TempDir final Path directory) throws IOException {
        Files.writeString(directory.resolve("notes.txt"), "not ours");
        Files.writeString(directory.resolve("up.20200101.000000.mrt.part"), "left by a crash");
        try (MrtFiles files = new MrtFiles(directory, "up", 1 << 20, 900, 3)) {
            final MrtWriter out = new MrtWriter(files);
            for (int i = 0; i < 5; i++) {
                out.stateChange((1_800_000_000L + i * 900) * 1_000_000, SESSION, 1, 2);
                out.stateChange((1_800_000_001L + i * 900) * 1_000_000, SESSION, 2, 3);
            }
            assertEquals(List.of("notes.txt", "up.20270115.083000.mrt", "up.20270115.084500.mrt", "up.20270115.090000.mrt.part"), names(directory));
        }
        assertEquals(List.of("notes.txt", "up.20270115.083000.mrt", "up.20270115.084500.mrt", "up.20270115.090000.mrt"), names(directory));
        assertEquals(2, read(Files.readAllBytes(directory.resolve("up.20270115.090000.mrt"))).size());
    }

    @Test
    void shouldBeginANewFileBySizeAtTheBorderOfARecord(@TempDir final Path directory) throws IOException {
        try (MrtFiles files = new MrtFiles(directory, "up", 100, 0, 3)) {
            final MrtWriter out = new MrtWriter(files);
            for (int i = 0; i < 9; i++) {
                out.stateChange(1_800_000_000_000_000L, SESSION, 1, i);
            }
        }
        assertEquals(List.of("up.20270115.080000-0002.mrt", "up.20270115.080000-0003.mrt", "up.20270115.080000-0004.mrt"), names(directory));
        assertEquals(8, ((MrtRecord.StateChange) read(Files.readAllBytes(directory.resolve("up.20270115.080000-0004.mrt"))).getLast()).to());
    }
}
