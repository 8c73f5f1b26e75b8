// SPDX-License-Identifier: Apache-2.0
// Next hops that routes share.
package io.eightfold.dataplane.route;

import io.eightfold.fibprotocol.NextHop;
import java.util.List;

/** A set of next hops and what it is in the forwarding table. Thread: control, its owner. */
final class HopSet {
    /** Dense number of ours. */
    final int id;
    final int vrf;
    /** As the control plane gave them. */
    List<NextHop> hops;
    /** A record for each hop. */
    int[] records;
    /** What routes point at: a record, or an ECMP group. */
    int fibHop;
    private boolean isOnLink;
    /** Whether the control plane's present epoch names it. */
    boolean isNamed;

    HopSet(final int id, final int vrf) {
        this.id = id;
        this.vrf = vrf;
    }

    /** Whether one of the hops is the destination itself. */
    boolean isOnLink() {
        return isOnLink;
    }

    void hops(final List<NextHop> given, final int[] itsRecords) {
        hops = List.copyOf(given);
        records = itsRecords;
        isOnLink = hops.stream().anyMatch(NextHop.OnLink.class::isInstance);
    }
}
