// SPDX-License-Identifier: Apache-2.0
// The tables that are pushed.
package io.eightfold.perf.push;

import io.eightfold.perf.table.InternetShape;
import io.eightfold.perf.table.Ipv4Shape;
import io.eightfold.perf.table.RouteTable;

/** Like the Internet's, of any size, the same at each run. Thread: any. */
final class PushTables {
    private static final long SEED = 0x1BF8_2026L;
    private static final int GROWN_ASNS = 100_000;

    private PushTables() {
    }

    /** Many ASNs with few routes each: today's table or an even choice of it, above that the grown one. */
    static RouteTable internet(final int routes) {
        final RouteTable today = InternetShape.today(PushRouter.NEXT_HOPS, SEED);
        if (routes > today.size()) {
            return InternetShape.of("internet-grown", GROWN_ASNS, routes, PushRouter.NEXT_HOPS, SEED);
        }
        final RouteTable.Builder chosen = new RouteTable.Builder("internet-" + routes + "routes", routes);
        for (int i = 0; i < routes; i++) {
            final int at = (int) ((long) i * today.size() / routes);
            chosen.add(today.prefix(at), today.lengthBits(at), today.nextHop(at));
        }
        return chosen.build();
    }

    /** As many in ASN 0. */
    static RouteTable ipv4(final int routes) {
        return Ipv4Shape.full(routes, PushRouter.NEXT_HOPS, SEED);
    }
}
