// SPDX-License-Identifier: Apache-2.0
// Where running processes leave their state files.
package io.eightfold.host.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** {@value #DEFAULT}, or what the environment variable {@value #VARIABLE} says. Thread: any. */
public final class RunDirectory {
    public static final String VARIABLE = "EIGHTFOLD_RUN_DIR";
    public static final String DEFAULT = "/run/eightfold";

    private RunDirectory() {
    }

    /** The directory, which may not exist yet. */
    public static Path path() {
        String configured = System.getenv(VARIABLE);
        return Path.of(configured == null || configured.isBlank() ? DEFAULT : configured);
    }

    /**
     * Creates the directory for its owner only (0700) if it is missing.
     *
     * @throws HostToolException if that is not possible
     */
    static Path create(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            return directory;
        } catch (IOException e) {
            throw new HostToolException(HostToolException.FAILED, "run directory " + directory + " cannot be created (" + e.getMessage()
                + "); set " + VARIABLE + " to a writable place");
        }
    }
}
