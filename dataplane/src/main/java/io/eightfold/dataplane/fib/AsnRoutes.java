// SPDX-License-Identifier: Apache-2.0
// The writer's copy of one ASN.
package io.eightfold.dataplane.fib;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The routes of one ASN as the writer holds them, and the reference that readers have. While they are few, or none is longer than /16, they are
 * one list; an ASN that needs a {@link NodeRef#TRIE} keeps those longer than /18 by their upper 18 bits, so that a change rebuilds what lies there
 * and nothing else. Thread: control.
 */
final class AsnRoutes {
    /** Longest prefix that is not kept in a chunk. */
    static final int SHORT_LENGTH = 32 - NodeRef.TRIE_SHIFT;

    /** So many routes with long ones among them cannot be a line; moving them aside for each new one would take ever longer. */
    private static final int MAX_LIST = 1024;

    final int asn;
    /** What readers have: a result or a node, never a fork. */
    int ref;
    /** What readers get with the batch at hand; set when {@link #isChanged}. */
    int newRef;
    boolean isChanged;
    /** All routes, or with {@link #chunks} those of at most /18. */
    private RouteList list = new RouteList();
    /** Null unless the ASN is a trie. */
    private RouteList[] chunks;
    private BitSet dirty;
    private int longCount;
    private int[] shortLengths;

    AsnRoutes(final int asn, final int ref) {
        this.asn = asn;
        this.ref = ref;
    }

    int size() {
        return list.size() + longCount;
    }

    boolean isTrie() {
        return chunks != null;
    }

    /** All routes, or those of at most /18 of a trie. */
    RouteList list() {
        return list;
    }

    /** Routes longer than /18 below a slot of the trie, or null. */
    RouteList chunk(final int slot) {
        return chunks[slot];
    }

    /** Slots of the trie that changed since {@link #clean}. */
    BitSet dirty() {
        return dirty;
    }

    void clean() {
        if (dirty != null) {
            dirty.clear();
        }
    }

    int get(final int host, final int length) {
        final RouteList place = place(host, length);
        return place == null ? Fib.NO_ROUTE : place.get(host, length);
    }

    /** Adds or replaces; returns the hop before, or {@link Fib#NO_ROUTE}. */
    int put(final int host, final int length, final int hop) {
        if (chunks == null && (length <= SHORT_LENGTH || list.size() < MAX_LIST)) {
            return list.put(host, length, hop);
        }
        if (chunks == null) {
            split();
        }
        mark(host, length);
        final boolean isShort = length <= SHORT_LENGTH;
        final int slot = host >>> NodeRef.TRIE_SHIFT;
        if (!isShort && chunks[slot] == null) {
            chunks[slot] = new RouteList();
        }
        final int before = (isShort ? list : chunks[slot]).put(host, length, hop);
        if (before == Fib.NO_ROUTE) {
            count(isShort, length, 1);
        }
        return before;
    }

    /** Removes; returns the hop before, or {@link Fib#NO_ROUTE}. */
    int remove(final int host, final int length) {
        final RouteList place = place(host, length);
        if (place == null) {
            return Fib.NO_ROUTE;
        }
        final int before = place.remove(host, length);
        if (chunks != null && before != Fib.NO_ROUTE) {
            mark(host, length);
            count(length <= SHORT_LENGTH, length, -1);
            if (place != list && place.size() == 0) {
                chunks[host >>> NodeRef.TRIE_SHIFT] = null;
            }
        }
        return before;
    }

    /** Hop of the longest prefix of at most /18 that covers a slot of the trie, or {@link Fib#NO_ROUTE}. */
    int shortHop(final int slot) {
        final int host = slot << NodeRef.TRIE_SHIFT;
        for (int length = SHORT_LENGTH; length >= 0; length--) {
            if (shortLengths[length] != 0) {
                final int hop = list.get(length == 0 ? 0 : host & -1 << 32 - length, length);
                if (hop != Fib.NO_ROUTE) {
                    return hop;
                }
            }
        }
        return Fib.NO_ROUTE;
    }

    /** Goes over to chunks. */
    void split() {
        final RouteList all = list;
        list = new RouteList();
        chunks = new RouteList[NodeRef.TRIE_SLOTS];
        dirty = new BitSet(NodeRef.TRIE_SLOTS);
        // What was changed before is not known slot by slot: a trie that readers may have already is written anew.
        dirty.set(0, NodeRef.TRIE_SLOTS);
        shortLengths = new int[SHORT_LENGTH + 1];
        for (int i = 0; i < all.size(); i++) {
            final long route = all.array()[i];
            final int length = PackedRoute.length(route);
            final boolean isShort = length <= SHORT_LENGTH;
            final int slot = PackedRoute.host(route) >>> NodeRef.TRIE_SHIFT;
            if (!isShort && chunks[slot] == null) {
                chunks[slot] = new RouteList();
            }
            (isShort ? list : chunks[slot]).append(route);
            count(isShort, length, 1);
        }
    }

    /** Goes back to one list. */
    void join() {
        final RouteList[] parts = chunks;
        final RouteList shorts = list;
        chunks = null;
        dirty = null;
        longCount = 0;
        shortLengths = null;
        list = new RouteList();
        for (int i = 0; i < shorts.size(); i++) {
            putRoute(shorts.array()[i]);
        }
        for (final RouteList part : parts) {
            for (int i = 0; part != null && i < part.size(); i++) {
                putRoute(part.array()[i]);
            }
        }
    }

    private void putRoute(final long route) {
        list.put(PackedRoute.host(route), PackedRoute.length(route), PackedRoute.hop(route));
    }

    private RouteList place(final int host, final int length) {
        return chunks == null || length <= SHORT_LENGTH ? list : chunks[host >>> NodeRef.TRIE_SHIFT];
    }

    private void mark(final int host, final int length) {
        final int slot = host >>> NodeRef.TRIE_SHIFT;
        dirty.set(slot, slot + (length >= SHORT_LENGTH ? 1 : 1 << SHORT_LENGTH - length));
    }

    private void count(final boolean isShort, final int length, final int change) {
        if (isShort) {
            shortLengths[length] += change;
        } else {
            longCount += change;
        }
    }
}
