// SPDX-License-Identifier: Apache-2.0
// Measures from a route's publication to its first forwarded packet, by traffic.
package io.eightfold.perf.push;

import io.eightfold.host.link.RawLink;
import io.eightfold.wire.address.Ipv8Address;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Offers packets to destinations without a route, which the router drops; has one route published after the other; and takes for each the time from the
 * stamp of {@link RoutePublisher#publish} to the first packet that comes out. A few destinations are under test at a time, so that each is offered often:
 * the time between two packets of one is the resolution, by which a figure may be too high. <p>Thread: the caller's; the links get two threads of their own.
 */
public final class TrafficProbe {
    /** What a route may take before the measurement is given up. */
    private static final long ARRIVAL_LIMIT_NS = TimeUnit.SECONDS.toNanos(10);
    /** Each destination is offered for so long before its route is published: a packet that comes out in this time is a fault. */
    private static final long BEFORE_MS = 20;
    private static final int SIGNIFICANT_DIGITS = 3;

    private final RawLink from;
    private final RawLink to;
    private final Settings settings;

    /**
     * @param routerMac   of the port at the sender.
     * @param source8     of IPv8 packets.
     * @param source4     of IPv4 packets.
     * @param neighbors   next hops of the routes: answered for at the receiver.
     * @param ratePps     packets offered per second.
     * @param atOnce      destinations under test at a time.
     */
    public record Settings(long routerMac, Ipv8Address source8, Ipv8Address source4, List<Ipv8Address> neighbors, int ratePps, int atOnce) {
        /** Below, the resolution comes near what is measured. */
        public static final int MIN_RATE_PPS = 20_000;

        public Settings {
            neighbors = List.copyOf(neighbors);
            if (ratePps < MIN_RATE_PPS) {
                throw new IllegalArgumentException("ratePps=" + ratePps + " < MIN_RATE_PPS=" + MIN_RATE_PPS + "; the probe would measure its own resolution");
            }
            if (atOnce < 1) {
                throw new IllegalArgumentException("atOnce=" + atOnce + " < 1; test at least one destination at a time");
            }
        }
    }

    /**
     * What was seen.
     * @param latencyNs    publication to first packet.
     * @param resolutionNs time between two packets of a destination as they were really offered, on average: figures are too high by up to this.
     * @param routes       measured.
     */
    public record Result(Histogram latencyNs, long resolutionNs, int routes) {
        /** Percentile in ms. */
        public double percentileMs(final double percentile) {
            return latencyNs.getValueAtPercentile(percentile) / 1e6;
        }
    }

    /** @param from sends. @param to receives; both are used by one run at a time. */
    public TrafficProbe(final RawLink from, final RawLink to, final Settings settings) {
        this.from = from;
        this.to = to;
        this.settings = settings;
    }

    /**
     * Measures all destinations.
     * @throws IllegalStateException when a packet came out before its route was published, or none did within 10 s.
     */
    public Result run(final List<Ipv8Address> destinations, final RoutePublisher publisher) {
        final Histogram latencyNs = new Histogram(SIGNIFICANT_DIGITS);
        final FirstArrivals arrivals = new FirstArrivals(destinations.size());
        try (ProbeTraffic traffic = new ProbeTraffic(from, to, settings, destinations, arrivals)) {
            for (int first = 0; first < destinations.size(); first += settings.atOnce()) {
                final int end = Math.min(first + settings.atOnce(), destinations.size());
                traffic.offer(first, end);
                traffic.pause(BEFORE_MS);
                for (int i = first; i < end; i++) {
                    latencyNs.recordValue(measure(destinations.get(i), i, arrivals, publisher, traffic));
                }
            }
            return new Result(latencyNs, traffic.resolutionNs(), destinations.size());
        }
    }

    private static long measure(final Ipv8Address destination, final int index, final FirstArrivals arrivals, final RoutePublisher publisher,
                                final ProbeTraffic traffic) {
        if (arrivals.hasArrived(index)) {
            throw new IllegalStateException(destination + " was forwarded before its route was published; choose destinations without a route");
        }
        final long publishedNs = publisher.publish(destination.bits());
        if (!arrivals.await(index, ARRIVAL_LIMIT_NS)) {
            traffic.requireLinks();
            throw new IllegalStateException("no packet for " + destination + " came out within " + ARRIVAL_LIMIT_NS / 1_000_000_000
                + " s of its route's publication; look at the router's drop reasons");
        }
        // A packet that was under way may take a route that its publisher has not returned from yet.
        return Math.max(0, arrivals.arrivalNs(index) - publishedNs);
    }
}
