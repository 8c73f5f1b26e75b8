// SPDX-License-Identifier: Apache-2.0
// The format of RFC 5424.
package io.eightfold.controlplane.log;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.slf4j.event.Level;

/**
 * The format of RFC 5424, one event in one line without its end:
 * {@code <PRI>1 TIMESTAMP HOSTNAME APP-NAME PROCID MSGID [SD] MSG}. A failure is the structured value {@code exception} and its first
 * frames follow the message. Thread: any.
 */
final class SyslogLine {
    static final String APP_NAME = "ipv8";
    /** 32473 is the enterprise number of examples (RFC 5612); Eightfold has none of its own. */
    static final String SD_ID = "e8@32473";
    private static final int FACILITY_DAEMON = 3;
    private static final int MAX_HOSTNAME_LENGTH = 255;
    private static final int MAX_FRAMES = 12;
    /** RFC 5424 §6.4: UTF-8 is announced by its byte order mark; plain ASCII goes without. */
    private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int LAST_ASCII = 0x7E;

    private SyslogLine() {
    }

    /** The event as bytes. */
    static byte[] of(final LogEvent event, final String hostname, final long pid, final ZoneId zone) {
        final StringBuilder head = new StringBuilder();
        head.append('<').append(FACILITY_DAEMON * 8 + severity(event.level())).append(">1 ")
            .append(TextLine.TIME.format(ZonedDateTime.ofInstant(event.time(), zone))).append(' ').append(printable(hostname)).append(' ')
            .append(APP_NAME).append(' ').append(pid).append(' ').append(event.id().name()).append(' ');
        structuredData(head, event);
        head.append(' ');
        final String message = message(event);
        final ByteArrayOutputStream line = new ByteArrayOutputStream(head.length() + message.length() + BOM.length);
        line.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
        if (message.chars().anyMatch(c -> c > LAST_ASCII)) {
            line.writeBytes(BOM);
        }
        line.writeBytes(message.getBytes(StandardCharsets.UTF_8));
        return line.toByteArray();
    }

    /** RFC 5424 §6.2.1, table 2. */
    private static int severity(final Level level) {
        return switch (level) {
            case ERROR -> 3;
            case WARN -> 4;
            case INFO -> 6;
            case DEBUG, TRACE -> 7;
        };
    }

    /** RFC 5424 §6.2.4: printable ASCII without blanks, or {@code -} when there is no name. */
    private static String printable(final String hostname) {
        final StringBuilder name = new StringBuilder();
        hostname.chars().limit(MAX_HOSTNAME_LENGTH).forEach(c -> name.append(c > ' ' && c <= LAST_ASCII ? (char) c : '?'));
        return name.isEmpty() ? "-" : name.toString();
    }

    private static void structuredData(final StringBuilder line, final LogEvent event) {
        if (event.message().pairs().isEmpty() && event.failure() == null) {
            line.append('-');
            return;
        }
        line.append('[').append(SD_ID);
        event.message().pairs().forEach((key, value) -> parameter(line, key, value));
        if (event.failure() != null) {
            parameter(line, "exception", LogMessage.textOf(event.failure()));
        }
        line.append(']');
    }

    /** RFC 5424 §6.3.3: quote, backslash and closing bracket are escaped. */
    private static void parameter(final StringBuilder line, final String key, final String value) {
        line.append(' ').append(key).append("=\"");
        value.chars().forEach(c -> {
            if (c == '"' || c == '\\' || c == ']') {
                line.append('\\');
            }
            line.append((char) c);
        });
        line.append('"');
    }

    private static String message(final LogEvent event) {
        if (event.failure() == null) {
            return event.message().text();
        }
        final StringBuilder text = new StringBuilder(event.message().text()).append(" | ").append(LogMessage.textOf(event.failure()));
        final StackTraceElement[] frames = event.failure().getStackTrace();
        for (int i = 0; i < Math.min(frames.length, MAX_FRAMES); i++) {
            text.append(" | at ").append(frames[i]);
        }
        for (Throwable cause = event.failure().getCause(); cause != null && cause != cause.getCause(); cause = cause.getCause()) {
            text.append(" | caused by ").append(LogMessage.textOf(cause));
        }
        return text.toString();
    }
}
