// SPDX-License-Identifier: Apache-2.0
// Settings of the RTR cache.
package io.eightfold.whois8.server.rtr;

/**
 * Times that routers are told (RFC 8210 §6), and what is kept for them.
 *
 * @param refreshS         between two queries of a router, 1 to 86,400
 * @param retryS           after a query that failed, 1 to 7,200
 * @param expireS          after which a router that hears nothing drops the data, 600 to 172,800 and above the other two
 * @param notifyIntervalMs least time between two Serial Notifies; a change after a pause is told at once. RFC 8210 §8.2 allows one a minute:
 *                         {@link #RFC_NOTIFY_INTERVAL_MS}. The default is a second, as a revocation has to take effect within one
 * @param settleMs         least time between two serials: changes that come faster are told together
 * @param historyChanges   VRPs that came or went and are remembered, so that routers need not read all; at least 1
 * @param historySerials   serials that are remembered, at least 1
 */
public record RtrSettings(int refreshS, int retryS, int expireS, int notifyIntervalMs, int settleMs, int historyChanges, int historySerials) {
    /** As RFC 8210 §8.2 has it. */
    public static final int RFC_NOTIFY_INTERVAL_MS = 60_000;
    public static final RtrSettings DEFAULTS = new RtrSettings(3600, 600, 7200, 1000, 100, 500_000, 1000);
    private static final int MAX_INTERVAL_MS = 3_600_000;

    /** @throws IllegalArgumentException with the first value that cannot be */
    public RtrSettings {
        require("refreshS", refreshS, 1, 86_400);
        require("retryS", retryS, 1, 7200);
        require("expireS", expireS, 600, 172_800);
        require("notifyIntervalMs", notifyIntervalMs, 0, MAX_INTERVAL_MS);
        require("settleMs", settleMs, 0, MAX_INTERVAL_MS);
        require("historyChanges", historyChanges, 1, Integer.MAX_VALUE);
        require("historySerials", historySerials, 1, Integer.MAX_VALUE);
        if (expireS <= Math.max(refreshS, retryS)) {
            throw new IllegalArgumentException("expireS=" + expireS + " is not above refreshS=" + refreshS + " and retryS=" + retryS + "; raise it (RFC 8210 section 6)");
        }
    }

    private static void require(final String what, final int value, final int lowest, final int highest) {
        if (value < lowest || value > highest) {
            throw new IllegalArgumentException(what + "=" + value + " is not from " + lowest + " to " + highest + "; change the RTR settings");
        }
    }

    /** The same with other intervals. */
    public RtrSettings withIntervals(final int notifyMs, final int settlingMs) {
        return new RtrSettings(refreshS, retryS, expireS, notifyMs, settlingMs, historyChanges, historySerials);
    }

    /** The same with another history. */
    public RtrSettings withHistory(final int changes, final int serials) {
        return new RtrSettings(refreshS, retryS, expireS, notifyIntervalMs, settleMs, changes, serials);
    }
}
