// SPDX-License-Identifier: Apache-2.0
// Counts and checks the routes that come out of the daemon.
package io.eightfold.perf.bgp8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Set;

/**
 * Counts and checks the routes that come out of the daemon: each prefix must be one of those that went in, with the daemon's ASN, a sender's and then those of its set on the path, and
 * with the ASN in a large community where the carrier wants one. Thread: the speaker's reader; {@code present}, {@code fault} and what was stamped by any once all is there.
 */
final class Receiver implements Speaker.Listener {
    private static final int SEQUENCE = 2;
    private static final int EXTENDED = 0x10;

    private final RouteSet routes;
    private final int daemonAsn;
    private final Set<Integer> senderAsns;
    private final long[] atNs;
    private final int[] setOf;
    private final BitSet isPresent;
    private volatile int present;
    private volatile String fault;
    private volatile long lastNs;
    private volatile long updates;
    private Change change = (_, _, _) -> { };

    private long messages;
    // What was found in the message at hand.
    private int pathAt;
    private int pathLength;
    private int largeAt;
    private int largeLength;
    private int reachAt;
    private int reachEnd;
    private int unreachAt;
    private int unreachEnd;

    /** Told of each route as it comes. */
    interface Change {
        /** @param set whose attributes it has now, or -1 when it was withdrawn */
        void changed(int route, int set, long nowNs);
    }

    Receiver(final RouteSet routes, final int daemonAsn, final Set<Integer> senderAsns) {
        this.routes = routes;
        this.daemonAsn = daemonAsn;
        this.senderAsns = Set.copyOf(senderAsns);
        atNs = new long[routes.count()];
        setOf = new int[routes.count()];
        Arrays.fill(setOf, -1);
        isPresent = new BitSet(routes.count());
    }

    /** Before any route comes. */
    void onChange(final Change listener) {
        change = listener;
    }

    /** Routes that are announced and not withdrawn. */
    int present() {
        return present;
    }

    /** Null while all was right. */
    String fault() {
        return fault;
    }

    /** {@link System#nanoTime} of the last change. */
    long lastNs() {
        return lastNs;
    }

    /** Whether the last change of a route was its announcement, when {@code present} was read before; used for single routes. */
    boolean hasSeen(final int route) {
        return present > 0 && isPresent.get(route);
    }

    /** When a route came for the first time, or again. */
    long atNs(final int route) {
        return atNs[route];
    }

    /** Messages. */
    long updates() {
        return updates;
    }

    /** Set of attributes that a route has, or -1. */
    int set(final int route) {
        return setOf[route];
    }

    @Override
    public void update(final ByteBuffer message, final int offset, final int length) {
        messages++;
        final long nowNs = System.nanoTime();
        final int end = offset + length;
        final int withdrawn = offset + UpdateWriter.HEADER + 2;
        final int attributes = withdrawn + (message.getShort(withdrawn - 2) & 0xFFFF) + 2;
        final int nlri = attributes + (message.getShort(attributes - 2) & 0xFFFF);
        final int before = present;
        int now = before - withdraw(message, withdrawn, attributes - 2, nowNs);
        scan(message, attributes, nlri);
        now -= withdraw(message, unreachAt, unreachEnd, nowNs);
        now += announce(message, nlri, end, nowNs);
        now += announce(message, reachAt, reachEnd, nowNs);
        updates = messages;
        lastNs = nowNs;
        present = now;
    }

    private void scan(final ByteBuffer message, final int first, final int end) {
        pathLength = largeLength = reachAt = reachEnd = unreachAt = unreachEnd = 0;
        int at = first;
        while (at < end) {
            final boolean isLong = (message.get(at) & EXTENDED) != 0;
            final int type = message.get(at + 1) & 0xFF;
            final int length = isLong ? message.getShort(at + 2) & 0xFFFF : message.get(at + 2) & 0xFF;
            at += isLong ? 4 : 3;
            switch (type) {
                case 2 -> {
                    pathAt = at;
                    pathLength = length;
                }
                case 14 -> {
                    reachAt = at + 4 + (message.get(at + 3) & 0xFF) + 1;
                    reachEnd = at + length;
                }
                case 15 -> {
                    unreachAt = at + 3;
                    unreachEnd = at + length;
                }
                case 32 -> {
                    largeAt = at;
                    largeLength = length;
                }
                default -> {
                    // Not compared.
                }
            }
            at += length;
        }
    }

    private int announce(final ByteBuffer message, final int first, final int end, final long nowNs) {
        int added = 0;
        int matched = -1;
        for (int at = first; at < end; at = next(message, at)) {
            final int route = find(message, at);
            if (route < 0) {
                continue;
            }
            if (matched < 0 || routes.baseSet(matched) != routes.set(route)) {
                matched = match(message, route);
            }
            check(message, route, matched);
            added += isPresent.get(route) ? 0 : 1;
            isPresent.set(route);
            setOf[route] = matched;
            atNs[route] = nowNs;
            change.changed(route, matched, nowNs);
        }
        return added;
    }

    /** Mostly the set that the route has from the beginning; after churn its neighbour's. */
    private int match(final ByteBuffer message, final int route) {
        final int own = routes.set(route);
        if (hasPath(message, own)) {
            return own;
        }
        final int other = routes.otherSet(own);
        return hasPath(message, other) ? other : -1;
    }

    private boolean hasPath(final ByteBuffer message, final int set) {
        final int[] path = routes.path(set);
        if (pathLength != 2 + 4 * (path.length + 2) || message.get(pathAt) != SEQUENCE || message.getInt(pathAt + 2) != daemonAsn
            || !senderAsns.contains(message.getInt(pathAt + 6))) {
            return false;
        }
        for (int i = 0; i < path.length; i++) {
            if (message.getInt(pathAt + 10 + 4 * i) != path[i]) {
                return false;
            }
        }
        return true;
    }

    private void check(final ByteBuffer message, final int route, final int set) {
        if (set < 0) {
            fail("route " + route + " has another AS path than it was given");
        } else if (routes.kind() == RouteKind.IPV4_ASN && !hasCommunity(message, (int) (routes.address(route) >>> 32))) {
            fail("route " + route + " has no large community with its ASN");
        }
    }

    private boolean hasCommunity(final ByteBuffer message, final int asn) {
        for (int i = 0; i < largeLength; i += 12) {
            if (message.getInt(largeAt + i + 4) == asn && message.getInt(largeAt + i + 8) == 0) {
                return true;
            }
        }
        return false;
    }

    private int withdraw(final ByteBuffer message, final int first, final int end, final long nowNs) {
        int removed = 0;
        for (int at = first; at < end; at = next(message, at)) {
            final int route = find(message, at);
            if (route >= 0) {
                removed += isPresent.get(route) ? 1 : 0;
                isPresent.clear(route);
                setOf[route] = -1;
                change.changed(route, -1, nowNs);
            }
        }
        return removed;
    }

    private static int next(final ByteBuffer message, final int at) {
        return at + 1 + ((message.get(at) & 0xFF) + 7 >>> 3);
    }

    private int find(final ByteBuffer message, final int at) {
        final int bits = message.get(at) & 0xFF;
        final int route = switch (routes.kind()) {
            case IPV4, IPV4_ASN -> routes.find(host(message, at + 1, bits), bits);
            case NATIVE -> bits < 32 ? -1 : routes.find((long) message.getInt(at + 1) << 32 | host(message, at + 5, bits - 32), bits - 32);
            case VPNV4 -> bits < 88 ? -1 : routes.find(asn(message, at + 4) << 32 | host(message, at + 12, bits - 88), bits - 88);
        };
        if (route < 0) {
            fail("a prefix of " + bits + " bits came that was never sent");
        }
        return route;
    }

    private static long asn(final ByteBuffer message, final int at) {
        return message.getShort(at) == 2 ? message.getInt(at + 2) & 0xFFFF_FFFFL : message.getShort(at + 2) & 0xFFFFL;
    }

    private static long host(final ByteBuffer message, final int at, final int bits) {
        long host = 0;
        for (int i = 0; i < 4; i++) {
            host = host << 8 | (8 * i < bits ? message.get(at + i) & 0xFF : 0);
        }
        return host;
    }

    private void fail(final String why) {
        if (fault == null) {
            fault = why;
        }
    }
}
