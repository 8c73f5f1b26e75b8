// SPDX-License-Identifier: Apache-2.0
// Finds out what has changed for a group, and tells it.
package io.eightfold.bgp8.rib;

import io.eightfold.bgp8.message.Carrier;
import java.util.Arrays;
import org.agrona.collections.LongHashSet;

/**
 * Finds out what has changed for a group, and tells it: once for all that are in step. In carrier IPv4 what is told follows from all routes that are the same in IPv4, so
 * that is worked out when all changes of the flush are known. Thread: control.
 */
final class GroupFlush {
    /** Entries looked at in one flush. */
    static final int ENTRIES_A_FLUSH = 1024;
    private static final int NATIVE = Carrier.NATIVE.ordinal();
    private static final int VPNV4 = Carrier.VPNV4.ordinal();
    private static final int IPV4 = Carrier.IPV4.ordinal();
    /** Carriers of IPv4's form cannot say prefixes that are shorter than an ASN. */
    private static final int ASN_BITS = 32;

    private final EntryTable entries;
    private final PathTable paths;
    private final AttributePool pool;
    private final Peers peers;
    private final Export export;
    private final PeerOutput output;
    private final IntQueue dirty;
    private final Staging staging;

    // Host prefixes that the flush touches, with what was told of them before.
    private final LongHashSet touchedKeys = new LongHashSet();
    private int[] touched = new int[256];
    private int[] winnersBefore = new int[256];
    private int[] attributesBefore = new int[256];
    private int[] sourcesBefore = new int[256];
    private int touchedCount;

    /** Entries that may be free now. */
    private int[] emptied = new int[256];
    private int emptiedCount;

    GroupFlush(final EntryTable entries, final PathTable paths, final AttributePool pool, final Peers peers, final Export export, final PeerOutput output,
        final IntQueue dirty) {
        this.entries = entries;
        this.paths = paths;
        this.pool = pool;
        this.peers = peers;
        this.export = export;
        this.output = output;
        this.dirty = dirty;
        staging = new Staging(entries, pool);
    }

    /** Looks at what waits and tells it; returns how many entries it looked at. */
    int flush(final UpdateGroup group) {
        int left = ENTRIES_A_FLUSH;
        for (; left > 0 && !group.isWalked; left--) {
            if (group.walkCursor >= entries.end()) {
                group.isWalked = true;
            } else {
                look(group, group.walkCursor++);
            }
        }
        for (; left > 0 && !group.pending.isEmpty(); left--) {
            look(group, group.pending.remove());
        }
        settleHosts(group);
        if (!staging.isEmpty()) {
            staging.emit(group, (whole, first, second) -> toAllInStep(group, whole, first, second));
        }
        return ENTRIES_A_FLUSH - left;
    }

    private void toAllInStep(final UpdateGroup group, final byte[] whole, final int firstLeftOut, final int secondLeftOut) {
        for (int i = 0; i < group.members.size(); i++) {
            final GroupMember member = group.members.get(i);
            if (!member.isBehind && member.peer.id != firstLeftOut && member.peer.id != secondLeftOut) {
                send(member, whole);
            }
        }
    }

    private void send(final GroupMember member, final byte[] whole) {
        member.peer.updatesOut++;
        output.send(member.peer.id, whole);
    }

    /** An entry that is about to be decided comes again. */
    private void look(final UpdateGroup group, final int entry) {
        if (entries.isUsed(entry) && !dirty.contains(entry)) {
            final int best = entries.best(entry);
            final int told = best == PathTable.NONE ? AttributePool.NONE : export.attributes(best, group);
            final int source = told == AttributePool.NONE ? BgpRib.LOCAL : paths.peer(best);
            change(group, entry, told, source);
            if (entries.firstPath(entry) == PathTable.NONE) {
                emptied(entry);
            }
        }
    }

    private void change(final UpdateGroup group, final int entry, final int told, final int source) {
        final int before = group.advertised(entry);
        final int sourceBefore = group.source(entry);
        if (told == before && source == sourceBefore) {
            pool.release(told);
            return;
        }
        final boolean isForHosts = group.winners != null && entries.lengthBits(entry) >= ASN_BITS;
        if (isForHosts) {
            touch(group, entry);
        }
        group.advertised(entry, told, source);
        if (isForHosts && (told == AttributePool.NONE) != (before == AttributePool.NONE)) {
            changeWinners(group, entry, told);
        }
        oweToThoseBehind(group, entry);
        stageWhole(group, entry, told, source, before, sourceBefore);
        pool.release(before);
    }

    private static void changeWinners(final UpdateGroup group, final int entry, final int told) {
        if (told == AttributePool.NONE) {
            group.winners.remove(entry);
        } else if (!group.winners.add(entry)) {
            group.notTold[RefusalReason.CARRIER_COLLISION.ordinal()]++;
        }
    }

    private static void oweToThoseBehind(final UpdateGroup group, final int entry) {
        for (int i = 0; i < group.members.size(); i++) {
            if (group.members.get(i).isBehind) {
                group.members.get(i).owe(entry);
            }
        }
    }

    /** The carriers that say the whole prefix. The peers whose own path it is or was are left out and catch up by themselves. */
    private void stageWhole(final UpdateGroup group, final int entry, final int told, final int source, final int before, final int sourceBefore) {
        final GroupMember owner = told == AttributePool.NONE ? null : group.inStep(peers.get(source));
        final GroupMember ownerBefore = before == AttributePool.NONE ? null : group.inStep(peers.get(sourceBefore));
        if (owner != ownerBefore) {
            if (owner != null && before != AttributePool.NONE) {
                owner.owe(entry);
            }
            if (ownerBefore != null && told != AttributePool.NONE) {
                ownerBefore.owe(entry);
            }
        }
        if (told == before) {
            return;
        }
        for (int carrier = NATIVE; carrier <= VPNV4; carrier++) {
            if (group.encoders[carrier] != null && (carrier == NATIVE || entries.lengthBits(entry) >= ASN_BITS)) {
                staging.add(carrier, entry, told, idOf(owner), idOf(ownerBefore));
            }
        }
    }

    private static int idOf(final GroupMember member) {
        return member == null ? Staging.NOBODY : member.peer.id;
    }

    private void touch(final UpdateGroup group, final int entry) {
        if (!touchedKeys.add(group.winners.key(entry))) {
            return;
        }
        if (touchedCount == touched.length) {
            touched = Arrays.copyOf(touched, 2 * touchedCount);
            winnersBefore = Arrays.copyOf(winnersBefore, 2 * touchedCount);
            attributesBefore = Arrays.copyOf(attributesBefore, 2 * touchedCount);
            sourcesBefore = Arrays.copyOf(sourcesBefore, 2 * touchedCount);
        }
        final int winner = group.winners.winner(entry);
        touched[touchedCount] = entry;
        winnersBefore[touchedCount] = winner;
        attributesBefore[touchedCount] = winner == HostWinners.NONE ? AttributePool.NONE : pool.hold(group.advertised(winner));
        sourcesBefore[touchedCount++] = winner == HostWinners.NONE ? BgpRib.LOCAL : group.source(winner);
    }

    private void settleHosts(final UpdateGroup group) {
        for (int i = 0; i < touchedCount; i++) {
            settleHost(group, i);
            pool.release(attributesBefore[i]);
        }
        touchedCount = 0;
        touchedKeys.clear();
    }

    private void settleHost(final UpdateGroup group, final int i) {
        final int winner = group.winners.winner(touched[i]);
        final int told = winner == HostWinners.NONE ? AttributePool.NONE : group.advertised(winner);
        final int source = winner == HostWinners.NONE ? BgpRib.LOCAL : group.source(winner);
        final boolean isSameSaid = winner == winnersBefore[i] && told == attributesBefore[i];
        if (isSameSaid && source == sourcesBefore[i]) {
            return;
        }
        final GroupMember owner = group.inStep(peers.get(source));
        final GroupMember ownerBefore = group.inStep(peers.get(sourcesBefore[i]));
        final int entry = winner == HostWinners.NONE ? touched[i] : winner;
        oweToThoseBehind(group, entry);
        if (owner != ownerBefore && owner != null && winnersBefore[i] != HostWinners.NONE) {
            owner.owe(entry);
        }
        if (owner != ownerBefore && ownerBefore != null && winner != HostWinners.NONE) {
            ownerBefore.owe(entry);
        }
        if (!isSameSaid) {
            staging.add(IPV4, entry, told, idOf(owner), idOf(ownerBefore));
        }
    }

    /** Tells a member the present state of some of what it is owed; returns how many. */
    int serve(final GroupMember member) {
        int left = ENTRIES_A_FLUSH;
        for (; left > 0 && !member.owed.isEmpty(); left--) {
            int entry = member.owed.next(member.owedCursor);
            entry = entry == RowSet.NONE ? member.owed.next(0) : entry;
            member.owedCursor = entry + 1;
            member.owed.remove(entry);
            stagePresent(member, entry);
        }
        if (!staging.isEmpty()) {
            staging.emit(member.group, (whole, _, _) -> send(member, whole));
        }
        return ENTRIES_A_FLUSH - left;
    }

    private void stagePresent(final GroupMember member, final int entry) {
        final UpdateGroup group = member.group;
        final boolean isTold = group.source(entry) != member.peer.id;
        for (int carrier = NATIVE; carrier <= VPNV4; carrier++) {
            if (group.encoders[carrier] != null && (carrier == NATIVE || entries.lengthBits(entry) >= ASN_BITS)) {
                staging.add(carrier, entry, isTold ? group.advertised(entry) : AttributePool.NONE, Staging.NOBODY, Staging.NOBODY);
            }
        }
        if (group.winners != null && entries.lengthBits(entry) >= ASN_BITS) {
            stagePresentHost(member, entry);
        }
        if (entries.firstPath(entry) == PathTable.NONE) {
            emptied(entry);
        }
    }

    private void stagePresentHost(final GroupMember member, final int entry) {
        if (touchedKeys.add(member.group.winners.key(entry))) {
            final int winner = member.group.winners.winner(entry);
            final boolean isTold = winner != HostWinners.NONE && member.group.source(winner) != member.peer.id;
            staging.add(IPV4, isTold ? winner : entry, isTold ? member.group.advertised(winner) : AttributePool.NONE, Staging.NOBODY, Staging.NOBODY);
        }
    }

    /** After {@link #serve}. */
    void served() {
        touchedKeys.clear();
    }

    private void emptied(final int entry) {
        if (emptiedCount == emptied.length) {
            emptied = Arrays.copyOf(emptied, 2 * emptiedCount);
        }
        emptied[emptiedCount++] = entry;
    }

    /** An entry that has no path any more and may be free, or {@link EntryTable#NONE}; some come twice. */
    int takeEmptied() {
        return emptiedCount == 0 ? EntryTable.NONE : emptied[--emptiedCount];
    }
}
