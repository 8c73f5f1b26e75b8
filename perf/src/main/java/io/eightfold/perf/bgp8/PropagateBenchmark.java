// SPDX-License-Identifier: Apache-2.0
// Measures how long a table takes from a sender through a daemon to a receiver.
package io.eightfold.perf.bgp8;

import io.eightfold.perf.bgp8.LoadRun.Reading;
import io.eightfold.perf.environment.Environment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Measures how long a table takes from a sender through a daemon to a receiver, all daemons in turns. Thread: startup. */
public final class PropagateBenchmark {
    private static final long SEED = 0x0B68_2026L;
    private static final int HOLD_TIME_S = 90;

    private PropagateBenchmark() {
    }

    /**
     * A daemon with what its sessions carry.
     *
     * @param kind   the daemon
     * @param routes what is told to it
     */
    public record Subject(DaemonKind kind, RouteKind routes) {
        /** As results call it. */
        public String name() {
            return kind.word() + ' ' + routes.word();
        }
    }

    /**
     * Runs everything: a round whose readings are kept apart, as the daemons have just started, and then those that count.
     *
     * @param count   routes
     * @param runs    rounds that count, at least 1
     * @param senders which all tell all routes
     * @throws Bgp8Exception when a daemon is missing or its answer wrong; nothing is reported then
     */
    public static PropagateResult run(final List<Subject> subjects, final int count, final int runs, final int senders) {
        final Map<RouteKind, RouteSet> routes = new EnumMap<>(RouteKind.class);
        final Map<RouteKind, MessageStream[]> streams = new EnumMap<>(RouteKind.class);
        for (final Subject subject : subjects) {
            routes.computeIfAbsent(subject.routes(), kind -> new RouteSet(kind, count, SEED));
            streams.computeIfAbsent(subject.routes(), kind -> streams(routes.get(kind), senders));
        }
        final List<Reading> first = new ArrayList<>();
        final List<List<Reading>> readings = new ArrayList<>();
        try (Daemons daemons = new Daemons()) {
            for (final Subject subject : subjects) {
                daemons.start(subject, senders);
                readings.add(new ArrayList<>());
            }
            for (int round = 0; round <= runs; round++) {
                for (int i = 0; i < subjects.size(); i++) {
                    // Every other round backwards, so that none always comes after the same one.
                    final int index = round % 2 == 0 ? i : subjects.size() - 1 - i;
                    final RouteKind kind = subjects.get(index).routes();
                    final Reading reading = LoadRun.run(daemons.get(index), routes.get(kind), streams.get(kind));
                    (round == 0 ? first : readings.get(index)).add(reading);
                }
            }
            return new PropagateResult(count, senders, subjects, first, readings, daemons.versions(), Environment.json(false));
        }
    }

    private static MessageStream[] streams(final RouteSet routes, final int senders) {
        final MessageStream[] streams = new MessageStream[senders];
        for (int i = 0; i < senders; i++) {
            streams[i] = new UpdateWriter(routes, Topology.senderAsn(i)).all();
        }
        return streams;
    }

    /** Those that run at the same time; only one has work. */
    private static final class Daemons implements AutoCloseable {
        private final List<Daemon> running = new ArrayList<>();
        private final Map<String, String> versions = new TreeMap<>();

        void start(final Subject subject, final int senders) {
            running.add(Daemon.start(subject.kind(), running.size() + 1, subject.routes(), senders, HOLD_TIME_S));
            versions.computeIfAbsent(subject.kind().word(), _ -> subject.kind().config().version());
        }

        Daemon get(final int index) {
            return running.get(index);
        }

        Map<String, String> versions() {
            return versions;
        }

        @Override
        public void close() {
            running.reversed().forEach(Daemon::close);
        }
    }
}
