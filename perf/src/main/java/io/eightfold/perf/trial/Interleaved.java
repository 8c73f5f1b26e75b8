// SPDX-License-Identifier: Apache-2.0
// Runs a subject and its peer in turns.
package io.eightfold.perf.trial;

import java.util.function.DoubleSupplier;

/** Pairs of trials, the order within a pair changing from pair to pair, so that neither always meets the warmer machine. Thread: any. */
public final class Interleaved {
    private Interleaved() {
    }

    /**
     * The two values of each pair, in one unit.
     */
    public record Pair(double subject, double peer) {
        /** Subject over peer. */
        public double ratio() {
            return subject / peer;
        }
    }

    /**
     * Runs {@code pairs} pairs.
     * @param subject one trial of the subject; returns its value.
     * @param peer    one trial of the peer; returns its value in the same unit.
     */
    public static Pair[] run(final int pairs, final DoubleSupplier subject, final DoubleSupplier peer) {
        final Pair[] result = new Pair[pairs];
        for (int i = 0; i < pairs; i++) {
            if ((i & 1) == 0) {
                final double first = subject.getAsDouble();
                result[i] = new Pair(first, peer.getAsDouble());
            } else {
                final double first = peer.getAsDouble();
                result[i] = new Pair(subject.getAsDouble(), first);
            }
        }
        return result;
    }
}
