// SPDX-License-Identifier: Apache-2.0
// The settings of one traceroute run.
package io.eightfold.host.tool;

import io.eightfold.wire.address.Ipv8Address;

/**
 * Settings of {@link Traceroute}.
 *
 * @param destination  end of the path; ASN 0 is sent as IPv4
 * @param maxHops      highest TTL, 1 to 255
 * @param probesPerHop probes with the same TTL, 1 to 10
 * @param timeoutMs    longest wait for the answers of one hop
 * @param basePort     destination port of the first UDP probe; each further one takes the next
 * @param isIcmp       echo requests instead of UDP
 * @param from         interface, source and gateway
 * @param isJson       one JSON object instead of lines
 */
public record TracerouteOptions(Ipv8Address destination, int maxHops, int probesPerHop, long timeoutMs, int basePort, boolean isIcmp,
                                HostSelection from, boolean isJson) {
    public static final int DEFAULT_MAX_HOPS = 30;
    public static final int DEFAULT_PROBES_PER_HOP = 3;
    public static final long DEFAULT_TIMEOUT_MS = 5000;
    /** Ports that nobody listens on by convention (traceroute(8)). */
    public static final int DEFAULT_BASE_PORT = 33_434;

    public TracerouteOptions {
        PingOptions.checkRange("maxHops", maxHops, 1, 255);
        PingOptions.checkRange("probesPerHop", probesPerHop, 1, 10);
        PingOptions.checkRange("timeoutMs", timeoutMs, 1, Integer.MAX_VALUE);
        PingOptions.checkRange("basePort", basePort, 1, 0xFFFF - (long) maxHops * probesPerHop);
    }

    /** 30 hops, 3 UDP probes each. */
    public static TracerouteOptions to(Ipv8Address destination) {
        return new TracerouteOptions(destination, DEFAULT_MAX_HOPS, DEFAULT_PROBES_PER_HOP, DEFAULT_TIMEOUT_MS, DEFAULT_BASE_PORT, false,
            HostSelection.AUTOMATIC, false);
    }

    public TracerouteOptions withMaxHops(int newMaxHops) {
        return new TracerouteOptions(destination, newMaxHops, probesPerHop, timeoutMs, basePort, isIcmp, from, isJson);
    }

    public TracerouteOptions withTimeout(long newTimeoutMs) {
        return new TracerouteOptions(destination, maxHops, probesPerHop, newTimeoutMs, basePort, isIcmp, from, isJson);
    }

    public TracerouteOptions withIcmp() {
        return new TracerouteOptions(destination, maxHops, probesPerHop, timeoutMs, basePort, true, from, isJson);
    }

    public TracerouteOptions withFrom(HostSelection newFrom) {
        return new TracerouteOptions(destination, maxHops, probesPerHop, timeoutMs, basePort, isIcmp, newFrom, isJson);
    }

    public TracerouteOptions withJson() {
        return new TracerouteOptions(destination, maxHops, probesPerHop, timeoutMs, basePort, isIcmp, from, true);
    }
}
