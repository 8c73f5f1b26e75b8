// SPDX-License-Identifier: Apache-2.0
// What happened between two readings of the counters, per second.
package io.eightfold.cli.top;

import io.eightfold.controlplane.telemetry.PortCounterSource.Port;
import io.eightfold.controlplane.telemetry.PortCounterSource.Reading;
import io.eightfold.controlplane.telemetry.PortCounterSource.Worker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What happened between two readings of the counters, per second. Thread: any; immutable.
 *
 * @param isStalled whether no worker made a turn though there was time for thousands: the process is stopped, or starved of its cores
 */
record Rates(List<PortRate> ports, List<WorkerRate> workers, List<DropRate> drops, boolean isStalled) {
    static final Rates NONE = new Rates(List.of(), List.of(), List.of(), false);
    /** A worker that idles still makes a turn in each millisecond or so. */
    private static final long STALL_NS = 90_000_000;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int BITS = 8;

    /** One port. */
    record PortRate(String name, double rxPps, double rxBps, double txPps, double txBps, double dropsPps) {
    }

    /** @param busy share of turns that found a frame, 0 to 1. */
    record WorkerRate(int index, double busy, double pps) {
    }

    /** One reason on one port. */
    record DropRate(String port, String reason, double pps, long total) {
    }

    /** @param elapsedNs between the readings; at least 1. */
    static Rates between(final Reading before, final Reading after, final long elapsedNs) {
        final double seconds = elapsedNs / NANOS_PER_SECOND;
        final Map<String, Port> earlier = new HashMap<>();
        before.ports().forEach(p -> earlier.put(p.name(), p));
        final Port nothing = new Port("", Map.of(), Map.of());
        final List<PortRate> ports = new ArrayList<>();
        final List<DropRate> drops = new ArrayList<>();
        for (final Port port : after.ports()) {
            final Port old = earlier.getOrDefault(port.name(), nothing);
            final List<DropRate> own = drops(old, port, seconds);
            drops.addAll(own);
            ports.add(new PortRate(port.name(), rate(old, port, "received", seconds), rate(old, port, "receivedBytes", seconds) * BITS,
                rate(old, port, "transmitted", seconds), rate(old, port, "transmittedBytes", seconds) * BITS, own.stream().mapToDouble(DropRate::pps).sum()));
        }
        drops.sort(Comparator.comparingDouble(DropRate::pps).thenComparingLong(DropRate::total).reversed());
        return new Rates(ports, workers(before, after, seconds), drops, elapsedNs >= STALL_NS && isStalled(before, after));
    }

    private static boolean isStalled(final Reading before, final Reading after) {
        final List<Long> turns = after.workers().stream().map(Worker::turns).toList();
        return !turns.isEmpty() && turns.equals(before.workers().stream().map(Worker::turns).toList());
    }

    private static List<DropRate> drops(final Port before, final Port after, final double seconds) {
        final List<DropRate> drops = new ArrayList<>();
        after.drops().forEach((reason, total) -> {
            if (total != 0) {
                drops.add(new DropRate(after.name(), reason, grown(before.drops().getOrDefault(reason, 0L), total) / seconds, total));
            }
        });
        return drops;
    }

    private static List<WorkerRate> workers(final Reading before, final Reading after, final double seconds) {
        final List<WorkerRate> workers = new ArrayList<>();
        for (int i = 0; i < after.workers().size(); i++) {
            final Worker worker = after.workers().get(i);
            final Worker old = i < before.workers().size() ? before.workers().get(i) : new Worker(i, 0, 0, 0);
            final long turns = grown(old.turns(), worker.turns());
            final double idle = turns == 0 ? 1 : Math.min(1, (double) grown(old.emptyTurns(), worker.emptyTurns()) / turns);
            workers.add(new WorkerRate(worker.index(), 1 - idle, grown(old.packets(), worker.packets()) / seconds));
        }
        return workers;
    }

    private static double rate(final Port before, final Port after, final String counter, final double seconds) {
        return grown(before.counters().getOrDefault(counter, 0L), after.counters().getOrDefault(counter, 0L)) / seconds;
    }

    /** A counter that is smaller than before began anew: the dataplane was restarted. */
    private static long grown(final long before, final long after) {
        return after < before ? after : after - before;
    }
}
