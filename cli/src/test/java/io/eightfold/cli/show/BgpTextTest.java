// SPDX-License-Identifier: Apache-2.0
// Tests of the text of show bgp and explain bgp, from fixed answers of a router.
package io.eightfold.cli.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.eightfold.cli.Golden;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The answers are files {@code show/bgp-*.json} of the test resources, made from those of a control plane. */
class BgpTextTest {
    /** Up with refused routes; up without a policy and faster than light; held; shut down. */
    @Test
    void shouldSumUpNeighborsInTheColumnsOfOtherRouters() throws IOException {
        Golden.assertText("bgp-summary.txt", BgpText.summary(answer("summary")));
    }

    @Test
    void shouldMarkBestStaleAndRefusedPaths() throws IOException {
        Golden.assertText("bgp-routes.txt", BgpText.routes(answer("routes")));
    }

    @Test
    void shouldExplainWhyEachPathWonOrLost() throws IOException {
        Golden.assertText("bgp-explain.txt", BgpText.explanation(answer("explain")));
    }

    @Test
    void shouldShowWhatANeighborWasTold() throws IOException {
        Golden.assertText("bgp-advertised.txt", BgpText.advertised(answer("advertised")));
    }

    /** Up; held, without a policy; and one that the sessions have not heard of yet. */
    @Test
    void shouldShowEverythingOfANeighbor() throws IOException {
        Golden.assertText("bgp-neighbors.txt", BgpNeighborText.of(answer("neighbors")));
    }

    @Test
    void shouldSayThatThereIsNothing() {
        final JsonElement nothing = JsonParser.parseString("[]");
        assertEquals(List.of("no routes\n", "no routes\n", "no route\n", "no neighbors\n"),
            List.of(BgpText.routes(nothing), BgpText.advertised(nothing), BgpText.explanation(nothing), BgpNeighborText.of(nothing)));
    }

    /** Words of a NOTIFICATION come from the peer. */
    @Test
    void shouldLetNoPeerWriteToTheTerminal() throws IOException {
        assertFalse(BgpNeighborText.of(answer("neighbors")).contains("\u001b"));
    }

    private static JsonElement answer(final String question) throws IOException {
        try (Reader reader = new InputStreamReader(BgpTextTest.class.getResourceAsStream("/show/bgp-" + question + ".json"), StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(reader);
        }
    }
}
