// SPDX-License-Identifier: Apache-2.0
// A table of routes on its way into the RIB.
package io.eightfold.perf.push;

import io.eightfold.controlplane.rib.Rib;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.perf.table.RouteTable;

/** Gives routes to the RIB's owner in pieces, as a routing protocol does, so that it sends what it has between two of them. Thread: one. */
final class PushTable {
    /** Routes a piece: those of a few full UPDATE messages. */
    private static final int PIECE = 4096;

    private final PushRouter router;
    private final RouteTable table;

    PushTable(final PushRouter router, final RouteTable table) {
        this.router = router;
        this.table = table;
    }

    /** Offers all routes and waits until every worker sees them; returns nanoseconds. */
    long load() {
        return time(this::offer);
    }

    /** The same for their withdrawal. */
    long withdraw() {
        return time(this::withdraw);
    }

    /** Changes the next hop of the routes from a number to before another; {@code turn} makes it another each time. */
    void change(final int from, final int to, final int turn) {
        router.change(rib -> {
            for (int i = from; i < to; i++) {
                update(rib, i, (table.nextHop(i) + turn) % PushRouter.NEXT_HOPS);
            }
        });
    }

    private interface Piece {
        void run(Rib rib, int index);
    }

    private long time(final Piece piece) {
        final long startNs = System.nanoTime();
        for (int from = 0; from < table.size(); from += PIECE) {
            final int first = from;
            final int end = Math.min(from + PIECE, table.size());
            router.change(rib -> {
                for (int i = first; i < end; i++) {
                    piece.run(rib, i);
                }
            });
        }
        router.awaitQuiet();
        return System.nanoTime() - startNs;
    }

    private void offer(final Rib rib, final int i) {
        update(rib, i, table.nextHop(i));
    }

    private void update(final Rib rib, final int i, final int hop) {
        rib.update(Vrf.DEFAULT.id(), table.prefix(i), hostLength(i), PushRouter.SOURCE, PushRouter.SOURCE.distance(), 0, router.hopSet(table.prefix(i), hop));
    }

    private void withdraw(final Rib rib, final int i) {
        rib.withdraw(Vrf.DEFAULT.id(), table.prefix(i), hostLength(i), PushRouter.SOURCE, PushRouter.SOURCE.distance());
    }

    private int hostLength(final int i) {
        return table.lengthBits(i) - RouteTable.ASN_BITS;
    }
}
