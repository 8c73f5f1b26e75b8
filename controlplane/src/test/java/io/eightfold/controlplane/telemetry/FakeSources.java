// SPDX-License-Identifier: Apache-2.0
// A router of fixed values.
package io.eightfold.controlplane.telemetry;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A router of fixed values, any part of which can be made to fail. Thread: any. */
final class FakeSources implements TelemetrySources, PortCounterSource {
    volatile boolean isRibBroken;
    volatile boolean isCounterFileMissing;
    volatile Runnable duringScrape = () -> { };

    @Override
    public Reading read() throws IOException {
        if (isCounterFileMissing) {
            throw new IOException("no counter file");
        }
        final Map<String, Long> counters = new LinkedHashMap<>();
        for (final Metric metric : Metric.values()) {
            if (metric.portCounter() != null) {
                counters.put(metric.portCounter(), (long) Math.floorMod(metric.portCounter().hashCode(), 1_000_000));
            }
        }
        final Map<String, Long> drops = new TreeMap<>(Map.of("no-route", 7L, "ttl-expired", 0L));
        return new Reading(true, List.of(new Port("wan", counters, drops), new Port("lan \"x\"", Map.of("received", 1L << 53), Map.of())),
            List.of(new Worker(0, 100, 25, 640), new Worker(1, 50, 50, 0)));
    }

    @Override
    public RouterStats router() {
        duringScrape.run();
        return new RouterStats("r1", "edge1", "0.1.0");
    }

    @Override
    public Map<String, Boolean> links() {
        return new TreeMap<>(Map.of("wan", true, "lan", false));
    }

    @Override
    public RibStats rib() {
        if (isRibBroken) {
            throw new IllegalStateException("no RIB");
        }
        return new RibStats(List.of(new RouteCount("default", "static", 300_000, 299_999, 12), new RouteCount("oob", "connected", 2, 2, 0)), 42, 21_000_000, 17);
    }

    @Override
    public FibSessionStats fibSession() {
        return new FibSessionStats(true, 3, 2, 299_990, 5_001, 5_000, 1, 4, new TreeMap<>(Map.of("connect", 2L, "gap", 1L)), Map.of("gap", 1L));
    }

    @Override
    public JournalStats journal() {
        return new JournalStats("active", 33_554_432, 5_001, 4_800_000, 0, 0, 1);
    }

    @Override
    public Whois8Stats whois8() {
        return new Whois8Stats(true, List.of(new Whois8Server("http://a", "active", true), new Whois8Server("http://b", "failed", false)),
            List.of(new Whois8DataSet("lab", 17, 1_000_000, true, 12), new Whois8DataSet("ripe", 0, 0, false, 0)),
            new TreeMap<>(Map.of("valid", 299_990L, "invalid", 3L, "not-found", 7L)), 10, 12, Map.of("bad-signature", 2L), 3_500_000);
    }

    @Override
    public BgpStats bgp() {
        return new BgpStats(true, 1_000, 2_000, 300_000, List.of(
            new BgpPeer("192.0.2.2", 64_497, 1, 3_600, 1_000, 990, 12, 0, 0, new TreeMap<>(Map.of("too-long", 3L, "validity", 7L)), 140, 7, Map.of("as-path", 1L), 2, 118),
            new BgpPeer("192.0.2.3", 4_200_000_000L, 0, 0, 0, 0, 0, 0, 0, Map.of(), 0, 0, Map.of(), 0, 100)));
    }

    @Override
    public ConfigStats config() {
        return new ConfigStats(7, 1_800_000_000, true, false);
    }
}
