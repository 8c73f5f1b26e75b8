// SPDX-License-Identifier: Apache-2.0
// A set of next hops that routes share.
package io.eightfold.controlplane.rib;

import io.eightfold.fibprotocol.NextHop;
import java.util.List;
import org.agrona.collections.IntHashSet;

/** A set of next hops that routes share, with where it leads at present and what the dataplane knows of it. Thread: control. */
final class HopSet {
    /** How many ranks there are. */
    static final int RANKS = 3;

    final int id;
    final int vrf;
    /** As the sources gave them: distinct, in a fixed order. */
    final List<RibHop> given;
    final boolean isRecursive;
    /** The set whose hops it restricts to what the egress check lets through; null for a set of its own. */
    final HopSet base;

    // Written by HopSets.
    int references;
    /** Prefixes whose emitted route uses this set. */
    int published;
    boolean isForgetQueued;
    /** The set that restricts this one; null while no route needs it. */
    HopSet restricted;

    // Written by CandidateTable.
    int firstUser = CandidateTable.NONE;

    // Written by HopResolver.
    /** Where it leads; empty when it leads nowhere, and its routes are unusable. */
    List<NextHop> resolved = List.of();
    /** Every gateway it leads to has failed. */
    boolean isFailed;
    /** The egress check has left it none of the hops it had. */
    boolean isProhibited;
    boolean isDirty;
    boolean isNew = true;
    /** Sets met one below the other on the way to the answer. */
    int height;
    boolean isOnPath;
    /** All sets that were looked at on the way to the answer; null for none. */
    IntHashSet dependencies;
    /** The sets that looked at this one; null for none. */
    IntHashSet dependents;

    // Written by FibEmission.
    /** What the dataplane was told last, or null. */
    List<NextHop> announced;
    boolean isAnnouncementQueued;

    HopSet(final int id, final int vrf, final List<RibHop> given) {
        this(id, vrf, given, null);
    }

    /** One that restricts another. */
    HopSet(final int id, final HopSet base) {
        this(id, base.vrf, base.given, base);
    }

    private HopSet(final int id, final int vrf, final List<RibHop> given, final HopSet base) {
        this.id = id;
        this.vrf = vrf;
        this.given = given;
        this.isRecursive = given.stream().anyMatch(RibHop::isRecursive);
        this.base = base;
    }

    /** The set that its source asked for. */
    HopSet unrestricted() {
        return base == null ? this : base;
    }

    boolean isUsable() {
        return !resolved.isEmpty();
    }

    /** Candidates of a lower rank win, whatever their distance: 0 for one that forwards or drops as its source said. */
    int rank() {
        return rank(isFailed, isProhibited);
    }

    static int rank(final boolean isFailed, final boolean isProhibited) {
        return isProhibited ? 2 : isFailed ? 1 : 0;
    }

    /** The way leads over more than the connected route of a gateway. */
    boolean isIndirect() {
        return unrestricted().height > 1;
    }

    boolean isUnused() {
        return references == 0 && published == 0;
    }

    @Override
    public String toString() {
        return "set " + id + " vrf " + vrf + " " + given + " -> " + resolved + (isFailed ? " failed" : "");
    }
}
