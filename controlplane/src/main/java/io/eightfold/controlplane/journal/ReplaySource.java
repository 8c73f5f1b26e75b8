// SPDX-License-Identifier: Apache-2.0
// Finds the generation to replay, whatever state the directory is in.
package io.eightfold.controlplane.journal;

import java.io.IOException;
import java.util.List;

/**
 * Finds the generation to replay, whatever state the directory is in: the one that {@code CURRENT} names, or when that is of no use the newest one with
 * a whole checkpoint. All others are gone afterwards: they were never finished, or are set aside.
 * <p>Thread: startup.
 */
final class ReplaySource {
    /** There is nothing to replay. */
    static final long NONE = 0;

    private final GenerationStore store;
    private final List<String> faults;

    /** @param faults takes a sentence for everything that was not as it should be */
    ReplaySource(final GenerationStore store, final List<String> faults) {
        this.store = store;
        this.faults = faults;
    }

    /** The number of the generation, or {@link #NONE}. */
    long find() throws IOException {
        final List<Long> generations = store.generations();
        final long source = named(generations);
        for (final long other : generations) {
            if (other != source) {
                store.delete(other);
            }
        }
        return source;
    }

    private long named(final List<Long> generations) throws IOException {
        final CurrentFile current;
        try {
            current = CurrentFile.read(store.root());
        } catch (IOException e) {
            return generations.isEmpty() ? NONE : newestWhole(generations, e.getMessage());
        }
        if (current.version() != CurrentFile.VERSION) {
            return setAllAside(generations, "version=" + current.version() + " of the format is not " + CurrentFile.VERSION
                    + ", the only one this release reads");
        }
        return generations.contains(current.generation()) ? current.generation()
                : newestWhole(generations, CurrentFile.NAME + " names generation " + current.generation() + ", which is not there");
    }

    private long newestWhole(final List<Long> generations, final String fault) throws IOException {
        for (final long generation : generations) {
            final GenerationReader reader = new GenerationReader(store.path(generation));
            reader.read(new NoRecords());
            if (reader.hasCheckpoint()) {
                faults.add(fault + "; took generation " + generation + ", the newest with a whole checkpoint");
                return generation;
            }
        }
        return setAllAside(generations, fault + ", and no generation has a whole checkpoint");
    }

    private long setAllAside(final List<Long> generations, final String fault) throws IOException {
        faults.add(fault + "; nothing was replayed");
        for (final long generation : generations.reversed()) {
            store.setAside(generation);
        }
        return NONE;
    }
}
