// SPDX-License-Identifier: Apache-2.0
// Peers that are told the same.
package io.eightfold.bgp8.rib;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.SessionOptions;
import io.eightfold.bgp8.message.UpdateEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Peers that are told the same, and what that is (Adj-RIB-Out): for each entry the attributes, and the peer whose path it is, which alone is not told. Thread: control.
 */
final class UpdateGroup {
    final GroupKey key;
    final List<GroupMember> members = new ArrayList<>();
    final IntQueue pending = new IntQueue();
    /** After the rules of the protocol, before the policy. */
    final AnswerCache bases;
    /** After all, where the policy does not look at the prefix or left the attributes as they were. */
    final AnswerCache answers;
    /** With carrier IPv4; otherwise null. */
    final HostWinners winners;
    final long[] notTold = new long[RefusalReason.values().length];
    final UpdateEncoder[] encoders = new UpdateEncoder[BgpPeer.CARRIERS];
    /** Entries below are looked at; others come when the walk comes by. */
    int walkCursor;
    boolean isWalked;
    private int advertisedCount;
    private int[] advertised = {};
    private short[] sources = {};
    private int[] countsBySource = new int[16];
    private int releaseCursor;

    UpdateGroup(final GroupKey key, final SessionOptions options, final EntryTable entries, final AttributePool pool) {
        this.key = key;
        bases = new AnswerCache(pool);
        answers = new AnswerCache(pool);
        winners = key.carriers().contains(Carrier.IPV4) ? new HostWinners(entries) : null;
        for (final Carrier carrier : key.carriers()) {
            encoders[carrier.ordinal()] = new UpdateEncoder(options, carrier);
        }
    }

    boolean has(final Carrier carrier) {
        return encoders[carrier.ordinal()] != null;
    }

    /** The attributes that all are told of an entry, or {@link AttributePool#NONE}. */
    int advertised(final int entry) {
        return entry < advertised.length ? advertised[entry] : AttributePool.NONE;
    }

    /** The peer that is not told, since it is its own path. */
    int source(final int entry) {
        return entry < sources.length ? sources[entry] : BgpRib.LOCAL;
    }

    void advertised(final int entry, final int attributes, final int source) {
        if (entry >= advertised.length) {
            final int rows = Math.max(entry + 1, PathTable.grown(Math.max(1024, advertised.length)));
            advertised = Arrays.copyOf(advertised, rows);
            sources = Arrays.copyOf(sources, rows);
        }
        if (advertised[entry] != AttributePool.NONE) {
            advertisedCount--;
            countsBySource[sources[entry]]--;
        }
        if (attributes != AttributePool.NONE) {
            advertisedCount++;
            if (source >= countsBySource.length) {
                countsBySource = Arrays.copyOf(countsBySource, 2 * source);
            }
            countsBySource[source]++;
        }
        advertised[entry] = attributes;
        sources[entry] = (short) source;
    }

    /** Prefixes that a peer is told: all but those of which its own path is the best. */
    int advertisedTo(final int peer) {
        return advertisedCount - (peer < countsBySource.length ? countsBySource[peer] : 0);
    }

    /** Whether the entry is told to that peer in some carrier. */
    boolean isAdvertisedTo(final int peer, final int entry) {
        return advertised(entry) != AttributePool.NONE && source(entry) != peer
            && (encoders[Carrier.NATIVE.ordinal()] != null || encoders[Carrier.VPNV4.ordinal()] != null || winners.winner(entry) == entry);
    }

    /** Something may have changed for the entry. */
    void mark(final int entry) {
        if (isWalked || entry < walkCursor) {
            pending.add(entry);
        }
    }

    /** All entries are looked at again. */
    void walk() {
        walkCursor = 0;
        isWalked = false;
    }

    /** Lets go of the next rows of a group without members; false when there are no more. */
    boolean release(final AttributePool pool, final int rows) {
        if (releaseCursor == 0) {
            bases.clear();
            answers.clear();
        }
        for (int left = rows; left > 0 && releaseCursor < advertised.length; left--) {
            pool.release(advertised[releaseCursor++]);
        }
        return releaseCursor < advertised.length;
    }

    /** The member that peer is and that gets what all get, or null. */
    GroupMember inStep(final BgpPeer peer) {
        final GroupMember member = peer == null ? null : peer.member;
        return member != null && member.group == this && !member.isBehind ? member : null;
    }
}
