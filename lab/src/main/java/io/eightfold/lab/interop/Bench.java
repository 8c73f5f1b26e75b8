// SPDX-License-Identifier: Apache-2.0
// What the trials of a row share.
package io.eightfold.lab.interop;

import io.eightfold.host.probe.ProbeAccount;
import io.eightfold.lab.process.LabException;
import io.eightfold.lab.process.Wait;
import io.eightfold.lab.router.Prober;
import io.eightfold.lab.step.Scene;
import io.eightfold.lab.topology.Interop;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A daemon, what the router says of it, and a stream of IPv8 probes into its routes.
 *
 * <p>The daemon's station has two stacks on one interface: Linux for TCP, and for IPv8 the lab itself, which answers ARP8 for the station's address and counts
 * probes that arrive. So the next hop that a stock daemon writes, its own IPv4 address, is a neighbour that takes IPv8. Thread: session.
 */
record Bench(Scene scene, Row row, StockPeer peer, BgpView view, Prober probes) implements AutoCloseable {
    static final long LIMIT_MS = 30_000;
    private static final int RATE_PPS = 50;

    /** Starts the stream; what it sends is refused until there are routes. */
    static Bench open(Scene scene, Row row) {
        Prober.Course course = new Prober.Course(Interop.SOURCE, Interop.ROUTER, row.station());
        return new Bench(scene, row, StockPeer.of(scene, row), new BgpView(scene, row),
            Prober.start(scene, course, List.of(row.own().host(), row.foreign().host()), RATE_PPS));
    }

    /** As the router expects it. */
    StockPeer.Setup setup(List<PeerRoute> routes) {
        return new StockPeer.Setup(Row.PASSWORD, routes);
    }

    /** @throws LabException if a condition does not come true in time */
    void await(String what, BooleanSupplier condition) {
        await(LIMIT_MS, what, condition);
    }

    void await(long limitMs, String what, BooleanSupplier condition) {
        require(Wait.until(limitMs, condition), what + " not seen within " + limitMs / 1000 + " s");
    }

    /** Waits for the session, and for all routes in both directions. */
    void awaitRoutes() {
        await("a session", view::isEstablished);
        await(row.routes().size() + " routes of the neighbor", () -> view.has(row.routes()));
        await("the router's routes at the neighbor", () -> peer.heard().keySet().containsAll(Row.routerRoutes()));
    }

    static void require(boolean isSo, String otherwise) {
        if (!isSo) {
            throw new LabException(otherwise);
        }
    }

    /** What became of a window; every probe must have arrived. */
    static ProbeAccount requireClean(Prober.Window window) {
        ProbeAccount account = window.settle();
        require(account.isClean() && account.sent() > 0, "probes into the routes: " + account);
        return account;
    }

    @Override
    public void close() {
        probes.close();
    }
}
