// SPDX-License-Identifier: Apache-2.0
// The plain format: time, level, message.
package io.eightfold.controlplane.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** The plain format: time with milliseconds and zone, level, message; a stack trace on the lines after it. Thread: any. */
final class TextLine {
    /** RFC 3339, which RFC 5424 §6.2.3 takes its timestamp from. */
    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

    private TextLine() {
    }

    /** The event with its line end. */
    static String of(final LogEvent event, final ZoneId zone) {
        final StringBuilder line = new StringBuilder();
        line.append(TIME.format(ZonedDateTime.ofInstant(event.time(), zone))).append(' ').append(event.level()).append(' ').append(event.message().text())
            .append('\n');
        if (event.failure() != null) {
            final StringWriter trace = new StringWriter();
            event.failure().printStackTrace(new PrintWriter(trace));
            line.append(trace);
        }
        return line.toString();
    }
}
