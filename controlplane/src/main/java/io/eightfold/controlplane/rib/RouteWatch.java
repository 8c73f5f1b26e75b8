// SPDX-License-Identifier: Apache-2.0
// Who tells the routes of other sources on, and needs to know what can be reached.
package io.eightfold.controlplane.rib;

import org.agrona.collections.IntHashSet;

/** Who tells the routes of other sources on, and needs to know what can be reached: BGP8. It must not call the RIB back, but ask later. Thread: control. */
public interface RouteWatch {
    /** Nobody. */
    RouteWatch NONE = new RouteWatch() {
        @Override
        public void hopSetChanged(final int setId) {
        }

        @Override
        public void routeChanged(final int vrf, final long address, final int hostLength) {
        }

        @Override
        public void verdictsChanged(final IntHashSet asns) {
        }
    };

    /** A set of next hops became usable or unusable; of a new one only {@link Rib#isUsable} tells. */
    void hopSetChanged(int setId);

    /**
     * A route came, went or changed, or its next hops did, and sources other than BGP8 have a route for its prefix, or had this one: {@link Rib#selected} may say
     * something else.
     */
    void routeChanged(int vrf, long address, int hostLength);

    /** What is known of ASNs has changed, or what is done about it. @param asns null for all; valid during the call */
    void verdictsChanged(IntHashSet asns);
}
