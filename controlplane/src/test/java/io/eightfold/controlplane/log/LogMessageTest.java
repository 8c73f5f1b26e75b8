// SPDX-License-Identifier: Apache-2.0
// What becomes text and what becomes pairs.
package io.eightfold.controlplane.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class LogMessageTest {
    private static LogMessage of(final String pattern, final Object... arguments) {
        return LogMessage.of(pattern, arguments, null);
    }

    @Test
    void shouldFindPairsInThePattern() {
        final LogMessage message = of("port interface={} link=down; bring it up: ip link set {} up", "eth1", "eth1");
        assertEquals("port interface=eth1 link=down; bring it up: ip link set eth1 up", message.text());
        assertEquals(Map.of("interface", "eth1", "link", "down"), message.pairs());
    }

    @Test
    void shouldTakeQuotedAndDottedAndComposedValues() {
        final LogMessage message = of("port reason=\"{}\" net.ipv4.rp_filter=2 range={}-{}", "the device does not hash", 1, 4);
        assertEquals("port reason=\"the device does not hash\" net.ipv4.rp_filter=2 range=1-4", message.text());
        assertEquals(Map.of("reason", "the device does not hash", "net.ipv4.rp_filter", "2", "range", "1-4"), message.pairs());
    }

    @Test
    void shouldNeverReadPairsFromAValue() {
        final LogMessage message = of("peer name={} {}", "x admin=yes", "role=root");
        assertEquals(Map.of("name", "x admin=yes"), message.pairs());
    }

    @Test
    void shouldKeepAnEventOnOneLine() {
        final LogMessage message = of("peer text={}", "a\nERROR router fault=bug\u001b[2J");
        assertEquals("peer text=a\\x0aERROR router fault=bug\\x1b[2J", message.text());
    }

    @Test
    void shouldHideSecrets() {
        final LogMessage message = of("metrics token={} md5Password=\"{}\" tokens={}", "t0p", "x", 3);
        assertEquals("metrics token=<hidden> md5Password=\"<hidden>\" tokens=3", message.text());
        assertEquals(Map.of("token", "<hidden>", "md5Password", "<hidden>", "tokens", "3"), message.pairs());
    }

    @Test
    void shouldSurviveWrongNumbersOfArgumentsAndBrokenValues() {
        assertEquals("fib a=1 b={}", of("fib a={} b={}", 1).text());
        assertEquals("fib a=1", of("fib a={}", 1, 2).text());
        assertEquals("fib a=null", of("fib a={}", (Object) null).text());
        assertEquals("fib a=<IllegalStateException>", of("fib a={}", new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no");
            }
        }).text());
        assertEquals("null", LogMessage.of(null, null, null).text());
        assertEquals("fib =x ={} a=", of("fib =x ={} a=").text());
    }

    @Test
    void shouldAppendThePairsOfTheFluentInterface() {
        final LogMessage message = LogMessage.of("fib session", null, List.of(new KeyValuePair("epoch", 7)));
        assertEquals("fib session epoch=7", message.text());
        assertEquals(Map.of("epoch", "7"), message.pairs());
    }
}
