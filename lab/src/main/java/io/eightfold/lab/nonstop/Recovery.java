// SPDX-License-Identifier: Apache-2.0
// Whether forwarding is whole again.
package io.eightfold.lab.nonstop;

import io.eightfold.host.probe.ProbeAccount;
import io.eightfold.lab.router.Prober;
import io.eightfold.lab.router.Side;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Scene;
import java.util.Locale;

/** Judges an event by its side: the control plane's must lose nothing, the dataplane's must be over afterwards. Thread: session. */
final class Recovery {
    /** The new dataplane looks for its neighbours. */
    private static final long SETTLE_MS = 1_500;
    private static final long WINDOW_MS = 1_000;

    private Recovery() {
    }

    /**
     * Settles the window of an event and judges it.
     *
     * @param equalMs from the start of the process, or from its waking, to equal routes
     */
    static Judgement judge(Scene scene, Bench bench, Side side, Prober.Window window, EventTable.Name event, long equalMs) {
        if (side == Side.CONTROL_PLANE) {
            ProbeAccount account = bench.record(scene, window, event, equalMs);
            return account.isClean() ? Judgement.pass("0 of " + account.sent() + " probes lost; routes equal " + equalMs + " ms after")
                : Judgement.fail("the control plane was away, and forwarding suffered: " + account);
        }
        bench.prober(scene).pause(SETTLE_MS);
        ProbeAccount account = bench.record(scene, window, event, equalMs);
        Prober.Window next = bench.prober(scene).open();
        bench.prober(scene).pause(WINDOW_MS);
        ProbeAccount after = bench.record(scene, next, new EventTable.Name("dataplane is back", "no event"), -1);
        String seen = String.format(Locale.ROOT, "no forwarding for %.0f ms (%d probes); routes equal %d ms after", account.longestGapMs(), account.lost(), equalMs);
        return after.isClean() && after.sent() > 0 ? Judgement.pass(seen) : Judgement.fail(seen + "; forwarding is not whole again: " + after);
    }
}
