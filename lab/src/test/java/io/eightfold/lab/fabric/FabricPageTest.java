// SPDX-License-Identifier: Apache-2.0
// Tests the page of the fabric against one that was looked at.
package io.eightfold.lab.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FabricPageTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final EchoProbe.Account CLEAN = new EchoProbe.Account(1000, 0, 0, 920);
    private static final EchoProbe.Account TOTAL = new EchoProbe.Account(4176, 476, 2384.2, 900);
    private static final Optional<JsonObject> VALIDATION = Optional.of(JsonParser.parseString("{\"dataSets\":[{\"state\":\"live\"}]}").getAsJsonObject());
    private static final Optional<JsonObject> FAR = Optional.of(JsonParser.parseString("{\"verdict\":\"valid\",\"distance\":20}").getAsJsonObject());

    private static Optional<JsonObject> summary(int established) {
        List<String> neighbors = new ArrayList<>();
        for (int i = 0; i < SessionsUp.EACH; i++) {
            neighbors.add("{\"neighbor\":\"198.18.0." + i + "\",\"state\":\"" + (i < established ? "Established" : "Active") + "\"}");
        }
        return Optional.of(JsonParser.parseString("{\"neighbors\":[" + String.join(",", neighbors) + "]}").getAsJsonObject());
    }

    private static FabricView router(int number, int established, long lanIn, long lanOut, long wanIn, long wanOut) {
        return new FabricView(number, summary(established), VALIDATION, Map.of("lan.received", lanIn, "lan.transmitted", lanOut, "wan.received", wanIn, "wan.transmitted", wanOut),
            FAR);
    }

    private static FabricPage.Moment zero() {
        return new FabricPage.Moment(0, List.of(router(1, 4, 0, 0, 0, 0), router(2, 4, 0, 0, 0, 0), router(3, 4, 0, 0, 0, 0),
            router(4, 4, 0, 0, 0, 0)));
    }

    private static String page(FabricPage.Moment now, FabricPage.State state) {
        return new FabricPage(zero(), now, state).lines(112).stream().collect(Collectors.joining("\n", "", "\n"));
    }

    @Test
    void shouldDrawTheWayOfTheProbe() {
        FabricPage.Moment now = new FabricPage.Moment(2 * SECOND_NS, List.of(router(1, 4, 400, 10, 20, 400), router(2, 4, 0, 400, 400, 10), router(3, 4, 400, 0, 4, 400),
            router(4, 4, 0, 400, 400, 15)));
        assertEquals("""
            Eightfold fabric: IPv8 across an AS that speaks IPv4 only

                    AS 64496                                    AS 64511                         AS 64497
                    +--------------------------+              +---------+              +--------------------------+
               +--  | r1 .254               up |== t1  210/s =|         |== t3  202/s =| r3 .254               up |  --+
               |    | sessions          4 of 4 |              |         |              | sessions          4 of 4 |    |
              h8a   | 64497.10.2.0.0/16  valid |              |   frr   |              | 64496.10.1.0.0/16  valid |   h8b
               |    +--------------------------+              |   stock |              +--------------------------+    |
              h4a   +--------------------------+              |   IPv4  |              +--------------------------+   h4b
               +--  | r2 .253               up |== t2  205/s =|   only  |== t4  208/s =| r4 .253               up |  --+
                    | sessions          4 of 4 |              |         |              | sessions          4 of 4 |
                    | 64497.10.2.0.0/16  valid |              |         |              | 64496.10.1.0.0/16  valid |
                    +--------------------------+              +---------+              +--------------------------+

            WHOIS8   registry runs; data in r1 to r4: live, live, live, live
            Probe    h8a > r1 > frr > r4 > h8b; back h8b > r3 > frr > r2 > h8a
                     200/s, round trip 0.92 ms; last 5 s: 0 of 1000 lost
                     in all: 476 of 4176 lost, longest outage 2384 ms
            Broken   nothing

            l link  r router  g registry  c control plane: break, and again: mend   q quit
            """, page(now, new FabricPage.State(TOTAL, CLEAN, Set.of(), true, "")));
    }

    @Test
    void shouldShowARouterThatHandsOnToItsPartnerAndTheLinkThatIsCut() {
        FabricPage.Moment now = new FabricPage.Moment(SECOND_NS, List.of(router(1, 1, 200, 200, 0, 0), router(2, 4, 200, 200, 200, 200), router(3, 3, 200, 0, 0, 200),
            router(4, 3, 0, 200, 200, 0)));
        String page = page(now, new FabricPage.State(TOTAL, CLEAN, Set.of(Break.LINK), false, "link: no such port"));
        assertTrue(page.contains("up |// t1  cut   /|"), page);
        assertTrue(page.contains("Probe    h8a > r1 > r2 > frr > r4 > h8b; back h8b > r3 > frr > r2 > h8a\n"), page);
        assertTrue(page.contains("registry is dead"), page);
        assertTrue(page.contains("Broken   link between r1 and the transit cut\n\nlink: no such port"), page);
    }

    @Test
    void shouldFitIntoAnOrdinaryTerminal() {
        FabricPage.Moment now = new FabricPage.Moment(SECOND_NS, List.of(router(1, 4, 200, 0, 0, 200), router(2, 4, 0, 0, 0, 0), router(3, 4, 0, 200, 200, 0),
            router(4, 3, 0, 0, 0, 0)));
        List<String> lines = new FabricPage(zero(), now, new FabricPage.State(TOTAL, CLEAN, Set.of(), true, "")).lines(80);
        assertEquals(List.of("Router    Processes         Sessions  Route to the other AS       Transit",
            "r1 .254   up                4 of 4    64497.10.2.0.0/16 valid     == t1  200/s =",
            "r2 .253   up                4 of 4    64497.10.2.0.0/16 valid     -- t2    0/s -",
            "r3 .254   up                4 of 4    64496.10.1.0.0/16 valid     == t3  200/s =",
            "r4 .253   up                3 of 4    64496.10.1.0.0/16 valid     -- t4    0/s -"), lines.subList(2, 7));
        assertTrue(lines.size() <= 24 && lines.stream().allMatch(line -> line.length() <= 80), () -> String.join("\n", lines));
    }

    @Test
    void shouldSayWhichProcessIsAway() {
        FabricView dead = new FabricView(1, Optional.empty(), Optional.empty(), Map.of(), Optional.empty());
        FabricView headless = new FabricView(2, Optional.empty(), Optional.empty(), Map.of("lan.received", 0L), Optional.empty());
        String page = page(new FabricPage.Moment(SECOND_NS, List.of(dead, headless, router(3, 4, 0, 0, 0, 0), router(4, 4, 0, 0, 0, 0))),
            new FabricPage.State(TOTAL, CLEAN, Set.of(), true, ""));
        assertTrue(page.contains("| r1 .254             dead |"), page);
        assertTrue(page.contains("| r2 .253 no control plane |"), page);
        assertTrue(page.contains("data in r1 to r4: away, away, live, live"), page);
        assertTrue(page.contains("Probe    no way; back no way"), page);
    }
}
