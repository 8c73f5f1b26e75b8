// SPDX-License-Identifier: Apache-2.0
// The steps of the topology nonstop.
package io.eightfold.lab.nonstop;

import io.eightfold.lab.router.Side;
import io.eightfold.lab.step.Step;
import java.util.List;

/** First what must not show in forwarding at all, then what may. */
public final class NonStopSteps {
    private static final int DATAPLANE_KILLS = 3;
    private static final long CLEAN_MS = 5_000;
    private static final long LAST_MS = 2_000;

    private NonStopSteps() {
    }

    /** The list; its checks share the router and the stream. */
    public static List<Step> steps(NonStopSettings settings) {
        Bench bench = new Bench(settings);
        return List.of(
            new Step("processes-up", "dataplane and control plane run, routes equal", true, new ProcessesUp(bench)),
            new Step("probes-clean", "nothing is lost while nobody is killed", true, new ProbesClean(bench, CLEAN_MS)),
            new Step("control-plane-kills", "kill -9 of the control plane", false, new ControlPlaneKills(bench)),
            new Step("control-plane-upgrade", "the control plane is replaced", false, new Replacement(bench, Side.CONTROL_PLANE)),
            new Step("control-plane-stopped", "the control plane hangs", false, new Suspension(bench, Side.CONTROL_PLANE)),
            new Step("journal-full", "no space for the journal", false, new JournalFull(bench)),
            new Step("dataplane-kills", "kill -9 of the dataplane", false, new DataplaneKills(bench, DATAPLANE_KILLS)),
            new Step("dataplane-upgrade", "the dataplane is replaced", false, new Replacement(bench, Side.DATAPLANE)),
            new Step("dataplane-stopped", "the dataplane hangs", false, new Suspension(bench, Side.DATAPLANE)),
            new Step("events", "the stream ends whole", false, new EventsShown(bench, LAST_MS)));
    }
}
