// SPDX-License-Identifier: Apache-2.0
// How long and how hard.
package io.eightfold.lab.nonstop;

import io.eightfold.lab.process.LabException;

/**
 * @param kills   how often the control plane is killed
 * @param ratePps probes per second
 * @param routes  generated routes, half of them IPv8
 * @param pauseS  how long a process is stopped
 * @param seed    of the random moments
 */
public record NonStopSettings(int kills, int ratePps, int routes, int pauseS, long seed) {
    public static final int DEFAULT_KILLS = 50;
    public static final int DEFAULT_RATE_PPS = 2_000;
    public static final int DEFAULT_ROUTES = 300_000;
    public static final int DEFAULT_PAUSE_S = 30;
    private static final int MIN_RATE_PPS = 100;
    private static final int MAX_RATE_PPS = 20_000;
    private static final int MAX_KILLS = 1_000;
    private static final int MAX_PAUSE_S = 300;

    /** @throws LabException with all values that are out of their limits */
    public NonStopSettings {
        String problems = check("kills", kills, 1, MAX_KILLS) + check("rate", ratePps, MIN_RATE_PPS, MAX_RATE_PPS)
            + check("routes", routes, GeneratedRoutes.PROBED, GeneratedRoutes.MAX) + check("pause", pauseS, 1, MAX_PAUSE_S);
        if (!problems.isEmpty()) {
            throw new LabException(problems.substring(2));
        }
    }

    public static NonStopSettings defaults() {
        return new NonStopSettings(DEFAULT_KILLS, DEFAULT_RATE_PPS, DEFAULT_ROUTES, DEFAULT_PAUSE_S, 1);
    }

    private static String check(String name, int value, int min, int max) {
        return value < min || value > max ? "; " + name + "=" + value + " is not from " + min + " to " + max : "";
    }
}
