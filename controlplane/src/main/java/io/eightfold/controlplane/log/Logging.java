// SPDX-License-Identifier: Apache-2.0
// Where the events of this process go, changeable at run time.
package io.eightfold.controlplane.log;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.slf4j.event.Level;

/**
 * Where the events of this process go. One for each process, as SLF4J demands. Until {@link #configure} is called, text of level INFO
 * goes to stderr. Thread: any.
 */
public final class Logging {
    private static final long PID = ProcessHandle.current().pid();
    /** How often at most a failing syslog server is mentioned on stderr. */
    private static final long COMPLAINT_INTERVAL_NS = 60_000_000_000L;
    private static final AtomicLongArray WRITTEN = new AtomicLongArray(Level.values().length);
    private static final AtomicLong LOST_BEFORE = new AtomicLong();
    private static final Object LOCK = new Object();
    private static volatile LogSettings settings = LogSettings.DEFAULT;
    private static volatile SyslogSender syslog;
    /** Guarded by LOCK. */
    private static long complainedNs = System.nanoTime() - COMPLAINT_INTERVAL_NS;

    private Logging() {
    }

    /**
     * Replaces what was set before; events of other threads meanwhile go by one or the other.
     * @throws IOException when a socket to the syslog server cannot be made; everything else is in force then.
     */
    public static void configure(final LogSettings wanted) throws IOException {
        synchronized (LOCK) {
            settings = wanted;
            final SyslogSender old = syslog;
            if (old != null && old.server().equals(wanted.syslog())) {
                return;
            }
            syslog = null;
            if (old != null) {
                LOST_BEFORE.addAndGet(old.lost());
                old.close();
            }
            if (wanted.syslog() != null) {
                syslog = new SyslogSender(wanted.syslog());
            }
        }
    }

    /** What is set. */
    public static LogSettings settings() {
        return settings;
    }

    /** Events of a level that were written since the process began. */
    public static long written(final Level level) {
        return WRITTEN.get(level.ordinal());
    }

    /** Events that could not be sent to a syslog server since the process began. */
    public static long syslogLost() {
        final SyslogSender now = syslog;
        return LOST_BEFORE.get() + (now == null ? 0 : now.lost());
    }

    static void write(final Level level, final MessageId id, final LogMessage message, final Throwable failure) {
        final LogSettings now = settings;
        final LogEvent event = new LogEvent(Instant.now(), level, id, message, failure);
        WRITTEN.incrementAndGet(level.ordinal());
        final SyslogSender server = syslog;
        final ZoneId zone = ZoneId.systemDefault();
        final boolean isSyslogLineNeeded = server != null || now.format() == LogFormat.RFC5424;
        final byte[] line = isSyslogLineNeeded ? SyslogLine.of(event, now.hostname(), PID, zone) : null;
        toStderr(now.format() == LogFormat.TEXT ? TextLine.of(event, zone).getBytes(StandardCharsets.UTF_8) : withEnd(line));
        if (server != null) {
            final String problem = server.send(line);
            if (problem != null) {
                complain(server, problem);
            }
        }
    }

    /** Bytes, not characters: the locale of a daemon is often POSIX, which has no letters beyond ASCII. */
    private static void toStderr(final byte[] line) {
        final PrintStream stderr = System.err;
        stderr.write(line, 0, line.length);
        stderr.flush();
    }

    private static byte[] withEnd(final byte[] line) {
        final byte[] whole = java.util.Arrays.copyOf(line, line.length + 1);
        whole[line.length] = '\n';
        return whole;
    }

    private static void complain(final SyslogSender server, final String problem) {
        synchronized (LOCK) {
            final long nowNs = System.nanoTime();
            if (nowNs - complainedNs < COMPLAINT_INTERVAL_NS) {
                return;
            }
            complainedNs = nowNs;
        }
        final LogMessage message = LogMessage.of("log fault=host server={} lost={} cause=\"{}\"; check the route to it, or remove: log syslog",
            new Object[] {server.server(), server.lost(), problem}, null);
        final LogEvent event = new LogEvent(Instant.now(), Level.WARN, MessageId.LOG_SYSLOG, message, null);
        WRITTEN.incrementAndGet(Level.WARN.ordinal());
        final LogSettings now = settings;
        toStderr(now.format() == LogFormat.TEXT ? TextLine.of(event, ZoneId.systemDefault()).getBytes(StandardCharsets.UTF_8)
            : withEnd(SyslogLine.of(event, now.hostname(), PID, ZoneId.systemDefault())));
    }
}
