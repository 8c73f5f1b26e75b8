// SPDX-License-Identifier: Apache-2.0
// Tells the operator that packets were stopped at a border.
package io.eightfold.dataplane.slowpath;

import io.eightfold.dataplane.counter.CounterFile;
import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.wire.memory.Memory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once a second at the counters of what the border filters dropped, and reports each port and reason that rose: the first time at once, afterwards once a minute at most, with
 * what came together since. Hosts of 222/8 raise an E3 trap, all else a SEC-ALERT (spec section 5). A flood of such packets costs nothing more than one packet of it.
 * <p>Thread: control.
 */
final class BorderAlarm {
    private static final Logger LOG = LoggerFactory.getLogger(BorderAlarm.class);
    private static final List<DropReason> REASONS = Stream.concat(DropReason.of(DropReason.Group.BORDER).stream(),
        Stream.of(DropReason.ZONE_ISOLATION, DropReason.TUNNEL_SOURCE)).toList();
    private static final long LOOK_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long QUIET_NS = TimeUnit.MINUTES.toNanos(1);

    private final Watch[] watches;
    private final Listener listener;
    private long nextLookNs;

    /** Where reports go. */
    @FunctionalInterface
    interface Listener {
        /** @param packets dropped since the last report of this port and reason */
        void onDropped(String port, DropReason reason, long packets);
    }

    /** What has been said of a port and a reason. */
    private static final class Watch {
        private final String port;
        private final DropReason reason;
        /** Where each thread counts it. */
        private final long[] counters;
        private long reported;
        private long quietUntilNs;
        private boolean isQuiet;

        private Watch(final String port, final DropReason reason, final long[] counters) {
            this.port = port;
            this.reason = reason;
            this.counters = counters;
        }

        private long total() {
            long total = 0;
            for (final long counter : counters) {
                total += Memory.nativeLong(counter);
            }
            return total;
        }
    }

    /** Reports to the log. */
    BorderAlarm(final List<RouterPort> ports, final CounterFile counters, final int writers, final long nowNs) {
        this(ports, counters, writers, nowNs, BorderAlarm::log);
    }

    /** @param writers threads that count. */
    BorderAlarm(final List<RouterPort> ports, final CounterFile counters, final int writers, final long nowNs, final Listener listener) {
        this.listener = listener;
        nextLookNs = nowNs;
        watches = ports.stream().flatMap(port -> REASONS.stream().map(reason -> watch(port, reason, counters, writers))).toArray(Watch[]::new);
    }

    private static Watch watch(final RouterPort port, final DropReason reason, final CounterFile counters, final int writers) {
        final long[] addresses = new long[writers];
        for (int writer = 0; writer < writers; writer++) {
            addresses[writer] = counters.block(port.index(), writer) + CounterFile.DROPS + (long) reason.id() * Long.BYTES;
        }
        return new Watch(port.name(), reason, addresses);
    }

    /** To be called in every round. */
    void tick(final long nowNs) {
        if (nextLookNs - nowNs > 0) {
            return;
        }
        nextLookNs = nowNs + LOOK_NS;
        for (final Watch watch : watches) {
            look(watch, nowNs);
        }
    }

    private void look(final Watch watch, final long nowNs) {
        final long total = watch.total();
        if (total < watch.reported) {
            // Somebody set the counters to 0.
            watch.reported = 0;
        }
        watch.isQuiet &= watch.quietUntilNs - nowNs > 0;
        if (total > watch.reported && !watch.isQuiet) {
            listener.onDropped(watch.port, watch.reason, total - watch.reported);
            watch.reported = total;
            watch.quietUntilNs = nowNs + QUIET_NS;
            watch.isQuiet = true;
        }
    }

    private static void log(final String port, final DropReason reason, final long packets) {
        if (reason == DropReason.BORDER_INTERIOR_LINK) {
            LOG.warn("border port={} fault=peer dropped reason={} packets={} event=E3-TRAP", port, reason.label(), packets);
        } else {
            LOG.warn("border port={} fault=peer dropped reason={} packets={} event=SEC-ALERT", port, reason.label(), packets);
        }
    }
}
