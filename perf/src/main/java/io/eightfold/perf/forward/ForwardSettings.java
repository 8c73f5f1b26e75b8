// SPDX-License-Identifier: Apache-2.0
// How a forwarding benchmark is run.
package io.eightfold.perf.forward;

/**
 * @param frames   frames that are cycled, 1 to 262144.
 * @param burst    frames a turn, 1 to 64.
 * @param trials   measurements or pairs of them, 1 to 1000.
 * @param core     CPU of the worker; negative for any.
 * @param warmUpMs time before the first trial, in which the compiler does its work.
 * @param trialMs  time of one trial.
 */
public record ForwardSettings(int frames, int burst, int trials, int core, int warmUpMs, int trialMs) {
    /** Frames that a cache of the second level holds. */
    public static final int HOT_FRAMES = 4096;
    /** Frames of {@code --spread}: with their routes more than the caches hold. */
    public static final int SPREAD_FRAMES = 262_144;
    private static final int WARM_UP_MS = 3000;
    private static final int TRIAL_MS = 1000;

    /** The times that results are compared by: 3 s of warm-up, trials of 1 s. */
    public ForwardSettings(final int frames, final int burst, final int trials, final int core) {
        this(frames, burst, trials, core, WARM_UP_MS, TRIAL_MS);
    }

    public ForwardSettings {
        check("frames", frames, 1, SPREAD_FRAMES);
        check("burst", burst, 1, 64);
        check("trials", trials, 1, 1000);
        check("warmUpMs", warmUpMs, 0, 60_000);
        check("trialMs", trialMs, 1, 60_000);
    }

    /** @throws IllegalArgumentException naming the value and its limits. */
    static void check(final String name, final int value, final int lowest, final int highest) {
        if (value < lowest || value > highest) {
            throw new IllegalArgumentException(name + "=" + value + " is outside " + lowest + " to " + highest + "; choose one inside");
        }
    }
}
