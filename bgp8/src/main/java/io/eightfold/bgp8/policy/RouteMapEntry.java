// SPDX-License-Identifier: Apache-2.0
// An entry of a route-map.
package io.eightfold.bgp8.policy;

import java.util.List;

/**
 * An entry of a route-map. Thread: any; immutable.
 *
 * @param sequence entries are tried from the lowest on; 1 to 65535
 * @param action   what becomes of a route for which all matches hold; without matches that is every route
 * @param matches  conditions
 * @param changes  done to a permitted route, in this order
 * @param next     what comes after a permitted route: {@link #STOP}, {@link #NEXT}, or the sequence from which to go on
 */
public record RouteMapEntry(int sequence, Action action, List<Match> matches, List<Change> changes, int next) {
    /** That was the decision. */
    public static final int STOP = 0;
    /** {@code on-match next}: the entry after this one. */
    public static final int NEXT = -1;
    public static final int MAX_SEQUENCE = 65_535;

    /** @throws IllegalArgumentException when it goes back, which might not end */
    public RouteMapEntry {
        if (sequence < 1 || sequence > MAX_SEQUENCE) {
            throw new IllegalArgumentException("route-map sequence " + sequence + " is not 1 to " + MAX_SEQUENCE);
        }
        if (next != STOP && next != NEXT && next <= sequence) {
            throw new IllegalArgumentException("on-match goto " + next + " does not lead past sequence " + sequence + "; it only goes forward");
        }
        matches = List.copyOf(matches);
        changes = List.copyOf(changes);
    }
}
