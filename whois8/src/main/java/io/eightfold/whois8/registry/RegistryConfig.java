// SPDX-License-Identifier: Apache-2.0
// Times of a registry.
package io.eightfold.whois8.registry;

import io.eightfold.whois8.feed.DataSet;

/**
 * Thread: any.
 *
 * @param validityS time for which a head may be used without a newer one
 * @param reissueS  a head is issued again when it is as old as this, below {@code validityS}
 * @param keyLifeS  life of a new signing key
 * @param overlapS  time for which the key before stays good after a rotation
 */
public record RegistryConfig(long validityS, long reissueS, long keyLifeS, long overlapS) {
    private static final long HOUR_S = 3_600;
    private static final long DAY_S = 24 * HOUR_S;
    private static final long MAX_S = 3_650 * DAY_S;
    public static final RegistryConfig DEFAULT = new RegistryConfig(DAY_S, HOUR_S, 365 * DAY_S, 7 * DAY_S);

    /** @throws IllegalArgumentException for times that would let data expire while the registry runs */
    public RegistryConfig {
        if (reissueS < 1 || validityS < 2 * reissueS || validityS > DataSet.MAX_LIFE_S) {
            throw new IllegalArgumentException("validityS=" + validityS + " reissueS=" + reissueS + "; heads must be issued again in half of their time or less, and be good for "
                + DataSet.MAX_LIFE_S + " s at most: no reader takes longer ones");
        }
        if (keyLifeS <= validityS || keyLifeS > MAX_S || overlapS < 0 || overlapS > keyLifeS) {
            throw new IllegalArgumentException("keyLifeS=" + keyLifeS + " overlapS=" + overlapS + "; a key must live longer than a head (" + validityS + " s), " + MAX_S
                + " s at most, and overlap for its life at most");
        }
    }
}
