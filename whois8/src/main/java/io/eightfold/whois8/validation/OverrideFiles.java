// SPDX-License-Identifier: Apache-2.0
// The files of local exceptions that are configured.
package io.eightfold.whois8.validation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Local exceptions from SLURM files (RFC 8416). All files together are taken or none: when one is broken, or two overlap, what was read last stays in
 * force, and a warning names every problem. Thread: control.
 */
public final class OverrideFiles {
    private static final Logger LOG = LoggerFactory.getLogger(OverrideFiles.class);
    private final List<Path> files;
    private Overrides good = Overrides.NONE;
    private List<String> problems = List.of();

    /** Reads nothing yet. */
    public OverrideFiles(final List<Path> files) {
        this.files = List.copyOf(files);
    }

    /** What reading files gives: exceptions, or problems. */
    public record Reading(Overrides overrides, List<String> problems) {
    }

    /** Reads files without keeping anything; for a check of the configuration. */
    public static Reading read(final List<Path> files) {
        final List<String> problems = new ArrayList<>();
        final List<SlurmFile> read = files.stream().map(file -> new SlurmFile(file, problems)).toList();
        problems.addAll(SlurmOverlaps.of(read));
        return new Reading(problems.isEmpty() ? new Overrides(read.stream().flatMap(file -> file.filters().stream()).toList(),
            read.stream().flatMap(file -> file.assertions().stream()).toList()) : Overrides.NONE, List.copyOf(problems));
    }

    /** Reads all files again; what is in force afterwards. */
    public Overrides reload() {
        final Reading reading = read(files);
        problems = reading.problems();
        if (problems.isEmpty()) {
            good = reading.overrides();
            LOG.info("whois8 overrides read files={} filters={} assertions={}", files.size(), good.filters().size(), good.assertions().size());
        } else {
            problems.forEach(problem -> LOG.warn("whois8 overrides fault=config refused, those before stay in force problem=\"{}\"", problem));
        }
        return good;
    }

    /** What was read last without a problem. */
    public Overrides overrides() {
        return good;
    }

    /** Of the last {@link #reload}; empty when it was taken. */
    public List<String> problems() {
        return problems;
    }

    public List<Path> files() {
        return files;
    }
}
