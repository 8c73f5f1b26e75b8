// SPDX-License-Identifier: Apache-2.0
// Whether next hops can be reached.
package io.eightfold.bgp8.rib;

import io.eightfold.bgp8.attribute.AttributeSet;

/** Whether next hops can be reached. The owner of the RIB tells of changes with {@code BgpRib.nextHopChanged}. Thread: control. */
public interface NextHops {
    /** A number for the address, which stays the same until it was released as often as it was held. @param nextHop ASN 0 for IPv4 */
    int hold(long nextHop);

    /** The same for a path: who knows tunnels may send its packets to the tunnel end that it carries instead. */
    default int hold(final AttributeSet attributes) {
        return hold(attributes.nextHop());
    }

    void release(int id);

    /** Whether there is a way to it now. */
    boolean isUsable(int id);
}
