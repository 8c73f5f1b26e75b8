// SPDX-License-Identifier: Apache-2.0
// SLF4J's logger over the sinks of this process.
package io.eightfold.controlplane.log;

import java.util.List;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.spi.LoggingEventAware;

/** A named logger. The name decides only whether the events are ours. Thread: any. */
final class EightfoldLogger extends AbstractLogger implements LoggingEventAware {
    private static final long serialVersionUID = 1L;
    private static final String OURS = "io.eightfold.";

    private final boolean isOurs;

    EightfoldLogger(final String name) {
        this.name = name;
        isOurs = name.startsWith(OURS);
    }

    /** Libraries speak of their own affairs below WARN; an operator hears of them when something is wrong. */
    private boolean isEnabled(final Level level) {
        return level.toInt() >= Logging.settings().level().toInt() && (isOurs || level.toInt() >= Level.WARN.toInt());
    }

    @Override
    public void log(final LoggingEvent event) {
        if (isEnabled(event.getLevel())) {
            final Marker marker = event.getMarkers() == null || event.getMarkers().isEmpty() ? null : event.getMarkers().getFirst();
            write(event.getLevel(), marker, event.getMessage(), event.getArgumentArray(), event.getKeyValuePairs(), event.getThrowable());
        }
    }

    @Override
    protected void handleNormalizedLoggingCall(final Level level, final Marker marker, final String pattern, final Object[] arguments,
        final Throwable failure) {
        write(level, marker, pattern, arguments, null, failure);
    }

    private void write(final Level level, final Marker marker, final String pattern, final Object[] arguments,
        final List<org.slf4j.event.KeyValuePair> pairs, final Throwable failure) {
        final MessageId id = marker instanceof MessageId given ? given : isOurs ? MessageId.of(pattern) : MessageId.LIBRARY;
        final LogMessage message = LogMessage.of(isOurs ? pattern : "library logger=" + name + ' ' + pattern, arguments, pairs);
        Logging.write(level, id, message, failure);
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    public boolean isTraceEnabled() {
        return isEnabled(Level.TRACE);
    }

    @Override
    public boolean isTraceEnabled(final Marker marker) {
        return isTraceEnabled();
    }

    @Override
    public boolean isDebugEnabled() {
        return isEnabled(Level.DEBUG);
    }

    @Override
    public boolean isDebugEnabled(final Marker marker) {
        return isDebugEnabled();
    }

    @Override
    public boolean isInfoEnabled() {
        return isEnabled(Level.INFO);
    }

    @Override
    public boolean isInfoEnabled(final Marker marker) {
        return isInfoEnabled();
    }

    @Override
    public boolean isWarnEnabled() {
        return isEnabled(Level.WARN);
    }

    @Override
    public boolean isWarnEnabled(final Marker marker) {
        return isWarnEnabled();
    }

    @Override
    public boolean isErrorEnabled() {
        return isEnabled(Level.ERROR);
    }

    @Override
    public boolean isErrorEnabled(final Marker marker) {
        return isErrorEnabled();
    }
}
