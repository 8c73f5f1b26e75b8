// SPDX-License-Identifier: Apache-2.0
// The trials with sessions.
package io.eightfold.lab.interop;

import com.google.gson.JsonObject;
import io.eightfold.lab.process.Wait;
import io.eightfold.lab.router.Prober;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** How sessions begin and end. Thread: session. */
final class SessionTrials {
    /** Some attempts of both sides. */
    private static final long WRONG_PASSWORD_MS = 3_000;
    private static final long AWAY_MS = 1_500;
    private static final long HOLD_LIMIT_MS = TimeUnit.SECONDS.toMillis(StockPeer.HOLD_TIME_S + 10);
    /** A notification's error code. Source: RFC 4271 §4.5. */
    private static final String HOLD_TIMER_WORD = "hold";
    private static final String PREFIX_WORD = "prefix";
    private final Bench bench;
    private final Row row;

    SessionTrials(Bench bench) {
        this.bench = bench;
        this.row = bench.row();
    }

    /** Another password is met with silence, the right one with a session. */
    Cell md5() {
        bench.peer().start(new StockPeer.Setup("not-" + Row.PASSWORD, row.routes()));
        Bench.require(!Wait.until(WRONG_PASSWORD_MS, bench.view()::isEstablished), "a session with the wrong password");
        bench.peer().process().stop();
        bench.peer().start(bench.setup(row.routes()));
        bench.await("a session", bench.view()::isEstablished);
        return Cell.pass("none with another password");
    }

    /** The daemon is killed: its routes stay in use until it is back and has said all of them again. */
    Cell gracefulRestart() {
        bench.awaitRoutes();
        Prober.Window window = bench.probes().open();
        bench.peer().process().kill();
        bench.await("the end of the session", () -> !bench.view().isEstablished());
        bench.probes().pause(AWAY_MS);
        Bench.require(bench.view().has(row.routes()) && bench.view().hasStale(), "its routes went with the session: " + lastError());
        bench.peer().start(bench.setup(row.routes()));
        bench.awaitRoutes();
        bench.await("the end of stale routes", () -> !bench.view().hasStale());
        Bench.require(bench.view().has(row.routes()), "routes are missing after the restart");
        return Cell.pass("routes kept, " + Bench.requireClean(window).sent() + " probes, none lost");
    }

    /** The daemon is stopped, not killed: TCP goes on, BGP does not. */
    Cell holdExpiry() {
        bench.awaitRoutes();
        bench.peer().signal("STOP");
        try {
            long startNs = System.nanoTime();
            bench.await(HOLD_LIMIT_MS, "the end of the session", () -> !bench.view().isEstablished());
            double durationS = (System.nanoTime() - startNs) / 1e9;
            String error = lastError();
            Bench.require(error.toLowerCase(Locale.ROOT).contains(HOLD_TIMER_WORD), "the session ended for another reason: " + error);
            bench.peer().signal("CONT");
            bench.awaitRoutes();
            return Cell.pass(String.format(Locale.ROOT, "after %.1f s: %s", durationS, error));
        } finally {
            bench.peer().signal("CONT");
        }
    }

    /** More routes than the router takes end the session. */
    Cell maxPrefix() {
        bench.awaitRoutes();
        bench.peer().say(bench.setup(row.flood()));
        bench.await("the end of the session", () -> !bench.view().isEstablished());
        String error = lastError();
        Bench.require(error.toLowerCase(Locale.ROOT).contains(PREFIX_WORD), "the session ended for another reason: " + error);
        bench.await("the end of its routes", () -> bench.view().count(row.flood()) == 0);
        return Cell.pass(row.flood().size() + " > " + Row.MAXIMUM_PREFIXES + ": " + error);
    }

    private String lastError() {
        JsonObject session = bench.view().detail().getAsJsonObject("session");
        return session == null || session.get("lastError").isJsonNull() ? "no reason given" : session.get("lastError").getAsString();
    }
}
