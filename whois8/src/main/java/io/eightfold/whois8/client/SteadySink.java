// SPDX-License-Identifier: Apache-2.0
// A sink that may fail, and is told again.
package io.eightfold.whois8.client;

import io.eightfold.whois8.feed.DataSet;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RegistryRecord;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before a sink whose calls may fail: what is verified is taken in all the same, and validation goes on. Alarms and states of servers that were not heard are
 * told again by {@link #settle}; data is the sink's own to make good. Thread: the follower's.
 */
final class SteadySink implements FeedSink {
    private static final Logger LOG = LoggerFactory.getLogger(SteadySink.class);
    /** Alarms that wait; older ones are in the log. */
    private static final int MAX_ALARMS = 100;
    private final FeedSink sink;
    private final ArrayDeque<FeedAlarm> alarms = new ArrayDeque<>();
    private final Map<String, ServerState> states = new LinkedHashMap<>();

    SteadySink(final FeedSink sink) {
        this.sink = sink;
    }

    private static boolean isDone(final String what, final Runnable call) {
        try {
            call.run();
            return true;
        } catch (final RuntimeException e) {
            LOG.error("whois8 feed call={} fault=bug not heard; following goes on", what, e);
            return false;
        }
    }

    /** A fault while records are read ends the reading; one after that does not undo it. */
    @Override
    public Loading begin(final String rir) {
        final Loading loading = sink.begin(rir);
        return new Loading() {
            @Override
            public void record(final RegistryRecord value) {
                loading.record(value);
            }

            @Override
            public void loaded(final DataSet dataSet, final String server) {
                isDone("loaded", () -> loading.loaded(dataSet, server));
            }
        };
    }

    @Override
    public void changed(final DataSet dataSet, final List<RecordChange> changes, final String server) {
        isDone("changed", () -> sink.changed(dataSet, changes, server));
    }

    @Override
    public void restored() {
        isDone("restored", sink::restored);
    }

    @Override
    public void server(final ServerState state) {
        states.remove(state.server());
        states.put(state.server(), state);
        tellAll();
    }

    @Override
    public void alarm(final FeedAlarm alarm) {
        alarms.add(alarm);
        if (alarms.size() > MAX_ALARMS) {
            alarms.remove();
        }
        tellAll();
    }

    /** In order, until one is not heard: the others would wait for the same. */
    private boolean tellAll() {
        while (!alarms.isEmpty()) {
            if (!isDone("alarm", () -> sink.alarm(alarms.element()))) {
                return false;
            }
            alarms.remove();
        }
        for (final Iterator<ServerState> left = states.values().iterator(); left.hasNext();) {
            final ServerState state = left.next();
            if (!isDone("server", () -> sink.server(state))) {
                return false;
            }
            left.remove();
        }
        return true;
    }

    @Override
    public boolean settle() {
        final boolean[] isSettled = new boolean[1];
        return isDone("settle", () -> isSettled[0] = sink.settle()) && isSettled[0] && tellAll();
    }
}
