// SPDX-License-Identifier: Apache-2.0
// What a client may take of the HTTP server.
package io.eightfold.whois8.server.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Thread: any. An address is an IPv4 address or the /64 of an IPv6 address.
 *
 * @param connections           open at a time
 * @param connectionsPerAddress of one address
 * @param headBytes             request line and header fields together
 * @param bodyBytes             body of an administration request
 * @param importBytes           body of an import
 * @param answerObjects         records listed in one RDAP answer
 * @param deltasBytes           one answer of deltas; who needs more takes a snapshot
 * @param idleTime              a connection may be silent
 * @param headerTime            for the head of a request, from its first byte; of the first request from the connection's start, with its TLS handshake
 * @param requestTime           for a request and its answer, besides what {@code minRateBytesPerS} allows
 * @param minRateBytesPerS      a request may take a second more for each so many bytes it has moved
 * @param requestsPerS          of one address in the long run; 0 is no limit
 * @param requestBurst          of one address at once
 * @param transfers             snapshots, deltas, imports and exports at a time
 * @param subscribers           event streams at a time
 * @param subscribersPerAddress of one address
 * @param heartbeatTime         between two writes to an event stream; less than {@code idleTime}
 * @param rejectionDelay        before an unknown token is answered
 */
public record HttpLimits(int connections, int connectionsPerAddress, int headBytes, int bodyBytes, long importBytes, int answerObjects, int deltasBytes,
                         Duration idleTime, Duration headerTime, Duration requestTime, int minRateBytesPerS, int requestsPerS, int requestBurst,
                         int transfers, int subscribers, int subscribersPerAddress, Duration heartbeatTime, Duration rejectionDelay) {
    /** For a server that anybody may ask. */
    public static final HttpLimits DEFAULT = new HttpLimits(2048, 256, 8192, 1 << 20, 1L << 30, 1000, 64 << 20,
        Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(30), 16_384, 200, 400, 16, 1024, 64, Duration.ofSeconds(10), Duration.ofMillis(250));

    /** @throws IllegalArgumentException with all values that cannot be */
    public HttpLimits {
        final List<String> problems = new ArrayList<>();
        atLeast(problems, "connections", connections, 1);
        atLeast(problems, "connectionsPerAddress", connectionsPerAddress, 1);
        atLeast(problems, "headBytes", headBytes, 512);
        atLeast(problems, "bodyBytes", bodyBytes, 1);
        atLeast(problems, "importBytes", importBytes, 1);
        atLeast(problems, "answerObjects", answerObjects, 1);
        atLeast(problems, "deltasBytes", deltasBytes, 1);
        atLeast(problems, "minRateBytesPerS", minRateBytesPerS, 1);
        atLeast(problems, "requestsPerS", requestsPerS, 0);
        atLeast(problems, "requestBurst", requestBurst, 1);
        atLeast(problems, "transfers", transfers, 1);
        atLeast(problems, "subscribers", subscribers, 0);
        atLeast(problems, "subscribersPerAddress", subscribersPerAddress, 0);
        positive(problems, "idleTime", idleTime);
        positive(problems, "headerTime", headerTime);
        positive(problems, "requestTime", requestTime);
        positive(problems, "heartbeatTime", heartbeatTime);
        if (rejectionDelay.isNegative()) {
            problems.add("rejectionDelay=" + rejectionDelay + " is negative; give 0 or more");
        }
        if (heartbeatTime.compareTo(idleTime) >= 0) {
            problems.add("heartbeatTime=" + heartbeatTime + " is not less than idleTime=" + idleTime + "; event streams would be cut as idle");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    /** The same with another rate of requests. */
    public HttpLimits withRate(final int perS, final int burst) {
        return new HttpLimits(connections, connectionsPerAddress, headBytes, bodyBytes, importBytes, answerObjects, deltasBytes, idleTime, headerTime, requestTime, minRateBytesPerS,
            perS, burst, transfers, subscribers, subscribersPerAddress, heartbeatTime, rejectionDelay);
    }

    private static void atLeast(final List<String> problems, final String name, final long value, final long lowest) {
        if (value < lowest) {
            problems.add(name + "=" + value + " is less than " + lowest);
        }
    }

    private static void positive(final List<String> problems, final String name, final Duration value) {
        if (value.isNegative() || value.isZero()) {
            problems.add(name + "=" + value + " is not positive");
        }
    }
}
