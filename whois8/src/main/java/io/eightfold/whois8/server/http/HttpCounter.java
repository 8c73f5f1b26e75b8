// SPDX-License-Identifier: Apache-2.0
// What the HTTP server counts.
package io.eightfold.whois8.server.http;

import io.eightfold.whois8.server.Counter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Every connection that was accepted is open or ended under one of the {@link Group#CONNECTION} reasons; every request is under way or ended under one of the
 * {@link Group#REQUEST} reasons.
 */
public enum HttpCounter implements Counter {
    /** Connections the kernel handed over; the sum of those below once all are closed. */
    CONNECTION_ACCEPTED(Group.TOTAL),
    /** Closed at once: as many connections as {@link HttpLimits#connections} are open. */
    CONNECTION_REFUSED_FULL(Group.CONNECTION),
    /** Closed at once: its address holds {@link HttpLimits#connectionsPerAddress} already. */
    CONNECTION_REFUSED_ADDRESS(Group.CONNECTION),
    /** Cut: no whole request head came within {@link HttpLimits#headerTime}. */
    CONNECTION_CUT_SLOW_REQUEST(Group.CONNECTION),
    /** Cut: a body or an answer moved slower than {@link HttpLimits#minRateBytesPerS}. */
    CONNECTION_CUT_SLOW_TRANSFER(Group.CONNECTION),
    /** Cut: an event could not be written to a subscriber until the next was due. */
    CONNECTION_CUT_SLOW_SUBSCRIBER(Group.CONNECTION),
    /** Closed by either side, or silent for {@link HttpLimits#idleTime}. */
    CONNECTION_CLOSED(Group.CONNECTION),

    /** Requests whose head could be read or had to be refused; the sum of all below once none is under way. */
    REQUEST(Group.TOTAL),
    ANSWERED(Group.REQUEST),
    NOT_MODIFIED(Group.REQUEST),
    BAD_REQUEST(Group.REQUEST),
    UNAUTHORIZED(Group.REQUEST),
    FORBIDDEN(Group.REQUEST),
    NOT_FOUND(Group.REQUEST),
    METHOD_NOT_ALLOWED(Group.REQUEST),
    /** RDAP of domains and name servers, or a method HTTP does not know. */
    NOT_IMPLEMENTED(Group.REQUEST),
    NOT_ACCEPTABLE(Group.REQUEST),
    CONFLICT(Group.REQUEST),
    /** Deltas that are kept no longer. */
    GONE(Group.REQUEST),
    /** A body beyond its limit. */
    TOO_LARGE(Group.REQUEST),
    URI_TOO_LONG(Group.REQUEST),
    HEADERS_TOO_LARGE(Group.REQUEST),
    /** More requests of an address than {@link HttpLimits#requestsPerS}. */
    RATE_LIMITED(Group.REQUEST),
    /** More transfers or subscribers than may run at a time, or a registry that cannot answer now. */
    UNAVAILABLE(Group.REQUEST),
    /** Ours: a fault that is in the log. */
    FAILED(Group.REQUEST),
    /** The connection ended before the answer did. */
    ABORTED(Group.REQUEST),

    /** Event streams begun; they end as requests. */
    SUBSCRIBER(Group.EVENT),
    /** Heads written to subscribers. */
    HEAD_PUSHED(Group.EVENT),
    /** Administration asked for with a token that is unknown. */
    TOKEN_REJECTED(Group.EVENT);

    /** What a counter is part of. */
    public enum Group {
        /** Sums of the others. */
        TOTAL,
        CONNECTION,
        REQUEST,
        /** Counted besides. */
        EVENT
    }

    private final Group group;
    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    HttpCounter(final Group group) {
        this.group = group;
    }

    public Group group() {
        return group;
    }

    @Override
    public String word() {
        return word;
    }

    static List<HttpCounter> of(final Group group) {
        return Arrays.stream(values()).filter(counter -> counter.group == group).toList();
    }

    /** How a request with this answer ended. */
    static HttpCounter ofStatus(final int status) {
        return switch (status) {
            case 304 -> NOT_MODIFIED;
            case 401 -> UNAUTHORIZED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 409 -> CONFLICT;
            case 410 -> GONE;
            case 413 -> TOO_LARGE;
            case 414 -> URI_TOO_LONG;
            case 429 -> RATE_LIMITED;
            case 431 -> HEADERS_TOO_LARGE;
            case 501 -> NOT_IMPLEMENTED;
            case 503 -> UNAVAILABLE;
            // HTTP of another version.
            case 505 -> BAD_REQUEST;
            default -> status < 400 ? ANSWERED : status < 500 ? BAD_REQUEST : FAILED;
        };
    }
}
