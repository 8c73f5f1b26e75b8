// SPDX-License-Identifier: Apache-2.0
// What each client address uses.
package io.eightfold.whois8.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Connections and queries by client address, a token bucket each. The table is bounded: when it is full of addresses that are in use, further ones
 * share one entry, so a flood from many addresses cannot take memory without end. Thread: any.
 */
final class AddressLimits {
    /** Addresses remembered at one time. */
    static final int MAX_ADDRESSES = 65_536;
    private static final double NS_PER_S = 1e9;

    /** What one address uses; guarded by the table. */
    final class Usage {
        private int connections;
        private double tokens = limits.burstQueries();
        private long filledNs;

        private Usage(final long nowNs) {
            filledNs = nowNs;
        }

        private void fill(final long nowNs) {
            tokens = Math.min(limits.burstQueries(), tokens + (nowNs - filledNs) / NS_PER_S * limits.queriesPerS());
            filledNs = nowNs;
        }

        private boolean isForgettable(final long nowNs) {
            fill(nowNs);
            return connections == 0 && tokens >= limits.burstQueries();
        }
    }

    private final Limits limits;
    private final int capacity;
    private final Map<Key, Usage> usages = new HashMap<>();
    private final Usage shared;
    private long sweptNs;

    /** An address of IPv4, or the upper half of one of IPv6. */
    private record Key(boolean isIpv6, long bits) {
        static Key of(final InetAddress address) {
            final ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
            return address instanceof Inet6Address ? new Key(true, bytes.getLong()) : new Key(false, bytes.getInt());
        }
    }

    AddressLimits(final Limits limits, final int capacity, final long nowNs) {
        this.limits = limits;
        this.capacity = capacity;
        shared = new Usage(nowNs);
        sweptNs = nowNs;
    }

    /** A connection more; null when the address may not have it. */
    synchronized Usage enter(final InetAddress address, final long nowNs) {
        final Usage usage = usage(Key.of(address), nowNs);
        if (usage.connections >= limits.maxConnectionsPerAddress()) {
            return null;
        }
        usage.connections++;
        return usage;
    }

    synchronized void leave(final Usage usage) {
        usage.connections--;
    }

    /** Whether one more query is allowed; it is counted. */
    synchronized boolean takeQuery(final Usage usage, final long nowNs) {
        usage.fill(nowNs);
        if (usage.tokens < 1) {
            return false;
        }
        usage.tokens--;
        return true;
    }

    synchronized int addresses() {
        return usages.size();
    }

    private Usage usage(final Key key, final long nowNs) {
        final Usage known = usages.get(key);
        if (known != null) {
            return known;
        }
        if (usages.size() >= capacity) {
            forget(nowNs);
        }
        if (usages.size() >= capacity) {
            return shared;
        }
        final Usage usage = new Usage(nowNs);
        usages.put(key, usage);
        return usage;
    }

    /** At most once a second: with a full table each new address would walk it. */
    private void forget(final long nowNs) {
        if (nowNs - sweptNs >= NS_PER_S) {
            sweptNs = nowNs;
            usages.values().removeIf(usage -> usage.isForgettable(nowNs));
        }
    }
}
