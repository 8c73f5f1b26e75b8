// SPDX-License-Identifier: Apache-2.0
// The path a traceroute run found.
package io.eightfold.host.tool;

import java.util.List;

/**
 * Result of {@link Traceroute}; its JSON form is this record.
 *
 * @param packetBytes length of a probe, IP header included
 * @param isReached   whether the destination itself answered
 */
public record TracerouteResult(String destination, String source, int maxHops, int packetBytes, boolean isReached, List<Hop> hops) {

    /** Answers to the probes of one TTL, in the order the probes were sent. */
    public record Hop(int ttl, List<Probe> probes) { }

    /**
     * One probe; all but {@code mark} are absent if nobody answered in time.
     *
     * @param from   who answered
     * @param timeMs round-trip time
     * @param mark   {@code !N}, {@code !H}, {@code !P}, {@code !F-mtu}, {@code !A} (no route to the ASN) and so on; empty for a plain answer
     */
    public record Probe(String from, Double timeMs, String mark) {
        static final Probe TIMED_OUT = new Probe(null, null, "");

        boolean isAnswered() {
            return from != null;
        }
    }

    /** 0 if the destination was reached, else 1. */
    public int exitCode() {
        return isReached ? 0 : 1;
    }
}
