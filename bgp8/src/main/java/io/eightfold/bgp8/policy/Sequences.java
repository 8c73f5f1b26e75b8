// SPDX-License-Identifier: Apache-2.0
// The order of entries.
package io.eightfold.bgp8.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** The order of entries: by sequence, each number once. Thread: any. */
final class Sequences {
    private Sequences() {
    }

    /** @throws IllegalArgumentException below 1 */
    static void check(final String kind, final int sequence) {
        if (sequence < 1) {
            throw new IllegalArgumentException(kind + " sequence " + sequence + " is below 1");
        }
    }

    /** The entries by sequence. @throws IllegalArgumentException when two have the same */
    static <T> List<T> ordered(final String kind, final String name, final List<T> entries, final ToIntFunction<T> sequence) {
        final List<T> ordered = new ArrayList<>(entries);
        ordered.sort((a, b) -> Integer.compare(sequence.applyAsInt(a), sequence.applyAsInt(b)));
        for (int i = 1; i < ordered.size(); i++) {
            final int number = sequence.applyAsInt(ordered.get(i));
            if (number == sequence.applyAsInt(ordered.get(i - 1))) {
                throw new IllegalArgumentException(kind + ' ' + name + " has two entries with sequence " + number + "; give one of them another number");
            }
        }
        return List.copyOf(ordered);
    }
}
