// SPDX-License-Identifier: Apache-2.0
// What perf whois8 is asked to do.
package io.eightfold.perf.whois8;

/**
 * @param records  of the generated registry.
 * @param rounds   loads that are measured.
 * @param trials   of verdicts, in pairs when there is a peer.
 * @param core     CPU of the thread that asks for verdicts; negative for any.
 * @param warmUpMs time each side has before the first trial, in which the compiler does its work.
 * @param trialMs  time of one trial.
 * @param hasPeer  whether RTRlib is measured in turns.
 */
public record Whois8Settings(int records, int rounds, int trials, int core, int warmUpMs, int trialMs, boolean hasPeer) {
    private static final int LEAST_RECORDS = 1_000;
    private static final int MOST_RECORDS = 8_000_000;
    private static final int MOST_ROUNDS = 100;
    private static final int MOST_TRIALS = 1_000;
    private static final int WARM_UP_MS = 2_000;
    private static final int TRIAL_MS = 1_000;

    /** The times that results are compared by: 2 s of warm-up, trials of 1 s. */
    public Whois8Settings(final int records, final int rounds, final int trials, final int core, final boolean hasPeer) {
        this(records, rounds, trials, core, WARM_UP_MS, TRIAL_MS, hasPeer);
    }

    public Whois8Settings {
        check("records", records, LEAST_RECORDS, MOST_RECORDS);
        check("rounds", rounds, 1, MOST_ROUNDS);
        check("trials", trials, 1, MOST_TRIALS);
        if (records % GeneratedRegistry.RECORDS_PER_ASN != 0) {
            throw new IllegalArgumentException("records=" + records + " is no multiple of " + GeneratedRegistry.RECORDS_PER_ASN + ", the records of each ASN; choose one");
        }
    }

    private static void check(final String name, final int value, final int least, final int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + "=" + value + " is outside " + least + " to " + most + "; choose one inside");
        }
    }
}
