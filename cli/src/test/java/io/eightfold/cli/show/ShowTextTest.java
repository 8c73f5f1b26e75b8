// SPDX-License-Identifier: Apache-2.0
// Tests of the text of each show command, from fixed answers of a router.
package io.eightfold.cli.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.eightfold.cli.Golden;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The answers are files {@code show/*.json} of the test resources; their keys must be those that {@code RouterIT} sees in a real router's. */
class ShowTextTest {

    @Test
    void shouldShowALineAnInterfaceWithNumbersFlushRight() throws IOException {
        assertGolden("interfaces", ShowText::interfaces);
    }

    @Test
    void shouldShowEverythingThatIsNotZeroOfOneInterface() throws IOException {
        Golden.assertText("interface-details.txt", ShowText.interfaceDetails(answer("interfaces")));
    }

    /** Local, connected, static; ECMP; neighbours found and not; on-link, blackhole, unreachable. */
    @Test
    void shouldShowRoutesAsFrrDoes() throws IOException {
        assertGolden("route", ShowText::routes);
    }

    @Test
    void shouldShowTheStateOfValidation() throws IOException {
        assertGolden("whois8", ValidationText::status);
    }

    @Test
    void shouldExplainRoutes() throws IOException {
        assertGolden("explain-route", ValidationText::explanation);
        assertGolden("explain-nothing", ValidationText::explanation);
    }

    /** Texts of alarms and of what servers are named come from servers: they must not write to the terminal what they like. */
    @Test
    void shouldLetNoServerWriteToTheTerminal() throws IOException {
        final JsonElement answer = answer("whois8");
        final int lines = (int) ValidationText.status(answer).lines().count();
        answer.getAsJsonObject().getAsJsonArray("alarms").get(0).getAsJsonObject().addProperty("text", "rir '\n\u001b[2J\u009b\u202e\ud800\ud83d\ude00\u00e9'");
        answer.getAsJsonObject().addProperty("overrideFault", "a\rb");
        final String shown = ValidationText.status(answer);
        assertTrue(shown.contains("rir '\\u000a\\u001b[2J\\u009b\\u202e\\ud800\ud83d\ude00\u00e9'"), shown);
        assertTrue(shown.contains("a\\u000db"), shown);
        assertEquals(lines + 1, shown.lines().count(), shown);
        final JsonElement explained = answer("explain-nothing");
        explained.getAsJsonObject().getAsJsonObject("records").getAsJsonArray("overrides").add("x\u001b[1m");
        assertTrue(ValidationText.explanation(explained).contains("override x\\u001b[1m"));
    }

    @Test
    void shouldCountRoutes() throws IOException {
        assertGolden("route-summary", ShowText::routeSummary);
    }

    @Test
    void shouldShowWhatTheDataplaneHas() throws IOException {
        assertGolden("fib", ShowText::fib);
    }

    @Test
    void shouldShowTheSessionWhenOneSideIsAway() throws IOException {
        assertGolden("fib-session", ShowText::fibSession);
    }

    @Test
    void shouldShowNeighborsWithTheVersionTheySpeak() throws IOException {
        assertGolden("neighbors", ShowText::neighbors);
    }

    @Test
    void shouldShowWherePacketsEndedAndWhyTheyWereDropped() throws IOException {
        assertGolden("counters", ShowText::counters);
    }

    @Test
    void shouldShowALineAFact() throws IOException {
        assertGolden("version", ShowText::facts);
    }

    @Test
    void shouldShowTitlesOnlyWhenThereIsNothing() throws IOException {
        final JsonElement nothing = JsonParser.parseString("[]");
        Golden.assertText("nothing.txt", ShowText.interfaces(nothing) + "\n" + ShowText.routes(nothing) + "\n" + ShowText.neighbors(nothing)
            + "\n" + ShowText.counters(nothing));
    }

    @Test
    void shouldEndNoLineWithABlank() throws IOException {
        final String all = ShowText.interfaces(answer("interfaces")) + ShowText.interfaceDetails(answer("interfaces"))
            + ShowText.routes(answer("route")) + ShowText.neighbors(answer("neighbors")) + ShowText.counters(answer("counters"))
            + ShowText.facts(answer("version"));
        assertTrue(all.lines().noneMatch(line -> line.endsWith(" ")), all);
    }

    private static void assertGolden(final String question, final Function<JsonElement, String> toText) throws IOException {
        final JsonElement answer = answer(question);
        Golden.assertKeys(question + ".keys.txt", answer);
        Golden.assertText(question + ".txt", toText.apply(answer));
    }

    private static JsonElement answer(final String question) throws IOException {
        try (Reader reader = new InputStreamReader(ShowTextTest.class.getResourceAsStream("/show/" + question + ".json"), StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(reader);
        }
    }
}
