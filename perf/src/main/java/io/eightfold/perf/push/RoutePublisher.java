// SPDX-License-Identifier: Apache-2.0
// Whoever puts a route under test into the router.
package io.eightfold.perf.push;

/** Thread: the probe's. */
@FunctionalInterface
public interface RoutePublisher {

    /**
     * Publishes a route for a destination that has none.
     * @param destination address bits; the route may cover more, but no other destination under test.
     * @return {@link System#nanoTime()} of the moment it was handed over. Processes of one machine share that clock (CLOCK_MONOTONIC).
     */
    long publish(long destination);
}
