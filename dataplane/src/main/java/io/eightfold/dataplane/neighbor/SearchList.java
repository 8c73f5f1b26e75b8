// SPDX-License-Identifier: Apache-2.0
// The neighbours that are being looked for.
package io.eightfold.dataplane.neighbor;

import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * A list to walk from the end, and those with an ASN by their host part as well, because a plain ARP answer names a host part only.
 * Entries may be added while it is walked. Thread: control.
 */
final class SearchList {
    private final List<Neighbor> all = new ArrayList<>();
    private final Long2ObjectHashMap<List<Neighbor>> byHost = new Long2ObjectHashMap<>();

    int size() {
        return all.size();
    }

    Neighbor get(final int index) {
        return all.get(index);
    }

    /** Puts a neighbour on the list unless it is there. */
    void add(final Neighbor neighbor) {
        if (!neighbor.isListed) {
            neighbor.isListed = true;
            all.add(neighbor);
            if (!neighbor.isIpv4()) {
                byHost.computeIfAbsent(key(neighbor.port, (int) neighbor.address), k -> new ArrayList<>(1)).add(neighbor);
            }
        }
    }

    /** Takes a neighbour off; the last one moves to its place. */
    void remove(final int index) {
        final Neighbor neighbor = all.get(index);
        final Neighbor last = all.removeLast();
        if (last != neighbor) {
            all.set(index, last);
        }
        neighbor.isListed = false;
        final long key = key(neighbor.port, (int) neighbor.address);
        final List<Neighbor> sameHost = neighbor.isIpv4() ? null : byHost.get(key);
        if (sameHost != null && sameHost.remove(neighbor) && sameHost.isEmpty()) {
            byHost.remove(key);
        }
    }

    /** Those on a port with an ASN and this host part; walk it by index from the end. */
    List<Neighbor> withHost(final int port, final int host) {
        final List<Neighbor> sameHost = byHost.get(key(port, host));
        return sameHost == null ? List.of() : sameHost;
    }

    private static long key(final int port, final int host) {
        return (long) port << 32 | host & 0xFFFF_FFFFL;
    }
}
