// SPDX-License-Identifier: Apache-2.0
// Tests what ping prints and concludes, on a scripted path.
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PingTest {
    private final FakePath path = new FakePath();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @AfterEach
    void close() {
        path.close();
    }

    @Test
    void shouldPrintAnswersAndStatisticsAsIputilsDoes() {
        PingResult result = run(PingOptions.to(FakePath.FAR).withCount(2));

        assertEquals("""
            PING 64497.10.2.0.10 (64497.10.2.0.10) 56(92) bytes of data.
            64 bytes from 64497.10.2.0.10: icmp_seq=1 ttl=62 time=3.00 ms
            64 bytes from 64497.10.2.0.10: icmp_seq=2 ttl=62 time=3.00 ms

            --- 64497.10.2.0.10 ping statistics ---
            2 packets transmitted, 2 received, 0% packet loss, time 1003ms
            rtt min/avg/max/mdev = 3.000/3.000/3.000/0.000 ms
            """, text());
        assertEquals(0, result.exitCode());
    }

    @Test
    void shouldPingIpv4Destinations() {
        PingResult result = run(PingOptions.to(FakePath.FAR_IPV4).withCount(1));

        assertTrue(text().startsWith("PING 192.0.2.1 (192.0.2.1) 56(84) bytes of data."), text());
        assertEquals("10.1.0.10", result.source());
        assertEquals(1, result.received());
    }

    @Test
    void shouldPutNoRouteToTheAsnInWords() {
        PingResult result = run(PingOptions.to(FakePath.NO_SUCH_ASN).withCount(1));

        assertTrue(text().contains("From 64496.10.1.0.1 icmp_seq=1 No route to the ASN"), text());
        assertTrue(text().contains("1 packets transmitted, 0 received, +1 errors, 100% packet loss"), text());
        assertEquals(1, result.exitCode());
    }

    @Test
    void shouldPutTimeExceededInWords() {
        run(PingOptions.to(FakePath.FAR).withCount(1).withPacket(56, 1, false));

        assertTrue(text().contains("From 64496.10.9.0.1 icmp_seq=1 Time to live exceeded"), text());
    }

    @Test
    void shouldReportPacketsAboveTheMtu() {
        PingResult result = run(PingOptions.to(FakePath.FAR).withCount(1).withPacket(1600, 64, true));

        assertTrue(text().contains("ping: local error: message too long, mtu=1500"), text());
        assertEquals(1, result.errors());
    }

    @Test
    void shouldReportUnresolvedGateway() {
        path.withoutGateway();
        PingResult result = run(PingOptions.to(FakePath.FAR).withCount(1));

        assertTrue(text().contains("From 64496.10.1.0.10 icmp_seq=1 Destination Host Unreachable"), text());
        assertEquals(1, result.exitCode());
    }

    @Test
    void shouldMarkDuplicates() {
        path.withDuplicates();
        PingResult result = run(PingOptions.to(FakePath.FAR).withCount(2).withTimes(10, 100));

        assertTrue(text().contains("(DUP!)"), text());
        assertEquals(2, result.received());
        assertTrue(result.duplicates() >= 1, text());
    }

    @Test
    void shouldEndAfterTimeoutWithoutAnswers() {
        path.withSilentRouter(1);
        PingResult result = run(PingOptions.to(FakePath.FAR).withCount(1).withPacket(0, 1, false).withTimes(1000, 500));

        assertEquals(0, result.received());
        assertEquals(100.0, result.lossPercent());
        assertTrue(result.durationMs() >= 500 && result.durationMs() < 700, "took " + result.durationMs());
    }

    @Test
    void shouldWriteOneJsonObject() {
        run(PingOptions.to(FakePath.FAR).withCount(1).withJson());
        JsonObject json = JsonParser.parseString(text()).getAsJsonObject();

        assertEquals("64497.10.2.0.10", json.get("destination").getAsString());
        assertEquals("64496.10.1.0.10", json.get("source").getAsString());
        assertEquals(1, json.get("received").getAsInt());
        assertEquals(3.0, json.getAsJsonObject("roundTripMs").get("avg").getAsDouble(), 0.001);
        assertEquals("reply", json.getAsJsonArray("events").get(0).getAsJsonObject().get("outcome").getAsString());
    }

    @Test
    void shouldPrintTimesWithThreeDigits() {
        assertEquals("0.812", PingStatistics.timeText(0.812));
        assertEquals("1.23", PingStatistics.timeText(1.234));
        assertEquals("12.3", PingStatistics.timeText(12.34));
        assertEquals("123", PingStatistics.timeText(123.4));
    }

    @Test
    void shouldRefuseOptionsOutOfRange() {
        HostToolException e = assertThrows(HostToolException.class, () -> PingOptions.to(FakePath.FAR).withPacket(70_000, 64, false));

        assertEquals(HostToolException.USAGE, e.exitCode());
        assertTrue(e.getMessage().contains("sizeBytes=70000 is outside 0 to 65000"), e.getMessage());
    }

    @Test
    void shouldReportDestinationThatCannotBeSentTo() {
        run(PingOptions.to(Ipv8Address.parse("64496.224.0.0.1")).withCount(1));

        assertTrue(text().contains("ping: local error: 64496.224.0.0.1: no route to the destination"), text());
    }

    private PingResult run(PingOptions options) {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new Ping(options, path.stack, out).run(() -> false);
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
