// SPDX-License-Identifier: Apache-2.0
// What the steps of the lab nonstop share.
package io.eightfold.lab.nonstop;

import io.eightfold.host.probe.ProbeAccount;
import io.eightfold.lab.process.LabException;
import io.eightfold.lab.router.Prober;
import io.eightfold.lab.router.SplitRouter;
import io.eightfold.lab.step.Scene;
import io.eightfold.lab.topology.NonStop;
import java.nio.file.Path;
import java.util.Random;

/** Router, probes, table, chance. Thread: session. */
final class Bench {
    private static final Prober.Course COURSE = new Prober.Course(NonStop.SOURCE, NonStop.ROUTER, NonStop.SINK);
    private static final long LEAD_MS = 100;
    private final NonStopSettings settings;
    private final GeneratedRoutes routes;
    private final EventTable events = new EventTable();
    private final Random random;
    private SplitRouter router;
    private Prober prober;

    Bench(NonStopSettings settings) {
        this.settings = settings;
        this.routes = new GeneratedRoutes(settings.routes());
        this.random = new Random(settings.seed());
    }

    NonStopSettings settings() {
        return settings;
    }

    GeneratedRoutes routes() {
        return routes;
    }

    EventTable events() {
        return events;
    }

    Random random() {
        return random;
    }

    void router(SplitRouter started) {
        router = started;
    }

    /** @throws LabException before the step that starts it */
    SplitRouter router() {
        if (router == null) {
            throw new LabException("no router runs; a step before this one starts it");
        }
        return router;
    }

    /** The stream; it begins when it is first asked for. */
    Prober prober(Scene scene) {
        if (prober == null) {
            prober = Prober.start(scene, COURSE, routes.destinations(), settings.ratePps());
        }
        return prober;
    }

    /** Begins a window shortly before an event, so that the silence after it has a beginning. */
    Prober.Window open(Scene scene) {
        Prober.Window window = prober(scene).open();
        prober.pause(LEAD_MS);
        return window;
    }

    /** Ends the stream, if there is one. */
    void endProbes() {
        if (prober != null) {
            prober.close();
            prober = null;
        }
    }

    /** The configuration with routes that come and go. */
    Path churnedConfig() {
        return router().config().resolveSibling("churned.conf");
    }

    /** Settles a window and takes the event down. */
    ProbeAccount record(Scene scene, Prober.Window window, EventTable.Name event, long equalMs) {
        ProbeAccount account = window.settle();
        events.add(new EventTable.Event(event, account, equalMs), scene.screen());
        return account;
    }
}
