// SPDX-License-Identifier: Apache-2.0
// The settings of one ping run.
package io.eightfold.host.tool;

import io.eightfold.host.stack.SendOptions;
import io.eightfold.wire.address.Ipv8Address;

/**
 * Settings of {@link Ping}.
 *
 * @param destination  whom to ask; ASN 0 is sent as IPv4
 * @param count        number of requests; 0 goes on until stopped
 * @param intervalMs   time between two requests, at least 1
 * @param sizeBytes    data bytes behind the ICMP header, 0 to 65000
 * @param ttl          time to live, 1 to 255
 * @param timeoutMs    wait for answers after the last request
 * @param dontFragment whether DF is set
 * @param from         interface, source and gateway
 * @param isJson       one JSON object instead of lines
 */
public record PingOptions(Ipv8Address destination, int count, long intervalMs, int sizeBytes, int ttl, long timeoutMs, boolean dontFragment,
                          HostSelection from, boolean isJson) {
    public static final long DEFAULT_INTERVAL_MS = 1000;
    public static final int DEFAULT_SIZE_BYTES = 56;
    public static final long DEFAULT_TIMEOUT_MS = 4000;
    /** Leaves room for the longest headers in a packet of 65,535 bytes. */
    public static final int MAX_SIZE_BYTES = 65_000;

    public PingOptions {
        checkRange("count", count, 0, Integer.MAX_VALUE);
        checkRange("intervalMs", intervalMs, 1, Integer.MAX_VALUE);
        checkRange("sizeBytes", sizeBytes, 0, MAX_SIZE_BYTES);
        checkRange("ttl", ttl, 1, 255);
        checkRange("timeoutMs", timeoutMs, 1, Integer.MAX_VALUE);
    }

    /** Endless, one request a second, 56 bytes. */
    public static PingOptions to(Ipv8Address destination) {
        return new PingOptions(destination, 0, DEFAULT_INTERVAL_MS, DEFAULT_SIZE_BYTES, SendOptions.DEFAULT_TTL, DEFAULT_TIMEOUT_MS, false,
            HostSelection.AUTOMATIC, false);
    }

    public PingOptions withCount(int newCount) {
        return new PingOptions(destination, newCount, intervalMs, sizeBytes, ttl, timeoutMs, dontFragment, from, isJson);
    }

    /** Times in milliseconds. */
    public PingOptions withTimes(long newIntervalMs, long newTimeoutMs) {
        return new PingOptions(destination, count, newIntervalMs, sizeBytes, ttl, newTimeoutMs, dontFragment, from, isJson);
    }

    public PingOptions withPacket(int newSizeBytes, int newTtl, boolean newDontFragment) {
        return new PingOptions(destination, count, intervalMs, newSizeBytes, newTtl, timeoutMs, newDontFragment, from, isJson);
    }

    public PingOptions withFrom(HostSelection newFrom) {
        return new PingOptions(destination, count, intervalMs, sizeBytes, ttl, timeoutMs, dontFragment, newFrom, isJson);
    }

    public PingOptions withJson() {
        return new PingOptions(destination, count, intervalMs, sizeBytes, ttl, timeoutMs, dontFragment, from, true);
    }

    static void checkRange(String name, long value, long lowest, long highest) {
        if (value < lowest || value > highest) {
            throw new HostToolException(HostToolException.USAGE, name + "=" + value + " is outside " + lowest + " to " + highest
                + "; choose one inside");
        }
    }
}
