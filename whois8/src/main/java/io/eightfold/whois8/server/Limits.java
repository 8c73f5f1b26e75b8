// SPDX-License-Identifier: Apache-2.0
// What clients may use of a server.
package io.eightfold.whois8.server;

/**
 * Limits of one listener. An address is one of IPv4, or a /64 of IPv6: whoever has one address of it has all.
 *
 * @param maxConnections           at one time, 1 to 100,000
 * @param maxConnectionsPerAddress at one time, 1 to {@code maxConnections}
 * @param queriesPerS              an address may ask in the long run, 1 to 1,000,000
 * @param burstQueries             an address may ask at once after a pause, at least {@code queriesPerS}
 * @param requestTimeoutMs         for a whole request, from its first moment of waiting
 * @param idleTimeoutMs            between the requests of a session that is kept open
 * @param stallTimeoutMs           for the client to take the next {@link Connection#CHUNK_BYTES} of an answer
 * @param answerTimeoutMs          for the client to take a whole answer
 */
public record Limits(int maxConnections, int maxConnectionsPerAddress, int queriesPerS, int burstQueries, int requestTimeoutMs, int idleTimeoutMs,
    int stallTimeoutMs, int answerTimeoutMs) {
    /** The most connections that can be configured. */
    public static final int MAX_CONNECTIONS = 100_000;
    private static final int MAX_QUERIES_PER_S = 1_000_000;
    private static final int MAX_TIMEOUT_MS = 7 * 24 * 3_600_000;

    /** @throws IllegalArgumentException with the first value that cannot be */
    public Limits {
        require("maxConnections", maxConnections, 1, MAX_CONNECTIONS);
        require("maxConnectionsPerAddress", maxConnectionsPerAddress, 1, maxConnections);
        require("queriesPerS", queriesPerS, 1, MAX_QUERIES_PER_S);
        require("burstQueries", burstQueries, queriesPerS, MAX_QUERIES_PER_S);
        require("requestTimeoutMs", requestTimeoutMs, 1, MAX_TIMEOUT_MS);
        require("idleTimeoutMs", idleTimeoutMs, 1, MAX_TIMEOUT_MS);
        require("stallTimeoutMs", stallTimeoutMs, 1, MAX_TIMEOUT_MS);
        require("answerTimeoutMs", answerTimeoutMs, stallTimeoutMs, MAX_TIMEOUT_MS);
    }

    private static void require(final String what, final int value, final int lowest, final int highest) {
        if (value < lowest || value > highest) {
            throw new IllegalArgumentException(what + "=" + value + " is not from " + lowest + " to " + highest + "; change it in the limits of the server");
        }
    }

    /** The same with other numbers of connections. */
    public Limits withConnections(final int all, final int perAddress) {
        return new Limits(all, perAddress, queriesPerS, burstQueries, requestTimeoutMs, idleTimeoutMs, stallTimeoutMs, answerTimeoutMs);
    }

    /** The same with another rate of queries. */
    public Limits withRate(final int perS, final int burst) {
        return new Limits(maxConnections, maxConnectionsPerAddress, perS, burst, requestTimeoutMs, idleTimeoutMs, stallTimeoutMs, answerTimeoutMs);
    }

    /** The same with other times. */
    public Limits withTimeouts(final int requestMs, final int idleMs, final int stallMs, final int answerMs) {
        return new Limits(maxConnections, maxConnectionsPerAddress, queriesPerS, burstQueries, requestMs, idleMs, stallMs, answerMs);
    }
}
