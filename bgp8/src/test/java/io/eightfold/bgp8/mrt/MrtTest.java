// SPDX-License-Identifier: Apache-2.0
// MRT records: bytes, values, text, files.
package io.eightfold.bgp8.mrt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.eightfold.bgp8.attribute.AsPath;
import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.attribute.Community;
import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.SessionOptions;
import io.eightfold.bgp8.message.UpdateEncoder;
import io.eightfold.bgp8.testing.Hunt;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MrtTest {
    private static final long TIME_S = 1_795_000_000L;
    private static final MrtPeer PEER = new MrtPeer(ipv4("192.0.2.9"), ipv4("192.0.2.1"), (int) 4_200_000_000L);
    private static final MrtSession SESSION = new MrtSession(PEER.asn(), 64_496, PEER.address(), ipv4("192.0.2.2"));
    private static final AttributeSet ATTRIBUTES = new AttributeSet.Builder().asPath(AsPath.of(PEER.asn(), 64_500)).nextHop(ipv4("192.0.2.1") & 0xFFFF_FFFFL)
        .localPreference(200).med(7).communities(Community.parse("64500:1")).largeCommunities(64_500, 1, 2).costFactor(300).build();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final MrtWriter writer = new MrtWriter(Channels.newChannel(bytes));

    private static int ipv4(final String text) {
        return Ipv8Address.parse(text).host();
    }

    private static long bits(final String prefix) {
        return Ipv8Prefix.parse(prefix).address().bits();
    }

    private static SessionOptions options() {
        final Set<Carrier> all = EnumSet.allOf(Carrier.class);
        return new SessionOptions(64_496, PEER.asn(), 0, 0, 90, all, Set.of(), Set.of(), true, false, false, false, null, Map.of(), null, null);
    }

    private static byte[] update(final String prefix) {
        final List<byte[]> messages = new ArrayList<>();
        final UpdateEncoder encoder = new UpdateEncoder(options(), Carrier.IPV4);
        encoder.begin(ATTRIBUTES, 0, messages::add);
        encoder.announce(bits(prefix), Ipv8Prefix.parse(prefix).lengthBits(), 0);
        encoder.end();
        return messages.getFirst();
    }

    private void table() throws IOException {
        writer.peers(TIME_S, ipv4("192.0.2.2"), "main", List.of(new MrtPeer(1, 0, 64_496), PEER));
        writer.beginIpv4Route(TIME_S, bits("10.1.0.0/16"), 48);
        writer.path(1, TIME_S - 60, new MrtAttributes().encode(ATTRIBUTES, true));
        writer.endRoute();
        writer.beginRoute(TIME_S, bits("64500.10.1.0.0/16"), 48);
        writer.path(1, TIME_S - 60, new MrtAttributes().encode(ATTRIBUTES, false));
        writer.path(0, TIME_S, new MrtAttributes().encode(ATTRIBUTES.with().nextHop(bits("64500.9.9.9.9/32")).build(), false));
        writer.endRoute();
    }

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
            """.replaceAll("\\s+", ""), HexFormat.of().formatHex(bytes.toByteArray()));
        assertEquals(3, writer.records());
    }

    @Test
    void shouldReadWhatWasWritten() throws IOException {
        table();
        final byte[] message = update("10.2.0.0/16");
        writer.message(TIME_S * 1_000_000 + 42, SESSION, message);
        writer.stateChange(TIME_S * 1_000_000, SESSION, 6, 1);
        final List<MrtRecord> records = read(bytes.toByteArray());
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
        table();
        writer.message(TIME_S * 1_000_000 + 42, SESSION, update("10.2.0.0/16"));
        writer.message(TIME_S * 1_000_000, SESSION, UpdateEncoder.endOfRib(Carrier.NATIVE));
        writer.stateChange(TIME_S * 1_000_000, SESSION, 6, 1);
        assertEquals(List.of(
            "TABLE_DUMP2|1795000000|B|192.0.2.1|4200000000|10.1.0.0/16|4200000000 64500|IGP|192.0.2.1|200|7|64500:1 64500:1:2|NAG||300|",
            "TABLE_DUMP2|1795000000|B|192.0.2.1|4200000000|64500.10.1.0.0/16|4200000000 64500|IGP|192.0.2.1|200|7|64500:1 64500:1:2|NAG||300|",
            "TABLE_DUMP2|1795000000|B|0.0.0.0|64496|64500.10.1.0.0/16|4200000000 64500|IGP|64500.9.9.9.9|200|7|64500:1 64500:1:2|NAG||300|",
            "BGP4MP_ET|1795000000.000042|A|192.0.2.1|4200000000|10.2.0.0/16|4200000000 64500|IGP|192.0.2.1|0|7|64500:1 64500:1:2|NAG||300|",
            "BGP4MP_ET|1795000000.000000|W|192.0.2.1|4200000000|End-of-RIB native",
            "BGP4MP_ET|1795000000.000000|STATE|192.0.2.1|4200000000|Established|Idle"), text(read(bytes.toByteArray())));
    }

    @Test
    void shouldStandDamagedFiles() throws IOException {
        table();
        writer.message(TIME_S * 1_000_000 + 42, SESSION, update("10.2.0.0/16"));
        final byte[] whole = bytes.toByteArray();
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

    @Test
    void shouldBeReadByBgpdump(@TempDir final Path directory) throws IOException, InterruptedException {
        assumeTrue(Stream.of(System.getenv().getOrDefault("PATH", "").split(":")).anyMatch(each -> Files.isExecutable(Path.of(each, "bgpdump"))),
            "bgpdump is not installed; apt-get install bgpdump");
        table();
        writer.message(TIME_S * 1_000_000 + 42, SESSION, update("10.2.0.0/16"));
        writer.stateChange(TIME_S * 1_000_000, SESSION, 6, 1);
        final Path dump = directory.resolve("dump.mrt");
        Files.write(dump, bytes.toByteArray());
        final Path out = directory.resolve("out");
        final Process process = new ProcessBuilder("bgpdump", "-m", dump.toString()).redirectOutput(out.toFile()).redirectError(directory.resolve("err").toFile()).start();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("bgpdump did not end");
        }
        final List<String> lines = Files.readAllLines(out);
        final String all = String.join("\n", lines) + "\n" + Files.readString(directory.resolve("err"));
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("TABLE_DUMP2|1795000000|B|192.0.2.1|4200000000|10.1.0.0/16|4200000000 64500|IGP|192.0.2.1|200|7|64500:1")), all);
        assertTrue(lines.stream().anyMatch(line -> line.contains("|A|192.0.2.1|4200000000|10.2.0.0/16|4200000000 64500|IGP|192.0.2.1|0|7|64500:1")), all);
        assertTrue(lines.stream().anyMatch(line -> line.contains("|STATE|192.0.2.1|4200000000|6|1")), all);
    }
}
