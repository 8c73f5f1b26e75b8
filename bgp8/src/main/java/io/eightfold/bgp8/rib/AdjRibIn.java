// SPDX-License-Identifier: Apache-2.0
// Puts paths into the tables and takes them out.
package io.eightfold.bgp8.rib;

import io.eightfold.bgp8.message.Carrier;

/** Puts paths into the tables and takes them out; the prefixes concerned wait for a decision. Thread: control. */
final class AdjRibIn {
    private static final int IPV4 = Carrier.IPV4.ordinal();
    /** Paths of one peer for one prefix: each look walks over them, so that a peer must not have as many as it likes. */
    static final int MAX_PATHS = 64;

    private final EntryTable entries;
    private final PathTable paths;
    private final AttributePool pool;
    private final IntQueue dirty;
    private final HostIndex hosts;

    AdjRibIn(final EntryTable entries, final PathTable paths, final AttributePool pool, final IntQueue dirty) {
        this.entries = entries;
        this.paths = paths;
        this.pool = pool;
        this.dirty = dirty;
        hosts = new HostIndex(entries, paths);
    }

    /** The path of a peer for a prefix, or {@link PathTable#NONE}. In carrier IPv4 it may be one of another ASN. */
    int find(final BgpPeer peer, final int carrier, final long address, final int lengthBits, final int pathId) {
        if (carrier == IPV4) {
            return hosts.find(peer.id, address, lengthBits, pathId);
        }
        final int entry = entries.find(address, lengthBits);
        int path = entry == EntryTable.NONE ? PathTable.NONE : entries.firstPath(entry);
        while (path != PathTable.NONE && !(paths.peer(path) == peer.id && paths.carrier(path) == carrier && paths.pathId(path) == pathId)) {
            path = paths.next(path);
        }
        return path;
    }

    /**
     * Whether the peer has as many paths of a prefix as it may, and this would be another one. Old ones leave room for those of now, up to as many again: they go when
     * those of now have all been said.
     */
    boolean isFull(final BgpPeer peer, final int carrier, final long address, final int lengthBits, final int pathId) {
        final int entry = entries.find(address, lengthBits);
        int ofNow = 0;
        int old = 0;
        for (int path = entry == EntryTable.NONE ? PathTable.NONE : entries.firstPath(entry); path != PathTable.NONE; path = paths.next(path)) {
            if (paths.peer(path) == peer.id && paths.carrier(path) == carrier) {
                final boolean isOld = paths.epoch(path) != peer.epoch(carrier);
                if (paths.pathId(path) == pathId && !isOld) {
                    return false;
                }
                ofNow += isOld ? 0 : 1;
                old += isOld && paths.pathId(path) != pathId ? 1 : 0;
            }
        }
        return ofNow >= MAX_PATHS || ofNow + old >= 2 * MAX_PATHS;
    }

    /** A path that is new, or takes the place of the one with the same key. @param attributes held once more for it. @return whether it is new */
    boolean announce(final BgpPeer peer, final int carrier, final long address, final int lengthBits, final int pathId, final int attributes, final int nowS) {
        int path = find(peer, carrier, address, lengthBits, pathId);
        if (path != PathTable.NONE && entries.address(paths.entry(path)) != address) {
            remove(path, peer);
            path = PathTable.NONE;
        }
        if (path != PathTable.NONE) {
            replace(path, peer, carrier, attributes, nowS);
            return false;
        }
        final int entry = entries.findOrAdd(address, lengthBits);
        path = paths.add(entry, peer.id, carrier, peer.epoch(carrier), pathId);
        paths.next(path, entries.firstPath(entry));
        entries.firstPath(entry, path);
        paths.received(path, pool.hold(attributes));
        paths.sinceS(path, nowS);
        if (carrier == IPV4) {
            hosts.add(path);
        }
        peer.count(carrier, peer.epoch(carrier), 1);
        peer.refusals.gauge(RefusalReason.NONE, 1);
        dirty.add(entry);
        return true;
    }

    private void replace(final int path, final BgpPeer peer, final int carrier, final int attributes, final int nowS) {
        final boolean wasOld = paths.epoch(path) != peer.epoch(carrier);
        if (wasOld) {
            final int before = paths.epoch(path);
            paths.epoch(path, peer.epoch(carrier));
            peer.count(carrier, peer.epoch(carrier), 1);
            peer.count(carrier, before, -1);
        }
        final boolean isOther = paths.received(path) != attributes;
        if (isOther) {
            pool.hold(attributes);
            pool.release(paths.received(path));
            paths.received(path, attributes);
            paths.evaluated(path, false);
            paths.sinceS(path, nowS);
        }
        if (isOther || wasOld) {
            dirty.add(paths.entry(path));
        }
    }

    void remove(final int path, final BgpPeer peer) {
        final int entry = paths.entry(path);
        if (paths.carrier(path) == IPV4) {
            hosts.remove(path);
        }
        unlink(entry, path);
        if (entries.best(entry) == path) {
            entries.best(entry, PathTable.NONE);
        }
        pool.release(paths.received(path));
        pool.release(paths.used(path));
        peer.refusals.gauge(paths.reason(path), -1);
        peer.count(paths.carrier(path), paths.epoch(path), -1);
        paths.free(path);
        dirty.add(entry);
    }

    private void unlink(final int entry, final int path) {
        if (entries.firstPath(entry) == path) {
            entries.firstPath(entry, paths.next(path));
            return;
        }
        int before = entries.firstPath(entry);
        while (paths.next(before) != path) {
            before = paths.next(before);
        }
        paths.next(before, paths.next(path));
    }

    /** Old paths of a peer in a carrier become those of now. */
    void adopt(final BgpPeer peer, final int carrier) {
        for (int path = 0; path < paths.end(); path++) {
            if (paths.isUsed(path) && paths.peer(path) == peer.id && paths.carrier(path) == carrier && paths.epoch(path) != peer.epoch(carrier)) {
                peer.count(carrier, peer.epoch(carrier), 1);
                peer.count(carrier, paths.epoch(path), -1);
                paths.epoch(path, peer.epoch(carrier));
            }
        }
    }
}
