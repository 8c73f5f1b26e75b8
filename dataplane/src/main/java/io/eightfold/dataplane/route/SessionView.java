// SPDX-License-Identifier: Apache-2.0
// The session with the control plane at one moment.
package io.eightfold.dataplane.route;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * @param isAlive     a control plane was heard of lately.
 * @param batch       last batch in the table.
 * @param visible     last batch that every worker sees.
 * @param routes      of the control plane.
 * @param digest      over them.
 * @param refused     routes of the epoch that did not fit.
 * @param hopSets     sets of next hops in use.
 * @param unusableHops hops that could not be used as they were given, since start.
 * @param brokenBy    why the epoch is broken, or null.
 * @param counters    by label.
 */
public record SessionView(long instance, boolean isAlive, long epoch, long batch, long visible, boolean isSynchronized, long routes, long digest, long refused,
                          int hopSets, long unusableHops, String brokenBy, Map<String, Long> counters) {
    /** Thread: control. */
    public static SessionView of(final ControlLink link, final RouteInstaller routes) {
        final UpdateSession session = link.session();
        final Map<String, Long> counters = new LinkedHashMap<>();
        for (final SessionCounter counter : SessionCounter.values()) {
            counters.put(counter.label(), counter == SessionCounter.ACKS ? link.acks() : session.counter(counter));
        }
        return new SessionView(link.instance(), link.isAlive(), session.epoch(), session.appliedBatch(), link.visibleBatch(), session.isSynchronized(),
            session.routeCount(), session.digestValue(), session.refused(), routes.hopSets(), routes.unusableHops(), session.brokenBy() == null ? null : session.brokenBy().label(), counters);
    }
}
