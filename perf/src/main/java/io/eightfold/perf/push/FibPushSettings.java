// SPDX-License-Identifier: Apache-2.0
// What perf fib-push is asked to do.
package io.eightfold.perf.push;

/**
 * @param routes    IPv8 routes that are loaded, and IPv4 routes of the peer.
 * @param rounds    how often they are loaded and withdrawn.
 * @param samples   single routes whose way to the first packet is measured, idle and again during churn.
 * @param churned   routes that change in the background meanwhile.
 * @param churnPerS changes a second.
 * @param hasPeer   whether zebra is measured in turns.
 */
public record FibPushSettings(int routes, int rounds, int samples, int churned, int churnPerS, boolean hasPeer) {
    private static final int LEAST_ROUTES = 1_000;
    private static final int MOST_ROUTES = 2_000_000;
    private static final int MOST_ROUNDS = 100;
    /** As many as there are prefixes for them beside the table. */
    static final int MOST_SAMPLES = 50_000;
    private static final int MOST_CHURN_PER_S = 1_000_000;

    public FibPushSettings {
        check("routes", routes, LEAST_ROUTES, MOST_ROUTES);
        check("rounds", rounds, 1, MOST_ROUNDS);
        check("samples", samples, 0, MOST_SAMPLES);
        check("churn", churned, 1, routes);
        check("churn-rate", churnPerS, 1, MOST_CHURN_PER_S);
    }

    private static void check(final String name, final int value, final int least, final int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + "=" + value + " is outside " + least + " to " + most + "; choose one inside");
        }
    }
}
