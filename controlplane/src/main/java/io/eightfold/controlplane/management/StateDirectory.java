// SPDX-License-Identifier: Apache-2.0
// Where a router keeps what must survive a reboot.
package io.eightfold.controlplane.management;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/**
 * Where a router keeps what must survive a reboot (the journal, former configurations): a directory of mode 0700 per instance id.
 * The {@link RunDirectory} beside it is emptied by a reboot.
 * <p>Thread: any; immutable.
 *
 * @param directory of this instance alone
 */
public record StateDirectory(Path directory) {
    /** Environment variable that moves the directories of all instances. */
    public static final String ENVIRONMENT_VARIABLE = "EIGHTFOLD_STATE_DIR";
    public static final Path DEFAULT_BASE = Path.of("/var/lib/eightfold");
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    /**
     * The directory of an instance: below the place that {@value #ENVIRONMENT_VARIABLE} names; when only the run directory was moved, {@code state}
     * in there, so that a trial needs one variable and leaves nothing behind; else below {@link #DEFAULT_BASE}.
     *
     * @throws IllegalArgumentException when the id is not made of the characters that {@link RunDirectory} allows
     */
    public static StateDirectory of(final String id) {
        return of(id, System.getenv());
    }

    static StateDirectory of(final String id, final Map<String, String> environment) {
        final RunDirectory run = RunDirectory.of(id, environment);
        final String base = environment.getOrDefault(ENVIRONMENT_VARIABLE, "");
        if (!base.isEmpty()) {
            return new StateDirectory(Path.of(base).resolve(id));
        }
        final boolean isRunMoved = !environment.getOrDefault(RunDirectory.ENVIRONMENT_VARIABLE, "").isEmpty();
        return new StateDirectory(isRunMoved ? run.directory().resolve("state") : DEFAULT_BASE.resolve(id));
    }

    /** The directory of the route journal. */
    public Path journal() {
        return directory.resolve("journal");
    }

    /** The file with routes added at run time, as they were given. */
    public Path givenRoutes() {
        return directory.resolve("routes");
    }

    /** The directory of the registries' last good data. */
    public Path registries() {
        return directory.resolve("whois8");
    }

    /** The directory of former configurations. */
    public Path configurations() {
        return directory.resolve("config");
    }

    /**
     * Makes the directory when it is missing and keeps others out of it. Directories above it that are missing are made with mode 0700 as well.
     *
     * @throws ManagementException when that fails, with the remedy
     */
    public StateDirectory create() throws ManagementException {
        try {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.setPosixFilePermissions(directory, OWNER_ONLY);
        } catch (IOException | UnsupportedOperationException e) {
            throw new ManagementException("cannot make the state directory " + directory + " private (" + e.getClass().getSimpleName() + ": "
                    + e.getMessage() + "); run as root, or set " + ENVIRONMENT_VARIABLE + " to a directory you may write", e);
        }
        if (!Files.isWritable(directory)) {
            throw new ManagementException("cannot write to the state directory " + directory + "; mount its file system writable, or set "
                    + ENVIRONMENT_VARIABLE + " to a directory you may write");
        }
        return this;
    }
}
