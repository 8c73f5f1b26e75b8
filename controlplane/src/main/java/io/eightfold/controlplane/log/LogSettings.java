// SPDX-License-Identifier: Apache-2.0
// What an operator sets about the log.
package io.eightfold.controlplane.log;

import java.net.InetSocketAddress;
import org.slf4j.event.Level;

/**
 * What an operator sets about the log. Thread: any; immutable.
 *
 * @param hostname how the router calls itself, the HOSTNAME of RFC 5424
 * @param format   of the lines on stderr
 * @param level    the least severe level that is written; other libraries' events are written from WARN on
 * @param syslog   server that gets every event by UDP as well, or null
 */
public record LogSettings(String hostname, LogFormat format, Level level, InetSocketAddress syslog) {
    /** The port of syslog over UDP (RFC 5426 §3.3). */
    public static final int DEFAULT_SYSLOG_PORT = 514;
    /** What holds until a configuration is read, and in the short commands. */
    public static final LogSettings DEFAULT = new LogSettings("", LogFormat.TEXT, Level.INFO, null);

    public LogSettings {
        if (syslog != null && syslog.isUnresolved()) {
            throw new IllegalArgumentException("syslog server '" + syslog.getHostString() + "' is not an IP address; names are not looked up for the log");
        }
    }
}
