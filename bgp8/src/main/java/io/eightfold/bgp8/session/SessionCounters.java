// SPDX-License-Identifier: Apache-2.0
// What a session has seen.
package io.eightfold.bgp8.session;

import io.eightfold.bgp8.message.MessageHeader;
import io.eightfold.bgp8.message.NotificationMessage;

/** What a session has seen since the machine was made. Thread: that of the machine. */
public final class SessionCounters {
    private static final int TYPES = MessageHeader.ROUTE_REFRESH + 1;
    private final long[] in = new long[TYPES];
    private final long[] out = new long[TYPES];
    private long established;
    private long refused;
    private long ignoredRefreshes;
    private NotificationMessage lastIn;
    private NotificationMessage lastOut;
    private String lastError = "";
    private long lastErrorNs;

    SessionCounters() {
    }

    void in(final int type) {
        in[type]++;
    }

    void out(final int type, final int count) {
        out[type] += count;
    }

    void notificationIn(final NotificationMessage message) {
        lastIn = message;
    }

    void notificationOut(final NotificationMessage message) {
        lastOut = message;
        out(MessageHeader.NOTIFICATION, 1);
    }

    void established() {
        established++;
    }

    void refused() {
        refused++;
    }

    void ignoredRefresh() {
        ignoredRefreshes++;
    }

    void error(final String line, final long nowNs) {
        lastError = line;
        lastErrorNs = nowNs;
    }

    /** Messages that came. @param type of {@code MessageHeader} */
    public long received(final int type) {
        return in[type];
    }

    /** Messages that went. @param type of {@code MessageHeader} */
    public long sent(final int type) {
        return out[type];
    }

    /** Messages of all types that came. */
    public long received() {
        return sum(in);
    }

    /** Messages of all types that went. */
    public long sent() {
        return sum(out);
    }

    private static long sum(final long[] values) {
        long sum = 0;
        for (final long value : values) {
            sum += value;
        }
        return sum;
    }

    /** How often the session came up. */
    public long timesEstablished() {
        return established;
    }

    /** Connections of the peer that were not taken. */
    public long connectionsRefused() {
        return refused;
    }

    /** ROUTE-REFRESHs of families or kinds that were not agreed on. */
    public long refreshesIgnored() {
        return ignoredRefreshes;
    }

    /** The last NOTIFICATION of the peer, or null. */
    public NotificationMessage lastReceived() {
        return lastIn;
    }

    /** The last NOTIFICATION to the peer, or null. */
    public NotificationMessage lastSent() {
        return lastOut;
    }

    /** Why the last connection ended, in one line; empty when none did. */
    public String lastError() {
        return lastError;
    }

    /** When. */
    public long lastErrorNs() {
        return lastErrorNs;
    }
}
