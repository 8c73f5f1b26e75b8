// SPDX-License-Identifier: Apache-2.0
// Which hop sets name a gateway or a port.
package io.eightfold.controlplane.rib;

import io.eightfold.fibprotocol.Vrf;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import org.agrona.collections.IntHashSet;

/** Which hop sets name a gateway or a port. Thread: control. */
final class HopIndex {
    private final GatewayTable[] gateways = new GatewayTable[Vrf.count()];
    private final Map<String, IntHashSet> byPort = new HashMap<>();

    HopIndex() {
        for (int vrf = 0; vrf < gateways.length; vrf++) {
            gateways[vrf] = new GatewayTable();
        }
    }

    void add(final HopSet set) {
        for (final RibHop hop : set.given) {
            if (hop.isTowards()) {
                gateways[set.vrf].add(hop.towards(), set.id);
            }
            if (hop.portName() != null) {
                byPort.computeIfAbsent(hop.portName(), _ -> new IntHashSet()).add(set.id);
            }
        }
    }

    void remove(final HopSet set) {
        for (final RibHop hop : set.given) {
            // Two hops of a set may share a gateway or a port: the second finds nothing left.
            if (hop.isTowards()) {
                gateways[set.vrf].remove(hop.towards(), set.id);
            }
            if (hop.portName() != null) {
                byPort.computeIfPresent(hop.portName(), (_, sets) -> without(sets, set.id));
            }
        }
    }

    /** Calls with each set that names a gateway inside the prefix. */
    void forEachCovered(final int vrf, final long address, final int hostLength, final IntConsumer consumer) {
        gateways[vrf].forEachSet(PrefixRange.first(address, hostLength), PrefixRange.last(address, hostLength), consumer);
    }

    void forEachOfGateway(final long address, final IntConsumer consumer) {
        for (final GatewayTable table : gateways) {
            table.forEachSet(address, address, consumer);
        }
    }

    void forEachOfPort(final String port, final IntConsumer consumer) {
        final IntHashSet sets = byPort.get(port);
        if (sets != null) {
            sets.forEachInt(consumer);
        }
    }

    private static IntHashSet without(final IntHashSet sets, final int setId) {
        sets.remove(setId);
        return sets.isEmpty() ? null : sets;
    }
}
