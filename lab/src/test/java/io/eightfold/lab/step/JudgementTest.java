// SPDX-License-Identifier: Apache-2.0
// Tests what checks make of the output of tools.
package io.eightfold.lab.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import io.eightfold.lab.process.LabException;
import io.eightfold.lab.process.Outcome;
import io.eightfold.lab.report.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JudgementTest {
    private static Outcome printed(int exitCode, String out) {
        return new Outcome(exitCode, out, "", 1);
    }

    private static String ping8Json(int received, int duplicates, String events) {
        return """
            {"destination": "64497.10.2.0.10", "transmitted": 2, "received": %d, "duplicates": %d, "errors": 0,
             "roundTripMs": {"min": 0.5, "avg": 1.25, "max": 2, "mdev": 0.7}, "events": [%s]}""".formatted(received, duplicates, events);
    }

    private static final String REPLY = "{\"sequence\": 1, \"from\": \"64497.10.2.0.10\", \"ttl\": 62, \"timeMs\": 0.5, \"outcome\": \"reply\"}";
    private static final String REFUSED =
        "{\"sequence\": 1, \"from\": \"64496.222.0.0.1\", \"ttl\": 63, \"outcome\": \"Destination Host Unreachable\"}";
    private static final String LOCAL = "{\"sequence\": 1, \"from\": \"64496.10.1.0.10\", \"outcome\": \"Destination Host Unreachable\"}";

    @Test
    void shouldPassAPingOnlyWhenEveryRequestIsAnsweredOnce() {
        Ping8 ping = Ping8.answered("h8a", "64497.10.2.0.10", 2);
        assertEquals(Judgement.pass("64497.10.2.0.10: 2 of 2, ttl 62, avg 1.25 ms"), ping.judge(printed(0, ping8Json(2, 0, REPLY))));
        assertEquals(Verdict.FAIL, ping.judge(printed(0, ping8Json(1, 0, REPLY))).verdict());
        assertEquals(Verdict.FAIL, ping.judge(printed(0, ping8Json(2, 1, REPLY))).verdict());
        assertEquals(Judgement.fail("ping ended with exit code 2: no host runs"), ping.judge(new Outcome(2, "", "no host runs", 1)));
        assertEquals(Verdict.FAIL, ping.judge(printed(0, "not JSON {")).verdict());
    }

    @Test
    void shouldPassARefusalOnlyFromTheNetworkAndWithTheRightWords() {
        Ping8 ping = Ping8.refused("h8a", "64497.10.2.0.20", 2, "Destination Host Unreachable");
        assertEquals(Judgement.pass("64497.10.2.0.20: \"Destination Host Unreachable\" from 64496.222.0.0.1"),
            ping.judge(printed(1, ping8Json(0, 0, REFUSED + "," + REFUSED))));
        assertEquals(Verdict.FAIL, ping.judge(printed(1, ping8Json(0, 0, REFUSED))).verdict(), "one of two");
        assertEquals(Verdict.FAIL, ping.judge(printed(1, ping8Json(0, 0, LOCAL + "," + LOCAL))).verdict(), "the host itself gave up");
        assertEquals(Verdict.FAIL, ping.judge(printed(0, ping8Json(2, 0, REPLY + "," + REPLY))).verdict());
        assertTrue(ping.judge(printed(1, ping8Json(0, 0, ""))).detail().contains("nothing else came back"));
    }

    @Test
    void shouldReadIputilsPing() {
        Ping4 ping = Ping4.answered("h4a", "10.2.0.20", 3);
        String replies = "64 bytes from 10.2.0.20: icmp_seq=1 ttl=62 time=0.5 ms\n\n--- 10.2.0.20 ping statistics ---\n";
        String times = "rtt min/avg/max/mdev = 0.500/0.717/0.777/0.059 ms\n";
        assertEquals(Judgement.pass("10.2.0.20: 3 of 3, ttl 62, avg 0.72 ms"),
            ping.judge(printed(0, replies + "3 packets transmitted, 3 received, 0% packet loss, time 202ms\n" + times)));
        assertEquals(Verdict.FAIL,
            ping.judge(printed(0, replies + "3 packets transmitted, 2 received, 33% packet loss, time 202ms\n" + times)).verdict());
        assertEquals(Verdict.FAIL,
            ping.judge(printed(0, replies + "3 packets transmitted, 3 received, +1 duplicates, 0% packet loss, time 202ms\n" + times)).verdict());
        assertEquals(Verdict.FAIL, ping.judge(new Outcome(2, "", "ping: connect: Network is unreachable", 1)).verdict());
    }

    @Test
    void shouldReadBothTraceroutes() {
        assertEquals(List.of("10.1.0.1", "*", "10.2.0.20"), Trace.hops("""
            traceroute to 10.2.0.20 (10.2.0.20), 8 hops max, 60 byte packets
             1  10.1.0.1  55.203 ms  55.188 ms  55.165 ms
             2  * * *
             3  10.2.0.20  54.135 ms  54.124 ms  53.936 ms
            """));
        assertEquals(List.of("64496.10.1.0.1", "64496.222.0.0.1!"), Trace.hops("""
            traceroute to 64497.10.2.0.20 (64497.10.2.0.20), 8 hops max, 68 byte packets
             1  64496.10.1.0.1  12.793 ms  14.146 ms  14.195 ms
             2  64496.222.0.0.1  2.176 ms !H  2.609 ms !H  3.169 ms !H
            """));
    }

    @Test
    void shouldFindThePortWhoseCountersDoNotAddUp() {
        String port = "{\"name\": \"%s\", \"counters\": {\"received\": 10, \"forwarded\": 5, \"delivered\": 2, \"punted\": 1, \"dropped\": %d}}";
        JsonArray ports = JsonParser.parseString("[" + port.formatted("lan", 2) + "," + port.formatted("wan", 1) + "]").getAsJsonArray();
        assertEquals(List.of("ra wan: received 10, ends 9"), CounterIdentity.problems(Map.of("ra", ports)));
    }

    @Test
    void shouldSeeLuaErrorsOfBothKinds() {
        assertEquals(2, CaptureDecodes.luaErrors("""
            Frame 1
                [Expert Info (Error/Undecoded): Lua Error: x.lua:3: attempt to index]
            tshark: lua: bad
            """));
        assertEquals(0, CaptureDecodes.luaErrors("Internet Protocol Version 8, Src: 64496.10.1.0.10\n"));
    }

    @Test
    void shouldKnowTheDevices() {
        assertEquals(new DeviceChoice("net_af_xdp", true), DeviceChoice.parse("auto"));
        assertEquals(new DeviceChoice("net_af_packet", false), DeviceChoice.parse("net_af_packet"));
        assertTrue(assertThrows(LabException.class, () -> DeviceChoice.parse("eth0")).getMessage().contains("use auto, net_af_xdp or net_af_packet"));
    }
}
