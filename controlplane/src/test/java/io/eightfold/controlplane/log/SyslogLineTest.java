// SPDX-License-Identifier: Apache-2.0
// Bytes of RFC 5424 lines.
package io.eightfold.controlplane.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class SyslogLineTest {
    private static final Instant TIME = Instant.parse("2026-11-24T10:00:00.120Z");

    private static String line(final Level level, final Throwable failure, final String pattern, final Object... arguments) {
        final LogEvent event = new LogEvent(TIME, level, MessageId.of(pattern), LogMessage.of(pattern, arguments, null), failure);
        return new String(SyslogLine.of(event, "r1", 4711, ZoneOffset.UTC), StandardCharsets.UTF_8);
    }

    @Test
    void shouldWriteHeaderStructuredDataAndMessage() {
        assertEquals("<30>1 2026-11-24T10:00:00.120Z r1 ipv8 4711 PORT_LINK [e8@32473 interface=\"eth1\" link=\"up\" was=\"down\"] "
            + "port interface=eth1 link=up was=down", line(Level.INFO, null, "port interface={} link={} was={}", "eth1", "up", "down"));
    }

    @Test
    void shouldMapSeverities() {
        assertTrue(line(Level.ERROR, null, "fib x").startsWith("<27>1 "));
        assertTrue(line(Level.WARN, null, "fib x").startsWith("<28>1 "));
        assertTrue(line(Level.DEBUG, null, "fib x").startsWith("<31>1 "));
    }

    @Test
    void shouldWriteADashWithoutPairsOrName() {
        final LogEvent event = new LogEvent(TIME, Level.INFO, MessageId.OTHER, LogMessage.of("nothing", null, null), null);
        assertEquals("<30>1 2026-11-24T11:00:00.120+01:00 - ipv8 1 OTHER - nothing",
            new String(SyslogLine.of(event, "", 1, ZoneId.of("+01:00")), StandardCharsets.UTF_8));
    }

    @Test
    void shouldEscapeValues() {
        assertTrue(line(Level.INFO, null, "fib rule={}", "a\"b]c\\d").contains("[e8@32473 rule=\"a\\\"b\\]c\\\\d\"]"));
    }

    @Test
    void shouldMarkTextThatIsNotAscii() {
        assertTrue(line(Level.INFO, null, "config name={}", "Zürich").endsWith("] \uFEFFconfig name=Zürich"));
        assertFalse(line(Level.INFO, null, "config name={}", "Zurich").contains("\uFEFF"));
    }

    @Test
    void shouldReplaceWhatAHostnameMayNotHold() {
        final LogEvent event = new LogEvent(TIME, Level.INFO, MessageId.OTHER, LogMessage.of("x", null, null), null);
        assertTrue(new String(SyslogLine.of(event, "a b\u00e4", 1, ZoneOffset.UTC), StandardCharsets.UTF_8).contains(" a?b? ipv8 "));
    }

    @Test
    void shouldKeepAFailureOnOneLine() {
        final String line = line(Level.ERROR, new IllegalStateException("two\nlines", new IllegalArgumentException("why")), "router fault=bug ended");
        assertFalse(line.contains("\n"), line);
        assertTrue(line.contains("exception=\"java.lang.IllegalStateException: two\\\\x0alines\""), line);
        assertTrue(line.contains(" | at io.eightfold.controlplane.log.SyslogLineTest.shouldKeepAFailureOnOneLine("), line);
        assertTrue(line.contains(" | caused by java.lang.IllegalArgumentException: why"), line);
    }
}
