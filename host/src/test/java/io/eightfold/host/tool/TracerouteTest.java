// SPDX-License-Identifier: Apache-2.0
// Tests what traceroute prints and concludes, on a scripted path.
package io.eightfold.host.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.eightfold.wire.address.Ipv8Address;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TracerouteTest {
    private final FakePath path = new FakePath();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @AfterEach
    void close() {
        path.close();
    }

    @Test
    void shouldListEachHopUpToTheDestination() {
        TracerouteResult result = run(TracerouteOptions.to(FakePath.FAR));

        List<String> lines = text().lines().toList();
        assertEquals("traceroute to 64497.10.2.0.10 (64497.10.2.0.10), 30 hops max, 68 byte packets", lines.get(0));
        assertTrue(lines.get(1).matches(" 1  64496\\.10\\.9\\.0\\.1(  \\d+\\.\\d{3} ms){3}"), text());
        assertTrue(lines.get(2).matches(" 2  64496\\.10\\.9\\.0\\.2(  \\d+\\.\\d{3} ms){3}"), text());
        assertTrue(lines.get(3).matches(" 3  64497\\.10\\.2\\.0\\.10(  \\d+\\.\\d{3} ms){3}"), text());
        assertEquals(4, lines.size());
        assertEquals(0, result.exitCode());
    }

    @Test
    void shouldReachTheDestinationWithEchoRequests() {
        TracerouteResult result = run(TracerouteOptions.to(FakePath.FAR).withIcmp());

        assertTrue(result.isReached());
        assertEquals(3, result.hops().size());
        assertEquals("64497.10.2.0.10", result.hops().getLast().probes().getFirst().from());
    }

    @Test
    void shouldStarHopsThatDoNotAnswer() {
        path.withSilentRouter(2);
        run(TracerouteOptions.to(FakePath.FAR).withTimeout(50));

        assertEquals(" 2  * * *", text().lines().toList().get(2));
    }

    @Test
    void shouldMarkMissingAsnAndStop() {
        TracerouteResult result = run(TracerouteOptions.to(FakePath.NO_SUCH_ASN));

        assertTrue(text().lines().toList().get(1).matches(" 1  64496\\.10\\.1\\.0\\.1(  \\d+\\.\\d{3} ms !A){3}"), text());
        assertEquals(1, result.hops().size());
        assertEquals(1, result.exitCode());
    }

    @Test
    void shouldMarkUnresolvedGateway() {
        path.withoutGateway();
        TracerouteResult result = run(TracerouteOptions.to(FakePath.FAR));

        assertEquals("!H", result.hops().getFirst().probes().getFirst().mark());
        assertEquals("64496.10.1.0.10", result.hops().getFirst().probes().getFirst().from());
    }

    @Test
    void shouldStopAtMaxHops() {
        TracerouteResult result = run(TracerouteOptions.to(FakePath.FAR).withMaxHops(2));

        assertEquals(2, result.hops().size());
        assertEquals(1, result.exitCode());
    }

    @Test
    void shouldWriteOneJsonObject() {
        run(TracerouteOptions.to(FakePath.FAR).withJson());
        JsonObject json = JsonParser.parseString(text()).getAsJsonObject();

        assertTrue(json.get("isReached").getAsBoolean());
        assertEquals(68, json.get("packetBytes").getAsInt());
        assertEquals(3, json.getAsJsonArray("hops").size());
    }

    @Test
    void shouldSayWhenNothingCanBeSent() {
        HostToolException e = assertThrows(HostToolException.class,
            () -> run(TracerouteOptions.to(Ipv8Address.parse("64496.224.0.0.1"))));

        assertEquals("cannot send to 64496.224.0.0.1: no route to the destination", e.getMessage());
    }

    private TracerouteResult run(TracerouteOptions options) {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new Traceroute(options, path.stack, out).run(() -> false);
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
