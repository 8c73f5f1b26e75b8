// SPDX-License-Identifier: Apache-2.0
// Reads cases, right and wrong ones.
package io.eightfold.lab.conformance.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseFoldersTest {

    @Test
    void shouldUnrollSweeps() {
        List<Round> rounds = StepsFile.parse("f", "sweep ttl=2..4\nsend A ipv8 dst=1.10.0.0.1 ttl=${ttl-1} / udp\nend\nwait 5ms\n");

        assertEquals(List.of("ttl=2", "ttl=3", "ttl=4", ""), rounds.stream().map(Round::label).toList());
        assertEquals("send A ipv8 dst=1.10.0.0.1 ttl=3 / udp", rounds.get(2).steps().getFirst().place().text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "sned A ipv8; f:1: 'sned' at word 1; expected one of send",
        "send E ipv8; f:1: 'E' at word 2; expected a port A to D",
        "send A ipv8 tll=3; f:1: field 'tll' of ipv8; expected one of src",
        "send A ipv8 ttl=1..3; is sent, so it must be one value",
        "send A ipv8 dst=64497.300.2.0.1; expected an address such as",
        "expect none B; expected 'on'",
        "send A ipv8 ttl=300; f:1: ttl=300 of ipv8; expected a number from 0 to 255",
        "send A ipv8 frag=8192; frag=8192 of ipv8; expected a number from 0 to 8191",
        "send A ipv8 df=2; expected a number from 0 to 1",
        "expect A ipv8 ttl=9..300; ttl=9..300 of ipv8; expected a number from 0 to 255",
        "expect A ipv8 ttl=9..3; expected the lowest first",
        "send A ipv8 ttl=1 ttl=2; field 'ttl' of ipv8 is there twice",
        "send A ipv4 dst=64497.10.2.0.1; expected an IPv4 address",
        "send A ipv8 payload=same; can be expected, not sent",
        "send A eth cut=13 / ipv8; expected a number from 14 to 1514",
        "send A ipv8 / udp / data len=70000; len=70000 of data; expected a number from 0 to 65535",
        "send A ipv8 / udp / data len=1465; the frame has 1515 bytes; expected 1514 at most",
        "send A ipv8 / eth; eth is layer 2; expected as the first",
        "send A arp / udp; expected nothing behind arp",
        "send A ipv8 options=010101010101010101010101010101010101010101010101010101010101010101; options make the ipv8 header 64 bytes long; expected 60 at most",
        "bgp connect hold=65536; hold=65536; expected a number from 0 to 65535",
        "bgp announce 64497.10.2.0.0/33; prefix '64497.10.2.0.0/33'; expected one such as",
        "bgp announce 64497.10.2.0.0/16 path=1,x; path=x; expected a number from 0 to 4294967295",
        "bgp expect notification code=2|256; code=256; expected a number from 0 to 255",
        "bgp send hex fff; expected bytes in hexadecimal",
        "wait 99s; expected a time from 0ms to 60s",
        "bgp expect parcel; expected open, keepalive",
        "send A ipv8 ttl=$x; no value for '$x'",
        "end; without a sweep",
        "sweep a=5..1; expected 1 to 65536 values"})
    void shouldNameWhatIsWrong(String line, String expected) {
        ScriptException e = assertThrows(ScriptException.class, () -> StepsFile.parse("f", line.startsWith("sweep") ? line + "\nwait 1ms\nend" : line));
        assertTrue(e.getMessage().contains(expected.startsWith("f:") ? expected.substring(0, 4) : "f:1"), e.getMessage());
        assertTrue(e.getMessage().contains(expected.replaceFirst("^f:1: ", "")), e.getMessage());
    }

    @Test
    void shouldReportEachBadLineOnce() {
        ScriptException e = assertThrows(ScriptException.class, () -> StepsFile.parse("f", "sned A\nsweep ttl=254..258\nsend A ipv8 ttl=$ttl\nend\nwait 1ms\nsweep x\nend\nend\nrepeat 2\nwait 99s"));
        assertEquals(List.of("f:1:", "f:3:", "f:6:", "f:8:", "f:9:", "f:10:"), e.getMessage().lines().map(line -> line.substring(0, line.indexOf(' '))).toList(), e.getMessage());
        assertTrue(e.getMessage().contains("f:3: ttl=256 of ipv8"), e.getMessage());
    }

    @Test
    void shouldReportBadLinesOfAllCases(@TempDir Path root) throws Exception {
        for (String name : List.of("one", "two")) {
            Path folder = Files.createDirectories(root.resolve("area").resolve(name));
            Files.writeString(folder.resolve("about.md"), "# Title\nSection: 1\nLevel: WILL\nNeeds: luck\nText: x");
            Files.writeString(folder.resolve("steps.txt"), "send A ipv8 tos=256");
        }
        assertEquals(List.of("area/one/about.md:3: Level", "area/one/about.md:4: Needs", "area/one/steps.txt:1: tos=256", "area/two/about.md:3: Level", "area/two/about.md:4: Needs", "area/two/steps.txt:1: tos=256"),
            assertThrows(ScriptException.class, () -> CaseFolders.read(root, "*")).getMessage().lines().map(line -> String.join(" ", List.of(line.split(" ")).subList(0, 2))).toList());
    }

    @Test
    void shouldEndNestedSweepsThatAreTooMany() {
        assertTrue(assertThrows(ScriptException.class, () -> StepsFile.parse("f", "sweep a=1..65536\nsweep b=1..65536\nsned\nend\nend")).getMessage().contains("more than 70000 rounds"));
    }

    @Test
    void shouldAskForTitleAndLevel() {
        assertTrue(assertThrows(ScriptException.class, () -> AboutFile.parse("a", "no title")).getMessage().startsWith("a:1: expected a title"));
        assertTrue(assertThrows(ScriptException.class, () -> AboutFile.parse("a", "# T\nSection: x\nLevel: WILL\nText: y")).getMessage().contains("expected one of MUST"));
    }
}
