// SPDX-License-Identifier: Apache-2.0
// The update groups, and who is in which.
package io.eightfold.bgp8.rib;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.UpdateEncoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The update groups, and who is in which; gives each its turns. Thread: control. */
final class UpdateGroups {
    /** Between two times that one peer is told all again. */
    private static final long REFRESH_NS = 2_000_000_000L;
    private static final Logger LOG = LoggerFactory.getLogger(UpdateGroups.class);
    /** For so long the others of a group wait for a member that takes nothing. */
    private static final long STALL_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int ROWS_A_RELEASE = 16 * 1024;
    private static final Carrier[] CARRIERS = Carrier.values();

    private final EntryTable entries;
    private final AttributePool pool;
    private final PeerOutput output;
    private final GroupFlush flush;
    private final IntQueue dirty;
    private final List<UpdateGroup> groups = new ArrayList<>();
    private final ArrayDeque<UpdateGroup> left = new ArrayDeque<>();
    private boolean isDeferred;

    UpdateGroups(final EntryTable entries, final AttributePool pool, final PeerOutput output, final GroupFlush flush, final IntQueue dirty) {
        this.entries = entries;
        this.pool = pool;
        this.output = output;
        this.flush = flush;
        this.dirty = dirty;
    }

    /** While deferred, nobody is told anything. Source: RFC 4724 §4.1. */
    void deferred(final boolean isNowDeferred) {
        isDeferred = isNowDeferred;
    }

    int groupCount() {
        return groups.size();
    }

    /** Something about a peer changed that answers kept by the groups depend on. */
    void forgetAnswers() {
        for (final UpdateGroup group : groups) {
            group.bases.clear();
        }
    }

    /** Something may have changed for the entry. */
    void mark(final int entry) {
        for (int i = 0; i < groups.size(); i++) {
            groups.get(i).mark(entry);
        }
    }

    /** A peer whose session is up. It is owed all that its group is told, and when it was in another, all that that was told too. */
    void join(final BgpPeer peer) {
        final GroupMember before = peer.member;
        final UpdateGroup group = find(peer);
        if (before != null && before.group == group) {
            return;
        }
        final GroupMember member = new GroupMember(peer, group);
        for (int entry = 0; entry < entries.end(); entry++) {
            if (group.advertised(entry) != AttributePool.NONE || before != null && before.group.advertised(entry) != AttributePool.NONE) {
                member.owe(entry);
            }
        }
        member.isEndOfRibDue = before == null || before.isEndOfRibDue;
        if (before != null) {
            member.isWaitingForWalk = true;
            member.refreshing = before.refreshing;
            member.refreshWanted = before.refreshWanted;
            member.refreshAtNs = before.refreshAtNs;
            // What it was still owed by the other group may be something that group does not tell any more.
            for (int entry = before.owed.next(0); entry != RowSet.NONE; entry = before.owed.next(entry + 1)) {
                member.owe(entry);
            }
            leave(peer);
        }
        peer.member = member;
        group.members.add(member);
    }

    void leave(final BgpPeer peer) {
        final GroupMember member = peer.member;
        if (member != null) {
            peer.member = null;
            member.group.members.remove(member);
            if (member.group.members.isEmpty()) {
                groups.remove(member.group);
                left.add(member.group);
            }
        }
    }

    private UpdateGroup find(final BgpPeer peer) {
        final GroupKey key = GroupKey.of(peer.settings, peer.options, peer.localAddress);
        for (final UpdateGroup group : groups) {
            if (group.key.equals(key)) {
                return group;
            }
        }
        final UpdateGroup group = new UpdateGroup(key, peer.options, entries, pool);
        groups.add(group);
        return group;
    }

    /** All is told again to one peer. @param refreshing the carrier whose end is marked, or null */
    void resend(final GroupMember member, final Carrier refreshing) {
        for (int entry = 0; entry < entries.end(); entry++) {
            if (member.group.advertised(entry) != AttributePool.NONE) {
                member.owe(entry);
            }
        }
        if (refreshing != null && member.peer.options.isEnhancedRefresh()) {
            member.refreshing |= 1 << refreshing.ordinal();
            send(member, RefreshMark.begin(refreshing));
        }
        member.isBehind = true;
    }

    /** The peer asks to hear a carrier again. However often it does, it is told all again only now and then: each time costs a walk over the table. */
    static void requestRefresh(final GroupMember member, final Carrier carrier) {
        member.refreshWanted |= 1 << carrier.ordinal();
    }

    private void refresh(final GroupMember member, final long nowNs) {
        if (member.refreshWanted == 0 || member.refreshAtNs != 0 && member.refreshAtNs - nowNs > 0) {
            return;
        }
        for (final Carrier carrier : CARRIERS) {
            if ((member.refreshWanted & 1 << carrier.ordinal()) != 0) {
                resend(member, carrier);
            }
        }
        member.refreshWanted = 0;
        member.refreshAtNs = nowNs + REFRESH_NS;
    }

    int turn(final long nowNs) {
        int work = release();
        if (isDeferred) {
            return work;
        }
        for (int i = 0; i < groups.size(); i++) {
            work += turn(groups.get(i), nowNs);
        }
        return work;
    }

    private int turn(final UpdateGroup group, final long nowNs) {
        int work = 0;
        if (hasChanges(group) && mayFlush(group, nowNs)) {
            work += flush.flush(group);
        }
        for (int i = 0; i < group.members.size(); i++) {
            refresh(group.members.get(i), nowNs);
            work += serve(group.members.get(i));
        }
        return work;
    }

    private static boolean hasChanges(final UpdateGroup group) {
        return !group.isWalked || !group.pending.isEmpty();
    }

    /** Those in step take it, or have not for so long that they are left behind. When none takes anything nothing is lost by waiting. */
    private boolean mayFlush(final UpdateGroup group, final long nowNs) {
        boolean isOneReady = false;
        boolean isOneStalled = false;
        for (int i = 0; i < group.members.size(); i++) {
            final GroupMember member = group.members.get(i);
            if (!member.isBehind) {
                final boolean isReady = output.room(member.peer.id) > 0;
                isOneReady |= isReady;
                isOneStalled |= !isReady;
                stalled(member, !isReady, nowNs);
            } else {
                // It may wait for this group to look at its entries, which those that take nothing must not hold up for ever.
                isOneReady |= output.room(member.peer.id) > 0;
            }
        }
        if (isOneReady && isOneStalled) {
            isOneStalled = leaveBehind(group, nowNs);
        }
        return !isOneStalled;
    }

    private static void stalled(final GroupMember member, final boolean isNowStalled, final long nowNs) {
        if (isNowStalled && !member.isStalled) {
            member.stalledSinceNs = nowNs;
        }
        member.isStalled = isNowStalled;
    }

    /** Whether somebody is still waited for. */
    private boolean leaveBehind(final UpdateGroup group, final long nowNs) {
        boolean isOneWaitedFor = false;
        for (int i = 0; i < group.members.size(); i++) {
            final GroupMember member = group.members.get(i);
            if (!member.isBehind && member.isStalled) {
                if (nowNs - member.stalledSinceNs >= STALL_NS) {
                    member.isBehind = true;
                    member.isStalled = false;
                    LOG.debug("bgp8 peer={} fault=peer left behind by its update group members={}", member.peer.settings.name(), group.members.size());
                } else {
                    isOneWaitedFor = true;
                }
            }
        }
        return isOneWaitedFor;
    }

    private boolean isServable(final GroupMember member) {
        return (!member.isWaitingForWalk || member.group.isWalked) && (isBusy(member) && output.room(member.peer.id) > 0);
    }

    private boolean isBusy(final GroupMember member) {
        return !member.owed.isEmpty() || member.isBehind || isEndOfRibReady(member);
    }

    private boolean isEndOfRibReady(final GroupMember member) {
        return member.isEndOfRibDue && member.group.isWalked && member.group.pending.isEmpty() && dirty.isEmpty();
    }

    private int serve(final GroupMember member) {
        if (!isServable(member)) {
            return 0;
        }
        final int work = flush.serve(member);
        flush.served();
        if (member.owed.isEmpty()) {
            caughtUp(member);
        }
        return work + 1;
    }

    private void caughtUp(final GroupMember member) {
        member.isBehind = false;
        member.isWaitingForWalk = false;
        for (final Carrier carrier : CARRIERS) {
            if ((member.refreshing & 1 << carrier.ordinal()) != 0) {
                send(member, RefreshMark.end(carrier));
            }
        }
        member.refreshing = 0;
        if (isEndOfRibReady(member)) {
            member.isEndOfRibDue = false;
            for (final Carrier carrier : CARRIERS) {
                if (member.group.has(carrier)) {
                    send(member, UpdateEncoder.endOfRib(carrier));
                    member.peer.endOfRibSent |= 1 << carrier.ordinal();
                }
            }
        }
    }

    private void send(final GroupMember member, final byte[] whole) {
        member.peer.updatesOut++;
        output.send(member.peer.id, whole);
    }

    private int release() {
        if (left.isEmpty()) {
            return 0;
        }
        if (!left.peek().release(pool, ROWS_A_RELEASE)) {
            left.remove();
        }
        return 1;
    }

    /** Whether a turn would do something. Who waits for a peer to take something has nothing to do. */
    boolean hasWork() {
        if (!left.isEmpty()) {
            return true;
        }
        if (isDeferred) {
            return false;
        }
        for (int i = 0; i < groups.size(); i++) {
            if (hasWork(groups.get(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean hasWork(final UpdateGroup group) {
        boolean isOneReady = false;
        boolean isOneInStep = false;
        for (int i = 0; i < group.members.size(); i++) {
            final GroupMember member = group.members.get(i);
            if (isServable(member) || member.refreshWanted != 0 && member.refreshAtNs == 0) {
                return true;
            }
            isOneInStep |= !member.isBehind;
            isOneReady |= output.room(member.peer.id) > 0;
        }
        return hasChanges(group) && (isOneReady || !isOneInStep);
    }

    /** Whether nothing that was told, or is still to be told, needs the entry. */
    boolean isForgotten(final int entry) {
        for (int i = 0; i < groups.size(); i++) {
            final UpdateGroup group = groups.get(i);
            if (group.advertised(entry) != AttributePool.NONE || group.pending.contains(entry)) {
                return false;
            }
            for (int k = 0; k < group.members.size(); k++) {
                if (group.members.get(k).owed.contains(entry)) {
                    return false;
                }
            }
        }
        return true;
    }
}
