// SPDX-License-Identifier: Apache-2.0
// What happened, in order.
package io.eightfold.bgp8.chaos;

import io.eightfold.bgp8.session.VirtualWire;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What happened, in order; the same seed has the same. */
final class Events {
    private static final int SHOWN = 60;
    private final VirtualWire wire;
    private final List<String> all = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();

    Events(final VirtualWire wire) {
        this.wire = wire;
    }

    void add(final int speaker, final Supplier<String> what) {
        all.add(wire.nowNs() + " speaker " + speaker + ' ' + what.get());
    }

    /** Something that a fault did. */
    void step(final String what) {
        final String line = wire.nowNs() / 1_000_000 + " ms " + what;
        all.add(line);
        steps.add(line);
    }

    List<String> all() {
        return all;
    }

    /** All faults, and what happened last. */
    @Override
    public String toString() {
        return "steps:\n" + String.join("\n", steps) + "\nlast:\n" + String.join("\n", all.subList(Math.max(0, all.size() - SHOWN), all.size()));
    }
}
