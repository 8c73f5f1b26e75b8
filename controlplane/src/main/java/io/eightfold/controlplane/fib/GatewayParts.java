// SPDX-License-Identifier: Apache-2.0
// Puts a dataplane's report of its gateways together.
package io.eightfold.controlplane.fib;

import io.eightfold.fibprotocol.StatusHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Parts come in order, counted from 0. A report that lacks one is left out, for the next one comes soon: a gateway that is not in it would count as one that answers.
 * Thread: control.
 */
final class GatewayParts {
    /** More parts than a dataplane can have gateways for: what a peer sends must not fill the memory. */
    static final int MAX_PARTS = 256;

    private final Consumer<List<StatusHandler.Gateway>> whole;
    private final List<StatusHandler.Gateway> collected = new ArrayList<>();
    private int expected;

    /** @param whole takes each report that is complete. */
    GatewayParts(final Consumer<List<StatusHandler.Gateway>> whole) {
        this.whole = whole;
    }

    void part(final int part, final boolean isLast, final List<StatusHandler.Gateway> list) {
        if (part == 0) {
            collected.clear();
            expected = 0;
        }
        if (part != expected || part == MAX_PARTS) {
            expected = MAX_PARTS + 1;
            collected.clear();
            return;
        }
        expected++;
        collected.addAll(list);
        if (isLast) {
            whole.accept(List.copyOf(collected));
            collected.clear();
            expected = MAX_PARTS + 1;
        }
    }
}
