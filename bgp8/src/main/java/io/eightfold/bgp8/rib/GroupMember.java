// SPDX-License-Identifier: Apache-2.0
// A peer in its update group.
package io.eightfold.bgp8.rib;

/**
 * A peer in its update group. In step, it gets what all get. Behind, it is owed the present state of some entries, which it gets when it has room; every change adds to
 * them. In step it may be owed something too: what the others got as an announcement of its own route. Thread: control.
 */
final class GroupMember {
    final BgpPeer peer;
    final UpdateGroup group;
    final RowSet owed = new RowSet();
    int owedCursor;
    boolean isBehind = true;
    boolean isEndOfRibDue;
    /** It came from another group and must not hear of routes that this one has not looked at yet. */
    boolean isWaitingForWalk;
    /** Carriers that it asked to hear again, a bit each: the end is marked for it (RFC 7313). */
    int refreshing;
    /** Carriers that it has asked to hear again, and did not yet begin to. */
    int refreshWanted;
    /** Before this it is not told all again; 0: it never was. */
    long refreshAtNs;
    /** Since when it takes nothing while others do; meaningful with the flag. */
    long stalledSinceNs;
    boolean isStalled;

    GroupMember(final BgpPeer peer, final UpdateGroup group) {
        this.peer = peer;
        this.group = group;
    }

    /** It has to catch up with that entry. */
    void owe(final int entry) {
        owed.add(entry);
    }
}
