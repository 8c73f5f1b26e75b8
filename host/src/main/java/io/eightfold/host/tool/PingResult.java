// SPDX-License-Identifier: Apache-2.0
// What a ping run found out.
package io.eightfold.host.tool;

import java.util.List;

/**
 * Result of {@link Ping}; its JSON form is this record.
 *
 * @param received      requests that were answered, repetitions not counted
 * @param errors        ICMP errors and requests that could not be sent
 * @param durationMs    first request to last event
 * @param roundTripMs   statistics over all answers; absent without one
 * @param events        answers and errors in order, the first {@value #MAX_EVENTS} of them
 */
public record PingResult(String destination, String source, int sizeBytes, int transmitted, int received, int duplicates, int errors,
                         double lossPercent, long durationMs, RoundTrip roundTripMs, List<Event> events) {
    static final int MAX_EVENTS = 10_000;

    /** Round-trip times in milliseconds; {@code mdev} is the standard deviation, as in iputils. */
    public record RoundTrip(double min, double avg, double max, double mdev) { }

    /**
     * One answer or error.
     *
     * @param sequence number of the request
     * @param from     who answered
     * @param ttl      time to live the answer arrived with; absent if it did not come from the network
     * @param timeMs   round-trip time; absent for errors
     * @param outcome  {@code reply}, {@code duplicate}, or the error in words
     */
    public record Event(int sequence, String from, Integer ttl, Double timeMs, String outcome) { }

    /** 0 if anything was answered, else 1. */
    public int exitCode() {
        return received > 0 ? 0 : 1;
    }
}
