// SPDX-License-Identifier: Apache-2.0
// The generations of a journal as directories, and which of them is in force.
package io.eightfold.controlplane.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The generations of a journal as directories, and which of them is in force.
 * <pre>
 *   journal/CURRENT   names the generation in force
 *   journal/lock      held by the process that has the journal
 *   journal/7/        a generation: one Chronicle queue and the file GAPLESS
 *   journal/8/        the next one while its checkpoint is being written; deleted at the next start when it was not finished
 *   journal/bad-5/    a generation with a fault, kept for whoever wants to know
 * </pre>
 * <p>Thread: one owner.
 */
final class GenerationStore {
    /** Generations with a fault that are kept. */
    static final int MAX_BAD = 2;
    private static final String BAD_PREFIX = "bad-";

    private final Path root;

    GenerationStore(final Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    Path path(final long generation) {
        return root.resolve(Long.toString(generation));
    }

    boolean exists(final long generation) {
        return Files.isDirectory(path(generation));
    }

    /** The numbers of all generations but the bad ones, highest first. */
    List<Long> generations() throws IOException {
        return numbered("");
    }

    private List<Long> numbered(final String prefix) throws IOException {
        final List<Long> numbers = new ArrayList<>();
        for (final Path each : Disk.list(root)) {
            final String name = each.getFileName().toString();
            if (name.matches(prefix + "[1-9]\\d{0,17}") && Files.isDirectory(each)) {
                numbers.add(Long.parseLong(name.substring(prefix.length())));
            }
        }
        numbers.sort(Comparator.reverseOrder());
        return numbers;
    }

    /** A number above all that are or were in use here. */
    long next() throws IOException {
        long highest = 0;
        for (final List<Long> numbers : List.of(generations(), numbered(BAD_PREFIX))) {
            highest = Math.max(highest, numbers.isEmpty() ? 0 : numbers.getFirst());
        }
        return highest + 1;
    }

    /**
     * Puts a generation in force.
     *
     * @throws IOException when the one before is still in force
     */
    void commit(final long generation) throws IOException {
        try {
            CurrentFile.write(root, generation);
        } catch (IOException e) {
            // The rename may have been done before the fault; then there is no way back.
            if (!isInForce(generation)) {
                throw e;
            }
        }
    }

    private boolean isInForce(final long generation) {
        try {
            return CurrentFile.read(root).generation() == generation;
        } catch (IOException e) {
            return false;
        }
    }

    void delete(final long generation) throws IOException {
        Disk.delete(path(generation));
    }

    /** Moves a generation with a fault out of the way and forgets the oldest of them. */
    void setAside(final long generation) throws IOException {
        final Path bad = root.resolve(BAD_PREFIX + generation);
        Disk.delete(bad);
        Files.move(path(generation), bad);
        final List<Long> all = numbered(BAD_PREFIX);
        for (final long old : all.subList(Math.min(MAX_BAD, all.size()), all.size())) {
            Disk.delete(root.resolve(BAD_PREFIX + old));
        }
    }
}
