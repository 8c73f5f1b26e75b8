// SPDX-License-Identifier: Apache-2.0
// Which internal zones reach each other.
package io.eightfold.dataplane.worker;

import io.eightfold.dataplane.port.ZonePair;
import io.eightfold.wire.header.Ipv8Layout;
import io.eightfold.wire.memory.Memory;
import java.util.List;
import org.agrona.collections.LongHashSet;

/** Packets from one internal zone to another pass where that is configured, and nowhere else (spec section 1). Thread: worker, its owner. */
final class ZoneFilter {
    private final LongHashSet permitted = new LongHashSet();

    ZoneFilter(final List<ZonePair> pairs) {
        for (final ZonePair pair : pairs) {
            permitted.add(key(pair.zone(), pair.other()));
            permitted.add(key(pair.other(), pair.zone()));
        }
    }

    /** Whether a packet whose ends are both in zones may go on. */
    boolean isAllowed(final long packet) {
        final int source = Memory.u32(packet + Ipv8Layout.SOURCE_ASN);
        final int destination = Memory.u32(packet + Ipv8Layout.DESTINATION_ASN);
        return source == destination || permitted.contains(key(source, destination));
    }

    private static long key(final int from, final int to) {
        return (long) from << 32 | to & 0xFFFF_FFFFL;
    }
}
