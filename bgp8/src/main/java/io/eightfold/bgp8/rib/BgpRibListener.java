// SPDX-License-Identifier: Apache-2.0
// Hears what happens in the RIB of BGP8.
package io.eightfold.bgp8.rib;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.MessageError;

/** Hears what happens in the RIB of BGP8. It must not call back. Thread: control. */
public interface BgpRibListener {
    /** Hears nothing. */
    BgpRibListener NONE = new BgpRibListener() {
    };

    /** A peer has told all of its first table in a carrier. */
    default void endOfRib(final int peer, final Carrier carrier) {
    }

    /** A message of a peer broke a rule. Resets are also asked of {@link PeerOutput}. */
    default void error(final int peer, final MessageError error) {
    }

    /** After a restart of ours the peers have told their tables, or the time for it is over: what nobody confirmed may go now. */
    default void deferralEnded() {
    }
}
