// SPDX-License-Identifier: Apache-2.0
// The steps of the topology interop.
package io.eightfold.lab.interop;

import io.eightfold.lab.step.Step;
import io.eightfold.lab.topology.Interop;
import io.eightfold.lab.topology.Topology;
import java.util.ArrayList;
import java.util.List;

/** The router, then a row after the other, then the grid. */
public final class InteropSteps {
    private InteropSteps() {
    }

    /** All stations are there whatever rows are chosen: a row's addresses are the same in every run. */
    public static Topology topology() {
        return Interop.topology(Row.all().stream().map(Row::station).toList());
    }

    /** The list; its checks share the grid. */
    public static List<Step> steps(InteropSettings settings) {
        Grid grid = new Grid();
        List<Step> steps = new ArrayList<>();
        steps.add(new Step("router-up", "a router with " + Row.all().size() + " neighbors", true, new RouterUp()));
        settings.chosen().forEach(row -> steps.add(new Step(row.name(), row.kind().label() + " by the carrier " + row.carrier().word(), false,
            new RowRun(row, grid, settings.isMissingAllowed()))));
        steps.add(new Step("alive", "the router is the one that was started", false, new RouterAlive()));
        return steps;
    }
}
