// SPDX-License-Identifier: Apache-2.0
// The text of answers to config requests, from fixed answers of a router.
package io.eightfold.cli.command.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.eightfold.cli.Golden;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

/** The answers are files {@code config/*.json} of the test resources; {@link ConfigCommandTest} sees the same keys in a real answer. */
class ConfigTextTest {

    static JsonElement answer(final String name) throws IOException {
        try (Reader reader = new InputStreamReader(ConfigTextTest.class.getResourceAsStream("/config/" + name + ".json"), StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(reader);
        }
    }

    @Test
    void shouldPrintTheLinesThenWhatCameOfThem() throws IOException {
        Golden.assertText("config-outcome.txt", ConfigText.outcome(answer("outcome"), "r1") + "--\n" + ConfigText.outcome(answer("unchanged"), "r1"));
    }

    @Test
    void shouldPrintWarningsOfFileAndHost() throws IOException {
        Golden.assertText("config-findings.txt", ConfigText.findings(answer("outcome"), "next.conf", null));
    }

    @Test
    void shouldPrintTheHistoryAsATable() throws IOException {
        Golden.assertText("config-history.txt", ConfigText.history(answer("history")));
    }

    @Test
    void shouldPrintWhatWaitsForARestart() throws IOException {
        Golden.assertText("config-diff.txt", ConfigText.diff(answer("waiting"), "r1"));
    }

    @Test
    void shouldReadTimesWithTheirUnit() {
        final TimeConverter converter = new TimeConverter();
        assertEquals(Duration.ofSeconds(60), converter.convert("60s"));
        assertEquals(Duration.ofMillis(1500), converter.convert("1500ms"));
        assertEquals(Duration.ofMinutes(5), converter.convert("5m"));
        for (final String bad : List.of("60", "", "s", "-1s", "1w", "99999999999s")) {
            assertThrows(TypeConversionException.class, () -> converter.convert(bad), bad);
        }
    }
}
