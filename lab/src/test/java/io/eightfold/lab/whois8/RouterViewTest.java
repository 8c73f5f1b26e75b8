// SPDX-License-Identifier: Apache-2.0
// Tests how the router's answers are read.
package io.eightfold.lab.whois8;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.eightfold.lab.process.LabException;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RouterViewTest {
    private static final String METRICS = """
        # TYPE ipv8_whois8_routes gauge
        ipv8_whois8_routes{verdict="valid"} 2
        ipv8_whois8_routes{verdict="invalid"} 1.5 1700000000000
        ipv8_whois8_routes_more 9
        """;

    @Test
    void shouldReadAMetricByItsWholeName() {
        assertEquals(OptionalDouble.of(2), RouterView.metric(METRICS, "ipv8_whois8_routes{verdict=\"valid\"}"));
        assertEquals(OptionalDouble.of(1.5), RouterView.metric(METRICS, "ipv8_whois8_routes{verdict=\"invalid\"}"), "with a time behind it");
        assertTrue(RouterView.metric(METRICS, "ipv8_whois8_routes").isEmpty(), "neither a comment nor a longer name");
    }

    @Test
    void shouldFindAServerByItsUrl() {
        JsonObject validation = JsonParser.parseString("{'servers': [{'url': 'http://192.0.2.1:8343', 'used': false}, {'url': 'http://192.0.2.11:8343/', 'used': true}]}").getAsJsonObject();
        assertTrue(RouterView.server(validation, new Whois8Bench().authority).get("used").getAsBoolean());
        assertEquals("show whois8 does not list http://192.0.2.12:8343",
            assertThrows(LabException.class, () -> RouterView.server(validation, new Whois8Bench().mirror)).getMessage());
    }

    @Test
    void shouldProbeTheFirstHostOfAPrefix() {
        assertEquals("64497.10.2.0.1", Whois8Bench.host("64497.10.2.0.0/16").toString());
    }
}
