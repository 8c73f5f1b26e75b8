// SPDX-License-Identifier: Apache-2.0
// Why a connection ended.
package io.eightfold.whois8.server;

/** Every accepted connection ends under exactly one of these. The word is the label of the counter. */
public enum EndReason implements Counter {
    /** The server had answered and closed, or the client closed when nothing was owed to it. */
    ANSWERED("answered"),
    /** The client went away before its request was complete or its answer was taken. */
    PEER_CLOSED("peer-closed"),
    /** The client reported an error and thereby ended the session. */
    PEER_ERROR("peer-error"),
    /** The request breaks a rule of the protocol; the client was told which. */
    BAD_REQUEST("bad-request"),
    /** All connections of the server are taken. */
    TOO_MANY_CONNECTIONS("too-many-connections"),
    /** All connections that one address may have are taken. */
    TOO_MANY_FROM_ADDRESS("too-many-from-address"),
    /** The address asked more often than it may. */
    QUERY_RATE("query-rate"),
    /** The request was not complete in time. */
    REQUEST_TIMEOUT("request-timeout"),
    /** A session on which nothing was asked for too long. */
    IDLE_TIMEOUT("idle-timeout"),
    /** The client did not take its answer in time. */
    SLOW_READER("slow-reader"),
    /** The server was asked to end. */
    SHUTDOWN("shutdown"),
    /** A mistake of the server. */
    FAULT("fault");

    private final String word;

    EndReason(final String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }

    /** Whether the client may still have to read what was written: such a connection is closed gently, or the kernel would throw the words away. */
    boolean hasLastWords() {
        return switch (this) {
            case ANSWERED, BAD_REQUEST, TOO_MANY_CONNECTIONS, TOO_MANY_FROM_ADDRESS, QUERY_RATE -> true;
            default -> false;
        };
    }
}
