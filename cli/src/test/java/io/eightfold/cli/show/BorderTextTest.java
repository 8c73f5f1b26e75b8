// SPDX-License-Identifier: Apache-2.0
// Tests of the text about borders and tunnels, from fixed answers of a router.
package io.eightfold.cli.show;

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

final class BorderTextTest {
    private static final String ROUTE = """
        [{"prefix": "64497.10.0.0.0/16", "vrf": "default", "protocol": "bgp8", "selected": true, "installed": true, "distance": 20, "metric": 100, "ageS": 61,
          "nextHops": [{"kind": "tunnel", "gateway": %s, "interface": %s, "neighborState": "%s", "recursiveVia": null, "remote": "203.0.113.9", "encapsulation": "udp"}]}]
        """;

    @Test
    void shouldShowWhatEachRuleOfABorderDropped() throws IOException {
        assertGolden("border", BorderText::border);
    }

    @Test
    void shouldShowTunnelsWithTheirWayAndPathMtu() throws IOException {
        assertGolden("tunnels", BorderText::tunnels);
    }

    @Test
    void shouldSayHowToGetATunnelEnd() throws IOException {
        final JsonElement answer = answer("tunnels");
        answer.getAsJsonObject().add("local", null);
        answer.getAsJsonObject().getAsJsonArray("tunnels").asList().clear();
        final String text = BorderText.tunnels(answer);
        assertTrue(text.startsWith("no end here; add `8to4 endpoint ADDRESS`\n\nno route leads into a tunnel\n"), text);
    }

    @Test
    void shouldShowARouteIntoATunnel() {
        assertLine("B>* 64497.10.0.0.0/16 [20/100] tunnel 203.0.113.9 udp via 192.0.2.2, transit, 01:01", ROUTE.formatted("\"192.0.2.2\"", "\"transit\"", "reachable"));
        assertLine("B>* 64497.10.0.0.0/16 [20/100] tunnel 203.0.113.9 udp (unresolved), 01:01", ROUTE.formatted("null", "null", "unresolved"));
    }

    private static void assertLine(final String line, final String routes) {
        final String text = ShowText.routes(JsonParser.parseString(routes));
        assertTrue(text.contains("\n" + line + "\n"), text);
    }

    private static void assertGolden(final String question, final Function<JsonElement, String> toText) throws IOException {
        final JsonElement answer = answer(question);
        Golden.assertKeys(question + ".keys.txt", answer);
        Golden.assertText(question + ".txt", toText.apply(answer));
    }

    private static JsonElement answer(final String question) throws IOException {
        try (Reader reader = new InputStreamReader(BorderTextTest.class.getResourceAsStream("/show/" + question + ".json"), StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(reader);
        }
    }
}
