// SPDX-License-Identifier: Apache-2.0
// Tests of route files: what is read, what is refused and in which words.
package io.eightfold.perf.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteFileTest {
    @TempDir
    private Path directory;

    @Test
    void shouldReadEveryFormAndSkipComments() throws IOException {
        final RouteTable table = read("""
            # a comment
            ! another

            64496.10.1.0.0/16 7
              10.0.0.0/8\t3   # IPv4
            0.0.251.240.10.2.0.0/48 4 ! octets
            0.0.0.0.0.0.0.0/0 5
            4294967295.1.2.3.4/32 33554431
            64497.0.0.0.0/0 0
            """);
        assertEquals(6, table.size());
        assertRoute(table, 0, 64496L << 32 | 0x0A01_0000L, 48, 7);
        assertRoute(table, 1, 0x0A00_0000L, 40, 3);
        assertRoute(table, 2, 64496L << 32 | 0x0A02_0000L, 48, 4);
        assertRoute(table, 3, 0, 0, 5);
        assertRoute(table, 4, 0xFFFF_FFFF_0102_0304L, 64, 33_554_431);
        assertRoute(table, 5, 64497L << 32, 32, 0);
    }

    @Test
    void shouldReadBackWhatItWrote() throws IOException {
        final RouteTable table = InternetShape.of("internet", 5000, 16_345, 1000, 7);
        final Path file = directory.resolve("written.txt");
        RouteFile.write(table, file);
        final RouteTable again = RouteFile.read(file);
        assertEquals("written.txt", again.name());
        assertEquals(table.size(), again.size());
        for (int i = 0; i < table.size(); i++) {
            assertRoute(again, i, table.prefix(i), table.lengthBits(i), table.nextHop(i));
        }
        final RouteTable shortest = new RouteTable.Builder("default", 1).add(0, 0, 5).build();
        RouteFile.write(shortest, file);
        assertRoute(RouteFile.read(file), 0, 0, 0, 5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        64496.10.1.0.0/16            | :2: "64496.10.1.0.0/16": no next-hop index after it; a line is PREFIX INDEX, as in: 64496.10.1.0.0/16 7
        64496.10.1.0.0/16 7 8        | :2: "8": expected the end of the line; a line is PREFIX INDEX, as in: 64496.10.1.0.0/16 7
        64496.10.1.0.0/16 seven      | :2: "seven": expected a next-hop index, 0 to 33554431
        64496.10.1.0.0/16 33554432 | :2: "33554432": expected a next-hop index, 0 to 33554431
        64496.10.1.0.0/16 99999999999999999999999999 | :2: "99999999999999999999999999": expected a next-hop index, 0 to 33554431
        64496.10.1.0.0/16 -1         | :2: "-1": expected a next-hop index, 0 to 33554431
        0.0.251.0.0.0.0.0/24 1       | :2: "0.0.251.0.0.0.0.0/24": spans several ASNs; expected one ASN, or 0.0.0.0.0.0.0.0/0
        64496.10.1.256.0/16 1        | :2: 64496.10.1.256.0/16: host octet 3 is 256; octets are 0 to 255
        64496.10.1.1.0/16 1          | :2: 64496.10.1.1.0/16: bits below the length are not zero; write 64496.10.1.0.0/16
        64496.10.1.0.0 1             | :2: 64496.10.1.0.0: the prefix length is missing
        """)
    void shouldNameFileLineWordAndWhatWasExpected(final String line, final String message) {
        final IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> read("# first\n" + line + "\n"));
        assertTrue(refused.getMessage().startsWith(directory.resolve("routes.txt") + message), refused::getMessage);
        assertEquals(1, refused.getMessage().lines().count());
    }

    @Test
    void shouldReportTenProblemsAtOnceAndNoMore() {
        final IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> read("x y\n".repeat(100)));
        assertEquals(10, refused.getMessage().lines().count());
        assertTrue(refused.getMessage().lines().skip(9).findFirst().orElseThrow().contains(":10:"), refused::getMessage);
    }

    @Test
    void shouldRefuseAFileWithoutRoutesAndOneThatIsNotThere() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> read("# nothing\n")).getMessage().contains("holds no route; a line is PREFIX INDEX"));
        final Path missing = directory.resolve("missing.txt");
        assertTrue(assertThrows(IllegalArgumentException.class, () -> RouteFile.read(missing)).getMessage().startsWith(missing + " does not exist; "));
    }

    private RouteTable read(final String text) throws IOException {
        final Path file = directory.resolve("routes.txt");
        Files.writeString(file, text);
        return RouteFile.read(file);
    }

    private static void assertRoute(final RouteTable table, final int index, final long prefix, final int lengthBits, final int nextHop) {
        assertEquals(Long.toHexString(prefix) + "/" + lengthBits + " " + nextHop,
            Long.toHexString(table.prefix(index)) + "/" + table.lengthBits(index) + " " + table.nextHop(index));
    }
}
