// SPDX-License-Identifier: Apache-2.0
// Reads cases, right and wrong ones.
package io.eightfold.lab.conformance.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
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
    void shouldAskForTitleAndLevel() {
        assertTrue(assertThrows(ScriptException.class, () -> AboutFile.parse("a", "no title")).getMessage().startsWith("a:1: expected a title"));
        assertTrue(assertThrows(ScriptException.class, () -> AboutFile.parse("a", "# T\nSection: x\nLevel: WILL\nText: y")).getMessage().contains("expected one of MUST"));
    }
}
