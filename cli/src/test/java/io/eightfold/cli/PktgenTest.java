// SPDX-License-Identifier: Apache-2.0
// pktgen as the operator calls it, as far as no device is needed.
package io.eightfold.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PktgenTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    @TempDir
    private Path directory;

    private int run(final String arguments) {
        return Main.run(("pktgen " + arguments).split(" "), new PrintWriter(out, true), new PrintWriter(err, true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--tx net_ring                                   | --dst-mac is missing",
        "--tx net_ring --hops 0 --rate 5X                | --rate '5X' is not a rate",
        "--tx net_ring --hops 0 --size 12                | --size 12 is outside 64 to 9018",
        "--tx net_ring --hops 0 --version 6              | --version 6 is neither 8 nor 4",
        "--tx net_ring --hops 0 --version 4 --src 64496.10.1.0.1 | --src 64496.10.1.0.1 has an ASN",
        "--tx net_ring --hops 64                         | --hops 64 is outside 0 to 63",
        "--tx net_ring --hops 0 --burst 65               | --burst 65 is outside 1 to 64",
        "--tx net_ring --hops 0 --dst 64497.10.0.0.1/30 --dst-count 5 | --dst-count 5 is outside 1 to 4",
        "--tx net_ring --hops 0 --dst-order up           | --dst-order 'up' is neither increment nor random",
        "--tx net_ring --hops 0 --dst-step far           | --dst-step 'far' is neither host nor asn nor a prefix length",
        "--tx net_ring --hops 0 --ethertype 8080         | --ethertype 8080 is not",
        "--tx net_ring --hops 0 --duration 0             | --duration 0.0",
        "--tx net_ring,fast --hops 0                     | --tx net_ring,fast: 'fast' is not KEY=VALUE",
        "--tx net_ring --rx net_wire --hops 0            | unknown device driver 'net_wire'",
        "--write-pcap /nonexistent/x.pcap                | --write-pcap /nonexistent/x.pcap cannot be written"})
    void shouldNameTheOptionThatIsWrong(final String arguments, final String sentence) {
        assertEquals(1, run(arguments), err.toString());
        assertEquals("", out.toString());
        assertTrue(err.toString().startsWith("ipv8: ") && err.toString().contains(sentence), err.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
    }

    @Test
    void shouldWriteACaptureWithoutADevice() throws IOException {
        final Path file = directory.resolve("x.pcap");
        assertEquals(0, run("--write-pcap " + file + " --size 128 --dst-count 10 --dst-order random --seed 9 --flows 2 --rate 1k"), err.toString());
        assertTrue(out.toString().startsWith("wrote 20 frames to " + file) && out.toString().contains("random (seed 9)"), out.toString());
        assertEquals(24 + 20 * (16 + 124), Files.size(file));
    }

    @Test
    void shouldWriteAsManyFramesAsAsked() throws IOException {
        final Path file = directory.resolve("x.pcap");
        assertEquals(0, run("--write-pcap " + file + " --version 4 --size imix --count 12"), err.toString());
        assertEquals(24 + 12 * 16 + 7 * 60 + 4 * 566 + 1514, Files.size(file));
    }
}
