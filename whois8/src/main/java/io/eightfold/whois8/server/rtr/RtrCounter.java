// SPDX-License-Identifier: Apache-2.0
// What RTR sessions do.
package io.eightfold.whois8.server.rtr;

import io.eightfold.whois8.server.Counter;

/** The word is the label of the counter. */
public enum RtrCounter implements Counter {
    /** Reset Queries and Serial Queries that were answered with the whole set. */
    FULL_ANSWERS("full-answers"),
    /** Serial Queries that were answered with changes. */
    DELTA_ANSWERS("delta-answers"),
    /** Serial Queries that were answered with Cache Reset: another session, or too long ago. */
    CACHE_RESETS("cache-resets"),
    NOTIFIES("notifies"),
    /** Queries while no registry had said anything. */
    NO_DATA("no-data"),
    /** PDUs of routers that break the protocol; the router was told. */
    BAD_PDUS("bad-pdus"),
    /** Error Reports of routers. */
    PEER_ERRORS("peer-errors");

    private final String word;

    RtrCounter(final String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
